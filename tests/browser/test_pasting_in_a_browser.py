"""A real clipboard, a real editor: what is pasted into a story becomes blocks at the place of the cursor."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.served_newsroom import Newsroom, served_newsroom
from tests.importers.documents import clipboards

pytestmark = pytest.mark.browser

COPY = """([html, text]) => {
    const give = (event) => {
        if (html) event.clipboardData.setData('text/html', html);
        event.clipboardData.setData('text/plain', text);
        event.preventDefault();
    };
    document.addEventListener('copy', give, {once: true, capture: true});
    return document.execCommand('copy');
}"""
BLOCKS = """() => document.getElementById('body-root').rootBlock.getValue().map(
    (block) => block.type !== 'text' ? block.type
        : (JSON.parse(block.value) || {blocks: []}).blocks.map((line) => line.text).join('|')
)"""
SETTLED = "() => document.getElementById('paste-said').matches('.paste-said-done, .paste-said-failed')"
NAMES = ["Word", "Google Docs", "LibreOffice", "Small", "Lost", "Read", "Boxed"]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with served_newsroom(tmp_path_factory.mktemp("papers") / "lamp", *NAMES) as served:
        yield served


def screen(newsroom: Newsroom, browser: Any, name: str) -> Any:
    """The story of this name with two sentences in the text it began with, the cursor between them."""
    page = newsroom.page(browser, viewport={"width": 1280, "height": 900})
    page.goto(newsroom.edit(newsroom.stories[NAMES.index(name)]))
    page.locator("#body-root .public-DraftEditor-content").first.click()
    page.keyboard.type("Before.After.")
    for _ in "After.":
        page.keyboard.press("ArrowLeft")
    return page


def paste(page: Any, html: str, text: str = "plain words") -> None:
    assert page.evaluate(COPY, [html, text])
    page.keyboard.press("Control+v")


def settled(page: Any) -> list[str]:
    """The blocks once the paste is done and the editor, which is a moment behind, has written its value down."""
    page.wait_for_function(SETTLED)
    page.wait_for_function(
        f"() => {{ const blocks = ({BLOCKS})();"
        " return blocks[0].startsWith('Before.') && !blocks[0].startsWith('Before.After.') && blocks.at(-1) !== ''; }"
    )
    return page.evaluate(BLOCKS)


def becomes(page: Any, *blocks: str) -> bool:
    """Whether the blocks become these."""
    page.wait_for_function(
        f"(blocks) => JSON.stringify(({BLOCKS})()) === blocks", arg=json.dumps(blocks, separators=(",", ":"))
    )
    return True


def test_words_structure_becomes_blocks_between_what_stood_there(newsroom, browser) -> None:
    page = screen(newsroom, browser, "Word")
    paste(page, clipboards.WORD)
    first = "Before.|What the crews want|They came before dawn1 and read the rota."
    bullets = "Pay that follows bread|from March|Rest between shifts"
    assert settled(page) == [f"{first}|{bullets}", "table", "Nobody went home.", "footnote", "After."]
    assert "A gate" in page.locator("#not-carried").inner_text()
    page.get_by_role("button", name="Keep").click()
    page.reload()
    kept = page.evaluate(BLOCKS)
    assert kept[1:4] == ["table", "Nobody went home.", "footnote"]
    assert page.locator("#not-carried").is_visible()


def test_google_docs_structure_and_pictures_become_blocks(newsroom, browser) -> None:
    page = screen(newsroom, browser, "Google Docs")
    paste(page, clipboards.GOOGLE_DOCS)
    blocks = settled(page)
    assert blocks[0].startswith("Before.|Kitchens full|Soup was free and hot; see the list.|Bread|rye")
    assert blocks[1:] == ["table", "image", "embed", "After."]
    assert page.locator("#body-root img").first.get_attribute("src")


def test_a_second_footnote_gets_the_next_number(newsroom, browser) -> None:
    page = screen(newsroom, browser, "LibreOffice")
    paste(page, clipboards.LIBREOFFICE)
    settled(page)
    page.locator("#body-root .public-DraftEditor-content").last.click()
    paste(page, clipboards.LIBREOFFICE)
    page.wait_for_function(f"() => ({BLOCKS})().filter((block) => block === 'footnote').length === 2")
    notes = page.evaluate("document.getElementById('body-root').rootBlock.getValue()")
    assert sorted(block["value"]["label"] for block in notes if block["type"] == "footnote") == ["1", "2"]


def test_structure_that_is_text_stays_in_one_text_and_can_be_undone(newsroom, browser) -> None:
    page = screen(newsroom, browser, "Small")
    paste(page, "<h2>Soup</h2><ul><li>bread<ul><li>rye</li></ul></li></ul>")
    assert settled(page) == ["Before.|Soup|bread|rye|After."]
    page.keyboard.press("Control+z")
    assert becomes(page, "Before.After.")


def test_inside_a_box_the_blocks_stay_inside(newsroom, browser) -> None:
    page = newsroom.page(browser, viewport={"width": 1280, "height": 900})
    page.goto(newsroom.edit(newsroom.stories[NAMES.index("Boxed")]))
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Box", exact=True).click()
    box = page.locator("#body-root [data-streamfield-child]").first
    box.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    box.locator(".public-DraftEditor-content").first.click()
    paste(page, clipboards.WORD + "<aside><h3>Beside</h3><p>More</p></aside>")
    page.wait_for_function(SETTLED)
    page.wait_for_function(
        "() => document.getElementById('body-root').rootBlock.getValue()[0].value.blocks.map((b) => b.type).join()"
        " === 'text,table,text,footnote'"
    )
    assert page.evaluate(BLOCKS) == ["box", ""]


def test_a_small_paste_is_left_to_the_editor(newsroom, browser) -> None:
    page = screen(newsroom, browser, "Small")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/paste/") else None)
    paste(page, "<p>and <b>bold</b></p>")
    assert becomes(page, "Before.and boldAfter.")
    assert not asked


def test_without_the_newsroom_the_plain_words_are_pasted_and_that_is_said(newsroom, browser) -> None:
    page = screen(newsroom, browser, "Lost")
    page.route("**/paste/", lambda route: route.abort())
    paste(page, clipboards.WORD, "First line\nSecond line")
    assert settled(page) == ["Before.|First line|Second line|After."]
    assert "Only the plain words" in page.locator("#paste-said").inner_text()


def test_the_list_is_put_away_without_leaving_the_story(newsroom, browser) -> None:
    page = screen(newsroom, browser, "Read")
    paste(page, clipboards.WORD)
    settled(page)
    page.get_by_role("link", name="I have read these").click()
    page.wait_for_function("() => document.getElementById('not-carried').hidden")
    assert page.evaluate(BLOCKS)[0].startswith("Before.")
    page.goto(newsroom.edit(newsroom.stories[NAMES.index("Read")]))
    assert not page.locator("#not-carried").is_visible()


def test_files_dropped_on_the_form_are_chosen_and_become_drafts_on_a_phone(newsroom, browser) -> None:
    page = newsroom.page(browser, viewport={"width": 360, "height": 740})
    page.goto(f"{newsroom.root}newsroom/stories/from-files/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("""() => {
        const dropped = new DataTransfer();
        dropped.items.add(new File(['Kitchens full\\n\\nSoup was free for all who came.'], 'soup.txt'));
        const event = new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true});
        document.querySelector('.drop-place').dispatchEvent(event);
    }""")
    assert page.locator("#files-said").inner_text() == "soup.txt"
    page.get_by_role("button", name="Make drafts").click()
    page.wait_for_url("**/edit/")
    assert page.locator("[name=title]").input_value() == "Kitchens full"


def test_a_file_too_large_is_said_before_it_is_sent(newsroom, browser, tmp_path: Path) -> None:
    page = newsroom.page(browser)
    page.goto(f"{newsroom.root}newsroom/stories/from-files/")
    (tmp_path / "huge.txt").write_bytes(b"a" * 50_000_001)
    page.locator("#files").set_input_files(tmp_path / "huge.txt")
    assert "too large" in page.locator("#files-said").inner_text()
    assert not page.evaluate("document.querySelector('.drop-files').checkValidity()")
