"""Over all screens that people reach from Today, role by role: none uses a word of the newsroom's makers."""

import re
from collections import deque
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest

from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.signing_in import browser_of
from tests.newsroom.test_the_interface_speaks_newspaper import NEVER

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file from which it makes a small picture to be closed by chance.
    pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning"),
]

ROLES = (Role.WRITER, Role.SECTION_EDITOR, Role.EDITOR, Role.BRANCH_ORGANISER, Role.ADMINISTRATOR)
NOT_SCREENS = ("static/", "media/", "preview/", "logout/", "jsi18n/", "sprite/")
SPOKEN = ("aria-label", "title", "placeholder", "alt")
SCREENS = 120
"""Screens looked at for one role; one of each kind, whatever numbers are in its address."""


def kind_of(address: str) -> str:
    return re.sub(r"\d+", "N", urlsplit(address).path)


def said_on(page: Any) -> str:
    """What a person reads or hears on a page."""
    for silent in page.xpath("//script | //style | //template"):
        silent.drop_tree()
    heard = [each for name in SPOKEN for each in page.xpath(f"//@{name}")]
    fields = page.xpath("//input[@type='submit' or @type='button']/@value")
    return " ".join((*page.itertext(), *heard, *fields))


def walk(browser: Any) -> dict[str, str]:
    """What is said on every screen reached by links, by address."""
    waiting, seen, said = deque(["/newsroom/"]), set(), {}
    while waiting and len(said) < SCREENS:
        address = waiting.popleft()
        if kind_of(address) in seen or any(part in address for part in NOT_SCREENS):
            continue
        seen.add(kind_of(address))
        answer = browser.get(address, follow=True)
        if not answer.get("Content-Type", "").startswith("text/html") or not answer.content.strip():
            continue
        page = lxml.html.fromstring(answer.content)
        links = [urljoin(address, link) for link in page.xpath("//a/@href")]
        waiting.extend(link for link in links if link.startswith("/newsroom/"))
        said[address] = said_on(page)
    return said


@pytest.mark.parametrize("role", ROLES)
def test_no_screen_speaks_the_language_of_its_makers(role: Role) -> None:
    making.draft_story("Cranes stand still").save_revision()
    making.story("Cranes move", section=making.section(), picture=making.picture(), picture_alt="A crane")
    said = walk(browser_of(role))
    assert len(said) > 5
    found = {
        address: sorted(set(map(str.lower, NEVER.findall(text)[0])))
        for address, text in said.items()
        if NEVER.search(text)
    }
    assert found == {}
