"""What is said about a story beside its text: how long, how far, what is missing, in which issue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags

from broadsheet.newsroom.actions.planning import newest_plan
from broadsheet.newsroom.actions.publishing import goes_out_at
from broadsheet.newsroom.gate import Going, hints_of, obstacles_of
from broadsheet.newsroom.manuscripts import Manuscript, read_manuscripts
from broadsheet.newsroom.models import ArticlePage, Correction, IssuePage, PaperSettings, Placement
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.story_index import State, state_of

STATE_WORDS = {
    State.DRAFT: "Draft",
    State.WITH_EDITOR: "With an editor",
    State.READY: "Ready",
    State.PUBLISHED: "Published",
    State.CHANGED: "Published, changed since",
    State.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What is copied for posting a story elsewhere. `address` is empty until the story is out."""

    headline: str
    text: str
    address: str

    def __str__(self) -> str:
        return "\n\n".join(part for part in (self.headline, self.text, self.address) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryAbout:
    """A story as the strip above its text tells of it. `going` is when it goes out by itself."""

    page: ArticlePage
    text: Manuscript
    lines: int
    state: State
    obstacles: tuple[Obstacle, ...]
    hints: tuple[Obstacle, ...]
    issues: tuple[IssuePage, ...]
    corrections: tuple[Correction, ...]
    going: datetime | None
    posting: Posting

    @property
    def state_words(self) -> str:
        """How far it is, in a word or two."""
        return STATE_WORDS[self.state]


def read_about(page: ArticlePage) -> StoryAbout:
    """Read it all; `page` may be a draft in memory, the text counted is the one last kept."""
    stored = ArticlePage.objects.select_related("stage_by", "locale").get(pk=page.pk)
    settings = PaperSettings.load()
    text = read_manuscripts([page.pk])[page.pk]
    return StoryAbout(
        page=stored,
        text=text,
        lines=text.lines(settings.print_line),
        state=state_of(stored),
        obstacles=obstacles_of([Going(manuscript=text, said_ready=True)], timezone.now())[page.pk],
        hints=hints_of([text], settings.style_list)[page.pk],
        issues=tuple(_issues_with(page.pk)),
        corrections=tuple(Correction.objects.filter(article_id=page.pk).order_by("when")),
        going=goes_out_at(page.pk),
        posting=posting_of(stored.get_latest_revision_as_object()),
    )


def _issues_with(article: int) -> Iterator[IssuePage]:
    """The issues being made that plan the story, then those it went out with."""
    unfinished = IssuePage.objects.filter(live=False) | IssuePage.objects.filter(reopened=True)
    planned = [issue for issue in unfinished.order_by("day") if article in newest_plan(issue)[1].articles()]
    yield from planned
    known = [issue.pk for issue in planned]
    placed = Placement.objects.filter(article_id=article, issue__live=True).exclude(issue_id__in=known)
    yield from (place.issue for place in placed.select_related("issue").order_by("-issue__day"))


def posting_of(page: Any) -> Posting:
    """Headline, text and address for posting; those for sharing where an editor wrote any."""
    root = current_paper().public_address
    return Posting(
        headline=page.share_headline or page.title,
        text=page.share_text or strip_tags(page.standfirst),
        address=f"{root}{page.address()}" if page.month else "",
    )
