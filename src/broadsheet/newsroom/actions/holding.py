"""Beginning an issue, and holding a story over for the next one."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from broadsheet.newsroom.actions.planning import keep_plan, locked_issue, newest_plan, unless_open
from broadsheet.newsroom.models import Assignment, ContainerKind, IssuePage
from broadsheet.newsroom.models.issues import issue_slug
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.shelves import home_of, shelf

A_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIssue:
    """An issue to be planned. Its headings are those of the issue before, without stories."""

    number: int
    day: date
    language: str
    volume: int = 0

    def check(self) -> tuple[Obstacle, ...]:
        """Number and volume must be free, the language one of the paper's."""
        if self.language not in dict(current_paper().languages):
            return (Obstacle(what=f"The paper has no language “{self.language}”.", remedy="Choose another."),)
        taken = IssuePage.everything.filter(
            number=self.number, volume=self.volume, locale__language_code=self.language
        ).first()
        if taken is not None:
            name = issue_slug(self.volume, self.number)
            where = "in the bin" if taken.in_bin else "already"
            return (Obstacle(what=f"There is an issue {name} {where}.", remedy="Choose another number."),)
        return ()

    def execute(self, user: Any) -> IssuePage:
        """Make it."""
        require(user, Deed.PLAN_ISSUE)
        refuse_if(self.check())
        with transaction.atomic():
            home = home_of(self.language)
            issue = IssuePage(
                number=self.number, volume=self.volume, day=self.day, locale=home.locale, live=False, owner=user
            )
            before = _issue_before(self.day, self.language)
            if before is not None:
                headings = newest_plan(before)[1].sections
                issue.plan = [("section", {"title": each.title, "stories": []}) for each in headings]
            shelf(home, ContainerKind.ISSUES).add_child(instance=issue)
            issue.save_revision(user=user, clean=False)
        return issue


def next_issue_after(issue: IssuePage) -> NewIssue:
    """What the issue after this one would be: the next number, as many days later as this one came."""
    language = issue.locale.language_code
    before = _issue_before(issue.day, language)
    apart = issue.day - before.day if before is not None else A_WEEK
    return NewIssue(number=issue.number + 1, volume=issue.volume, day=issue.day + apart, language=language)


def first_issue(language: str, today: date) -> NewIssue:
    """What the first issue of a paper, or the one after the newest, would be."""
    newest = IssuePage.objects.filter(locale__language_code=language).order_by("-day", "-number").first()
    return next_issue_after(newest) if newest else NewIssue(number=1, day=today + A_WEEK, language=language)


def open_issue_after(issue: IssuePage) -> IssuePage | None:
    """The next issue of the same language that is being made."""
    later = IssuePage.objects.filter(locale=issue.locale, day__gte=issue.day).exclude(pk=issue.pk)
    return next((each for each in later.order_by("day", "number") if not each.closed), None)


def _issue_before(day: date, language: str) -> IssuePage | None:
    earlier = IssuePage.objects.filter(locale__language_code=language, day__lt=day)
    return earlier.order_by("-day", "-number").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldStory:
    """Take a story out of an issue and put it into the next, under the same heading, with its print headline."""

    issue: int
    article: int

    def check(self) -> tuple[Obstacle, ...]:
        """A closed issue gives nothing away."""
        return unless_open(self.issue)

    def execute(self, user: Any) -> IssuePage:
        """Hold it over, making the next issue if nobody has begun it; the issue it is in now."""
        require(user, Deed.PLAN_ISSUE)
        with transaction.atomic():
            issue = locked_issue(self.issue)
            refuse_if(self.check())
            newest, plan = newest_plan(issue)
            section, story = plan.place(self.article)
            later = open_issue_after(issue) or next_issue_after(issue).execute(user)
            later_newest, later_plan = newest_plan(locked_issue(later.pk))
            later_plan = later_plan.with_section(section.title)
            target = next(each for each in later_plan.sections if each.title == section.title)
            keep_plan(newest, plan.without(self.article), user)
            keep_plan(later_newest, later_plan.placed(story, target.id), user)
            Assignment.objects.filter(issue=issue, article_id=self.article).update(issue=later)
        return later
