"""The issue that the demonstration's newsroom is working on: some stories in their places, some still to be written."""

from datetime import date
from typing import Any, Final

PLACES: Final = (
    ("Crane strike", "Seventh week: the company writes to the families"),
    ("Town hall", "Reading room stays open, with buckets"),
    ("Letters", "Letters"),
)
ASSIGNMENTS: Final = (
    ("Tide tables and the harbour’s new lights", "Ilmar", "2026-11-24", "Workplace news"),
    ("Interview with the new head of the lock keepers", "Marta", "2026-11-25", "Feature"),
)


def plan_next_issue(editor: Any) -> None:
    """Begin issue 1044 as this account: headings of the issue before, drafts in their places, work given out."""
    from broadsheet.newsroom.actions.assigning import Assign
    from broadsheet.newsroom.actions.holding import NewIssue
    from broadsheet.newsroom.actions.planning import AddHeading, PlaceStory, newest_plan
    from broadsheet.newsroom.actions.stages import HandIn
    from broadsheet.newsroom.models import ArticlePage, IssuePage

    issue = NewIssue(number=1044, day=date(2026, 11, 26), language="en").execute(editor)
    for heading, title in PLACES:
        AddHeading(issue=issue.pk, title=heading).execute(editor)
        sections = newest_plan(IssuePage.objects.get(pk=issue.pk))[1].sections
        section = next(each.id for each in sections if each.title == heading)
        story = ArticlePage.objects.filter(title=title, live=False).order_by("-pk").first()
        if story is not None:
            PlaceStory(issue=issue.pk, article=story.pk, section=section).execute(editor)
    lead = ArticlePage.objects.get(title=PLACES[0][1])
    HandIn(article=lead.pk).execute(editor)
    for what, who, due, heading in ASSIGNMENTS:
        Assign(issue=issue.pk, what=what, who=who, due=due, section_title=heading).execute(editor)
