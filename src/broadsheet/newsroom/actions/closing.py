"""Closing an issue: everything in it goes out at one moment, or nothing does. And reopening it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.planning import locked_issue, newest_plan
from broadsheet.newsroom.gate import Going, hints_of, obstacles_of
from broadsheet.newsroom.manuscripts import Manuscript, read_manuscripts
from broadsheet.newsroom.models import ArticlePage, IssuePage, PaperSettings
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import written_moment
from broadsheet.newsroom.plans import Plan
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.vocabularies import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseIssue:
    """Publish an issue with all its stories, in one transaction."""

    issue: int

    def check(self) -> tuple[Obstacle, ...]:
        """Everything that stands in the way now."""
        issue = IssuePage.objects.filter(pk=self.issue).first()
        if issue is None:
            return (Obstacle(what="This issue is not there any more."),)
        plan = newest_plan(issue)[1]
        return self._obstacles(issue, plan, read_manuscripts(plan.articles()))

    def hints(self) -> tuple[Obstacle, ...]:
        """Where its stories are not as the paper writes; none of it keeps the issue from closing."""
        issue = IssuePage.objects.filter(pk=self.issue).first()
        texts = read_manuscripts(newest_plan(issue)[1].articles()) if issue is not None else {}
        return tuple(chain.from_iterable(hints_of(texts.values(), PaperSettings.load().style_list).values()))

    def execute(self, user: Any) -> IssuePage:
        """Close it; `user` is None when the paper's own clock does it for an editor who set the time."""
        if user is not None:
            require(user, Deed.CLOSE_ISSUE)
        with transaction.atomic():
            issue = locked_issue(self.issue)
            newest, plan = newest_plan(issue)
            manuscripts = read_manuscripts(plan.articles())
            refuse_if(self._obstacles(issue, plan, manuscripts))
            _publish_stories(manuscripts, user)
            newest.reopened, newest.close_at, newest.close_refusal = False, None, ""
            newest.save_revision(user=user).publish(user=user, skip_permission_checks=True)
            log(newest, "newsroom.closed", user=user)
        return IssuePage.objects.get(pk=self.issue)

    def _obstacles(self, issue: IssuePage, plan: Plan, manuscripts: dict[int, Manuscript]) -> tuple[Obstacle, ...]:
        if issue.closed:
            return (Obstacle(what=f"{issue} is closed already.", remedy="Reopen it to change it."),)
        found: list[Obstacle] = []
        if not plan.articles():
            found.append(Obstacle(what=f"{issue} has no stories yet.", remedy="Put some in first."))
        twice = sorted({number for number in plan.articles() if plan.articles().count(number) > 1})
        found += [
            Obstacle(what=f"“{manuscripts[number].title}” stands in the issue twice.", remedy="Take one of them out.")
            for number in twice
            if number in manuscripts
        ]
        if any(number not in manuscripts for number in plan.articles()):
            found.append(Obstacle(what="A story of this issue was deleted.", remedy="Take its place out of the issue."))
        bundle = [
            Going(manuscript=manuscripts[each.article], medium=each.medium)
            for each in plan.stories()
            if each.article in manuscripts
        ]
        for obstacles in obstacles_of(bundle, timezone.now()).values():
            found += obstacles
        return tuple(found)


def _publish_stories(manuscripts: dict[int, Manuscript], user: Any) -> None:
    """
    Publish what is ready; a story that is out already, and is being changed by nobody, stays as it is.

    Nobody is asked here what readers are told of a changed one: they see that it is newer.
    """
    going = [number for number, text in manuscripts.items() if text.stage is Stage.READY or not text.live]
    for story in ArticlePage.objects.filter(pk__in=going):
        if story.live:
            now = timezone.now().replace(microsecond=0)
            ArticlePage.objects.filter(pk=story.pk).update(revised_at=now)
        revision = story.get_latest_revision() or story.save_revision(user=user)
        revision.publish(user=user, skip_permission_checks=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAt:
    """Have the paper close an issue by itself at a moment; None to call that off."""

    issue: int
    moment: datetime | None

    def check(self) -> tuple[Obstacle, ...]:
        """The moment must lie ahead. What still blocks the issue does not: there is time until then."""
        if self.moment is not None and self.moment <= timezone.now():
            what = f"{written_moment(self.moment)} is over."
            return (Obstacle(what=what, remedy="Choose a later time, or close now."),)
        issue = IssuePage.objects.filter(pk=self.issue).first()
        if issue is not None and issue.closed:
            return (Obstacle(what=f"{issue} is closed already."),)
        return ()

    def execute(self, user: Any) -> None:
        """Set the time, or call it off."""
        require(user, Deed.CLOSE_ISSUE)
        with transaction.atomic():
            issue = locked_issue(self.issue)
            refuse_if(self.check())
            IssuePage.objects.filter(pk=issue.pk).update(close_at=self.moment, close_refusal="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenIssue:
    """Plan a closed issue further. Readers keep what is out until it is closed again."""

    issue: int

    def check(self) -> tuple[Obstacle, ...]:
        """It must be closed."""
        issue = IssuePage.objects.filter(pk=self.issue).first()
        if issue is None or not issue.closed:
            return (Obstacle(what="This issue is not closed."),)
        return ()

    def execute(self, user: Any) -> None:
        """Reopen it."""
        require(user, Deed.CLOSE_ISSUE)
        with transaction.atomic():
            issue = locked_issue(self.issue)
            refuse_if(self.check())
            IssuePage.objects.filter(pk=issue.pk).update(reopened=True)
            log(issue, "newsroom.reopened", user=user)


def close_due(now: datetime) -> None:
    """Close the issues whose time has come; one that cannot be closed keeps the reason for the editors to see."""
    for issue in IssuePage.objects.filter(close_at__lte=now, close_refusal=""):
        try:
            CloseIssue(issue=issue.pk).execute(None)
        except ActionRefusedError as refusal:
            IssuePage.objects.filter(pk=issue.pk).update(close_refusal=str(refusal))
