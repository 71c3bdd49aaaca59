"""Whoever types and presses a button in the same breath keeps the last word, too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.served_newsroom import Newsroom, served_newsroom

pytestmark = pytest.mark.browser


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with served_newsroom(tmp_path / "lamp", "Cranes") as served:
        yield served


def test_words_typed_right_before_keeping_are_kept(browser: Any, newsroom: Newsroom) -> None:
    page = newsroom.page(browser)
    page.goto(newsroom.edit(newsroom.stories[0]))
    text = page.locator("[data-streamfield-stream-container] .public-DraftEditor-content").first
    text.click()
    page.keyboard.type("The yard was quiet.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep", exact=True).evaluate("button => button.click()")
    text.wait_for()
    assert text.inner_text().strip() == "The yard was quiet."
    page.context.close()
