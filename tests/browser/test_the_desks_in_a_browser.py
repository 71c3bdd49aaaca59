"""The desks on a phone, under the newsroom's own content security: by touch, by keyboard, and undone again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from broadsheet.press.job import ledger_path
from broadsheet.press.run import silent
from broadsheet.press.under_way import UnderWay, telling
from tests.browser.served_newsroom import Newsroom, served_newsroom

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with served_newsroom(tmp_path_factory.mktemp("papers") / "lamp", "Cranes", "Ferries") as served:
        yield served


@pytest.fixture
def phone(newsroom: Newsroom, browser: Any) -> Iterator[Any]:
    """A page as wide as a small phone; an error in its console fails the test."""
    page = newsroom.page(browser, viewport={"width": 360, "height": 740}, has_touch=True)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.context.close()
    assert wrong == []


def go(page: Any, newsroom: Newsroom, address: str) -> None:
    page.goto(f"{newsroom.root}newsroom/{address}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def follow(page: Any, locator: Any, key: str = "") -> None:
    """Press it, with a finger or a key, and wait for the screen it leads to."""
    with page.expect_navigation():
        if key:
            locator.press(key)
        else:
            locator.tap()


def drawn(folder: Path, name: str, colour: str) -> Path:
    path = folder / f"{name}.png"
    Image.new("RGB", (700, 500), colour).save(path)
    return path


def test_pictures_are_taken_in_cut_deleted_and_brought_back(phone: Any, newsroom: Newsroom, tmp_path: Path) -> None:
    go(phone, newsroom, "pictures/add/")
    phone.set_input_files("#files", [drawn(tmp_path, "crane", "purple"), drawn(tmp_path, "ferry", "orange")])
    assert "2 chosen" in phone.inner_text("[data-chosen]")
    phone.fill("#credit", "Ana Lind")
    phone.select_option("#rights", "staff")
    phone.fill("#licence", "CC BY 4.0")
    follow(phone, phone.locator(".desk-form button[type=submit]"))
    assert "2 pictures are in" in phone.inner_text(".messages")
    go(phone, newsroom, "pictures/add/")
    phone.fill("#credit", "Ana Lind")
    phone.dispatch_event("#credit", "change")
    assert phone.input_value("#licence") == "CC BY 4.0"
    go(phone, newsroom, "pictures/")
    follow(phone, phone.locator(".pictures li:first-child a"))
    box = phone.locator("[data-point] img").bounding_box()
    phone.touchscreen.tap(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    assert (phone.input_value("#id_left"), phone.input_value("#id_top")) == ("25", "75")
    follow(phone, phone.locator(".picture-form > button[type=submit]"))
    assert "Saved" in phone.inner_text(".messages")
    follow(phone, phone.get_by_role("link", name="Delete"))
    follow(phone, phone.get_by_role("button", name="Delete"))
    follow(phone, phone.get_by_role("link", name="Bring it back"))
    follow(phone, phone.get_by_role("button", name="Bring back"))
    assert "is back" in phone.inner_text(".messages")
    go(phone, newsroom, "pictures/")
    assert phone.locator(".pictures li").count() == 2


def test_an_event_is_made_copied_and_called_off_with_the_keyboard(phone: Any, newsroom: Newsroom) -> None:
    go(phone, newsroom, "diary/new/")
    phone.focus("#id_title")
    phone.keyboard.type("Reading circle")
    phone.fill("#id_starts", "2027-03-04T19:00")
    phone.locator(".public-DraftEditor-content").click()
    phone.keyboard.type("Bring a book.")
    # The editor writes its value down a moment later.
    phone.wait_for_function("() => document.querySelector('input[name=description]').value.includes('book')")
    follow(phone, phone.get_by_role("button", name="Publish"), "Enter")
    assert "is in the diary" in phone.inner_text(".messages")
    follow(phone, phone.get_by_role("button", name="Call off: “Reading circle”"), "Enter")
    assert phone.get_by_text("called off", exact=True).count() == 1
    follow(phone, phone.get_by_role("button", name="Copy to next week"), "Enter")
    assert phone.input_value("#id_starts") == "2027-03-11T19:00"
    assert "Bring a book." in phone.inner_text(".public-DraftEditor-content")


def test_a_name_is_looked_for_and_shown_before_it_goes(phone: Any, newsroom: Newsroom) -> None:
    go(phone, newsroom, "remove-name/")
    phone.fill("#spellings", "Ferries")
    follow(phone, phone.get_by_role("button", name="Look for it"))
    assert phone.locator("mark").first.inner_text() == "Ferries"
    follow(phone, phone.get_by_role("button", name="Remove it everywhere"))
    left = "Ferries"
    for _ in range(60):  # the worker removes it, in its own time
        go(phone, newsroom, "stories/")
        left = phone.inner_text("main")
        if "Ferries" not in left:
            break
        phone.wait_for_timeout(500)
    assert "Ferries" not in left


def test_the_look_of_the_paper_is_seen_before_it_is_saved(phone: Any, newsroom: Newsroom) -> None:
    go(phone, newsroom, "paper/")
    phone.fill("#id_name", "The Other Lamp")
    phone.get_by_role("button", name="Look at it first").tap()
    phone.frame_locator(".desk-look").locator("body").wait_for()
    go(phone, newsroom, "paper/")
    assert phone.input_value("#id_name") == ""


def test_the_state_renews_itself_while_somebody_looks(phone: Any, newsroom: Newsroom) -> None:
    ledger = ledger_path(newsroom.folder / "ledgers", newsroom.folder / "site")
    ledger.parent.mkdir(exist_ok=True)
    go(phone, newsroom, "state/")
    phone.evaluate("window.neverLeft = true")
    phone.get_by_text("Nothing at the moment.").wait_for()
    with telling(ledger, UnderWay.begun(datetime.now(UTC), ("html",)), silent) as tell:
        tell(500, 2000)
        phone.get_by_text("500 of 2,000 files").first.wait_for()
        assert phone.locator("[role=status]", has_text="Being printed: pages").count() == 1
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_text("Nothing at the moment.").wait_for()
    assert phone.evaluate("window.neverLeft")


def test_nobody_is_asked_for_a_screen_that_is_not_looked_at(phone: Any, newsroom: Newsroom) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    hidden = "Object.defineProperty(Document.prototype, 'hidden', { get: () => window.away ?? true })"
    phone.add_init_script(hidden)
    phone.clock.install()
    go(phone, newsroom, "state/")
    phone.clock.run_for(60_000)
    assert not [address for address in asked if address.endswith("/state/now/")]
    with phone.expect_response("**/state/now/"):
        phone.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
