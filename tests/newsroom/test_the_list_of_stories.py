"""The list of stories: what was worked on last comes first, and every story is found by what it says and is."""

from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from broadsheet.newsroom.actions.stages import HandIn
from broadsheet.newsroom.actions.withdrawing import Withdraw
from broadsheet.newsroom.desks.stories import listing
from broadsheet.newsroom.desks.stories.listing import read_stories
from broadsheet.newsroom.models import ArticlePage, StoryEntry
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


def a_story(title: str, words: str = "", **fields: Any) -> ArticlePage:
    page = making.draft_story(title, body=[("text", f"<p>{words}</p>")], **fields)
    page.save_revision()
    return page


def found(user: Any = None, **asked: str) -> list[str]:
    return [story.page.draft_title for story in read_stories(asked, user).stories]


def test_what_was_worked_on_last_stands_first() -> None:
    first, _second = a_story("One"), a_story("Two")
    assert found() == ["Two", "One"]
    first.save_revision()
    assert found() == ["One", "Two"]


def test_a_story_is_found_by_the_words_of_its_headline_and_of_its_newest_draft_only() -> None:
    page = a_story("Cranes stand still", "The night shift learned of the rota.")
    a_story("Ferry fares", "A tenth dearer.")
    for words in ("cranes", "ROTA", "night rota", "crane", "learn"):
        assert found(q=words) == ["Cranes stand still"], words
    assert found(q="rota fares") == []
    page.body = [("text", "<p>The day shift.</p>")]
    page.save_revision()
    assert found(q="rota") == []
    assert found(q="day") == ["Cranes stand still"]


@pytest.mark.parametrize(
    "wild", ['"', "a AND", "marks : x", "(", "*", "NEAR(", "'; --", "xstatedraft", "\x00", "é" * 500]
)
def test_no_search_breaks_the_list(wild: str) -> None:
    a_story("Cranes")
    assert found(q=wild) in ([], ["Cranes"])


def test_words_with_accents_and_in_other_scripts_are_found() -> None:
    a_story("Забастовка в порту", language="ru")
    a_story("Café in the harbour")
    assert found(q="забастовка") == ["Забастовка в порту"]
    assert found(q="café") == ["Café in the harbour"]


def test_filters_by_state_section_language_and_owner_are_joined() -> None:
    writer = account(Role.WRITER)
    section = making.section()
    mine = a_story("Mine", "tide", owner=writer, section=section)
    a_story("Theirs", "tide")
    a_story("Порт", "tide", language="ru")
    out = making.publish(a_story("Out", "tide"))
    assert found(state="published") == ["Out"]
    assert found(section=str(section.pk)) == ["Mine"]
    assert found(language="ru") == ["Порт"]
    assert found(writer, mine="1") == ["Mine"]
    assert found(writer, mine="1", q="tide", state="draft", section=str(section.pk), language="en") == ["Mine"]
    assert found(writer, mine="1", state="published") == []
    HandIn(article=mine.pk).execute(writer)
    assert found(state="with-editor") == ["Mine"]
    out.save_revision()
    assert found(state="changed") == ["Out"]
    making.publish(out)
    assert found(state="changed") == []
    Withdraw(article=out.pk, reason="Wrong").execute(account(Role.EDITOR))
    assert found(state="withdrawn") == ["Out"]
    assert found(state="published") == []
    out.unpublish()
    assert found(state="published") == []


def test_a_deleted_story_leaves_the_list_and_its_words() -> None:
    page = a_story("Cranes")
    page.delete()
    assert found(q="cranes") == []
    assert not StoryEntry.objects.exists()


def test_pages_follow_on_each_other_without_loss_or_repetition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SHOWN", 3)
    titles = [f"Tide {number}" for number in range(8)]
    for title in titles:
        a_story(title)
    for asked in ({}, {"q": "tide"}):
        seen: list[str] = []
        query: dict[str, str] = dict(asked)
        while True:
            listed = read_stories(query, None)
            seen += [story.page.draft_title for story in listed.stories]
            if not listed.older:
                break
            query = dict(part.split("=") for part in listed.older.removeprefix("?").split("&"))
        assert seen == titles[::-1]


@pytest.mark.parametrize("asked", [{}, {"q": "tide"}, {"state": "draft", "language": "en"}])
def test_the_number_of_queries_does_not_grow_with_the_stories(asked: dict[str, str]) -> None:
    counts = []
    for _ in range(2):
        for number in range(4):
            a_story(f"Tide {number}", section=None)
        with CaptureQueriesContext(connection) as queries:
            read_stories(asked, None)
        counts.append(len(queries))
    assert all(before == after for before, after in pairwise(counts))


def test_the_screen_keeps_what_was_asked(client: Client) -> None:
    client.force_login(get_user_model().objects.get(username="editor"))
    a_story("Cranes")
    text = client.get(reverse("stories"), {"q": "cranes", "state": "draft"}).content.decode()
    assert 'value="cranes"' in text
    assert 'value="draft" selected' in text
    assert ">Cranes<" in text
    assert "No story is like that" in client.get(reverse("stories"), {"q": "ferry"}).content.decode()


def test_the_stories_of_an_earlier_version_are_entered_as_they_would_be_now() -> None:
    moving = import_module("broadsheet.newsroom.migrations.0009_story_words")
    writer = account(Role.WRITER)
    a_story("Tide one", "harbour", owner=writer, section=making.section())
    out = making.publish(a_story("Tide two", "harbour"))
    out.body = [("text", "<p>Newest words.</p>")]
    out.save_revision()
    never_drafted = making.draft_story("Tide three", body=[("text", "<p>Archive words.</p>")])
    asked = (
        {"state": "draft"},
        {"state": "changed"},
        {"q": "newest"},
        {"q": "harbour"},
        {"mine": "1"},
        {"language": "en"},
    )
    before = [found(writer, **each) for each in asked]
    for entry in StoryEntry.objects.all():
        entry.delete()
    assert found() == []
    moving.enter_stories(apps, _Editor)
    assert found() == ["Tide two", "Tide one", never_drafted.title]
    after = [found(writer, **each) for each in asked]
    assert after[1:5] == before[1:5]
    assert set(after[5]) == {*before[5], never_drafted.title}
    assert found(q="archive") == [never_drafted.title]


class _Editor:
    """What a migration sees of the database."""

    connection = connection
