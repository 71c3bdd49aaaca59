"""Topics and people are chosen by a few letters in a real browser: by keyboard at a desk, by finger on a phone."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.served_newsroom import Newsroom, served_newsroom
from tests.browser.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    people = {"writer": "Writer"}
    with served_newsroom(
        tmp_path_factory.mktemp("newsroom") / "lamp", "Cranes stand still", "Ferries", **people
    ) as made:
        yield made


@pytest.mark.parametrize("width", [1440, 360])
def test_a_topic_is_made_and_chosen_and_a_story_found(browser: Any, newsroom: Newsroom, width: int) -> None:
    phone = width == 360
    page = newsroom.page(browser, viewport={"width": width, "height": 800}, has_touch=phone)
    walk = Walk(page, width)
    page.goto(newsroom.edit(newsroom.stories[0]))
    page.get_by_role("tab", name="Placing").click()
    page.click("#id_topics-ADD")
    words = page.locator("[id^=id_topics-][id$=topic-words]").last
    words.focus()
    page.keyboard.type(f"Dispute at {width}")
    offered = page.get_by_role("option", name=f"Make “Dispute at {width}”")
    offered.wait_for()
    assert offered.bounding_box()["height"] >= 44
    walk.look("make-a-topic")
    offered.tap() if phone else page.keyboard.press("ArrowDown")
    if not phone:
        page.keyboard.press("Enter")
    page.get_by_text("is made and chosen").wait_for()

    page.click("#id_related-ADD")
    page.locator("[id^=id_related-][id$=related-words]").last.focus()
    page.keyboard.type("ferr")
    page.get_by_role("option", name="Ferries").wait_for()
    walk.look("related")
    if phone:
        page.get_by_role("option", name="Ferries").tap()
    else:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    assert page.locator("[id^=id_related-][id$=related-words]").last.input_value() == "Ferries"

    walk.deed("Keep")
    page.wait_for_selector(".story-about")
    page.get_by_role("tab", name="Placing").click()
    assert f"Dispute at {width}" in [each.input_value() for each in page.locator("[id$=topic-words]").all()]
    page.close()


def test_what_is_typed_but_not_chosen_stays_and_the_story_is_not_sent_off(browser: Any, newsroom: Newsroom) -> None:
    page = newsroom.page(browser, "editor")
    page.goto(newsroom.edit(newsroom.stories[1]))
    page.get_by_role("tab", name="Placing").click()
    page.click("#id_persons-ADD")
    words = page.locator("[id^=id_persons-][id$=person-words]").last
    words.fill("Nobody at all")
    words.press("Enter")
    words.press("Escape")
    words.press("Tab")
    page.get_by_text("Take a person from the list, or empty the field.").wait_for()
    assert words.input_value() == "Nobody at all"
    assert page.url.startswith(newsroom.edit(newsroom.stories[1]))
    page.close()


@pytest.mark.parametrize("width", [1440, 360])
def test_a_box_names_its_story_by_a_few_letters(browser: Any, newsroom: Newsroom, width: int) -> None:
    phone = width == 360
    page = newsroom.page(browser, viewport={"width": width, "height": 800}, has_touch=phone)
    walk = Walk(page, width)
    page.goto(newsroom.edit(newsroom.stories[phone]))
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Box").click()
    words = page.locator("[id$=article-words]").last
    words.focus()
    page.keyboard.type("cran" if phone else "ferr")
    offered = page.get_by_role("option", name="Cranes" if phone else "Ferries")
    offered.wait_for()
    walk.look("box")
    if phone:
        offered.tap()
    else:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    chosen = words.input_value()
    assert chosen in {"Cranes stand still", "Ferries"}
    walk.deed("Keep")
    page.wait_for_selector(".story-about")
    assert page.locator("[id$=article-words]").last.input_value() == chosen
    page.close()
