"""Publishing a story by itself: at once or at a moment, and what readers are told when it was public already."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from wagtail.log_actions import log
from wagtail.models import Revision

from broadsheet.edition.records import CorrectionKind, Medium
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.accounts.reach import require_for
from broadsheet.newsroom.actions.stages import needs_second_reader
from broadsheet.newsroom.gate import Going, obstacles_of
from broadsheet.newsroom.manuscripts import read_manuscripts
from broadsheet.newsroom.models import ArticlePage, Correction, Placement, PrintCorrection
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import written_moment
from broadsheet.newsroom.roles import Deed


class Change(StrEnum):
    """What readers are told of a change to a story they have seen."""

    SMALL_FIX = "small-fix"
    UPDATE = "update"
    CORRECTION = "correction"


CHANGE_WORDS: Final = (
    (Change.SMALL_FIX.value, "A small fix: readers are shown nothing"),
    (Change.UPDATE.value, "An update: readers see that it is newer"),
    (Change.CORRECTION.value, "A correction: readers see what was wrong"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """
    Put a story's newest text before readers, at once or `at` a moment.

    `change` must be given when they have seen the story already; `kind` and `correction`, as plain text, only for a
    correction. One of a story that stands in a closed issue is kept for the next issue, too.
    """

    article: int
    change: Change | None = None
    kind: CorrectionKind = CorrectionKind.CORRECTION
    correction: str = ""
    at: datetime | None = None

    def check(self) -> tuple[Obstacle, ...]:
        """Everything in the way now, but for who is asking."""
        story = ArticlePage.objects.filter(pk=self.article).first()
        if story is None:
            return (Obstacle(what="This story is not there any more."),)
        if story.withdrawn_at is not None:
            return (Obstacle(what=f"“{story.draft_title}” was withdrawn.", remedy="Reinstate it first."),)
        return (*self._answers(story), *self._moment(), *self._text(story))

    def execute(self, user: Any) -> ArticlePage:
        """Publish it, or set the time."""
        with transaction.atomic():
            story = ArticlePage.objects.select_for_update().filter(pk=self.article).first()
            if story is None:
                raise ActionRefusedError(self.check())
            newest = story.get_latest_revision_as_object()
            require_for(user, Deed.CORRECT if story.live else Deed.PUBLISH, story, newest)
            obstacles = self.check() + (() if story.live else needs_second_reader(user, story))
            refuse_if(obstacles)
            self._go_out(story, user)
            return ArticlePage.objects.get(pk=story.pk)

    # ---- what is in the way

    def _answers(self, story: ArticlePage) -> tuple[Obstacle, ...]:
        if not story.live:
            return ()
        if self.change is None:
            return (Obstacle(what="Readers have seen this story.", remedy="Say what they are told of the change."),)
        if self.change is Change.CORRECTION and not self.correction.strip():
            return (Obstacle(what="The correction has no words.", remedy="Write what was wrong and what is right."),)
        if self.at is not None:
            what = "A story that is out is changed at once."
            return (Obstacle(what=what, remedy="Leave the time empty."),)
        return ()

    def _moment(self) -> tuple[Obstacle, ...]:
        if self.at is None or self.at > timezone.now():
            return ()
        return (Obstacle(what=f"{written_moment(self.at)} is over.", remedy="Choose a later time, or publish now."),)

    def _text(self, story: ArticlePage) -> tuple[Obstacle, ...]:
        """What the gate says; a story that is out may always be put right, whatever it was let through with."""
        text = read_manuscripts([story.pk])[story.pk]
        going = Going(manuscript=text, medium=Medium.WEB, said_ready=True)
        found = obstacles_of([going], self.at or timezone.now())[story.pk]
        if story.live:
            return tuple(each for each in found if each.binds_always)
        return found

    # ---- going out

    def _go_out(self, story: ArticlePage, user: Any) -> None:
        page: ArticlePage = story.get_latest_revision_as_object()
        now = timezone.now()
        page.go_live_at = self.at
        change = self.change if story.live else None
        if change is Change.CORRECTION:
            self._correct(page, now)
        if change is not None and change is not Change.SMALL_FIX:
            page.revised_at = now.replace(microsecond=0)
            ArticlePage.objects.filter(pk=story.pk).update(revised_at=page.revised_at)
        try:
            revision = page.save_revision(user=user)
        except ValidationError as error:
            raise ActionRefusedError([Obstacle(what=text) for text in error.messages]) from error
        revision.publish(user=user, skip_permission_checks=True)
        if change is not None:
            log(story, f"newsroom.{_EVENTS[change]}", user=user)

    def _correct(self, page: ArticlePage, now: datetime) -> None:
        text = "<br/>".join(escape(line.strip()) for line in self.correction.strip().splitlines() if line.strip())
        moment = now.replace(microsecond=0)
        page.corrections.add(
            Correction(when=moment, kind=self.kind.value, text=f"<p>{text}</p>", sort_order=page.corrections.count())
        )
        if stands_on_paper(page.pk):
            PrintCorrection.objects.create(article_id=page.pk, when=moment, kind=self.kind.value, text=text)


_EVENTS: Final = {Change.SMALL_FIX: "fixed", Change.UPDATE: "updated", Change.CORRECTION: "corrected"}


def stands_on_paper(article: int) -> bool:
    """Whether a closed issue has the story in print."""
    places = Placement.objects.filter(article_id=article, issue__live=True).exclude(medium=Medium.WEB.value)
    return places.exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff:
    """Do not publish a story at the moment that was set."""

    article: int

    def check(self) -> tuple[Obstacle, ...]:
        """A moment must be set."""
        if goes_out_at(self.article) is None:
            return (Obstacle(what="No time is set for this story."),)
        return ()

    def execute(self, user: Any) -> None:
        """Forget the moment."""
        with transaction.atomic():
            refuse_if(self.check())
            require_for(user, Deed.PUBLISH, ArticlePage.objects.get(pk=self.article))
            for revision in _scheduled(self.article):
                unschedule(revision)
            log(ArticlePage.objects.get(pk=self.article), "newsroom.called_off", user=user)


def unschedule(revision: Revision) -> None:
    """Forget the moment of one version."""
    revision.approved_go_live_at = None
    revision.content["go_live_at"] = None
    revision.save(update_fields=["approved_go_live_at", "content"])


def goes_out_at(article: int) -> datetime | None:
    """When a story goes out by itself, None when no time is set."""
    moment: datetime | None = _scheduled(article).values_list("approved_go_live_at", flat=True).first()
    return moment


def _scheduled(article: int) -> Any:
    story = ArticlePage.objects.filter(pk=article).first()
    return story.revisions.filter(approved_go_live_at__isnull=False) if story else Revision.objects.none()
