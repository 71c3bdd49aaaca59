"""The board of an issue: what it shows, and that each of its buttons does its deed or says why not."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from broadsheet.newsroom.actions.holding import NewIssue
from broadsheet.newsroom.actions.planning import AddHeading, PlaceStory, newest_plan
from broadsheet.newsroom.desks.board.cards import read_board
from broadsheet.newsroom.models import ArticlePage, IssuePage
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    """An editor's account that may enter the newsroom."""
    return account(Role.EDITOR)


@pytest.fixture
def desk(client: Client, editor: Any) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def issue(editor: Any) -> IssuePage:
    made: IssuePage = NewIssue(number=77, day=date(2026, 12, 3), language="en").execute(editor)
    for title in ("News", "Letters"):
        AddHeading(issue=made.pk, title=title).execute(editor)
    return made


def plan_of(issue: IssuePage) -> Any:
    return newest_plan(IssuePage.objects.get(pk=issue.pk))[1]


def a_story(title: str = "Cranes stand still") -> ArticlePage:
    story = making.draft_story(title)
    story.save_revision()
    return story


def test_a_story_goes_from_the_waiting_ones_into_the_issue_and_to_another_heading(
    desk: Client, issue: IssuePage
) -> None:
    story = a_story()
    board = f"/newsroom/issue/{issue.pk}/"
    assert "Cranes stand still" in desk.get(board).content.decode()
    news, letters = (section.id for section in plan_of(issue).sections)
    for heading in (news, letters):
        answer = desk.post(board, {"deed": "place", "story": story.pk, "heading": heading})
        assert answer.headers["Location"] == f"{board}#story-{story.pk}"
    assert plan_of(issue).place(story.pk)[0].id == letters
    desk.post(board, {"deed": "up", "story": story.pk})
    assert plan_of(issue).place(story.pk)[0].id == news
    place = {"slot": "lead", "medium": "web", "page": "3", "print_headline": "Cranes"}
    desk.post(board, {"deed": "change", "story": story.pk, **place})
    shown = desk.get(board).content.decode()
    assert "In print: Cranes" in shown
    assert "web only" in shown
    desk.post(board, {"deed": "take-back"})
    assert plan_of(issue).story(story.pk).print_headline == ""


def test_the_board_says_what_is_missing_and_how_long_a_story_is(desk: Client, issue: IssuePage, editor: Any) -> None:
    story = making.draft_story("Long", body=[("text", f"<p>{'crane ' * 640}</p>")])
    story.save_revision()
    PlaceStory(issue=issue.pk, article=story.pk, section=plan_of(issue).sections[0].id).execute(editor)
    card = read_board(IssuePage.objects.get(pk=issue.pk)).headings[0].cards[0]
    assert card.text.words == 641
    assert 118 <= card.lines <= 122
    assert card.text.missing == ("introduction", "byline", "picture")
    assert "is still a draft" in desk.get(f"/newsroom/issue/{issue.pk}/").content.decode()


def test_work_is_given_out_begun_and_lands_under_its_heading(desk: Client, issue: IssuePage) -> None:
    board = f"/newsroom/issue/{issue.pk}/"
    desk.post(
        board, {"deed": "assign", "what": "Tide tables", "who": "Ilmar", "due": "2026-12-01", "heading_title": "News"}
    )
    assert "Tide tables" in desk.get(board).content.decode()
    begun = desk.post(board, {"deed": "begin", "assignment": issue.assignments.get().pk})
    story = ArticlePage.objects.get(title="Tide tables")
    assert begun.headers["Location"] == f"/newsroom/pages/{story.pk}/edit/"
    assert plan_of(issue).place(story.pk)[0].title == "News"
    assert "To be written" not in desk.get(board).content.decode()


def test_a_refused_deed_is_explained_and_changes_nothing(desk: Client, issue: IssuePage) -> None:
    board = f"/newsroom/issue/{issue.pk}/"
    before = plan_of(issue)
    for form, words in (
        ({"deed": "add-heading", "title": " "}, "no words"),
        ({"deed": "up", "story": "123456"}, "not in the issue any more"),
        ({"deed": "conjure"}, "changed since you opened it"),
        ({"deed": "change", "story": "x"}, "changed since you opened it"),
        ({"deed": "assign", "what": "Tides", "due": "soon"}, "is no date"),
    ):
        assert words in desk.post(board, form).content.decode()
    assert plan_of(issue) == before


def test_an_issue_is_begun_from_the_one_before(desk: Client, issue: IssuePage) -> None:
    form = desk.get("/newsroom/issue/new/").content.decode()
    assert 'value="78"' in form
    assert 'value="2026-12-10"' in form
    assert (
        "There is an issue 77 already"
        in desk.post("/newsroom/issue/new/", {"number": "77", "day": "2026-12-17"}).content.decode()
    )
    answer = desk.post("/newsroom/issue/new/", {"number": "78", "day": "2026-12-10"})
    assert desk.get(answer.headers["Location"]).status_code == 200
    begun = IssuePage.objects.get(number=78)
    assert [section.title for section in plan_of(begun).sections] == ["News", "Letters"]
    assert desk.get("/newsroom/issue/").headers["Location"] == f"/newsroom/issue/{issue.pk}/"


def test_closing_says_what_is_in_the_way_and_then_closes(desk: Client, issue: IssuePage, editor: Any) -> None:
    close = f"/newsroom/issue/{issue.pk}/close/"
    story = a_story()
    PlaceStory(issue=issue.pk, article=story.pk, section=plan_of(issue).sections[0].id).execute(editor)
    assert "is still a draft" in desk.get(close).content.decode()
    assert "is still a draft" in desk.post(close, {"deed": "close"}).content.decode()
    desk.post(f"/newsroom/issue/{issue.pk}/", {"deed": "ready", "story": story.pk})
    assert "Nothing is in the way" in desk.get(close).content.decode()
    assert "is over" in desk.post(close, {"deed": "close-at", "at": "2020-01-01T10:00"}).content.decode()
    assert desk.post(close, {"deed": "close-at", "at": "2099-01-01T10:00"}).status_code == 302
    assert "closes by itself on" in desk.get(close).content.decode()
    desk.post(close, {"deed": "close"})
    assert IssuePage.objects.get(pk=issue.pk).closed
    assert "Reopen" in desk.get(close).content.decode()


def test_neither_stories_nor_issues_make_the_board_ask_more(issue: IssuePage, editor: Any) -> None:
    heading = plan_of(issue).sections[0].id

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_board(IssuePage.objects.get(pk=issue.pk))
        return len(queries)

    def add(count: int) -> None:
        for number in range(count):
            PlaceStory(issue=issue.pk, article=a_story(f"Story {number}").pk, section=heading).execute(editor)
            a_story(f"Waiting {number}")

    add(1)
    asked()  # Django looks some things up once for good
    few = asked()
    add(7)
    assert asked() == few
