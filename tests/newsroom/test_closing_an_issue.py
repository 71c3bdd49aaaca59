"""Closing an issue: everything goes out at one moment, or nothing does and everything in the way is named."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from broadsheet.edition.records import Medium, Slot
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.closing import CloseAt, CloseIssue, ReopenIssue, close_due
from broadsheet.newsroom.actions.holding import HoldStory, NewIssue
from broadsheet.newsroom.actions.planning import AddHeading, ChangePlace, PlaceStory, StepStory, TakeBack, newest_plan
from broadsheet.newsroom.actions.stages import HandIn, SayReady, SendBack
from broadsheet.newsroom.models import ArticlePage, IssuePage, OutboxRow, PaperSettings
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


def an_issue(editor: Any, *stories: ArticlePage) -> IssuePage:
    issue = NewIssue(number=77, day=date(2026, 12, 3), language="en").execute(editor)
    AddHeading(issue=issue.pk, title="News").execute(editor)
    heading = plan_of(issue).sections[0].id
    for story in stories:
        PlaceStory(issue=issue.pk, article=story.pk, section=heading).execute(editor)
    return issue


def plan_of(issue: IssuePage) -> Any:
    return newest_plan(IssuePage.objects.get(pk=issue.pk))[1]


def drafts(count: int, editor: Any) -> list[ArticlePage]:
    stories = [making.draft_story(f"Story {number}") for number in range(count)]
    for story in stories:
        story.save_revision()
        SayReady(article=story.pk).execute(editor)
    return stories


def test_an_issue_goes_out_whole_and_in_order() -> None:
    editor = account(Role.EDITOR)
    stories = drafts(3, editor)
    issue = an_issue(editor, *stories)
    StepStory(issue=issue.pk, article=stories[2].pk, steps=-1).execute(editor)
    closed = CloseIssue(issue=issue.pk).execute(editor)
    assert closed.closed
    assert [each.article_id for each in closed.placements.all()] == [stories[0].pk, stories[2].pk, stories[1].pk]
    assert all(ArticlePage.objects.get(pk=story.pk).live for story in stories)
    assert OutboxRow.objects.filter(kind="issue").exists()


def test_everything_in_the_way_is_named_at_once_and_nothing_goes_out() -> None:
    editor = account(Role.EDITOR)
    ready = drafts(1, editor)[0]
    draft = making.draft_story("Half written")
    embargoed = making.draft_story("Later", embargo=timezone.now() + timedelta(days=3))
    embargoed.save_revision()
    SayReady(article=embargoed.pk).execute(editor)
    pictured = making.draft_story("With a picture", picture=making.picture())
    pictured.save_revision()
    SayReady(article=pictured.pk).execute(editor)
    hidden = making.draft_story("Hidden")
    leading = making.draft_story(
        "Leading on", body=[("text", f'<p>See <a linktype="page" id="{hidden.pk}">this</a>.</p>')]
    )
    leading.save_revision()
    SayReady(article=leading.pk).execute(editor)
    issue = an_issue(editor, ready, draft, embargoed, pictured, leading)
    with pytest.raises(ActionRefusedError) as refusal:
        CloseIssue(issue=issue.pk).execute(editor)
    said = str(refusal.value)
    for words in (
        "“Half written” is still a draft",
        "“Later” may not appear before",
        "without saying it in words",
        "without a credit",
        "nobody knows whether we may",
        "leads to “Hidden”, which readers cannot see",
    ):
        assert words in said
    assert not ArticlePage.objects.get(pk=ready.pk).live
    assert not IssuePage.objects.get(pk=issue.pk).live


def test_a_failure_halfway_leaves_nothing_published(monkeypatch: pytest.MonkeyPatch) -> None:
    editor = account(Role.EDITOR)
    stories = drafts(3, editor)
    issue = an_issue(editor, *stories)
    before_save = ArticlePage.before_save

    def failing(page: ArticlePage) -> None:
        if page.live and page.title == "Story 2":
            raise OSError("the disk is full")
        before_save(page)

    monkeypatch.setattr(ArticlePage, "before_save", failing)
    outbox = OutboxRow.objects.count()
    with pytest.raises(OSError, match="disk"):
        CloseIssue(issue=issue.pk).execute(editor)
    assert not ArticlePage.objects.filter(pk__in=[story.pk for story in stories], live=True).exists()
    assert not IssuePage.objects.get(pk=issue.pk).live
    assert OutboxRow.objects.count() == outbox


def test_only_the_first_of_two_editors_closes_it() -> None:
    editor = account(Role.EDITOR)
    issue = an_issue(editor, *drafts(1, editor))
    CloseIssue(issue=issue.pk).execute(editor)
    with pytest.raises(ActionRefusedError, match="closed already"):
        CloseIssue(issue=issue.pk).execute(account(Role.EDITOR, "another"))


def test_a_reopened_issue_stays_out_until_it_is_closed_again() -> None:
    editor = account(Role.EDITOR)
    stories = drafts(2, editor)
    issue = an_issue(editor, stories[0])
    CloseIssue(issue=issue.pk).execute(editor)
    heading = plan_of(issue).sections[0].id
    with pytest.raises(ActionRefusedError, match="Reopen it first"):
        PlaceStory(issue=issue.pk, article=stories[1].pk, section=heading).execute(editor)
    ReopenIssue(issue=issue.pk).execute(editor)
    PlaceStory(issue=issue.pk, article=stories[1].pk, section=heading).execute(editor)
    open_again = IssuePage.objects.get(pk=issue.pk)
    assert open_again.live
    assert open_again.placements.count() == 1
    assert CloseIssue(issue=issue.pk).execute(editor).placements.count() == 2


def test_a_story_held_over_takes_its_place_and_headline_along() -> None:
    editor = account(Role.EDITOR)
    story = drafts(1, editor)[0]
    issue = an_issue(editor, story)
    ChangePlace(
        issue=issue.pk, article=story.pk, slot=Slot.LEAD, medium=Medium.PRINT, page=4, print_headline="Cranes"
    ).execute(editor)
    later = HoldStory(issue=issue.pk, article=story.pk).execute(editor)
    assert (later.number, later.day) == (78, date(2026, 12, 10))
    assert plan_of(issue).articles() == ()
    section, place = plan_of(later).place(story.pk)
    assert (section.title, place.print_headline, place.page, place.slot) == ("News", "Cranes", 4, Slot.LEAD)


def test_the_last_edit_is_taken_back() -> None:
    editor = account(Role.EDITOR)
    stories = drafts(2, editor)
    issue = an_issue(editor, *stories)
    TakeBack(issue=issue.pk).execute(editor)
    assert plan_of(issue).articles() == (stories[0].pk,)
    TakeBack(issue=issue.pk).execute(editor)
    assert plan_of(issue).articles() == ()


def test_an_issue_closes_by_itself_when_its_time_has_come_or_says_why_not() -> None:
    editor = account(Role.EDITOR)
    issue = an_issue(editor, *drafts(1, editor))
    waiting = an_issue_with_a_draft(editor)
    moment = timezone.now() + timedelta(hours=1)
    CloseAt(issue=issue.pk, moment=moment).execute(editor)
    CloseAt(issue=waiting.pk, moment=moment).execute(editor)
    close_due(timezone.now())
    assert not IssuePage.objects.get(pk=issue.pk).live
    close_due(moment)
    assert IssuePage.objects.get(pk=issue.pk).closed
    refused = IssuePage.objects.get(pk=waiting.pk)
    assert not refused.live
    assert "still a draft" in refused.close_refusal
    with pytest.raises(ActionRefusedError, match="is over"):
        CloseAt(issue=waiting.pk, moment=timezone.now()).execute(editor)


def an_issue_with_a_draft(editor: Any) -> IssuePage:
    issue = NewIssue(number=99, day=date(2027, 1, 7), language="en").execute(editor)
    AddHeading(issue=issue.pk, title="News").execute(editor)
    heading = plan_of(issue).sections[0].id
    PlaceStory(issue=issue.pk, article=making.draft_story("Draft").pk, section=heading).execute(editor)
    return issue


def test_a_writer_may_hand_in_but_neither_plan_nor_close() -> None:
    writer, editor = account(Role.WRITER), account(Role.EDITOR)
    issue = an_issue(editor)
    story = making.draft_story(owner=writer)
    HandIn(article=story.pk).execute(writer)
    for action in (SayReady(article=story.pk), AddHeading(issue=issue.pk, title="x"), CloseIssue(issue=issue.pk)):
        with pytest.raises(PermissionDenied):
            action.execute(writer)
    with pytest.raises(PermissionDenied):
        HandIn(article=making.draft_story("Not hers").pk).execute(writer)


def test_nobody_passes_their_own_story_while_somebody_else_could() -> None:
    editor = account(Role.EDITOR)
    story = making.draft_story(owner=editor)
    with pytest.raises(ActionRefusedError, match="You wrote"):
        SayReady(article=story.pk).execute(editor)
    settings = PaperSettings.load()
    settings.four_eyes = False
    settings.save()
    SayReady(article=story.pk).execute(editor)
    assert ArticlePage.objects.get(pk=story.pk).stage == "ready"
    SendBack(article=story.pk, note="Names first.").execute(editor)
    assert ArticlePage.objects.get(pk=story.pk).stage == "draft"


def test_a_ready_text_changed_by_its_writer_goes_back_to_an_editor() -> None:
    writer, editor = account(Role.WRITER), account(Role.EDITOR)
    story = making.draft_story(owner=writer)
    SayReady(article=story.pk).execute(editor)
    ArticlePage.objects.get(pk=story.pk).save_revision(user=writer)
    assert ArticlePage.objects.get(pk=story.pk).stage == "with-editor"


def test_closing_asks_the_same_number_of_questions_per_story(django_assert_max_num_queries: Any) -> None:
    editor = account(Role.EDITOR)
    stories = drafts(6, editor)
    issue = an_issue(editor, *stories)
    with django_assert_max_num_queries(12):
        assert CloseIssue(issue=issue.pk).check() == ()
