"""What is deleted leaves readers at once, and comes back exactly as it was."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.deleting import KEPT, BinKind, Delete, Restore, empty_bin
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.models import (
    PAGE_TYPES,
    ArticlePage,
    BinnedThing,
    BroadImage,
    Byline,
    ContainerKind,
    IssuePage,
    OldAddress,
    StandingPage,
)
from broadsheet.newsroom.previews import PreviewLink
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.shelves import home_of, shelf
from tests.newsroom import making
from tests.newsroom.people import account
from tests.newsroom.tables import all_rows

pytestmark = pytest.mark.django_db


def a_paper() -> dict[str, Any]:
    """A story with everything that hangs on one, its issue, its subjects, a picture, and pages under pages."""
    section, topic = making.section(), making.topic()
    writer, portrait = making.person(), making.picture("Portrait", "blue")
    lead = making.picture("Crane")
    story = making.draft_story(section=section, picture=lead, picture_alt="A crane", slug="cranes")
    story.bylines = [Byline(person=writer, role="reporter")]
    story.topics.create(topic=topic)
    story = making.publish(story)
    beside = making.draft_story("Beside", body=[("text", f'<p><a linktype="page" id="{story.pk}">there</a></p>')])
    beside.related.create(related=story)
    beside = making.publish(beside)
    OldAddress.objects.create(page_id=story.pk, path="/cranes.html")
    home = home_of("en")
    issue = IssuePage(number=5, day=date(2026, 11, 5), locale=home.locale)
    issue.plan = [("section", {"title": "News", "stories": [{"article": story}, {"article": beside}]})]
    shelf(home, ContainerKind.ISSUES).add_child(instance=issue)
    issue = making.publish(issue)
    about = making.standing_page("About", "about")
    contact = StandingPage(title="Contact", slug="contact", locale=home.locale)
    about.add_child(instance=contact)
    making.publish(contact)
    return {
        "story": story,
        "section": section,
        "topic": topic,
        "writer": writer,
        "issue": issue,
        "about": StandingPage.objects.get(pk=about.pk),
        "lead": lead,
        "portrait": portrait,
    }


def records(edition_file: Path) -> dict[str, bytes]:
    compose()
    with closing(sqlite3.connect(edition_file)) as connection:
        return dict(connection.execute("SELECT id, data FROM record"))


@pytest.mark.parametrize("name", ["story", "section", "topic", "writer", "issue", "about", "lead", "portrait"])
def test_what_was_deleted_and_brought_back_is_as_if_nothing_had_happened(edition_file: Path, name: str) -> None:
    editor, paper = account(Role.EDITOR), a_paper()
    thing = paper[name]
    kind = BinKind.PICTURE if isinstance(thing, BroadImage) else BinKind.PAGE
    before, rows = records(edition_file), all_rows()
    binned = Delete(kind=kind, number=thing.pk).execute(editor)
    meanwhile = records(edition_file)
    assert thing.permanent_id not in meanwhile
    Restore(binned=binned.pk).execute(editor)
    assert records(edition_file) == before
    assert all_rows() == rows


def test_a_page_takes_what_stands_under_it_along(edition_file: Path) -> None:
    editor, paper = account(Role.EDITOR), a_paper()
    Delete(kind=BinKind.PAGE, number=paper["about"].pk).execute(editor)
    assert not StandingPage.objects.filter(slug="contact").exists()
    assert not Page.objects.filter(slug="contact", live=True).exists()
    kept = records(edition_file)
    assert not any(b"Contact" in data for data in kept.values())


def test_under_a_deleted_page_nothing_comes_back_alone() -> None:
    editor, paper = account(Role.EDITOR), a_paper()
    contact = StandingPage.objects.get(slug="contact")
    alone = Delete(kind=BinKind.PAGE, number=contact.pk).execute(editor)
    above = Delete(kind=BinKind.PAGE, number=paper["about"].pk).execute(editor)
    with pytest.raises(ActionRefusedError, match="stands under “About”"):
        Restore(binned=alone.pk).execute(editor)
    Restore(binned=above.pk).execute(editor)
    assert not StandingPage.objects.filter(slug="contact").exists()
    Restore(binned=alone.pk).execute(editor)
    assert StandingPage.objects.get(slug="contact").live


def test_a_story_keeps_the_name_of_a_writer_whose_page_is_deleted(edition_file: Path) -> None:
    paper = a_paper()
    Delete(kind=BinKind.PAGE, number=paper["writer"].pk).execute(account(Role.EDITOR))
    assert b"Marta Oyelaran" in records(edition_file)[paper["story"].permanent_id]


def test_nobody_takes_the_address_of_what_is_in_the_bin() -> None:
    editor, story = account(Role.EDITOR), making.story("Cranes stand still")
    Delete(kind=BinKind.PAGE, number=story.pk).execute(editor)
    assert making.story("Cranes stand still").address() != story.address()


def test_what_was_to_appear_by_itself_does_not_appear_from_the_bin() -> None:
    editor, story = account(Role.EDITOR), making.draft_story("Later")
    revision = story.save_revision()
    at = timezone.now() + timedelta(hours=1)
    revision.approved_go_live_at = at
    revision.save()
    binned = Delete(kind=BinKind.PAGE, number=story.pk).execute(editor)
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    Restore(binned=binned.pk).execute(editor)
    revision.refresh_from_db()
    assert revision.approved_go_live_at == at


def test_what_is_in_the_bin_is_not_published() -> None:
    story = making.draft_story("Gone")
    Delete(kind=BinKind.PAGE, number=story.pk).execute(account(Role.EDITOR))
    with pytest.raises(ActionRefusedError, match="in the bin"):
        ArticlePage.everything.get(pk=story.pk).save_revision().publish()


def test_a_link_for_somebody_outside_ends_with_the_story() -> None:
    story = making.draft_story("Secret")
    link = PreviewLink(revision=story.save_revision().pk)
    assert link.page() is not None
    Delete(kind=BinKind.PAGE, number=story.pk).execute(account(Role.EDITOR))
    assert link.page() is None


def test_after_thirty_days_it_is_gone_with_its_file(
    media_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    editor, story, picture = account(Role.EDITOR), making.story(), making.picture()
    file = media_folder / picture.file.name
    Delete(kind=BinKind.PAGE, number=story.pk).execute(editor)
    Delete(kind=BinKind.PICTURE, number=picture.pk).execute(editor)
    assert empty_bin(timezone.now()) == 0
    assert file.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert empty_bin(timezone.now() + KEPT) == 2
    assert not file.exists()
    assert not ArticlePage.everything.filter(pk=story.pk).exists()
    assert not BinnedThing.objects.exists()


def test_a_writer_deletes_only_an_own_draft_and_may_bring_it_back() -> None:
    writer = account(Role.WRITER)
    own, other = making.draft_story("Own", owner=writer), making.draft_story("Other")
    with pytest.raises(PermissionDenied):
        Delete(kind=BinKind.PAGE, number=other.pk).execute(writer)
    binned = Delete(kind=BinKind.PAGE, number=own.pk).execute(writer)
    Restore(binned=binned.pk).execute(writer)
    published = making.publish(ArticlePage.objects.get(pk=own.pk))
    with pytest.raises(PermissionDenied):
        Delete(kind=BinKind.PAGE, number=published.pk).execute(writer)
    theirs = Delete(kind=BinKind.PAGE, number=other.pk).execute(account(Role.EDITOR))
    with pytest.raises(PermissionDenied):
        Restore(binned=theirs.pk).execute(writer)


@pytest.fixture
def editor(client: Any) -> Any:
    """A browser signed in as the administrator."""
    from django.contrib.auth import get_user_model

    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(get_user_model().objects.get(username="editor"))
    return client


def test_every_way_of_deleting_leads_into_the_bin(editor: Any) -> None:
    story, picture, second = making.story(), making.picture(), making.story("Second")
    answer = editor.post(reverse("wagtailadmin_pages:delete", args=[story.pk]), secure=True)
    assert answer["Location"] == reverse("delete_thing", args=["page", story.pk])
    assert b"leaves readers at once" in editor.get(answer["Location"], secure=True).content
    editor.post(answer["Location"], secure=True)
    editor.post(reverse("wagtailimages:delete", args=[picture.pk]), secure=True)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    editor.post(f"{bulk}?id={second.pk}", secure=True)
    assert set(BinnedThing.objects.values_list("title", flat=True)) == {story.title, picture.title, second.title}
    shown = editor.get(reverse("bin"), secure=True).content.decode()
    assert all(thing.title in shown for thing in (story, picture, second))
    number = BinnedThing.objects.get(picture=picture).pk
    editor.post(reverse("bin"), {"binned": number}, secure=True)
    assert BroadImage.objects.filter(pk=picture.pk).exists()


# Wagtail leaves the file of a small copy it made to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_is_in_the_bin_is_met_in_no_list_and_no_chooser(editor: Any) -> None:
    story, picture = making.story("Gone for now"), making.picture("Gone picture")
    shelf_number = story.get_parent().pk
    seen = [
        reverse("stories"),
        reverse("pictures"),
        reverse("wagtailadmin_explore", args=[shelf_number]),
        reverse("wagtailadmin_choose_page_child", args=[shelf_number]),
        f"{reverse('wagtailadmin_choose_page_search')}?q=gone",
        reverse("wagtailimages_chooser:choose"),
        f"{reverse('wagtailadmin_pages:search')}?q=gone",
    ]
    before = b"".join(editor.get(address, secure=True).content for address in seen)
    assert before.count(b"Gone for now") >= 3
    assert b"Gone picture" in before
    for kind, thing in ((BinKind.PAGE, story), (BinKind.PICTURE, picture)):
        Delete(kind=kind, number=thing.pk).execute(account(Role.EDITOR, name=f"deleter of {kind}"))
    for address in seen:
        after = editor.get(address, secure=True).content
        assert b"Gone for now" not in after, address
        assert b"Gone picture" not in after, address
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[story.pk]), secure=True)["Location"] == reverse("bin")


def test_every_type_of_page_has_a_place_in_the_bin() -> None:
    assert all(hasattr(page_type, "in_bin") for page_type in PAGE_TYPES)
