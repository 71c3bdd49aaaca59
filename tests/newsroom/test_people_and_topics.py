"""Two people, topics, sections or branches that are the same become one wherever they are named."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.edition.records import Article
from broadsheet.edition.store import Edition
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.subjects import Merge, StepPage
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.models import ArticlePage, Byline, PersonInNews, PersonPage, SectionPage, TopicPage
from broadsheet.newsroom.repointing import repointed
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.people import account


@pytest.mark.django_db
def test_whatever_named_one_person_names_the_other(edition_file: Path) -> None:
    gone, into = making.person("M. Oyelaran"), making.person("Marta Oyelaran")
    link = f'<p><a linktype="page" id="{gone.pk}">her</a> and <a href="/x/" id="{gone.pk}">that</a></p>'
    story = making.draft_story(body=[("text", link), ("box", {"title": "Box", "blocks": [], "article": None})])
    story.bylines = [Byline(person=gone, role="reporter"), Byline(person=into, role="photographer")]
    story.persons = [PersonInNews(person=gone), PersonInNews(person=into)]
    story = making.publish(story)
    story.standfirst = "Being changed"
    story.save_revision()
    drafted = making.draft_story("Only a draft")
    drafted.bylines = [Byline(person=gone)]
    drafted.save_revision()
    old = gone.address()
    Merge(gone=gone.pk, into=into.pk).execute(account(Role.EDITOR))
    story = ArticlePage.objects.get(pk=story.pk)
    assert [row.person_id for row in story.bylines.order_by("sort_order")] == [into.pk, into.pk]
    assert [row.person_id for row in story.persons.all()] == [into.pk]
    assert f'linktype="page" id="{into.pk}"' in story.body.raw_data[0]["value"]
    assert f'href="/x/" id="{gone.pk}"' in story.body.raw_data[0]["value"]
    for page in (story, ArticlePage.objects.get(pk=drafted.pk)):
        newest = making.publish(page.get_latest_revision_as_object())
        assert {row.person_id for row in newest.bylines.all()} == {into.pk}
    assert not PersonPage.objects.filter(pk=gone.pk).exists()
    compose()
    with Edition.open(edition_file) as edition:
        record = edition.read(story.permanent_id)
        assert isinstance(record, Article)
        assert {byline.person for byline in record.bylines} == {into.permanent_id}
        assert edition.read(gone.permanent_id) is None
        assert f"/{old}" in edition.read(into.permanent_id).old_addresses  # type: ignore[union-attr]


@pytest.mark.django_db
def test_topics_and_sections_too() -> None:
    editor, first, second = account(Role.EDITOR), making.topic("Docks"), making.topic("The docks")
    here, there = making.section("Port"), making.section("Harbour")
    story = making.draft_story(section=here)
    story.topics.create(topic=first)
    story.topics.create(topic=second)
    story = making.publish(story)
    Merge(gone=first.pk, into=second.pk).execute(editor)
    Merge(gone=here.pk, into=there.pk).execute(editor)
    story = ArticlePage.objects.get(pk=story.pk)
    assert [row.topic_id for row in story.topics.all()] == [second.pk]
    assert story.section_id == there.pk
    assert TopicPage.objects.get() == second


@pytest.mark.django_db
def test_only_what_is_alike_becomes_one() -> None:
    editor, person, topic = account(Role.EDITOR), making.person(), making.topic()
    elsewhere = making.person("Марта", language="ru")
    for gone, into, words in (
        (person, topic, "not of one kind"),
        (person, elsewhere, "not of one kind and language"),
        (person, person, "cannot become itself"),
    ):
        with pytest.raises(ActionRefusedError, match=words):
            Merge(gone=gone.pk, into=into.pk).execute(editor)
    with pytest.raises(ActionRefusedError, match="not there"):
        Merge(gone=person.pk, into=making.story().pk).execute(editor)
    with pytest.raises(PermissionDenied):
        Merge(gone=person.pk, into=elsewhere.pk).execute(account(Role.SECTION_EDITOR))


@pytest.mark.django_db
def test_sections_stand_in_the_order_somebody_gives_them() -> None:
    editor = account(Role.EDITOR)
    for title in ("One", "Two", "Three"):
        making.section(title)

    def titles() -> list[str]:
        return list(SectionPage.objects.order_by("path").values_list("title", flat=True))

    def step(title: str, steps: int) -> None:
        StepPage(page=SectionPage.objects.get(title=title).pk, steps=steps).execute(editor)

    step("Three", -1)
    assert titles() == ["One", "Three", "Two"]
    step("One", 1)
    assert titles() == ["Three", "One", "Two"]
    step("Three", -1)
    assert titles() == ["Three", "One", "Two"]


numbers = st.integers(1, 5)
named = st.dictionaries(
    st.sampled_from(["page", "person", "image", "pk", "title"]), st.one_of(numbers, st.booleans(), st.text(max_size=5))
)


@given(st.recursive(named, lambda inner: st.lists(inner, max_size=3)), numbers, numbers)
def test_renaming_there_and_back_changes_nothing(value: Any, gone: int, into: int) -> None:
    fresh = into + 100
    there = repointed(value, gone, fresh)
    assert repointed(there, fresh, gone) == value
    assert gone == fresh or f'"person": {gone},' not in str(there)


@pytest.fixture
def editor(client: Any) -> Any:
    """A browser signed in as the administrator."""
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(get_user_model().objects.get(username="editor"))
    return client


@pytest.mark.django_db
def test_the_screens_list_order_and_merge(editor: Any) -> None:
    first, second = making.person("Ana Lind"), making.person("Anna Lind")
    shown = editor.get(reverse("subjects"), secure=True).content.decode()
    assert "Ana Lind" in shown
    assert "Anna Lind" not in editor.get(f"{reverse('subjects')}?from=B", secure=True).content.decode()
    proposed = editor.get(reverse("merge", args=[first.pk]), secure=True).content.decode()
    assert "Anna Lind" in proposed
    editor.post(reverse("merge", args=[first.pk]), {"into": second.pk}, secure=True)
    assert list(PersonPage.objects.all()) == [second]
    for kind in ("topics", "sections", "branches"):
        assert editor.get(reverse("subjects_of_kind", args=[kind]), secure=True).status_code == 200
    assert editor.get(reverse("subjects_of_kind", args=["nothing"]), secure=True).status_code == 404
