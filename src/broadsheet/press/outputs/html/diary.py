"""The diary: what is coming, its months, and the page of each event."""

from collections.abc import Sequence

from broadsheet.edition.inline import plain_text
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Event
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.html.archive import Counted
from broadsheet.press.outputs.html.figures import Figure, figure
from broadsheet.press.outputs.html.listing import Item, item, items
from broadsheet.press.outputs.html.materials import Material, material
from broadsheet.press.outputs.html.pages import Page, WordsOf, share_image, versions
from broadsheet.press.outputs.html.place import Place, stamp
from broadsheet.press.outputs.html.shared import Way, frame, home
from broadsheet.press.outputs.html.structured import Data, filled
from broadsheet.press.pictures import Shape
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

COMING_SHOWN = 60
"""Events on the diary's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """What the diary's page shows."""

    events: tuple[Item, ...]
    months: tuple[Counted, ...]
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryMonth:
    """What a month of the diary shows."""

    month: str
    events: tuple[Item, ...]
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """What an event's page shows."""

    event: Event
    found: Material
    picture: Figure | None
    branch: Line | None
    branches: tuple[Line, ...]
    report: Line | None
    is_over: bool
    calendar: str
    diary: str


def gather_diary(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """What is coming."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    names = reader.list_names(f"diary-month/{spec.language}/")
    months = tuple(
        Counted(
            way=Way(label=words.month(name[-7:]), path=f"{around.root}diary/{name[-7:].replace('-', '/')}/"),
            count=reader.count(name),
        )
        for name in reversed(names)
    )
    events = reader.coming(f"diary/{spec.language}", COMING_SHOWN)
    path = f"{around.root}diary/"
    return Page(
        frame=around,
        language=spec.language,
        path=path,
        title=words("diary"),
        description=f"{words('coming_events')}, {around.name}",
        content=Diary(
            events=tuple(item(reader, card) for card in events), months=months, calendar=f"{path}calendar.ics"
        ),
        trail=home(around),
    )


def gather_diary_month(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """One month of the diary, past or coming."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    month = spec.subject.rpartition("/")[2]
    title = f"{words('diary')}: {words.month(month)}"
    return Page(
        frame=around,
        language=spec.language,
        path=spec.path.removesuffix("index.html"),
        title=title,
        description=f"{title}, {around.name}",
        content=DiaryMonth(month=month, events=items(reader, reader.all(spec.subject)), whole=f"{around.root}diary/"),
        trail=(*home(around), Way(label=words("diary"), path=f"{around.root}diary/")),
    )


def gather_event(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:
    """One event."""
    event, line = reader.record(spec.subject), reader.line(spec.subject)
    if not isinstance(event, Event) or line is None:
        return None
    words, around = words_of(event.language), frame(reader, event.language)
    shown = figure(reader, event.picture, Shape.LEAD)
    held_by = (reader.line(each) for each in (event.branch, *event.branches) if each)
    branches = tuple(line for line in held_by if line is not None)
    return Page(
        frame=around,
        language=event.language,
        path=line.path,
        title=event.title,
        description=plain_text(event.description) or event.place,
        content=EventPage(
            event=event,
            found=material(event, reader),
            picture=shown,
            branch=branches[0] if branches else None,
            branches=branches,
            report=reader.line(event.report) if event.report else None,
            is_over=reader.is_over(event.starts, event.ends),
            calendar=f"{line.path}event.ics",
            diary=f"{around.root}diary/",
        ),
        trail=(*home(around), Way(label=words("diary"), path=f"{around.root}diary/")),
        versions=versions(reader, event.work, event.id),
        image=share_image(reader, event.picture, line),
    )


def event_data(shown: EventPage, page: Page, place: Place) -> Sequence[Data]:
    """The event as `Event`."""
    event = shown.event
    data: Data = {
        "@type": "Event",
        "@id": place.at(page.path),
        "url": place.at(page.path),
        "name": event.title,
        "description": plain_text(event.description),
        "startDate": stamp(event.starts),
        "endDate": stamp(event.ends) if event.ends else "",
        "eventStatus": f"https://schema.org/{'EventCancelled' if event.cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(event)}EventAttendanceMode",
        "location": _location(event, page),
        "organizer": {
            "@type": "Organization",
            "name": shown.branch.title if shown.branch else page.frame.publisher,
            "url": place.at(shown.branch.path) if shown.branch else page.frame.address,
        },
        "image": place.at(page.image.path) if page.image else "",
        "inLanguage": event.language,
    }
    return (filled(data),)


def _attendance(event: Event) -> str:
    if not event.online:
        return "Offline"
    return "Mixed" if event.place or event.address else "Online"


def _location(event: Event, page: Page) -> Data:
    if event.place or event.address:
        where: Data = {"@type": "Place", "name": event.place or event.address, "address": event.address or event.place}
        return filled(where)
    if event.online:
        return {"@type": "VirtualLocation", "url": event.online}
    return {"@type": "Place", "name": page.frame.name}
