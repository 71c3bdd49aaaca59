"""
The list of stories: their order, and finding them by words of headline and text, by state, section, language and owner.

Kept by every save of a draft, publication and import in the same transaction, and never by reading the archive: a story
has one row of words, numbered as its place in the list, so that what was worked on last is found first and a search
stops when a screen is full. On SQLite the words are an FTS5 table, on PostgreSQL two `tsvector` columns.
"""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db import connection
from wagtail.models import Locale

from broadsheet.newsroom.models import ArticlePage, StoryEntry
from broadsheet.newsroom.plain_rows import insert_rows
from broadsheet.newsroom.story_words import texts_of

ARCHIVE: Final = -(10**12)
"""Places of imported stories begin here, so that they stand below whatever was ever worked on."""

SHORTEST_PREFIX: Final = 4
"""From this many letters on, a word looked for finds longer ones that begin with it."""

WORDS_AT_MOST: Final = 12
"""Words of one search that are looked for."""

_WORD: Final = re.compile(r"\w+")


class State(StrEnum):
    """How far a story is, as the list tells and filters it."""

    DRAFT = "draft"
    WITH_EDITOR = "with-editor"
    READY = "ready"
    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySearch:
    """What is asked of the list; whatever is empty is not asked. `owner` and `section` are row numbers."""

    words: str = ""
    state: State | None = None
    section: int | None = None
    language: str = ""
    owner: int | None = None

    def marks(self) -> tuple[str, ...]:
        """The marks a story must carry."""
        asked = (
            ("state", self.state.value if self.state else ""),
            ("section", self.section),
            ("language", self.language),
            ("owner", self.owner),
        )
        return tuple(_mark(name, value) for name, value in asked if value)

    def terms(self) -> tuple[str, ...]:
        """The words it must have."""
        return tuple(word.lower() for word in _WORD.findall(self.words))[:WORDS_AT_MOST]


def state_of(page: ArticlePage) -> State:
    """How far a story is."""
    if page.withdrawn_at is not None:
        return State.WITHDRAWN
    if not page.live:
        return State(page.stage)
    return State.CHANGED if page.has_unpublished_changes else State.PUBLISHED


def _mark(name: str, value: object) -> str:
    return f"x{name}" + "".join(_WORD.findall(str(value).lower())).replace("_", "")


def _marks(page: ArticlePage) -> str:
    states = {state_of(page), State.PUBLISHED} if page.live and page.withdrawn_at is None else {state_of(page)}
    return _marked(sorted(states), page.section_id, page.locale.language_code, page.owner_id)


def _marked(states: Iterable[State], section: int | None, language: str, owner: int | None) -> str:
    asked = (*(("state", state.value) for state in states), ("section", section), ("language", language))
    return " ".join(_mark(name, value) for name, value in (*asked, ("owner", owner)) if value)


# ---- keeping


