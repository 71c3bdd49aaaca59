"""A story from its first word to its correction, walked in a real browser at a desk's width and at a phone's."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.served_newsroom import Newsroom, served_newsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Path(os.environ.get("AUDIT_MODULES", "nowhere")) / "node_modules/axe-core/axe.min.js"
"""Accessibility is looked at where the checker is at hand."""

PICTURES = os.environ.get("BROADSHEET_SCREENSHOTS")
"""A folder in which pictures of the way are left, when it is named."""


STILL = """() => {
    const covered = (box) => {
        const top = document.elementFromPoint(box.x + 30, box.y + box.height / 2);
        return top !== null && !top.closest(".messages");
    };
    const moving = document.getAnimations().some((each) => each.playState === "running");
    const messages = [...document.querySelectorAll(".messages li")].map((each) => each.getBoundingClientRect());
    return !moving && !messages.some(covered);
}"""
"""Nothing moves any more, and messages have arrived where they are read."""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with served_newsroom(tmp_path_factory.mktemp("newsroom") / "lamp") as served:
        yield served


class Walk:
    """One visit of the newsroom; every screen on the way is looked at."""

    def __init__(self, page: Any, width: int) -> None:
        self.page, self.width, self.seen = page, width, 0
        self.refused: list[str] = []
        page.on("pageerror", lambda error: self.refused.append(str(error)))

    def look(self, name: str) -> None:
        """The screen fits, breaks no rule of accessibility, and ran into no error of script."""
        self.seen += 1
        self.page.wait_for_function(STILL)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, name
        assert self.refused == [], name
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/{self.width}-{self.seen:02}-{name}.png", full_page=True)
        if AXE.is_file():
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
            found = self.page.evaluate("axe.run(document)")["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], name

    def deed(self, label: str) -> None:
        """Press one of the buttons at the foot of the form; all but the first are in the list above it."""
        self.page.locator("footer [data-controller~='w-dropdown'] button[data-w-dropdown-target='toggle']").click()
        self.page.get_by_role("button", name=label, exact=True).click()
        self.page.wait_for_load_state()


@pytest.mark.parametrize("width", [1440, 360])
def test_a_story_is_written_published_corrected_and_withdrawn(browser: Any, newsroom: Newsroom, width: int) -> None:
    page = newsroom.page(browser, viewport={"width": width, "height": 800})
    walk = Walk(page, width)
    desk = f"{newsroom.root}newsroom/"
    page.goto(f"{desk}stories/new/")
    page.fill("#headline", f"Cranes stand still at {width}")
    page.get_by_role("button", name="Begin writing").click()
    page.wait_for_selector(".story-about")
    walk.look("empty-story")
    page.fill("[name=kicker]", "Port")
    page.fill("[name=standfirst]", "Four hundred dockers voted to stop work.")
    page.get_by_role("tab", name="Sharing").click()
    page.fill("[name=share_headline]", "Dockers strike")
    walk.look("sharing")
    page.get_by_role("tab", name="Placing").click()
    walk.look("placing")
    page.get_by_role("tab", name="Text").click()
    assert page.locator("[name=title]").get_attribute("lang") == "en"

    walk.deed("Hand in")
    assert "Handed in" in page.inner_text("main")
    assert page.inner_text(".story-state") == "With an editor"
    page.locator(".story-more summary", has_text="More about").click()
    assert page.input_value("#posting").startswith("Dockers strike\n\nFour hundred")
    page.locator("[data-copy=posting]").click()
    page.wait_for_function("document.querySelector('[data-copy-said]').textContent !== ''")
    walk.look("handed-in")

    walk.deed("Publish …")
    walk.look("publish")
    page.get_by_role("button", name="Publish now").click()
    page.wait_for_selector(".story-about")
    assert page.inner_text(".story-state") == "Published"

    page.fill("[name=standfirst]", "Five hundred dockers voted to stop work.")
    walk.deed("Publish …")
    assert not page.locator("#correction").is_visible()
    page.get_by_role("radio", name="A correction").check()
    page.fill("#correction", "Five hundred, not four hundred.")
    walk.look("what-readers-are-told")
    page.get_by_role("button", name="Publish now").click()
    page.wait_for_selector(".story-about")
    page.locator(".story-more summary", has_text="More about").click()
    assert "Five hundred, not four hundred." in page.inner_text(".story-about")
    walk.look("corrected")

    walk.deed("Withdraw …")
    page.fill("#reason", "Our source was wrong.")
    walk.look("withdraw")
    page.get_by_role("button", name="Withdraw the story").click()
    page.wait_for_selector(".story-about")
    assert page.inner_text(".story-state") == "Withdrawn"

    page.goto(f"{desk}stories/?q=cranes&state=withdrawn")
    assert f"Cranes stand still at {width}" in page.inner_text("main")
    walk.look("found")
    page.close()
