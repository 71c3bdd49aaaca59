"""Assignments: who writes what for an issue by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from broadsheet.newsroom.actions.new_story import NewStory
from broadsheet.newsroom.actions.planning import keep_plan, locked_issue, newest_plan
from broadsheet.newsroom.models import ArticlePage, Assignment
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.plans import PlannedStory
from broadsheet.newsroom.roles import Deed, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Note that somebody is to write something. `due` is a date as a form gives it, or empty."""

    issue: int
    what: str
    who: str = ""
    due: str = ""
    section_title: str = ""

    def check(self) -> tuple[Obstacle, ...]:
        """It must say what is to be written; the day must be one."""
        if not self.what.strip():
            return (Obstacle(what="The assignment does not say what is to be written.", remedy="A few words will do."),)
        if self.due and self._day() is None:
            return (Obstacle(what=f"“{self.due}” is no date.", remedy="Write it like 2026-12-03."),)
        return ()

    def execute(self, user: Any) -> Assignment:
        """Note it."""
        require(user, Deed.PLAN_ISSUE)
        refuse_if(self.check())
        with transaction.atomic():
            made: Assignment = Assignment.objects.create(
                issue=locked_issue(self.issue),
                what=self.what.strip()[:255],
                who=self.who.strip()[:255],
                due=self._day(),
                section_title=self.section_title[:255],
            )
        return made

    def _day(self) -> date | None:
        try:
            return date.fromisoformat(self.due)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginAssignment:
    """Begin the story of an assignment: a draft of that name, in the issue under its heading."""

    issue: int
    assignment: int

    def check(self) -> tuple[Obstacle, ...]:
        """It must be there, and nobody may have begun it."""
        row = Assignment.objects.filter(pk=self.assignment, issue=self.issue).first()
        if row is None:
            return (Obstacle(what="This assignment is not there any more."),)
        return (Obstacle(what=f"Somebody has begun “{row.what}” already."),) if row.article_id else ()

    def execute(self, user: Any) -> ArticlePage:
        """Make the draft; a writer's lands in the issue too, for an editor wanted it there."""
        require(user, Deed.WRITE)
        with transaction.atomic():
            issue = locked_issue(self.issue)
            refuse_if(self.check())
            row = Assignment.objects.get(pk=self.assignment)
            story = NewStory(headline=row.what, language=issue.locale.language_code).execute(user)
            row.article = story
            row.save(update_fields=["article"])
            if not issue.closed:
                newest, plan = newest_plan(issue)
                title = row.section_title or "Stories"
                plan = plan.with_section(title)
                section = next(each for each in plan.sections if each.title == title)
                keep_plan(newest, plan.placed(PlannedStory(article=story.pk), section.id), user)
        return story


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAssignment:
    """Take an assignment back; a story begun for it stays."""

    issue: int
    assignment: int

    def check(self) -> tuple[Obstacle, ...]:
        """Nothing can be in the way."""
        return ()

    def execute(self, user: Any) -> None:
        """Take it back."""
        require(user, Deed.PLAN_ISSUE)
        Assignment.objects.filter(pk=self.assignment, issue=self.issue).delete()