def enter(page: ArticlePage) -> None:
    """Put a story, as it stands in memory, at the top of the list."""
    _replace(page, time.time_ns() // 1000)


def enter_archive(stories: Iterable[tuple[int, int, Mapping[str, Any]]]) -> None:
    """
    Put newly imported stories into the list, below what was worked on, in the order of their numbers.

    Each is given by the numbers of its page and its language, and its columns, blocks as they are stored.
    """
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    rows = [
        (ARCHIVE + number, columns["title"], _archived_text(columns), _archived_marks(columns, languages[locale]))
        for number, locale, columns in stories
    ]
    insert_rows(StoryEntry, ("article_id", "place"), [(row[0] - ARCHIVE, row[0]) for row in rows])
    _write(rows)


def _archived_text(columns: Mapping[str, Any]) -> str:
    return " ".join((columns["kicker"], columns["standfirst"], *texts_of(columns["body"])))


def _archived_marks(columns: Mapping[str, Any], language: str) -> str:
    if columns["withdrawn_at"] is not None:
        state = State.WITHDRAWN
    else:
        state = State.PUBLISHED if columns["live"] else State(columns.get("stage", State.DRAFT))
    return _marked((state,), columns["section_id"], language, None)


def refresh(page: ArticlePage) -> None:
    """Write a story's words anew where it stands."""
    entry = StoryEntry.objects.filter(article=page).first()
    _replace(page, entry.place if entry else ARCHIVE + page.pk)


def mark(page: ArticlePage) -> None:
    """Note another state of a story whose words stay."""
    place = StoryEntry.objects.filter(article=page).values_list("place", flat=True).first()
    if place is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(_sql().mark, (_marks(page), place))


def forget(place: int) -> None:
    """Take a row of words away."""
    with connection.cursor() as cursor:
        cursor.execute(_sql().forget, (place,))


def forget_deleted_words() -> None:
    """Have no part of the table hold words of rows that are gone; SQLite keeps them until it is built anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO newsroom_storywords (newsroom_storywords) VALUES ('rebuild')")


def _replace(page: ArticlePage, place: int) -> None:
    former = StoryEntry.objects.filter(article=page).values_list("place", flat=True).first()
    if former is not None:
        forget(former)
        StoryEntry.objects.filter(article=page).update(place=place)
    else:
        StoryEntry.objects.create(article=page, place=place)
    _write([(place, page.title, _text(page), _marks(page))])


def _text(page: ArticlePage) -> str:
    return " ".join((page.kicker, page.standfirst, *texts_of(list(page.body.raw_data))))


def _write(rows: Sequence[tuple[int, str, str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_sql().write, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statements:
    """What one kind of database is told. `number` is the column that holds a place."""

    number: str
    write: str
    mark: str
    forget: str
    find: str


_SQLITE: Final = _Statements(
    number="rowid",
    write="INSERT INTO newsroom_storywords (rowid, headline, words, marks) VALUES (%s, %s, %s, %s)",
    mark="UPDATE newsroom_storywords SET marks = %s WHERE rowid = %s",
    forget="DELETE FROM newsroom_storywords WHERE rowid = %s",
    find="SELECT rowid FROM newsroom_storywords WHERE {} ORDER BY rowid DESC LIMIT %s",
)
_POSTGRESQL: Final = _Statements(
    number="place",
    write=(
        "INSERT INTO newsroom_storywords (place, words, marks) "
        "VALUES (%s, to_tsvector('simple', left(%s || ' ' || %s, 900000)), %s::tsvector)"
    ),
    mark="UPDATE newsroom_storywords SET marks = %s::tsvector WHERE place = %s",
    forget="DELETE FROM newsroom_storywords WHERE place = %s",
    find="SELECT place FROM newsroom_storywords WHERE {} ORDER BY place DESC LIMIT %s",
)


def _sql() -> _Statements:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE


# ---- finding


def places(search: StorySearch, before: int | None, limit: int) -> tuple[int, ...]:
    """The places of the stories asked for, highest first, below `before`; at most `limit`."""
    if not search.marks() and not search.terms():
        entries = StoryEntry.objects.order_by("-place")
        if before is not None:
            entries = entries.filter(place__lt=before)
        return tuple(entries.values_list("place", flat=True)[:limit])
    statements = _sql()
    conditions, values = _postgresql(search) if statements is _POSTGRESQL else _sqlite(search)
    if before is not None:
        conditions.append(f"{statements.number} < %s")
        values.append(before)
    with connection.cursor() as cursor:
        cursor.execute(statements.find.format(" AND ".join(conditions)), (*values, limit))
        return tuple(row[0] for row in cursor.fetchall())


def _sqlite(search: StorySearch) -> tuple[list[str], list[Any]]:
    parts = [f"marks : {mark}" for mark in search.marks()]
    parts += [f"{{headline words}} : {_fts_term(term)}" for term in search.terms()]
    return ["newsroom_storywords MATCH %s"], [" AND ".join(parts)]


def _fts_term(term: str) -> str:
    return f'"{term}"*' if len(term) >= SHORTEST_PREFIX else f'"{term}"'


def _postgresql(search: StorySearch) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    if search.marks():
        conditions.append("marks @@ %s::tsquery")
        values.append(" & ".join(search.marks()))
    if search.terms():
        conditions.append("words @@ to_tsquery('simple', %s)")
        terms = (f"'{term}':*" if len(term) >= SHORTEST_PREFIX else f"'{term}'" for term in search.terms())
        values.append(" & ".join(terms))
    return conditions, values
