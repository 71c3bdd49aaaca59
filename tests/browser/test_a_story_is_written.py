"""A story from its first word to its correction, walked in a real browser at a desk's width and at a phone's."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.served_newsroom import Newsroom, served_newsroom
from tests.browser.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with served_newsroom(tmp_path_factory.mktemp("newsroom") / "lamp") as served:
        yield served


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
