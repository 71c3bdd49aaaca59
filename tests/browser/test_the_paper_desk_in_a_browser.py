"""The paper's name, menus, calls, pages elsewhere and standing pages, as somebody makes them for the first time."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.served_newsroom import Newsroom, served_newsroom
from tests.browser.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with served_newsroom(tmp_path_factory.mktemp("papers") / "lamp", "Cranes", mira="Editor") as served:
        yield served


@pytest.mark.parametrize(("width", "scheme", "person"), [(1440, "light", "mira"), (360, "dark", "editor")])
def test_a_newcomer_makes_the_paper_theirs(
    browser: Any, newsroom: Newsroom, width: int, scheme: str, person: str
) -> None:
    page = newsroom.page(
        browser, person, viewport={"width": width, "height": 900}, has_touch=width < 600, color_scheme=scheme
    )
    walk = Walk(page, width)
    page.goto(f"{newsroom.root}newsroom/")
    walk.menu("Paper")
    walk.look("paper")
    write_a_standing_page(walk, f"Join us {width}")
    name_and_menus(walk, width)
    walk.menu("Paper")
    walk.follow(page.get_by_role("link", name="The paper elsewhere"))
    walk.follow(page.get_by_role("button", name="Add a link"))
    page.keyboard.type("Fediverse")
    walk.look("elsewhere")
    walk.follow(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("Nothing is saved yet.").wait_for()
    walk.look("elsewhere-wrong")
    page.get_by_label("Address").last.fill("https://social.example/@lamp")
    walk.follow(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("Saved.").wait_for()
    walk.look("elsewhere-saved")
    page.context.close()


def write_a_standing_page(walk: Walk, title: str) -> None:
    page = walk.page
    walk.follow(page.get_by_role("link", name="Standing pages"))
    walk.look("standing-pages")
    walk.follow(page.get_by_role("link", name="New page in English"))
    walk.look("new-standing-page")
    walk.deed("Publish")
    page.get_by_text("could not be created").wait_for()
    walk.look("standing-page-without-title")
    page.get_by_role("textbox", name="Title").fill(title)
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("Come to the hall on Thursdays.")
    walk.deed("Publish")
    page.get_by_text("has been published").or_(page.get_by_text("created and published")).first.wait_for()
    walk.look("standing-page-published")


def name_and_menus(walk: Walk, width: int) -> None:
    """Fill the menu by keyboard alone; put a mistake right; see the result."""
    page = walk.page
    walk.menu("Paper")
    walk.follow(page.locator("a.desk-name").first)
    walk.look("name-and-menus")
    page.get_by_label("Motto").fill("A paper for the quay")
    before = page.get_by_role("heading", name="Link ").count()
    walk.follow(page.get_by_role("button", name="Add a link").first)
    row = page.locator("#navigation .desk-row").nth(before)
    page.keyboard.press("Tab")  # from the label, where the focus is, to the page
    page.keyboard.type(f"join {width}")
    page.get_by_role("option", name=f"Join us {width}").wait_for()
    walk.look("menu-finds-a-page")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert row.get_by_role("combobox", name="Page").input_value() == f"Join us {width}"
    page.locator("#navigation > button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.type("Diary")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # in a field it saves, and moves nothing
    page.get_by_text("Choose a page, or write an address that starts with / or https://.").wait_for()
    walk.look("menu-wrong")
    page.locator("#navigation .desk-row").nth(before + 1).get_by_label("Address").fill("/diary/")
    up = page.get_by_role("button", name=f"Link {before + 2} up")
    up.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.desk-row') !== null")
    assert page.locator("#navigation .desk-row").nth(before).get_by_label("Label").input_value() == "Diary"
    page.get_by_role("button", name="Look at it first").click()
    looked = page.frame_locator("[name=masthead-look]")
    looked.get_by_text("A paper for the quay").first.wait_for()
    assert looked.get_by_role("link", name="Diary").count() >= 1
    walk.follow(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("Saved. The whole paper is printed so in a while.").wait_for()
    assert page.get_by_label("Motto").input_value() == "A paper for the quay"
    walk.look("name-and-menus-saved")
