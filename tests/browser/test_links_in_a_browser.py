"""A link is put into running text, changed and taken away in a browser: by keyboard at a desk, by finger on a phone."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.served_newsroom import Newsroom, served_newsroom
from tests.browser.walking import Walk

ADDRESS = "#id_external-link-chooser-url"
READY = "() => document.activeElement?.matches('.modal.in [data-link-to] .finder-words') === true"
"""The dialog is there, and its field can be typed into."""

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    headlines = ("Cranes stand still", "Cranes move", "Ferries late", "Harbour fees rise")
    with served_newsroom(tmp_path_factory.mktemp("newsroom") / "lamp", *headlines, writer="Writer") as made:
        yield made


def links_kept(page: Any) -> list[tuple[str, dict[str, Any]]]:
    """The links in the text, as the form would send them: where each begins, and what it leads to."""
    content = page.evaluate("""() => {
        const input = [...document.querySelectorAll("input[type=hidden]")].find((each) => each.draftailEditor);
        return JSON.parse(input.value);
    }""")
    entities = content["entityMap"]
    ranges = [(block, each) for block in content["blocks"] for each in block["entityRanges"]]
    return [
        (block["text"][each["offset"] : each["offset"] + each["length"]], entities[str(each["key"])]["data"])
        for block, each in ranges
    ]


def text_with(page: Any, words: str) -> None:
    """Type into the story, and mark the last word."""
    text = page.locator(".public-DraftEditor-content[role=textbox]").first
    text.click()
    page.keyboard.type(words)
    for _ in words.rsplit(" ", 1)[-1]:
        page.keyboard.press("Shift+ArrowLeft")


def written_down(page: Any) -> None:
    """The dialog is gone, and the editor has written down what it holds, which takes it a while."""
    page.locator(".modal").wait_for(state="detached")
    page.wait_for_timeout(600)


def open_link(page: Any, deed: str) -> None:
    """Press what the bubble at a link in the text offers."""
    page.locator(".TooltipEntity").first.click()
    page.get_by_role("button", name=deed, exact=True).click()


def find_in_the_paper(page: Any, walk: Walk) -> None:
    """Open the dialog by keyboard; it is ready to be typed into, and offers the newest first."""
    page.keyboard.press("Control+k")
    page.wait_for_function(READY)
    first = page.get_by_role("option").first
    first.wait_for()
    assert "Harbour fees rise" in first.inner_text()
    assert first.bounding_box()["height"] >= 44
    walk.look("link")
    page.keyboard.type("harb")
    page.wait_for_function("() => document.querySelectorAll('[data-link-to] [role=option]').length === 1")
    walk.look("link-found")


def lead_elsewhere(page: Any, walk: Walk) -> None:
    """From the dialog's field to an address outside, at first one that is none."""
    page.get_by_role("link", name="Address elsewhere").click()
    page.locator(ADDRESS).wait_for()
    walk.look("elsewhere")
    page.fill(ADDRESS, "no address")
    page.get_by_role("button", name="Make the link").click()
    page.get_by_text("Write the address as the browser shows it").wait_for()
    walk.look("elsewhere-refused")
    page.fill(ADDRESS, "https://harbour.example/fees")
    page.get_by_role("button", name="Make the link").click()
    written_down(page)


@pytest.mark.parametrize("width", [1440, 360])
def test_a_link_is_made_changed_and_taken_away(browser: Any, newsroom: Newsroom, width: int) -> None:
    phone = width == 360
    page = newsroom.page(browser, viewport={"width": width, "height": 800}, has_touch=phone)
    walk = Walk(page, width)
    page.goto(newsroom.edit(newsroom.stories[2 if phone else 0]))
    text_with(page, "Shippers complain of the fees")
    find_in_the_paper(page, walk)
    if phone:
        page.get_by_role("option", name="Harbour fees rise").tap()
    else:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    written_down(page)
    assert [(text, data["id"]) for text, data in links_kept(page)] == [("fees", newsroom.stories[3])]
    walk.look("linked")

    open_link(page, "Edit")
    page.wait_for_function(READY)
    lead_elsewhere(page, walk)
    assert [(text, data.get("url")) for text, data in links_kept(page)] == [("fees", "https://harbour.example/fees")]

    walk.deed("Keep")
    page.wait_for_selector(".story-about")
    open_link(page, "Edit")
    page.locator(ADDRESS).wait_for()
    assert page.input_value(ADDRESS) == "https://harbour.example/fees"
    page.get_by_role("link", name="In the paper").click()
    page.wait_for_function(READY)
    page.keyboard.press("Escape")
    written_down(page)
    assert len(links_kept(page)) == 1

    open_link(page, "Remove")
    page.wait_for_timeout(600)
    assert links_kept(page) == []
    walk.deed("Keep")
    page.wait_for_selector(".story-about")
    assert page.locator(".TooltipEntity").count() == 0
    page.close()


def test_a_link_to_a_page_is_kept_and_changed_and_words_without_a_choice_stay(browser: Any, newsroom: Newsroom) -> None:
    page = newsroom.page(browser)
    page.goto(newsroom.edit(newsroom.stories[1]))
    walk = Walk(page, 1280)
    text_with(page, "So says the harbour")
    page.keyboard.press("Control+k")
    page.wait_for_function(READY)
    words = page.locator("[data-link-to] .finder-words")
    words.fill("nothing of the kind")
    page.get_by_text("No page begins like that.").wait_for()
    page.get_by_role("button", name="Make the link").click()
    page.get_by_role("alert").filter(has_text="Take a page from the list.").wait_for()
    assert words.input_value() == "nothing of the kind"
    walk.look("nothing-taken")
    words.fill("ferr")
    page.get_by_role("option", name="Ferries late").click()
    written_down(page)
    assert [(text, data["id"]) for text, data in links_kept(page)] == [("harbour", newsroom.stories[2])]
    page.keyboard.type("master")  # the text has the focus again
    assert "master" in page.inner_text(".public-DraftEditor-content")
    page.close()


def test_the_way_and_the_lists_lead_to_desks(browser: Any, newsroom: Newsroom) -> None:
    page = newsroom.page(browser, "writer")
    page.goto(f"{newsroom.root}newsroom/pages/")
    assert page.url == f"{newsroom.root}newsroom/stories/"
    page.close()
