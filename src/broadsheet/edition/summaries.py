"""
What lists show of a record: a `Line` (one link) or a `Card` (a line with its standfirst and picture).

They are kept beside each record so that a list never reads whole bodies, and they are the grain in
which the press notices change: a page that shows only lines is not printed again for a new standfirst.
"""

import json
from datetime import datetime
from typing import assert_never, cast

from broadsheet.edition import canonical, inline
from broadsheet.edition.addresses import address_of
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import (
    Addressed,
    Article,
    Branch,
    Byline,
    CorrectionKind,
    Event,
    Issue,
    Person,
    Picture,
    Section,
    StandingPage,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One link: `path` under the paper's root, `at` the canonical moment or day it is sorted by ("" when undated)."""

    id: str
    kind: str
    language: str
    title: str
    path: str
    at: str

    @property
    def moment(self) -> datetime | None:
        """`at` as a moment, None when the record has no date."""
        return canonical.moment_from(self.at if "T" in self.at else f"{self.at}T12:00:00Z") if self.at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A line with what a list page shows around it. `detail` is a place, a role or a genre, by kind.

    Of a withdrawn story the standfirst is the reason.
    """

    line: Line
    kicker: str = ""
    standfirst: str = ""
    bylines: tuple[Byline, ...] = ()
    picture: Picture | None = None
    section: str = ""
    branch: str = ""
    detail: str = ""
    updated: str = ""
    withdrawn: str = ""
    ends: str = ""
    work: str = ""
    cancelled: bool = False


def order_key(record: Addressed) -> str:
    """The text a record is sorted by in lists: canonical moment or day, title for undated kinds."""
    match record:
        case Article(published=moment) | Event(starts=moment):
            return canonical.moment_text(moment)
        case Issue(day=day, volume=volume, number=number):
            return f"{day.isoformat()}/{volume:06}/{number:08}"
        case Section(position=position, title=title) | StandingPage(position=position, title=title):
            return f"{position:06}/{title.casefold()}"
        case Topic(title=title) | Person(title=title) | Branch(title=title):
            return title.casefold()
        case _:
            assert_never(record)


def line_of(record: Addressed, main_language: str) -> Line:
    """The line of a record."""
    match record:
        case Article(published=moment) | Event(starts=moment):
            at = canonical.moment_text(moment)
        case Issue(day=day):
            at = day.isoformat()
        case _:
            at = ""
    title = record.title
    if isinstance(record, Issue) and not title:
        title = f"{record.volume}-{record.number}" if record.volume else str(record.number)
    path = address_of(record, main_language)
    return Line(id=record.id, kind=record.kind, language=record.language, title=title, path=path, at=at)


def card_of(record: Addressed, line: Line) -> Card:
    """The card of a record."""
    match record:
        case Article():
            return Card(
                line=line,
                kicker=record.kicker,
                standfirst=record.standfirst if record.withdrawn is None else _why(record),
                bylines=record.bylines,
                picture=record.picture,
                work=record.work,
                withdrawn=canonical.moment_text(record.withdrawn) if record.withdrawn else "",
                section=record.section,
                detail=record.genre.value,
                updated=canonical.moment_text(record.updated) if record.updated else "",
            )
        case Issue():
            return Card(line=line, picture=record.cover, detail=record.title, work=record.work)
        case Event():
            return Card(
                line=line,
                standfirst=record.description,
                branch=record.branch,
                detail=record.place,
                picture=record.picture,
                ends=canonical.moment_text(record.ends) if record.ends else "",
                work=record.work,
                cancelled=record.cancelled,
            )
        case Person():
            return Card(
                line=line,
                standfirst=record.description,
                detail=record.role,
                picture=record.portrait,
                work=record.work,
            )
        case Branch():
            return Card(line=line, standfirst=record.description, detail=record.place, work=record.work)
        case Section() | Topic() | StandingPage():
            return Card(line=line, standfirst=record.description, work=record.work)
        case _:
            assert_never(record)


def _why(record: Article) -> str:
    """Why a story was withdrawn, as plain text."""
    reasons = [each.text for each in record.corrections if each.what is CorrectionKind.RETRACTION]
    return inline.plain_text(reasons[-1]) if reasons else ""


def line_to_text(line: Line) -> str:
    """The stored spelling of a line."""
    return json.dumps([line.id, line.kind, line.language, line.title, line.path, line.at], ensure_ascii=False)


def line_from_text(text: str) -> Line:
    """The line with this stored spelling."""
    record, kind, language, title, path, at = json.loads(text)
    return Line(id=record, kind=kind, language=language, title=title, path=path, at=at)


_TEXT_FIELDS = (
    "kicker", "standfirst", "section", "branch", "detail", "updated", "withdrawn", "ends", "work", "cancelled",
)  # fmt: skip


def card_to_text(card: Card) -> str:
    """The stored spelling of a card without its line."""
    value: dict[str, object] = {name: getattr(card, name) for name in _TEXT_FIELDS if getattr(card, name)}
    if card.bylines:
        value["bylines"] = canonical.plain(card.bylines)
    if card.picture:
        value["picture"] = canonical.plain(card.picture)
    return canonical.dump(value).decode()


def card_from_text(line: Line, text: str) -> Card:
    """The card with this line and stored spelling."""
    value = json.loads(text)
    bylines = tuple(cast("Byline", canonical.read_part(each)) for each in value.pop("bylines", ()))
    picture = value.pop("picture", None)
    return Card(
        line=line, bylines=bylines, picture=cast("Picture", canonical.read_part(picture)) if picture else None, **value
    )
