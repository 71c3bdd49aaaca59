"""The lines of the interchange format, read from files; what one line says of a story, before names become ids."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from broadsheet.edition.checks import LONGEST_TEXT
from broadsheet.edition.records import ArticleKind, CorrectionKind, Review
from broadsheet.edition.stages import Stage
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.fields import Fields, LineFaultError
from broadsheet.importers.records import Status, Unknown, Withdrawal

LONGEST_LINE: Final = 4 * LONGEST_TEXT
"""Bytes of one line; a longer one is refused unread."""

type NumberedLine = tuple[int, Mapping[str, Any] | LineFaultError]
"""The number of a line, from 1, and its object, or why it has none."""


class JsonLines:
    """The lines of a file of one UTF-8 JSON object each, any number of times. Blank lines are no lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                file.read(1)
        except OSError as error:
            raise SourceUnreadableError(
                f"“{path}” cannot be read: {error.strerror}. Check its name and permissions."
            ) from error

    def __iter__(self) -> Iterator[NumberedLine]:
        with self._path.open("rb") as file:
            number = 0
            while data := file.readline(LONGEST_LINE):
                number += 1
                if len(data) == LONGEST_LINE:
                    while len(data) == LONGEST_LINE and not data.endswith(b"\n"):
                        data = file.readline(LONGEST_LINE)
                    yield number, LineFaultError("", f"it is longer than {LONGEST_LINE:,} bytes; divide it")
                    continue
                data = data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data
                if data.strip():
                    yield number, _object(data)


def _object(data: bytes) -> Mapping[str, Any] | LineFaultError:
    try:
        value = json.loads(data.decode())
    except UnicodeDecodeError as error:
        return LineFaultError("", f"it is not UTF-8 (byte {error.start + 1}); save the file as UTF-8")
    except (ValueError, RecursionError) as error:
        return LineFaultError("", f"it is not one JSON object: {error}")
    return value if isinstance(value, dict) else LineFaultError("", "it is JSON but not an object in braces")


def toml_lines(paths: Iterable[Path]) -> list[NumberedLine]:
    """The `[[line]]` tables of TOML files, numbered through all files."""
    lines: list[NumberedLine] = []
    for path in paths:
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8")).get("line", [])
        except (OSError, ValueError) as error:
            raise SourceUnreadableError(f"“{path.name}” cannot be read: {error}. Mend it and import again.") from error
        lines += enumerate(tables, start=len(lines) + 1)
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A byline as the line has it."""

    name: str
    printed: str
    has_page: bool
    role: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedImage:
    """An entry of `images` as the line has it."""

    src: str
    alt: str
    caption: str
    credit: str
    licence: str
    lead: bool
    unknown: Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCorrection:
    """A correction as the line has it; its text may carry inline tags."""

    when: datetime
    what: CorrectionKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReference:
    """How a story names its issue."""

    number: int
    volume: int
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """What a line of kind article or page says, typed; names are names and addresses are addresses still."""

    kind: str
    id: str
    title: str
    slug: str
    path: str
    month: str
    language: str
    date: datetime
    updated: datetime | None
    status: Status
    stage: Stage
    body_html: str
    kicker: str
    standfirst: str
    dateline: str
    genre: ArticleKind
    section: str
    topics: tuple[str, ...]
    people: tuple[NamedPerson, ...]
    persons: tuple[str, ...]
    branches: tuple[str, ...]
    images: tuple[DescribedImage, ...]
    related: tuple[str, ...]
    corrections: tuple[NamedCorrection, ...]
    review: Review | None
    share_headline: str
    share_text: str
    licence: str
    issue: IssueReference | None
    position: int
    embargo: datetime | None
    withdrawn: Withdrawal | None
    translation_of: str
    legacy_urls: tuple[str, ...]
    unknown: Unknown


def read_story(line: Fields, language: str, now: datetime) -> StoryLine:
    """A line of kind article or page; raises LineFaultError naming the key. A draft without a date is of `now`."""
    status = line.choice("status", Status.PUBLISHED)
    draft = status is Status.DRAFT
    body = line.raw_text("body_html")
    if line.get("body_html") is None:
        raise LineFaultError("body_html", "is missing; every line of this kind needs it, even if it is empty")
    return StoryLine(
        kind=line.text("kind") or "article",
        id=line.text("id"),
        title=line.required("title"),
        slug=line.text("slug"),
        path=line.text("path").strip("/"),
        month=line.month("month"),
        language=line.language("language", language),
        date=(line.moment("date") or now) if draft else line.required_moment("date"),
        updated=line.moment("updated"),
        status=status,
        stage=line.choice("stage", Stage.DRAFT),
        body_html=body,
        kicker=line.text("kicker"),
        standfirst=line.text("standfirst") or line.text("description"),
        dateline=line.text("dateline"),
        genre=line.choice("genre", ArticleKind.REPORT),
        section=line.text("section"),
        topics=line.texts("topics"),
        people=_people(line),
        persons=line.texts("persons"),
        branches=line.texts("branches"),
        images=tuple(_image(each) for each in line.objects("images")),
        related=line.texts("related"),
        corrections=tuple(_correction(each) for each in line.objects("corrections")),
        review=_review(line.inside("review")),
        share_headline=line.text("share_headline"),
        share_text=line.text("share_text"),
        licence=line.text("licence"),
        issue=_issue(line),
        position=line.number("position"),
        embargo=line.moment("embargo"),
        withdrawn=_withdrawal(line.inside("withdrawn")),
        translation_of=line.text("translation_of"),
        legacy_urls=line.texts("legacy_urls"),
        unknown=line.unknown,
    )


def _people(line: Fields) -> tuple[NamedPerson, ...]:
    people: list[NamedPerson] = []
    for value in line.many("people"):
        if not isinstance(value, str | Mapping):
            raise LineFaultError("people", "must hold names, or objects with name, role and description")
        entry = Fields({"name": value} if isinstance(value, str) else value, line.zone, "people")
        person = NamedPerson(
            name=entry.required("name"),
            printed=entry.text("printed"),
            has_page=entry.get("page") is None or entry.flag("page"),
            role=entry.text("role"),
            description=entry.text("description"),
        )
        people.append(person)
    return tuple(people)


def _image(entry: Fields) -> DescribedImage:
    return DescribedImage(
        src=entry.required("src"),
        alt=entry.text("alt"),
        caption=entry.text("caption"),
        credit=entry.text("credit"),
        licence=entry.text("licence"),
        lead=entry.flag("lead"),
        unknown=entry.unknown,
    )


def _correction(entry: Fields) -> NamedCorrection:
    return NamedCorrection(
        when=entry.required_moment("date"),
        what=entry.choice("kind", CorrectionKind.CORRECTION),
        text=entry.required("text"),
    )


def _withdrawal(entry: Fields | None) -> Withdrawal | None:
    return Withdrawal(when=entry.required_moment("date"), reason=entry.required("reason")) if entry else None


def _review(entry: Fields | None) -> Review | None:
    return Review(of=entry.required("of"), by=entry.text("by"), where=entry.text("where")) if entry else None


def _issue(line: Fields) -> IssueReference | None:
    value = line.get("issue")
    if value is None or value == "":
        return None
    if not isinstance(value, Mapping):
        return IssueReference(number=line.number("issue"), volume=0, day=None)
    entry = Fields(value, line.zone, "issue")
    if entry.get("number") is None:
        raise LineFaultError("issue.number", "is missing")
    return IssueReference(number=entry.number("number"), volume=entry.number("volume"), day=entry.day("date"))
