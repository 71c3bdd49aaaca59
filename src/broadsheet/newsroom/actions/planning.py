"""
Planning an issue: headings, and stories in their places.

Each edit says what is wanted (this story before that one), not what the plan is to be afterwards, and is made to the
newest plan: two editors at work do not undo each other's moves. Each leaves a version of the issue, so that the last
one can be taken back.
"""

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from broadsheet.edition.records import Medium, Slot
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.models import ArticlePage, IssuePage
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.plans import Plan, PlannedStory
from broadsheet.newsroom.roles import Deed, require

HEADING_LENGTH = 255


def locked_issue(number: int) -> IssuePage:
    """The issue, kept from others until the transaction ends; ActionRefusedError when it is gone."""
    issue = IssuePage.objects.select_for_update().filter(pk=number).first()
    if issue is None:
        raise ActionRefusedError([Obstacle(what="This issue is not there any more.", remedy="Look at the others.")])
    return issue


def newest_plan(issue: IssuePage) -> tuple[IssuePage, Plan]:
    """The issue as its newest version has it, with the plan."""
    newest: IssuePage = issue.get_latest_revision_as_object()
    return newest, Plan.read(newest.plan.raw_data)


def keep_plan(newest: IssuePage, plan: Plan, user: Any) -> None:
    """Leave a version of the issue with this plan."""
    newest.plan = json.dumps(plan.stored())
    newest.save_revision(user=user, clean=False)


def unless_open(issue: int) -> tuple[Obstacle, ...]:
    """What stands in the way of planning an issue that is closed."""
    page = IssuePage.objects.filter(pk=issue).first()
    if page is not None and page.closed:
        return (Obstacle(what=f"{page} is closed.", remedy="Reopen it first."),)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEdit(ABC):
    """One edit of an issue's plan."""

    issue: int

    @abstractmethod
    def change(self, plan: Plan) -> Plan:
        """The plan as it is to be; PlanChangedError when that cannot be any more."""

    def check(self) -> tuple[Obstacle, ...]:
        """A closed issue is planned no further."""
        return unless_open(self.issue)

    def execute(self, user: Any) -> None:
        """Make the edit to the newest plan."""
        require(user, Deed.PLAN_ISSUE)
        with transaction.atomic():
            issue = locked_issue(self.issue)
            refuse_if(self.check())
            newest, plan = newest_plan(issue)
            changed = self.change(plan)
            if changed != plan:
                keep_plan(newest, changed, user)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStory(PlanEdit):
    """Put a story under a heading, before another story or last; from wherever it stood."""

    article: int
    section: str
    before: int | None = None

    def check(self) -> tuple[Obstacle, ...]:
        """The story must be there."""
        if not ArticlePage.objects.filter(pk=self.article).exists():
            return (Obstacle(what="This story is not there any more.", remedy="Choose another."),)
        return PlanEdit.check(self)

    def change(self, plan: Plan) -> Plan:
        known = plan.story(self.article) if self.article in plan.articles() else PlannedStory(article=self.article)
        return plan.placed(known, self.section, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStory(PlanEdit):
    """Move a story up (-1) or down (1)."""

    article: int
    steps: int

    def change(self, plan: Plan) -> Plan:
        return plan.moved(self.article, self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOut(PlanEdit):
    """Take a story out of the issue; the story itself stays."""

    article: int

    def change(self, plan: Plan) -> Plan:
        return plan.without(self.article)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlace(PlanEdit):
    """Give a story another weight, medium, printed page or print headline."""

    article: int
    slot: Slot
    medium: Medium
    page: int
    print_headline: str

    def change(self, plan: Plan) -> Plan:
        return plan.changed(
            self.article,
            slot=self.slot,
            medium=self.medium,
            page=self.page,
            print_headline=self.print_headline.strip()[:HEADING_LENGTH],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddHeading(PlanEdit):
    """Add a heading at the end of the issue."""

    title: str

    def check(self) -> tuple[Obstacle, ...]:
        """It must say something."""
        return PlanEdit.check(self) or _without_title(self.title)

    def change(self, plan: Plan) -> Plan:
        return plan.with_section(self.title.strip()[:HEADING_LENGTH])


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameHeading(PlanEdit):
    """Give a heading another title."""

    section: str
    title: str

    def check(self) -> tuple[Obstacle, ...]:
        """It must say something."""
        return PlanEdit.check(self) or _without_title(self.title)

    def change(self, plan: Plan) -> Plan:
        return plan.renamed(self.section, self.title.strip()[:HEADING_LENGTH])


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHeading(PlanEdit):
    """Move a heading with its stories up (-1) or down (1)."""

    section: str
    steps: int

    def change(self, plan: Plan) -> Plan:
        return plan.section_moved(self.section, self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveHeading(PlanEdit):
    """Take a heading away; its stories go under the one beside it."""

    section: str

    def change(self, plan: Plan) -> Plan:
        return plan.without_section(self.section)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """Take back the last edit of an issue's plan, whoever made it."""

    issue: int

    def check(self) -> tuple[Obstacle, ...]:
        """There must be one that readers have not seen."""
        issue = IssuePage.objects.get(pk=self.issue)
        versions = self._newest(issue)
        if len(versions) < 2 or versions[0].pk == issue.live_revision_id:
            return (Obstacle(what="There is nothing to take back."),)
        return ()

    def execute(self, user: Any) -> None:
        """The version before the newest becomes the newest."""
        require(user, Deed.PLAN_ISSUE)
        with transaction.atomic():
            issue = locked_issue(self.issue)
            refuse_if(self.check())
            newest, before = self._newest(issue)
            IssuePage.objects.filter(pk=issue.pk).update(
                latest_revision=before, latest_revision_created_at=before.created_at
            )
            newest.delete()

    @staticmethod
    def _newest(issue: IssuePage) -> list[Any]:
        return list(issue.revisions.order_by("-created_at", "-pk")[:2])


def _without_title(title: str) -> tuple[Obstacle, ...]:
    return () if title.strip() else (Obstacle(what="The heading has no words.", remedy="Write what it says."),)
