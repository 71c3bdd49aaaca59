"""
The output `calendar`: the diary, each branch's events and each event as an iCalendar file (RFC 5545).

`calendar.ics` (an event's: `event.ics`) lies beside the page it is of. Moments are in UTC. Records say
when an event is, not when its entry was written, so DTSTAMP is the event's start: never the clock, or no
two prints would be alike.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from broadsheet.edition.addresses import root_of
from broadsheet.edition.canonical import moment_text
from broadsheet.edition.inline import plain_text
from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Event
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.imprint import IMPRINT_DERIVER, Imprint, read_imprint
from broadsheet.press.outputs.part import CodeMaker, OutputPart
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

CALENDAR_FILE: Final = "calendar.ics"
"""Its name beside a diary's or branch's page."""

EVENT_FILE: Final = "event.ics"
"""Its name beside an event's page."""

EVENTS_AT_MOST: Final = 500
"""Events in a diary's or branch's calendar, the latest."""

LINE_OCTETS: Final = 75
"""The longest line iCalendar allows, in octets without its end."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a calendar; moments are canonical, `ends` is "" when unknown."""

    identity: str
    title: str
    language: str
    address: str
    starts: str
    ends: str
    place: str
    description: str
    branches: tuple[str, ...]
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar file; `address` is where it lies itself."""

    title: str
    address: str
    language: str
    timezone: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMaker(CodeMaker):
    """Makes calendars: of an event, of a branch, or of a language's diary when the spec names no subject."""

    name: str = "calendar.events"

    def gather(self, spec: Spec, reader: Reader) -> Calendar:
        """Read the events."""
        imprint = read_imprint(reader, spec.language)
        head = reader.line(spec.subject) if spec.subject else None
        events = _events(head, reader, imprint.language)
        return Calendar(
            title=f"{head.title} – {imprint.name}" if head else imprint.name,
            address=imprint.absolute(spec.path),
            language=head.language if head else imprint.language,
            timezone=imprint.timezone,
            entries=tuple(entry for event in events if (entry := _entry(event, reader, imprint)) is not None),
        )

    def print(self, view: Calendar) -> bytes:
        """The calendar in its format."""
        return "".join(fold(line) for line in _lines(view)).encode()


class CalendarOutput(OutputPart):
    """The output `calendar`."""

    name = "calendar"
    makers = (CalendarMaker(),)
    derivers = IMPRINT_DERIVER

    def of_line(self, line: Line, paper: Paper) -> Iterable[Spec]:  # the shape of every output
        """A calendar for each branch and each event."""
        file = {"branch": CALENDAR_FILE, "event": EVENT_FILE}.get(line.kind)
        if file:
            yield Spec(path=line.path + file, maker="calendar.events", subject=line.id, language=line.language)

    def of_paper(self, paper: Paper) -> Iterable[Spec]:
        """The diary of each language version."""
        for version in paper.languages:
            root = root_of(version.code, paper.main_language.code)
            yield Spec(path=f"{root}diary/{CALENDAR_FILE}", maker="calendar.events", language=version.code)


# ---- gathering


def _events(head: Line | None, reader: Reader, language: str) -> tuple[str, ...]:
    match head:
        case None:
            return reader.newest(f"diary/{language}", EVENTS_AT_MOST)[::-1]
        case Line(kind="event", id=event):
            return (event,)
        case Line(id=branch):
            return reader.newest(f"events/{branch}", EVENTS_AT_MOST)[::-1]


def _entry(event: str, reader: Reader, imprint: Imprint) -> Entry | None:
    record, line = reader.record(event), reader.line(event)
    if not isinstance(record, Event) or line is None:
        return None
    held_by = (reader.line(each) for each in (record.branch, *record.branches) if each)
    ends = record.ends if record.ends and record.ends >= record.starts else None
    return Entry(
        identity=f"{record.id}@{imprint.host}",
        title=record.title,
        language=record.language,
        address=imprint.absolute(line.path),
        starts=moment_text(record.starts),
        ends=moment_text(ends) if ends else "",
        place=", ".join(part for part in (record.place, record.address, record.online) if part),
        description=plain_text(record.description),
        branches=tuple(line.title for line in held_by if line is not None),
        cancelled=record.cancelled,
    )


# ---- printing


def _lines(calendar: Calendar) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Broadsheet//Diary//EN", "CALSCALE:GREGORIAN")
    yield f"NAME:{escape(calendar.title)}"
    yield f"X-WR-CALNAME:{escape(calendar.title)}"
    yield f"X-WR-TIMEZONE:{escape(calendar.timezone)}"
    yield f"SOURCE;VALUE=URI:{calendar.address}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT12H"
    for entry in calendar.entries:
        yield from _event_lines(entry)
    if not calendar.entries:
        # A calendar must hold something, and a zone is the one thing that is no event.
        yield from ("BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000")
        yield from ("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE")
    yield "END:VCALENDAR"


def _event_lines(entry: Entry) -> Iterator[str]:
    language = f";LANGUAGE={entry.language}"
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(entry.identity)}"
    yield f"DTSTAMP:{_moment(entry.starts)}"
    yield f"DTSTART:{_moment(entry.starts)}"
    if entry.ends:
        yield f"DTEND:{_moment(entry.ends)}"
    yield f"SUMMARY{language}:{escape(entry.title)}"
    if entry.place:
        yield f"LOCATION{language}:{escape(entry.place)}"
    if entry.description:
        yield f"DESCRIPTION{language}:{escape(entry.description)}"
    if entry.branches:
        yield f"CATEGORIES{language}:{','.join(map(escape, entry.branches))}"
    if entry.cancelled:
        yield "STATUS:CANCELLED"
    yield f"URL;VALUE=URI:{entry.address}"
    yield "END:VEVENT"


def _moment(text: str) -> str:
    return text.replace("-", "").replace(":", "")


def escape(text: str) -> str:
    """Text as a value: what has a meaning there escaped, what cannot stand there left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _CONTROL.sub("", text)


def fold(line: str) -> str:
    """A content line with its end, broken so that no line is longer than 75 octets and no character is torn."""
    parts: list[str] = []
    part, room = "", LINE_OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = "", LINE_OCTETS - 1  # the space that marks a continued line counts
        part += character
        room -= size
    return "\r\n ".join((*parts, part)) + "\r\n"
