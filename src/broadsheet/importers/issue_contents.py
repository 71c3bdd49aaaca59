"""Makes an issue's contents: from its own line, from the stories that name it, or both."""

from dataclasses import replace

from broadsheet.edition.records import IssueSection, Placement, Slot
from broadsheet.importers.line_index import IssueClaims, PlacedStory


def contents(claims: IssueClaims, planned: tuple[IssueSection, ...] = ()) -> tuple[IssueSection, ...]:
    """
    The sections of an issue in order: those its line plans, and stories that name it but stand in no plan.

    Those go by position, ties by date then slug, gathered under their sections in the order these first come.
    """
    placed = {placement.article for section in planned for placement in section.placements}
    groups: dict[str, list[Placement]] = {}
    for story in sorted(claims.stories, key=_order):
        if story.source_id not in placed:
            slot = Slot.LEAD if story.position == 1 else Slot.NORMAL
            groups.setdefault(story.section, []).append(Placement(article=story.source_id, slot=slot))
    added = (replace(section, placements=(*section.placements, *groups.pop(section.title, ()))) for section in planned)
    return (*added, *(IssueSection(title=title, placements=tuple(each)) for title, each in groups.items()))


def _order(story: PlacedStory) -> tuple[bool, int, object, str]:
    return story.position == 0, story.position, story.published, story.slug
