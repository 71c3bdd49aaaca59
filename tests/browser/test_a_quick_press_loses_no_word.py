"""Whoever types and presses a button in the same breath keeps the last word, too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.served_newsroom import Newsroom, served_newsroom

pytestmark = pytest.mark.browser

BUSY = """() => {
    const buttons = [...document.querySelectorAll('footer button[type=submit]')];
    const send = buttons.find((each) => each.innerText.includes('Keep'));
    const until = performance.now() + 800;
    while (performance.now() < until);
    send.click();
}"""
"""A machine that is busy longer than the editor waits, and then the press."""


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with served_newsroom(tmp_path / "lamp", "Cranes", "Ferries", "Trams") as served:
        yield served


def story_of(newsroom: Newsroom, browser: Any, number: int) -> tuple[Any, Any]:
    page = newsroom.page(browser)
    page.goto(newsroom.edit(newsroom.stories[number]))
    text = page.locator("[data-streamfield-stream-container] .public-DraftEditor-content").first
    text.click()
    return page, text


def test_words_typed_right_before_keeping_are_kept(browser: Any, newsroom: Newsroom) -> None:
    page, text = story_of(newsroom, browser, 0)
    page.keyboard.type("The yard was quiet.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep", exact=True).evaluate("button => button.click()")
    text.wait_for()
    assert text.inner_text().strip() == "The yard was quiet."
    page.context.close()


def test_a_busy_machine_loses_no_word_either(browser: Any, newsroom: Newsroom) -> None:
    page, text = story_of(newsroom, browser, 1)
    page.keyboard.type("The boat was late.")
    with page.expect_navigation():
        page.evaluate(BUSY)
    text.wait_for()
    assert text.inner_text().strip() == "The boat was late."
    page.context.close()


def test_words_taken_out_right_before_keeping_are_gone(browser: Any, newsroom: Newsroom) -> None:
    page, text = story_of(newsroom, browser, 2)
    page.keyboard.type("To be taken out.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep", exact=True).evaluate("button => button.click()")
    text.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep", exact=True).evaluate("button => button.click()")
    text.wait_for()
    assert text.inner_text().strip() == ""
    page.context.close()
