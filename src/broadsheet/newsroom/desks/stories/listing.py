"""One screen of the list of stories: what was asked for, what was found, and the way on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.http import urlencode

from broadsheet.newsroom.models import ArticlePage, SectionPage
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.story_index import State, StorySearch, places, state_of

SHOWN = 50
"""Stories on one screen."""

STATES = (
    (State.DRAFT, "Draft"),
    (State.WITH_EDITOR, "With an editor"),
    (State.READY, "Ready"),
    (State.PUBLISHED, "Published"),
    (State.CHANGED, "Published, changed since"),
    (State.WITHDRAWN, "Withdrawn"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStory:
    """One story of the list."""

    page: ArticlePage
    state: str
    section: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A screen of the list; `older` is the address of the next one, "" at the end. `asked` is what was typed."""

    stories: tuple[ListedStory, ...]
    asked: StorySearch
    mine: bool
    states: tuple[tuple[State, str], ...]
    sections: tuple[tuple[int, str], ...]
    languages: tuple[tuple[str, str], ...]
    older: str

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for."""
        return self.asked != StorySearch()


def read_stories(form: Mapping[str, str], user: Any) -> Listed:
    """Read it in a number of queries that neither the archive nor the screen makes grow."""
    search = _search(form)
    asked = replace(search, owner=user.pk) if form.get("mine") else search
    found = places(asked, _number(form.get("before", "")), SHOWN + 1)
    shown = found[:SHOWN]
    kept = {key: value for key, value in form.items() if value}
    older = urlencode(kept | {"before": str(shown[-1])}) if shown else ""
    languages = current_paper().languages
    sections = SectionPage.objects.filter(live=True).order_by("path").values_list("pk", "title")[:200]
    return Listed(
        stories=_stories(shown),
        asked=asked,
        mine=bool(form.get("mine")),
        states=STATES,
        sections=tuple(sections),
        languages=languages if len(languages) > 1 else (),
        older=f"?{older}" if len(found) > SHOWN else "",
    )


def _search(form: Mapping[str, str]) -> StorySearch:
    state = form.get("state", "")
    return StorySearch(
        words=form.get("q", "").strip()[:200],
        state=State(state) if state in list(State) else None,
        section=_number(form.get("section", "")),
        language=form.get("language", "")[:20],
    )


def _number(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) <= 18 else None


def _stories(shown: tuple[int, ...]) -> tuple[ListedStory, ...]:
    pages = ArticlePage.objects.filter(entry__place__in=shown).select_related("owner", "section", "locale")
    pages = pages.defer("body").order_by("-entry__place")
    words = dict(STATES)
    return tuple(
        ListedStory(
            page=page,
            state=words[state_of(page)],
            section=page.section.title if page.section else "",
            owner=page.owner.get_username() if page.owner else "",
        )
        for page in pages
    )
