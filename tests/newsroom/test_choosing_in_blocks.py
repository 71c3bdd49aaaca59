"""A box, a call or a link names a page that was found by a few letters; the tree of pages is never shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from broadsheet.newsroom.actions.deleting import BinKind, Delete
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.form_of import form_of
from tests.newsroom.people import account
from tests.newsroom.signing_in import browser_of
from tests.newsroom.test_choosing_for_a_story import found
from tests.newsroom.test_the_diary import branch

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(account(Role.EDITOR))
    return client


def call(page: object, words: str = "") -> dict[str, Any]:
    blank = "null"
    value = {"purpose": "appeal", "text": blank, "label": "Join us", "page": page, "page-words": words}
    return value | {"address": "", "ends": ""}


def box(article: object, words: str = "") -> dict[str, Any]:
    return {"title": "Beside it", "article": article, "article-words": words, "blocks": streamfield([])}


def post(client: Client, story: ArticlePage, *blocks: tuple[str, dict[str, Any]]) -> Any:
    form = {name: value for name, value in form_of(story).items() if not name.startswith("body-")}
    form |= nested_form_data({"body": streamfield(list(blocks))})
    return client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form)


def kept(story: ArticlePage) -> list[Any]:
    newest: Any = ArticlePage.objects.get(pk=story.pk).get_latest_revision_as_object()
    return [each["value"] for each in newest.body.raw_data]


def test_a_box_names_a_story_and_a_call_names_any_page(editor: Client) -> None:
    story, other, join = making.draft_story(), making.story("Ferries late"), making.standing_page("Join us", "join")
    answer = post(editor, story, ("call", call(join.pk, "Join us")), ("box", box(other.pk, "Ferries late")))
    assert answer.status_code == 302
    assert [value.get("page") or value.get("article") for value in kept(story)] == [join.pk, other.pk]
    screen = editor.get(answer["Location"]).content.decode()
    assert "Ferries late" in screen
    assert "broadsheet.Finder" in screen


@pytest.mark.parametrize("typed", ["Ferries lat", "2026", "-1", "<script>alert(1)</script>"])
def test_words_that_lead_to_nothing_come_back_with_what_to_do(editor: Client, typed: str) -> None:
    story = making.draft_story()
    answer = post(editor, story, ("box", box("", typed)))
    assert answer.status_code == 200
    assert "Take a story from the list, or empty the field." in answer.content.decode()
    assert typed.replace("<", "&lt;").replace(">", "&gt;") in answer.content.decode()
    assert kept(story) == []


@pytest.mark.parametrize("number", ["0", "99999999", "9" * 40, "not a number", "1;2"])
def test_a_number_that_no_list_offered_is_refused(editor: Client, number: str) -> None:
    story = making.draft_story()
    assert post(editor, story, ("box", box(number))).status_code == 200
    assert kept(story) == []


def test_what_is_in_the_bin_and_what_readers_cannot_open_are_refused(editor: Client) -> None:
    story, binned = making.draft_story(), making.story("Ferries late")
    Delete(kind=BinKind.PAGE, number=binned.pk).execute(account(Role.EDITOR, "another editor"))
    shelf = story.get_parent()
    for page in (binned, shelf):
        answer = post(editor, story, ("call", call(page.pk, "")))
        assert "Take a page from the list, or empty the field." in answer.content.decode()
        assert kept(story) == []


def test_any_page_is_found_by_its_words_what_always_stands_first(editor: Client) -> None:
    making.standing_page("Harbour guide", "guide")
    making.section("Harbour")
    making.topic("Harbour fees")
    branch("Harbour North")
    making.story("The harbour sleeps")
    making.draft_story("Harbour draft").save_revision()
    names = found(editor, "pages", "harb")
    assert names[:2] == ["Harbour guide", "Harbour"]
    assert names[2:] == ["Harbour draft", "The harbour sleeps", "Harbour North", "Harbour fees"]
    assert found(editor, "pages", "guide harb") == ["Harbour guide"]
    assert found(editor, "pages", "%") == found(editor, "pages", "arbour") == []
    assert len(found(editor, "pages", "")) == 6
    notes = editor.get(reverse("find_for_story", args=["pages"]), {"q": "fees"}).json()["found"]
    assert notes[0]["note"] == "topic"


def test_an_organiser_finds_published_stories_only_and_nothing_else() -> None:
    making.story("Cranes move")
    making.draft_story("Cranes stand still").save_revision()
    organiser = browser_of(Role.BRANCH_ORGANISER)
    assert found(organiser, "published", "cranes") == ["Cranes move"]
    for kind in ("stories", "pages", "people"):
        assert organiser.get(reverse("find_for_story", args=[kind])).status_code in (302, 403)
    assert organiser.get(reverse("find_for_story", args=["everything"])).status_code == 404
