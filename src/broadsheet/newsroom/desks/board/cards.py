"""What the board shows of an issue: its headings, a card for each story, and what waits beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from broadsheet.edition.records import Medium
from broadsheet.newsroom.actions.planning import newest_plan
from broadsheet.newsroom.gate import Going, obstacles_of
from broadsheet.newsroom.manuscripts import Manuscript, read_manuscripts
from broadsheet.newsroom.models import ArticlePage, Assignment, IssuePage, PaperSettings, Placement
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.plans import PlannedStory
from broadsheet.newsroom.vocabularies import Stage

WAITING_SHOWN = 40
"""Stories in no issue that are offered."""

WAITING_SINCE = timedelta(days=60)
"""How long ago a story may have been worked on to be offered."""

_STATES = {
    Stage.DRAFT: "draft",
    Stage.WITH_EDITOR: "with an editor",
    Stage.READY: "ready",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One story on the board. `lines` is an estimate of its printed length; `place` None beside the issue."""

    text: Manuscript
    place: PlannedStory | None
    lines: int
    obstacles: tuple[Obstacle, ...]

    @property
    def state(self) -> str:
        """In one or two words."""
        if self.text.live:
            return "published, being changed" if self.text.changed else "published"
        return _STATES[self.text.stage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with its cards and what nobody has begun to write for it."""

    id: str
    title: str
    cards: tuple[Card, ...]
    assignments: tuple[Assignment, ...]

    @property
    def lines(self) -> int:
        """Printed lines of what goes into print."""
        return sum(card.lines for card in self.cards if card.place and card.place.medium is not Medium.WEB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """An issue as its board shows it. `gone` says that a story of the plan was deleted."""

    issue: IssuePage
    headings: tuple[Heading, ...]
    assignments: tuple[Assignment, ...]
    waiting: tuple[Card, ...]
    gone: int

    @property
    def lines(self) -> int:
        """Printed lines of the whole issue."""
        return sum(heading.lines for heading in self.headings)

    @property
    def stories(self) -> int:
        """How many stories it has."""
        return sum(len(heading.cards) for heading in self.headings)

    @property
    def ready(self) -> int:
        """How many of them can go out as they are."""
        return sum(not card.obstacles for heading in self.headings for card in heading.cards)


def read_board(issue: IssuePage) -> Board:
    """Read it all, in a number of queries that neither the issue nor the archive makes grow."""
    newest, plan = newest_plan(issue)
    waiting = _waiting(issue)
    texts = read_manuscripts((*plan.articles(), *waiting))
    places = {place.article: place for place in plan.stories()}
    going = [Going(manuscript=texts[number], medium=places[number].medium) for number in places if number in texts]
    obstacles = obstacles_of(going, issue.close_at or timezone.now())
    letters = PaperSettings.load().print_line

    def card(number: int) -> Card:
        return Card(
            text=texts[number],
            place=places.get(number),
            lines=texts[number].lines(letters),
            obstacles=obstacles.get(number, ()),
        )

    open_work = _open_work(issue)
    titles = {section.title for section in plan.sections}
    return Board(
        issue=newest,
        headings=tuple(
            Heading(
                id=section.id,
                title=section.title,
                cards=tuple(card(story.article) for story in section.stories if story.article in texts),
                assignments=tuple(open_work.get(section.title, ())),
            )
            for section in plan.sections
        ),
        assignments=tuple(each for title, rows in open_work.items() if title not in titles for each in rows),
        waiting=tuple(card(number) for number in waiting if number in texts),
        gone=sum(number not in texts for number in places),
    )


def _open_work(issue: IssuePage) -> Mapping[str, list[Assignment]]:
    """Assignments nobody has begun, by heading."""
    found: dict[str, list[Assignment]] = {}
    for assignment in issue.assignments.filter(article=None):
        found.setdefault(assignment.section_title, []).append(assignment)
    return found


def _waiting(issue: IssuePage) -> Iterable[int]:
    """The stories last worked on that are in no issue, closed or being made."""
    planned: set[int] = set()
    for other in IssuePage.objects.filter(live=False) | IssuePage.objects.filter(reopened=True):
        planned.update(newest_plan(other)[1].articles())
    recent = ArticlePage.objects.filter(locale=issue.locale, worked_on__gte=timezone.now() - WAITING_SINCE)
    recent = recent.exclude(pk__in=planned).exclude(Exists(Placement.objects.filter(article=OuterRef("pk"))))
    return tuple(recent.order_by("-worked_on").values_list("pk", flat=True)[:WAITING_SHOWN])
