"""Publishing a story by itself: what is in the way is said, and readers are told of a change what an editor chose."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadsheet.edition.records import Article, CorrectionKind
from broadsheet.edition.store import Edition
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.closing import CloseIssue
from broadsheet.newsroom.actions.correcting import TickCorrection, corrections_for
from broadsheet.newsroom.actions.holding import NewIssue
from broadsheet.newsroom.actions.planning import AddHeading, PlaceStory, newest_plan
from broadsheet.newsroom.actions.publishing import CallOff, Change, Publish, goes_out_at
from broadsheet.newsroom.actions.stages import HandIn, SayReady
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.models import ArticlePage, Correction, IssuePage, PrintCorrection
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.schedule import publish_due
from tests.newsroom import making
from tests.newsroom.form_of import form_of
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def editor() -> Any:
    return account(Role.EDITOR)


@pytest.fixture
def desk(client: Client) -> Client:
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.get(username="editor"))
    return client


def read(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def old_story(title: str = "Cranes stand still") -> ArticlePage:
    """A story readers have had for long, with a draft that says something else."""
    page = making.story(title)
    ArticlePage.objects.filter(pk=page.pk).update(first_published_at=LONG_AGO, last_published_at=LONG_AGO)
    changed = read(page)
    changed.standfirst = "Put right"
    changed.save_revision()
    return read(page)


def record(page: ArticlePage, edition_file: Any) -> Article:
    note_everything()
    compose()
    with Edition.open(edition_file) as edition:
        found = edition.read(page.permanent_id)
    assert isinstance(found, Article)
    return found


def test_a_small_fix_changes_no_date_that_readers_see(edition_file: Any, editor: Any) -> None:
    page = old_story()
    Publish(article=page.pk, change=Change.SMALL_FIX).execute(editor)
    made = record(page, edition_file)
    assert (made.standfirst, made.updated, made.corrections) == ("Put right", None, ())


def test_an_update_shows_that_it_is_newer_and_a_later_small_fix_leaves_that(edition_file: Any, editor: Any) -> None:
    page = old_story()
    Publish(article=page.pk, change=Change.UPDATE).execute(editor)
    updated = record(page, edition_file).updated
    assert updated is not None
    assert updated > LONG_AGO
    changed = read(page)
    changed.standfirst = "A comma"
    changed.save_revision()
    ArticlePage.objects.filter(pk=page.pk).update(revised_at=updated - timedelta(days=1))
    Publish(article=page.pk, change=Change.SMALL_FIX).execute(editor)
    assert record(page, edition_file).updated == updated - timedelta(days=1)


def test_a_correction_is_shown_dated_and_frozen(edition_file: Any, editor: Any) -> None:
    page = old_story()
    Publish(
        article=page.pk,
        change=Change.CORRECTION,
        kind=CorrectionKind.CLARIFICATION,
        correction="Four, not <five>.\nSorry.",
    ).execute(editor)
    (made,) = record(page, edition_file).corrections
    assert made.what is CorrectionKind.CLARIFICATION
    assert made.text == "Four, not &lt;five&gt;.<br>Sorry."
    assert Correction.objects.get(article=page).frozen
    assert record(page, edition_file).updated is not None


def test_a_change_to_a_public_story_must_say_what_readers_are_told(editor: Any) -> None:
    page = old_story()
    with pytest.raises(ActionRefusedError, match="what they are told"):
        Publish(article=page.pk).execute(editor)
    with pytest.raises(ActionRefusedError, match="no words"):
        Publish(article=page.pk, change=Change.CORRECTION, correction=" ").execute(editor)
    assert read(page).standfirst == ""


def closed_issue(editor: Any, number: int, *stories: ArticlePage) -> IssuePage:
    issue = NewIssue(number=number, day=date(2026, 12, number), language="en").execute(editor)
    AddHeading(issue=issue.pk, title="News").execute(editor)
    heading = newest_plan(IssuePage.objects.get(pk=issue.pk))[1].sections[0].id
    for story in stories:
        PlaceStory(issue=issue.pk, article=story.pk, section=heading).execute(editor)
    return CloseIssue(issue=issue.pk).execute(editor)


def test_a_correction_of_a_printed_story_waits_for_the_next_issue_until_it_is_ticked(editor: Any) -> None:
    page = making.story()
    printed = closed_issue(editor, 3, page)
    Publish(article=page.pk, change=Change.CORRECTION, correction="Four, not five.").execute(editor)
    coming = NewIssue(number=4, day=date(2026, 12, 10), language="en").execute(editor)
    (waiting,) = corrections_for(coming)
    assert waiting.article == page
    assert not corrections_for(printed).exists()
    TickCorrection(issue=coming.pk, correction=waiting.pk).execute(editor)
    assert PrintCorrection.objects.get().printed_in_id == coming.pk
    with pytest.raises(ActionRefusedError, match="already"):
        TickCorrection(issue=coming.pk, correction=waiting.pk).execute(editor)
    after = NewIssue(number=5, day=date(2026, 12, 17), language="en").execute(editor)
    assert not corrections_for(after).exists()
    TickCorrection(issue=coming.pk, correction=waiting.pk, carried=False).execute(editor)
    assert corrections_for(after).exists()


def test_a_changed_story_that_goes_out_with_an_issue_is_shown_as_newer(edition_file: Any, editor: Any) -> None:
    page, same = old_story("Changed"), making.story("Same")
    SayReady(article=page.pk).execute(editor)
    closed_issue(editor, 3, page, same)
    made = record(page, edition_file)
    assert (made.standfirst, made.updated is None) == ("Put right", False)
    assert record(same, edition_file).updated is None


def test_a_section_editor_publishes_and_says_ready_in_the_own_sections_only() -> None:
    own, other = making.section(), making.section("Sea")
    somebody = account(Role.SECTION_EDITOR, given=(own,))
    for section, allowed in ((own, True), (other, False), (None, False)):
        page = making.draft_story(f"In {section}", section=section)
        page.save_revision()
        for action in (SayReady(article=page.pk), Publish(article=page.pk)):
            if allowed:
                action.execute(somebody)
            else:
                with pytest.raises(PermissionDenied, match="outside your sections"):
                    action.execute(somebody)
        assert read(page).live is allowed


def test_a_story_cannot_be_moved_into_ones_own_section_to_be_published() -> None:
    own, other = making.section(), making.section("Sea")
    somebody = account(Role.SECTION_EDITOR, given=(own,))
    page = making.draft_story(section=other)
    page.section = own
    page.save_revision()
    with pytest.raises(PermissionDenied, match="outside your sections"):
        Publish(article=page.pk).execute(somebody)


def test_a_correction_of_a_story_that_was_never_printed_waits_for_no_issue(editor: Any) -> None:
    page = old_story()
    Publish(article=page.pk, change=Change.CORRECTION, correction="Four, not five.").execute(editor)
    assert not PrintCorrection.objects.exists()


def test_the_board_lists_corrections_and_ticks_them(desk: Client, editor: Any) -> None:
    page = making.story("Ferry fares")
    closed_issue(editor, 3, page)
    Publish(article=page.pk, change=Change.CORRECTION, correction="Four, not five.").execute(editor)
    coming = NewIssue(number=4, day=date(2026, 12, 10), language="en").execute(editor)
    board = reverse("board", args=[coming.pk])
    assert "Four, not five." in desk.get(board).content.decode()
    desk.post(board, {"deed": "carried", "correction": PrintCorrection.objects.get().pk})
    assert "Printed here" in desk.get(board).content.decode()


def test_a_story_is_read_by_somebody_else_before_it_goes_out(editor: Any) -> None:
    page = making.draft_story(owner=editor)
    page.save_revision(user=editor)
    account(Role.SECTION_EDITOR)
    with pytest.raises(ActionRefusedError, match="somebody else reads it"):
        Publish(article=page.pk).execute(editor)
    HandIn(article=page.pk).execute(editor)
    SayReady(article=page.pk).execute(account(Role.EDITOR, "another"))
    Publish(article=page.pk).execute(editor)
    assert read(page).live


@pytest.mark.parametrize("role", [Role.WRITER, Role.BRANCH_ORGANISER, Role.TREASURER])
def test_who_may_not_publish_may_neither_by_action_nor_by_address(role: Role, client: Client) -> None:
    page = making.draft_story()
    page.save_revision()
    somebody = account(role)
    with pytest.raises(PermissionDenied):
        Publish(article=page.pk).execute(somebody)
    client.force_login(somebody)
    client.post(reverse("publish_story", args=[page.pk]), {"deed": "publish"})
    assert not read(page).live


def test_a_story_goes_out_by_itself_at_its_time_unless_that_is_called_off(editor: Any) -> None:
    page, other = making.draft_story("At noon"), making.draft_story("Never mind")
    for each in (page, other):
        each.save_revision()
        Publish(article=each.pk, at=timezone.now() + timedelta(hours=1)).execute(editor)
        assert goes_out_at(each.pk) is not None
        assert not read(each).live
    CallOff(article=other.pk).execute(editor)
    assert goes_out_at(other.pk) is None
    move_time(page)
    publish_due()
    assert read(page).live
    assert not read(other).live


def move_time(page: ArticlePage) -> None:
    """Let the time that was set be over."""
    over = timezone.now() - timedelta(seconds=5)
    for revision in page.revisions.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at = over
        revision.content["go_live_at"] = over.isoformat()
        revision.save()


# ---- embargo


def embargoed(title: str = "Budget") -> ArticlePage:
    page = making.draft_story(title, embargo=(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0))
    page.save_revision()
    return page


def test_no_action_publishes_a_story_before_its_embargo_ends(editor: Any) -> None:
    page = embargoed()
    for at in (None, timezone.now() + timedelta(days=1)):
        with pytest.raises(ActionRefusedError, match="may not appear before"):
            Publish(article=page.pk, at=at).execute(editor)
    Publish(article=page.pk, at=timezone.now() + timedelta(days=3)).execute(editor)
    assert goes_out_at(page.pk) is not None


def test_wagtails_own_ways_to_publish_under_embargo_end_in_words(desk: Client) -> None:
    page = embargoed()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = desk.post(
        edit, form_of(page, **{"action-publish": "action-publish", "standfirst": "Not lost"}), follow=True
    )
    assert answer.redirect_chain[-1][0] == reverse("publish_story", args=[page.pk])
    assert "may not appear before" in answer.content.decode()
    assert read(page).get_latest_revision_as_object().standfirst == "Not lost"
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"
    answer = desk.post(bulk, {"next": "/newsroom/"}, follow=True)
    assert answer.status_code == 200
    assert "published one by one" in answer.content.decode()
    assert not read(page).live


def test_the_clock_leaves_a_story_under_embargo_and_publishes_the_others(editor: Any) -> None:
    page, other = making.draft_story("Budget"), making.draft_story("Weather")
    for each in (page, other):
        each.save_revision()
        Publish(article=each.pk, at=timezone.now() + timedelta(hours=1)).execute(editor)
        move_time(each)
    scheduled = page.revisions.get(approved_go_live_at__isnull=False)
    scheduled.content["embargo"] = (timezone.now() + timedelta(days=2)).isoformat()
    scheduled.save()
    publish_due()
    assert not read(page).live
    assert goes_out_at(page.pk) is None
    assert read(other).live


# ---- the screen


def test_a_refused_correction_is_shown_again_as_it_was_typed(desk: Client) -> None:
    page = old_story()
    ArticlePage.objects.filter(pk=page.pk).update(withdrawn_at=LONG_AGO, withdrawal_reason="Wrong")
    typed = {"deed": "publish", "change": "correction", "kind": "retraction", "correction": "Typed at length."}
    answer = desk.post(reverse("publish_story", args=[page.pk]), typed)
    text = answer.content.decode()
    assert "was withdrawn" in text
    assert "Typed at length." in text
    assert 'value="retraction" selected' in text


def test_a_wrong_time_is_refused_in_words(desk: Client) -> None:
    page = making.draft_story()
    page.save_revision()
    for wrong in ("", "soon", "2026-13-40T10:00", "1999-01-01T10:00"):
        answer = desk.post(reverse("publish_story", args=[page.pk]), {"deed": "publish-at", "at": wrong})
        assert answer.status_code == 200
        assert "Choose" in answer.content.decode()
    assert goes_out_at(page.pk) is None
