"""The front: lead, seconds and briefs from the newest issue and from pins, then every section's newest."""

from dataclasses import dataclass

from broadsheet.edition.paper import Notice
from broadsheet.edition.records import Issue, Slot
from broadsheet.edition.summaries import Line
from broadsheet.press.facts import numbered_pages
from broadsheet.press.outputs.html.figures import Figure, figure
from broadsheet.press.outputs.html.listing import Item, item
from broadsheet.press.outputs.html.pages import Page, WordsOf
from broadsheet.press.outputs.html.shared import (
    Appeal,
    Contents,
    Way,
    contents,
    frame,
    front_settings,
    paper_calls,
)
from broadsheet.press.pictures import Shape
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

SECONDS = 4
BRIEFS = 6
IN_SECTION = 4
EVENTS = 5
LATEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBand:
    """A section's newest stories that stand nowhere higher on the front."""

    line: Line
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What a front shows."""

    issue: Contents | None
    cover: Figure | None
    notice: Notice | None
    notice_way: Way | None
    lead: Item | None
    seconds: tuple[Item, ...]
    briefs: tuple[Item, ...]
    bands: tuple[SectionBand, ...]
    latest: tuple[Line, ...]
    events: tuple[Item, ...]
    appeals: tuple[Appeal, ...]
    older: str


def gather_front(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:  # noqa: ARG001  # its words are the paper's
    """Read what a front shows."""
    language = spec.language
    around = frame(reader, language)
    settings = front_settings(reader, language)
    issue_id = next(iter(reader.newest(f"issues/{language}", 1)), "")
    issue = contents(reader, issue_id)
    places = _places(reader, language, issue, settings.pins)
    shown: set[str] = {*places.lead, *places.seconds, *places.briefs}
    pages = numbered_pages(reader.count(f"stories/{language}"))
    bands = _bands(reader, language, shown)
    latest = (name for name in reader.newest(f"stories/{language}", LATEST + len(shown)) if name not in shown)
    record = reader.record(issue_id) if issue_id else None
    return Page(
        frame=around,
        language=language,
        path=around.root,
        title=around.name,
        description=around.tagline or around.name,
        content=Front(
            issue=issue,
            cover=figure(reader, record.cover, Shape.FULL) if isinstance(record, Issue) else None,
            notice=settings.notice,
            notice_way=settings.notice_way,
            lead=next(iter(_items(reader, places.lead, Shape.LEAD)), None),
            seconds=_items(reader, places.seconds, Shape.LEAD),
            briefs=_items(reader, places.briefs, Shape.LIST),
            bands=bands,
            latest=reader.lines(tuple(latest)[:LATEST]),
            events=tuple(item(reader, card) for card in reader.coming(f"diary/{language}", EVENTS)),
            appeals=paper_calls(reader, language),
            older=f"{around.root}page/{pages}/" if pages else f"{around.root}archive/",
        ),
        versions=_other_fronts(reader, around.fronts, language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Which stories stand where, by id."""

    lead: tuple[str, ...]
    seconds: tuple[str, ...]
    briefs: tuple[str, ...]


def _places(reader: Reader, language: str, issue: Contents | None, pins: tuple[tuple[str, str], ...]) -> _Places:
    """Pins first, then the issue's own slots, then the newest stories."""
    slots: dict[str, list[str]] = {slot.value: [] for slot in Slot}
    for slot, story in pins:
        card = reader.card(story)
        if card is not None and not card.withdrawn and slot in slots:
            slots[slot].append(story)
    for entry in issue.entries() if issue else ():
        if entry.is_withdrawn:
            continue
        slots[entry.slot.value].append(entry.line.id)
    newest = reader.newest(f"stories/{language}", 1 + SECONDS + BRIEFS)
    candidates = dict.fromkeys((*slots[Slot.LEAD], *slots[Slot.NORMAL], *newest))
    lead = tuple(candidates)[:1]
    briefs = tuple(name for name in dict.fromkeys(slots[Slot.BRIEF]) if name not in lead)[:BRIEFS]
    seconds = tuple(name for name in candidates if name not in lead and name not in briefs)[:SECONDS]
    return _Places(lead=lead, seconds=seconds, briefs=briefs)


def _bands(reader: Reader, language: str, shown: set[str]) -> tuple[SectionBand, ...]:
    bands = []
    for section in reader.lines(reader.all(f"sections/{language}")):
        newest = reader.newest(f"section/{section.id}", IN_SECTION + len(shown))
        chosen = tuple(name for name in newest if name not in shown)[:IN_SECTION]
        found = tuple(
            item(reader, card, Shape.LIST if place else Shape.LEAD) for place, card in enumerate(reader.cards(chosen))
        )
        if found:
            bands.append(SectionBand(line=section, items=found))
    return tuple(bands)


def _items(reader: Reader, records: tuple[str, ...], shape: Shape) -> tuple[Item, ...]:
    return tuple(item(reader, card, shape) for card in reader.cards(records))


def _other_fronts(reader: Reader, fronts: tuple[Way, ...], language: str) -> tuple[Line, ...]:
    """The other languages' fronts that have stories."""
    return tuple(
        Line(id="", kind="front", language=way.language, title=way.label, path=way.path, at="")
        for way in fronts
        if way.language != language and reader.count(f"stories/{way.language}")
    )
