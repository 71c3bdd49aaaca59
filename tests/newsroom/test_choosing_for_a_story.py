"""People, topics, branches and stories are found by a few letters, and a missing person or topic is made in place."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from broadsheet.newsroom.actions.deleting import BinKind, Delete
from broadsheet.newsroom.models import ArticlePage, PersonPage, SubjectWord, TopicPage
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.form_of import form_of
from tests.newsroom.people import account
from tests.newsroom.signing_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(account(Role.EDITOR))
    return client


def found(client: Client, kind: str, typed: str, language: str = "en") -> list[str]:
    answer = client.get(reverse("find_for_story", args=[kind]), {"q": typed, "language": language})
    return [each["name"] for each in answer.json()["found"]]


def test_the_beginning_of_any_word_finds_whatever_its_case_and_accents(editor: Client) -> None:
    making.person("Márta Oyelaran")
    making.person("Марта Ойеларан", language="ru")
    making.topic("Harbour fees")
    for typed in ("oye", "MARTA", "oyel mar", "Oyelaran, Márta"):
        assert found(editor, "people", typed) == ["Márta Oyelaran"]
    assert found(editor, "people", "ойе", "ru") == ["Марта Ойеларан"]
    assert found(editor, "people", "laran") == found(editor, "people", "harb") == found(editor, "people", "%") == []
    assert found(editor, "topics", "fee") == ["Harbour fees"]


def test_a_renamed_one_is_found_by_its_name_of_now_and_one_in_the_bin_not_at_all(editor: Client) -> None:
    person = making.person("Marta Oyelaran")
    person.title = "Marta Brandt"
    making.publish(person)
    assert found(editor, "people", "brandt") == ["Marta Brandt"]
    assert found(editor, "people", "oye") == []
    Delete(kind=BinKind.PAGE, number=person.pk).execute(account(Role.EDITOR, "another editor"))
    assert found(editor, "people", "brandt") == found(editor, "people", "") == []


def test_stories_are_found_by_words_of_headline_and_text_but_not_in_the_bin(editor: Client) -> None:
    page = making.story("Cranes stand still", body=[("text", "<p>Dockers voted.</p>")])
    making.draft_story("Ferries late").save_revision()
    assert found(editor, "stories", "crane") == found(editor, "stories", "dockers") == ["Cranes stand still"]
    assert found(editor, "stories", "") == ["Ferries late", "Cranes stand still"]
    Delete(kind=BinKind.PAGE, number=page.pk).execute(account(Role.EDITOR, "another editor"))
    assert found(editor, "stories", "crane") == []


def test_the_number_of_queries_does_not_grow(editor: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert found(editor, "people", "mar")
            assert found(editor, "stories", "march")
        return len(asked)

    making.person("Mara Lind")
    making.story("March of the dockers")
    queries()
    few = queries()
    for each in range(8):
        making.person(f"Mara Lind {each}")
        making.story(f"March {each}")
    assert queries() == few


def test_a_missing_topic_is_made_in_place_and_published(editor: Client) -> None:
    address = reverse("find_for_story", args=["topics"])
    assert editor.get(address, {"q": "Dock dispute", "language": "en"}).json()["may_make"]
    made = editor.post(address, {"name": " Dock  dispute ", "language": "en"}).json()
    topic = TopicPage.objects.get(pk=made["id"])
    assert (topic.title, topic.live, topic.address()) == ("Dock dispute", True, "topics/dock-dispute/")
    assert not editor.get(address, {"q": "DOCK dispute", "language": "en"}).json()["may_make"]
    again = editor.post(address, {"name": "dock dispute", "language": "en"})
    assert again.status_code == 422
    assert "is there already" in again.json()["said"]
    assert (
        editor.post(reverse("find_for_story", args=["branches"]), {"name": "Quay", "language": "en"}).status_code == 422
    )


def test_whoever_may_not_make_one_is_refused_by_address_too() -> None:
    writer = browser_of(Role.WRITER)
    making.person("Marta Oyelaran")
    address = reverse("find_for_story", args=["people"])
    assert found(writer, "people", "mar") == ["Marta Oyelaran"]
    assert not writer.get(address, {"q": "Somebody", "language": "en"}).json()["may_make"]
    refused = writer.post(address, {"name": "Somebody", "language": "en"})
    assert refused.status_code == 403
    assert not PersonPage.objects.filter(title="Somebody").exists()
    assert browser_of(Role.TREASURER).get(address).status_code in (302, 403)


def post(client: Client, page: ArticlePage, **rows: Any) -> Any:
    form = form_of(page) | dict(nested_form_data({name: inline_formset(each) for name, each in rows.items()}))
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)


def test_a_story_keeps_what_was_chosen(editor: Client) -> None:
    page, topic, person = making.draft_story(), making.topic(), making.person()
    post(
        editor,
        page,
        topics=[{"topic": topic.pk}],
        bylines=[{"person": person.pk, "printed_name": "", "role": "", "description": ""}],
    )
    kept: Any = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [row.topic_id for row in kept.topics.all()] == [topic.pk]
    assert [row.person_id for row in kept.bylines.all()] == [person.pk]
    screen = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'value="Dock dispute"' in screen
    assert not re.search(r"id=\"id_(bylines|topics|persons|branches|related)-[^\"]*-chooser\"", screen)


def test_words_that_were_typed_and_not_chosen_come_back_with_what_to_do(editor: Client) -> None:
    page = making.draft_story()
    binned = making.topic("Tugs")
    Delete(kind=BinKind.PAGE, number=binned.pk).execute(account(Role.EDITOR, "another editor"))
    for row, typed in (
        ({"topic": "", "topic-words": "2026"}, "2026"),
        ({"topic": binned.pk, "topic-words": "Tugs"}, "Tugs"),
    ):
        screen = post(editor, page, topics=[row]).content.decode()
        assert f'value="{typed}"' in screen
        assert "Take a topic or place from the list" in screen


def test_words_go_with_their_page() -> None:
    topic = making.topic("Harbour fees")
    assert set(SubjectWord.objects.values_list("word", flat=True)) == {"harbour", "fees"}
    topic.delete()
    assert not SubjectWord.objects.exists()
