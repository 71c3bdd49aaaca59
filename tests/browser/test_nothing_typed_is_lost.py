"""Whatever happens between typing and sending (logged out, no connection, two windows, too large), the words stay."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.newsroom.accounts.codes import code_at
from tests.browser.served_newsroom import PASSWORD, Newsroom, served_newsroom

pytestmark = pytest.mark.browser

TEXT = "[data-streamfield-stream-container] .public-DraftEditor-content"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("lamp") / "paper"
    with served_newsroom(folder, "Cranes", "Ferries", "Trams", "Buses", ida="Editor", ruth="Editor") as served:
        yield served


@pytest.fixture
def page(browser: Any, newsroom: Newsroom) -> Iterator[Any]:
    """Somebody's window, at a desk or on a phone."""
    page = newsroom.page(browser, "ida")
    yield page
    page.context.close()


def written(page: Any, newsroom: Newsroom, story: int, words: str) -> None:
    page.goto(newsroom.edit(newsroom.stories[story]))
    page.locator(TEXT).first.click()
    page.keyboard.type(words)


def log_out_elsewhere(page: Any) -> None:
    page.context.clear_cookies()


def keep(page: Any) -> None:
    page.get_by_role("button", name="Keep", exact=True).click()


def log_in_beside(page: Any, newsroom: Newsroom, person: str) -> None:
    """By the link that the line offers, in a new tab, with the second factor."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in in a new tab").click()
    door = opened.value
    door.get_by_label("Name", exact=True).fill(person)
    door.get_by_label("Password", exact=True).fill(PASSWORD)
    door.get_by_role("button", name="Log in").click()
    door.get_by_label("Code").fill(code_at(newsroom.secrets[person], time.time()))
    door.get_by_role("button", name="Log in").first.click()
    door.get_by_role("heading", name="You are logged in again").wait_for()
    door.close()


def stands_in(page: Any, newsroom: Newsroom, story: int) -> str:
    page.goto(newsroom.edit(newsroom.stories[story]))
    return page.locator(TEXT).first.inner_text().strip()


def test_a_story_is_sent_after_what_it_was_just_keeping_by_itself(page: Any, newsroom: Newsroom) -> None:
    held: list[Any] = []
    sent: list[bool] = []

    def hold(route: Any) -> None:
        by_itself = route.request.headers["accept"] == "application/json"
        if route.request.method == "POST":
            sent.append(by_itself)
        if route.request.method == "POST" and by_itself and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/edit/", hold)
    written(page, newsroom, 3, "")
    page.wait_for_timeout(2500)  # what stands in the form by then counts as unchanged
    page.keyboard.type("Half a sentence, ")
    while not held:
        page.wait_for_timeout(100)
    page.keyboard.type("and its end.")
    keep(page)
    page.wait_for_timeout(1500)
    assert sent == [True]
    with page.expect_navigation():
        held[0].continue_()
    assert sent == [True, False]
    # Whoever goes on writing is the only one who does.
    page.locator(TEXT).first.click()
    page.keyboard.press("End")
    page.wait_for_timeout(2500)
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url) as answered:
        page.keyboard.type(" More.")
    assert answered.value.ok
    assert stands_in(page, newsroom, 3) == "Half a sentence, and its end. More."


def test_whoever_is_logged_out_while_writing_logs_in_beside_it_and_goes_on(page: Any, newsroom: Newsroom) -> None:
    written(page, newsroom, 0, "Before. ")
    log_out_elsewhere(page)
    page.keyboard.type("After twelve hours.")
    keep(page)
    alert = page.locator(".nothing-lost")
    alert.get_by_text("You are logged out.").wait_for()
    assert "After twelve hours." in page.locator(TEXT).first.inner_text()
    log_in_beside(page, newsroom, "ida")
    alert.get_by_text("The newsroom is back").wait_for()
    with page.expect_navigation():
        keep(page)
    assert stands_in(page, newsroom, 0) == "Before. After twelve hours."


def test_a_lost_connection_is_told_and_the_words_are_kept_by_themselves_when_it_is_back(
    page: Any, newsroom: Newsroom
) -> None:
    written(page, newsroom, 1, "On the train. ")
    page.context.set_offline(True)
    page.keyboard.type("In the tunnel.")
    keep(page)
    alert = page.locator(".nothing-lost")
    alert.get_by_text("cannot be reached").wait_for()
    page.context.set_offline(False)
    alert.get_by_text("The newsroom is back").wait_for()
    with page.expect_navigation():
        keep(page)
    assert stands_in(page, newsroom, 1) == "On the train. In the tunnel."


def test_a_form_of_a_desk_waits_for_the_connection_with_what_was_typed(page: Any, newsroom: Newsroom) -> None:
    page.goto(f"{newsroom.root}newsroom/front/")
    page.get_by_label("Words").fill("The ferry is late.")
    log_out_elsewhere(page)
    page.get_by_role("button", name="Publish now").click()
    page.locator(".nothing-lost").get_by_text("You are logged out.").wait_for()
    assert page.get_by_label("Words").input_value() == "The ferry is late."
    log_in_beside(page, newsroom, "ruth")
    page.locator(".nothing-lost").get_by_text("The newsroom is back").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish now").click()
    assert page.get_by_label("Words").input_value() == "The ferry is late."


def test_leaving_a_desk_with_words_not_sent_is_asked_about(page: Any, newsroom: Newsroom) -> None:
    page.goto(f"{newsroom.root}newsroom/front/")
    page.get_by_label("Words").press_sequentially("Half a thought")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Stories", exact=True).first.click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert "Half a thought" in page.get_by_label("Words").input_value()


def test_the_second_of_two_windows_is_told_and_both_versions_are_kept(
    browser: Any, page: Any, newsroom: Newsroom
) -> None:
    other = newsroom.page(browser, "editor")
    other.goto(newsroom.edit(newsroom.stories[2]))
    other.locator(TEXT).first.wait_for()
    written(page, newsroom, 2, "The first window.")
    with page.expect_navigation():
        keep(page)
    other.locator(TEXT).first.click()
    other.keyboard.type("The second window.")
    other.locator(".nothing-lost").get_by_text("changed in another window").wait_for()
    assert other.locator(TEXT).first.inner_text().strip() == "The second window."
    keep(other)
    dialog = other.get_by_role("dialog").filter(has_text="saved a new version")
    with other.expect_navigation():
        dialog.get_by_role("button", name="Keep").click()
    other.context.close()
    assert stands_in(page, newsroom, 2) == "The second window."
    history = page.request.get(f"{newsroom.root}newsroom/pages/{newsroom.stories[2]}/history/").text()
    versions = re.findall(r'href="(/newsroom/pages/\d+/revisions/\d+/view/)"', history)
    seen = [page.request.get(newsroom.root + version[1:]).text() for version in versions]
    assert any("The first window." in each for each in seen), (versions, history[:200])


def test_two_windows_of_a_desk_are_told_too(page: Any, newsroom: Newsroom) -> None:
    first = page.context.new_page()
    for window in (first, page):
        window.goto(f"{newsroom.root}newsroom/front/")
    first.get_by_label("Words").fill("From the first window.")
    with first.expect_navigation():
        first.get_by_role("button", name="Publish now").click()
    page.get_by_label("Words").fill("From the second.")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish now").click()
    page.get_by_text("changed in another window").wait_for()
    assert page.get_by_label("Words").input_value() == "From the second."
    with page.expect_navigation():
        page.get_by_role("button", name="Publish now").click()
    page.goto(f"{newsroom.root}newsroom/front/")
    assert page.get_by_label("Words").input_value() == "From the second."


def test_files_too_large_together_are_not_sent_and_the_form_stays(
    page: Any, newsroom: Newsroom, tmp_path: Path
) -> None:
    large = tmp_path / "harbour.jpg"
    with large.open("wb") as file:
        file.truncate(45_000_000)
    page.goto(f"{newsroom.root}newsroom/pictures/add/")
    page.locator("[name=credit]").fill("Oda Brenn")
    page.locator("input[type=file]").first.set_input_files(large)
    page.locator("form:has(input[type=file]) button:not([type=button])").last.click()
    page.locator(".nothing-lost").get_by_text("too large together").wait_for()
    assert page.locator("[name=credit]").input_value() == "Oda Brenn"


def test_a_story_of_two_hundred_pages_is_kept(page: Any, newsroom: Newsroom) -> None:
    page.goto(newsroom.edit(newsroom.stories[3]))
    page.locator(TEXT).first.click()
    paragraph = "The harbour was quiet and the cranes stood still while the company counted its ships. " * 7
    page.evaluate(
        """words => {
            const input = document.querySelector('[data-streamfield-stream-container] [data-draftail-editor-wrapper]')
                .parentElement.querySelector('input[type=hidden]');
            const { EditorState, ContentState } = window.DraftJS;
            const content = ContentState.createFromText(words);
            input.draftailEditor.onChange(EditorState.createWithContent(content));
        }""",
        "\n".join([paragraph] * 1000),
    )
    with page.expect_navigation(timeout=60_000):
        keep(page)
    assert len(stands_in(page, newsroom, 3)) > 500_000
