"""
The plan of an issue as a value: headings with stories in order, and what may be done with them.

It reads and writes the stored form of the plan field, so that the board, the issue's own form and imports share one
plan. Every operation gives a new plan; a story or heading that is not there raises PlanChangedError, for somebody else
may have moved it meanwhile.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from broadsheet.edition.records import Medium, Slot
from broadsheet.errors import PlanChangedError


def _new_id() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStory:
    """A story's place: `article` is its page's number; `page` the printed page, 0 when not known yet."""

    article: int
    slot: Slot = Slot.NORMAL
    page: int = 0
    medium: Medium = Medium.BOTH
    print_headline: str = ""
    id: str = field(default_factory=_new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSection:
    """A heading of the issue and the stories under it, in order."""

    title: str
    stories: tuple[PlannedStory, ...] = ()
    id: str = field(default_factory=_new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole plan."""

    sections: tuple[PlannedSection, ...] = ()

    # ---- the stored form

    @classmethod
    def read(cls, stored: Iterable[Any]) -> Self:
        """From the raw data of the plan field; places without a story are left out."""
        return cls(sections=tuple(_section(each) for each in stored if each.get("type") == "section"))

    def stored(self) -> list[dict[str, Any]]:
        """The raw data of the plan field."""
        return [
            {
                "type": "section",
                "id": section.id,
                "value": {"title": section.title, "stories": [_stored(story) for story in section.stories]},
            }
            for section in self.sections
        ]

    # ---- questions

    def stories(self) -> Iterator[PlannedStory]:
        """Every story in order."""
        for section in self.sections:
            yield from section.stories

    def articles(self) -> tuple[int, ...]:
        """The page numbers of all stories in order."""
        return tuple(story.article for story in self.stories())

    def place(self, article: int) -> tuple[PlannedSection, PlannedStory]:
        """A story's place, with the heading it stands under."""
        for section in self.sections:
            for story in section.stories:
                if story.article == article:
                    return section, story
        raise PlanChangedError("This story is not in the issue any more. Look at the issue again.")

    def story(self, article: int) -> PlannedStory:
        """A story's place."""
        return self.place(article)[1]

    # ---- stories

    def placed(self, story: PlannedStory, section: str, before: int | None = None) -> Self:
        """With a story under a heading, before another story or last; it leaves the place it had."""
        without = self.without(story.article) if story.article in self.articles() else self
        target = without._section(section)
        at = len(target.stories)
        if before is not None and before != story.article:
            at = next((place for place, each in enumerate(target.stories) if each.article == before), at)
        return without._with(replace(target, stories=(*target.stories[:at], story, *target.stories[at:])))

    def moved(self, article: int, steps: int) -> Self:
        """With a story so many places further down (up when negative), over the edge into the next heading."""
        section, story = self.place(article)
        at = [each.article for each in section.stories].index(article) + steps
        if 0 <= at < len(section.stories):
            rest = [each for each in section.stories if each.article != article]
            return self._with(replace(section, stories=(*rest[:at], story, *rest[at:])))
        beside = self.sections.index(section) + (1 if steps > 0 else -1)
        if not 0 <= beside < len(self.sections):
            return self
        neighbour = self.sections[beside]
        first = neighbour.stories[0].article if steps > 0 and neighbour.stories else None
        return self.placed(story, neighbour.id, first)

    def without(self, article: int) -> Self:
        """Without a story."""
        self.story(article)
        sections = (
            replace(each, stories=tuple(story for story in each.stories if story.article != article))
            for each in self.sections
        )
        return replace(self, sections=tuple(sections))

    def changed(self, article: int, **changes: Any) -> Self:
        """With another weight, medium, printed page or print headline for a story."""
        section, known = self.place(article)
        stories = tuple(replace(each, **changes) if each is known else each for each in section.stories)
        return self._with(replace(section, stories=stories))

    # ---- headings

    def with_section(self, title: str) -> Self:
        """With another heading at the end, unless there is one of this title."""
        if any(each.title == title for each in self.sections):
            return self
        return replace(self, sections=(*self.sections, PlannedSection(title=title)))

    def renamed(self, section: str, title: str) -> Self:
        """With another title for a heading."""
        return self._with(replace(self._section(section), title=title))

    def without_section(self, section: str) -> Self:
        """Without a heading; its stories go under the one above it, or the one below when it is the first."""
        gone = self._section(section)
        at = self.sections.index(gone)
        rest = [*self.sections[:at], *self.sections[at + 1 :]]
        if gone.stories and not rest:
            raise PlanChangedError(f"“{gone.title}” is the only heading and still has stories. Rename it instead.")
        if gone.stories and at:
            rest[at - 1] = replace(rest[at - 1], stories=(*rest[at - 1].stories, *gone.stories))
        elif gone.stories:
            rest[0] = replace(rest[0], stories=(*gone.stories, *rest[0].stories))
        return replace(self, sections=tuple(rest))

    def section_moved(self, section: str, steps: int) -> Self:
        """With a heading so many places further down, or up when negative; never over the edge."""
        moving = self._section(section)
        rest = [each for each in self.sections if each.id != section]
        at = max(0, min(len(rest), self.sections.index(moving) + steps))
        return replace(self, sections=(*rest[:at], moving, *rest[at:]))

    def _section(self, section: str) -> PlannedSection:
        found = next((each for each in self.sections if each.id == section), None)
        if found is None:
            raise PlanChangedError("This heading is not in the issue any more. Look at the issue again.")
        return found

    def _with(self, section: PlannedSection) -> Self:
        return replace(self, sections=tuple(section if each.id == section.id else each for each in self.sections))


def _section(stored: Any) -> PlannedSection:
    value = stored["value"]
    places: Sequence[Any] = value.get("stories") or ()
    # Lists written before they had numbers hold bare values.
    items = [each if each.get("type") == "item" else {"value": each} for each in places]
    return PlannedSection(
        id=stored.get("id") or _new_id(),
        title=value.get("title") or "",
        stories=tuple(_story(each) for each in items if each["value"].get("article")),
    )


def _story(stored: Any) -> PlannedStory:
    value = stored["value"]
    return PlannedStory(
        id=stored.get("id") or _new_id(),
        article=value["article"],
        slot=Slot(value.get("slot") or Slot.NORMAL),
        page=value.get("page") or 0,
        medium=Medium(value.get("medium") or Medium.BOTH),
        print_headline=value.get("print_headline") or "",
    )


def _stored(story: PlannedStory) -> dict[str, Any]:
    return {
        "type": "item",
        "id": story.id,
        "value": {
            "article": story.article,
            "slot": story.slot.value,
            "page": story.page or None,
            "medium": story.medium.value,
            "print_headline": story.print_headline,
        },
    }
