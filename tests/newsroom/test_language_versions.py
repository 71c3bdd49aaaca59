"""A version in another language is made from its source, linked both ways, and known to be behind when that changes."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from broadsheet.edition.records import Article
from broadsheet.edition.store import Edition
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.versions import FollowsAgain, MakeVersion, versions_of
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.models import ArticlePage, Byline, ContainerPage, StandingPage, VersionSource
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


def a_story(section: Any = None) -> ArticlePage:
    story = making.draft_story(section=section, body=[("text", "<p>The cranes stand.</p>")])
    story.bylines = [Byline(person=making.person(), role="reporter")]
    made: ArticlePage = making.publish(story)
    return made


def test_a_version_has_everything_of_its_source_and_both_know_each_other(edition_file: Path) -> None:
    editor, section = account(Role.EDITOR), making.section()
    there = MakeVersion(page=section.pk, language="ru").execute(editor)
    there = making.publish(there)
    story = a_story(section)
    made = MakeVersion(page=story.pk, language="ru").execute(editor)
    assert (made.live, made.locale.language_code, made.month) == (False, "ru", "")
    assert made.permanent_id != story.permanent_id
    assert made.section_id == there.pk
    assert made.bylines.get().person_id == story.bylines.get().person_id
    assert versions_of(story)["ru"].pk == made.pk
    assert versions_of(made)["en"].pk == story.pk
    assert versions_of(made)["ar"] is None
    making.publish(made)
    compose()
    with Edition.open(edition_file) as edition:
        records = [edition.read(each.permanent_id) for each in (story, made)]
    assert all(isinstance(record, Article) for record in records)
    assert len({record.work for record in records}) == 1  # type: ignore[union-attr]


def test_the_shelf_it_stands_on_is_made_and_paired() -> None:
    story = a_story()
    made = MakeVersion(page=story.pk, language="ar").execute(account(Role.EDITOR))
    here, there = (ContainerPage.objects.parent_of(each).get() for each in (story, made))
    assert there.translation_key == here.translation_key
    assert (there.slug, there.locale.language_code) == (here.slug, "ar")


def test_when_the_source_is_published_anew_its_version_is_behind_until_somebody_says_otherwise(client: Any) -> None:
    editor, story = account(Role.EDITOR), a_story()
    made = MakeVersion(page=story.pk, language="ru").execute(editor)
    row = VersionSource.objects.get(page_id=made.pk)
    assert not row.behind
    story = ArticlePage.objects.get(pk=story.pk)
    story.title = "The cranes move"
    making.publish(story)
    row.refresh_from_db()
    assert row.behind
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(get_user_model().objects.get(username="editor"))
    shown = client.get(reverse("languages"), secure=True).content.decode()
    assert "The cranes move" in shown
    assert "what changed" in shown
    changes = reverse("wagtailadmin_pages:revisions_compare", args=[story.pk, row.seen_id, "latest"])
    assert client.get(changes, secure=True).status_code == 200
    client.post(reverse("languages"), {"version": made.pk}, secure=True)
    row.refresh_from_db()
    assert not row.behind
    assert "Every version follows" in client.get(reverse("languages"), secure=True).content.decode()


def test_what_cannot_be_made_is_said() -> None:
    editor, story = account(Role.EDITOR), a_story()
    MakeVersion(page=story.pk, language="ru").execute(editor)
    about = making.standing_page("About", "about")
    below = StandingPage(title="Contact", slug="contact", locale=about.locale)
    about.add_child(instance=below)
    for action, words in (
        (MakeVersion(page=story.pk, language="ru"), "already"),
        (MakeVersion(page=story.pk, language="xx"), "no language"),
        (MakeVersion(page=0, language="ru"), "not there"),
        (MakeVersion(page=below.pk, language="ru"), "stands under “About”"),
        (FollowsAgain(page=story.pk), "not made from another"),
    ):
        with pytest.raises(ActionRefusedError, match=words):
            action.execute(editor)
    MakeVersion(page=about.pk, language="ru").execute(editor)
    assert MakeVersion(page=below.pk, language="ru").execute(editor).get_parent().locale.language_code == "ru"


def test_each_kind_of_page_asks_for_its_own_role() -> None:
    writer = account(Role.WRITER)
    MakeVersion(page=a_story().pk, language="ru").execute(writer)
    others = (making.section("Town"), making.standing_page("About", "about"), making.draft_story("Not theirs"))
    for page in others:
        with pytest.raises(PermissionDenied):
            MakeVersion(page=page.pk, language="ru").execute(writer)


def test_the_screen_makes_it_with_one_button(client: Any) -> None:
    story = a_story()
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(get_user_model().objects.get(username="editor"))
    wagtails = reverse("simple_translation:submit_page_translation", args=[story.pk])
    assert "Make a version in" in client.get(wagtails, secure=True).content.decode()
    answer = client.post(reverse("versions", args=[story.pk]), {"language": "ru"}, secure=True)
    made = ArticlePage.objects.get(translation_key=story.translation_key, locale__language_code="ru")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert client.get(answer["Location"], secure=True).status_code == 200
