"""
Newcomers make an issue: a writer and an editor who have never seen the newsroom, at a desk and with a phone.

Every step is taken as they would take it, by what is written on the screen; no step leads through the page tree.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from broadsheet.newsroom.accounts.codes import code_at
from tests.browser.served_newsroom import PASSWORD, Newsroom, served_newsroom
from tests.browser.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WAITING = (
    "Rents rise again",
    "Night ferry returns",
    "School roof waits",
    "Swimmers win the basin back",
    "Bakers strike for Sundays",
    "The last tram driver retires",
    "Who owns the quay",
    "Letters to the editor",
    "A winter without coal",
    "Library opens on Mondays",
    "What the council hid",
)
"""Stories that others have written: with the one written here, an issue of twelve."""


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("camera") / "cranes.jpg"
    Image.linear_gradient("L").resize((1600, 1000)).convert("RGB").save(path)
    return path


@pytest.fixture(params=[1440, 360], ids=["at a desk", "with a phone"])
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with served_newsroom(tmp_path / "lamp", *WAITING, jo="Writer", mira="Editor") as served:
        yield served


def come_in(newsroom: Newsroom, browser: Any, person: str, width: int) -> Walk:
    """Log in with name, password and the code of an app."""
    context = browser.new_context(viewport={"width": width, "height": 900}, has_touch=width < 600)
    page = context.new_page()
    walk = Walk(page, width)
    page.goto(f"{newsroom.root}newsroom/")
    page.get_by_label("Name", exact=True).fill(person)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    walk.look("log-in")
    walk.follow(page.get_by_role("button", name="Log in"))
    page.get_by_label("Code").fill(code_at(newsroom.secrets[person], time.time()))
    walk.look("second-factor")
    walk.follow(page.get_by_role("button", name="Log in").first)
    return walk


HEADLINE = "Crane drivers stop work"


def test_newcomers_make_an_issue(browser: Any, newsroom: Newsroom, photograph: Path, width: int) -> None:
    jo = come_in(newsroom, browser, "jo", width)
    begin_a_story(jo)
    add_a_photograph(jo, photograph)
    hand_in(jo)
    mira = come_in(newsroom, browser, "mira", width)
    publish(mira)
    make_it_the_lead(mira)
    fill_an_issue(mira)
    hold_one_over(mira)
    close_it(mira)
    put_a_typo_right(mira)
    delete_and_bring_back(mira)
    readers_have_it(mira, newsroom)


def begin_a_story(jo: Walk) -> None:
    page = jo.page
    jo.look("today")
    jo.menu("Stories")
    jo.look("stories")
    jo.follow(page.get_by_role("link", name="New story", exact=True))
    jo.look("new-story")
    page.get_by_label("Working headline").fill(HEADLINE)
    jo.follow(page.get_by_role("button", name="Begin writing"))
    jo.look("empty-story")
    page.get_by_role("textbox", name="Introduction").fill("Four hundred drivers voted to stop the port.")
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("The yard was quiet on Mnday morning. Nobody crossed the line.")
    page.keyboard.press("Enter")
    page.keyboard.type("The company did not answer our questions.")
    jo.look("written")


def add_a_photograph(jo: Walk, photograph: Path) -> None:
    page = jo.page
    page.get_by_role("button", name="Choose a picture").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_role("tab", name="Upload").click()
    chooser.get_by_label("File").set_input_files(photograph)
    chooser.get_by_label("In words").fill("Cranes stand idle at dawn")
    chooser.get_by_label("Credit").fill("Ana Lind")
    chooser.get_by_label("Rights").select_option("Our own people made it")
    jo.look("photograph")
    chooser.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Choose another picture").or_(page.locator(".chosen img")).first.wait_for()
    page.locator("[name=picture_caption]").locator("xpath=..").locator(".public-DraftEditor-content").click()
    page.keyboard.type("The port on Monday.")
    jo.follow(page.get_by_role("button", name="Keep", exact=True))
    assert page.get_by_role("textbox", name="Picture in words").input_value() == "Cranes stand idle at dawn"
    jo.look("with-photograph")


def hand_in(jo: Walk) -> None:
    jo.deed("Hand in")
    assert jo.page.inner_text(".story-state") == "With an editor"
    jo.look("handed-in")
    jo.page.context.close()


def publish(mira: Walk) -> None:
    page = mira.page
    mira.look("today-of-an-editor")
    mira.follow(page.get_by_role("link", name=HEADLINE))
    mira.deed("Publish …")
    mira.look("publish")
    mira.follow(page.get_by_role("button", name="Publish now"))
    assert page.inner_text(".story-state") == "Published"
    mira.look("published")


def make_it_the_lead(mira: Walk) -> None:
    """The notice and a new lead, in at most six clicks from opening Front, by keyboard where people type."""
    page = mira.page
    mira.menu("Front")
    before = mira.clicks
    page.get_by_label("Words", exact=True).fill("The port is on strike")
    page.get_by_label("Leads to the story").select_option(HEADLINE)
    page.get_by_role("group", name="Lead", exact=True).get_by_label("Lead").select_option(HEADLINE)
    mira.look("front")
    mira.follow(page.get_by_role("button", name="Publish now"))
    mira.look("front-published")
    chosen = 2  # choosing from a list is a click, too
    assert mira.clicks - before + chosen <= 6


def fill_an_issue(mira: Walk) -> None:
    page = mira.page
    mira.menu("This issue")
    mira.look("no-issue-yet")
    mira.follow(page.get_by_role("link", name="New issue"))
    mira.look("new-issue")
    mira.follow(page.get_by_role("button", name="Begin the issue"))
    mira.look("empty-board")
    page.get_by_label("New heading").fill("News")
    mira.follow(page.get_by_role("button", name="Add", exact=True))
    for _ in range(len(WAITING) + 1):
        mira.follow(page.get_by_role("button", name="Put in").first)
    assert "12 stories" in page.inner_text(".board-sum")
    for _ in WAITING:
        mira.follow(page.get_by_role("button", name="Ready", exact=True).first)
    mira.look("board-of-twelve")


def hold_one_over(mira: Walk) -> None:
    page = mira.page
    mira.follow(page.get_by_role("button", name=f"Hold over {WAITING[0]}"))
    assert "11 stories" in page.inner_text(".board-sum")
    mira.look("held-over")


def close_it(mira: Walk) -> None:
    page = mira.page
    mira.follow(page.get_by_role("link", name="Close the issue"))
    mira.look("close")
    mira.follow(page.get_by_role("button", name="Close Issue 1 now"))
    assert "Closed: readers have it." in page.inner_text("main")
    mira.look("closed")


def put_a_typo_right(mira: Walk) -> None:
    page = mira.page
    mira.follow(page.get_by_role("link", name=HEADLINE))
    text = page.locator(".public-DraftEditor-content").first
    text.get_by_text("Mnday").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("The yard was quiet on Monday morning.")
    mira.deed("Publish …")
    page.get_by_role("radio", name="small fix").check()
    mira.look("what-readers-are-told")
    mira.follow(page.get_by_role("button", name="Publish now"))
    assert page.inner_text(".story-state") == "Published"


def delete_and_bring_back(mira: Walk) -> None:
    page = mira.page
    mira.menu("Stories")
    mira.follow(page.get_by_role("link", name=WAITING[3], exact=True))
    page.get_by_role("button", name="Actions", exact=True).click()
    mira.follow(page.get_by_role("link", name="Delete"))
    mira.look("delete")
    mira.follow(page.get_by_role("button", name="Delete"))
    mira.menu("Bin")
    mira.look("bin")
    mira.follow(page.get_by_role("button", name=f"Bring back: “{WAITING[3]}”"))
    mira.look("brought-back")
    mira.menu("Stories")
    assert page.get_by_role("link", name=WAITING[3], exact=True).count() == 1


def readers_have_it(mira: Walk, newsroom: Newsroom) -> None:
    page = mira.page
    wait_for_words(page, newsroom.root, "The port is on strike")
    assert page.get_by_role("link", name=HEADLINE).count() >= 1
    wait_for_words(page, f"{newsroom.root}issues/1/", WAITING[3])
    assert WAITING[0] not in page.inner_text("main")
    page.get_by_role("link", name=HEADLINE).first.click()
    wait_for_words(page, page.url, "quiet on Monday morning")
    assert page.get_by_role("img", name="Cranes stand idle at dawn").count() == 1


def wait_for_words(page: Any, address: str, words: str) -> None:
    """The press needs a moment; ask again until the page says it."""
    for _ in range(60):
        answer = page.goto(address)
        if answer.ok and words in page.inner_text("body"):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{address} does not say “{words}”")
