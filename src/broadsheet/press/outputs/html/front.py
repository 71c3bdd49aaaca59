"""The front: what editors fixed, the newest issue's lead, seconds and briefs, then every section's newest."""

from collections.abc import Iterable, Mapping

from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import FrontSlot, Notice
from broadsheet.edition.records import Issue, Slot
from broadsheet.edition.summaries import Line
from broadsheet.press.facts import numbered_pages
from broadsheet.press.outputs.html.figures import Figure, figure
from broadsheet.press.outputs.html.heads import Head
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
URGENT = 3
FROM_BRANCHES = 4


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
    urgent: tuple[Item, ...]
    from_branches: tuple[Item, ...]
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
    urgent = tuple(story for slot, story in settings.pins if slot is FrontSlot.URGENT)[:URGENT]
    shown: set[str] = {*places.lead, *places.seconds, *places.briefs, *urgent}
    from_branches = _from_branches(reader, language, settings.pins, shown)
    shown.update(from_branches)
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
            urgent=_items(reader, urgent, Shape.LIST),
            from_branches=_items(reader, from_branches, Shape.LIST),
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


def stories_by_slot(content: object) -> Mapping[FrontSlot, tuple[str, ...]]:
    """The stories a front shows, by slot; of a section's front its first list counts as lead and seconds."""
    match content:
        case Front():
            return {
                FrontSlot.LEAD: _ids((content.lead,) if content.lead else ()),
                FrontSlot.SECOND: _ids(content.seconds),
                FrontSlot.BRIEF: _ids(content.briefs),
                FrontSlot.URGENT: _ids(content.urgent),
                FrontSlot.BRANCHES: _ids(content.from_branches),
            }
        case Head(lists=(first, *_)):
            listed = _ids(first.items)
            return {FrontSlot.LEAD: listed[:1], FrontSlot.SECOND: listed[1 : 1 + SECONDS]}
        case _:
            return {}


def _ids(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.line.id for item in items)


type Pins = tuple[tuple[FrontSlot, str], ...]


def _places(reader: Reader, language: str, issue: Contents | None, pins: Pins) -> _Places:
    """Pins first, then the issue's own slots, then the newest stories."""
    fixed: dict[FrontSlot, list[str]] = {slot: [] for slot in FrontSlot}
    for place, story in pins:
        if reader.line(story) is not None:
            fixed[place].append(story)
    slots: dict[Slot, list[str]] = {slot: [] for slot in Slot}
    for entry in issue.entries() if issue else ():
        if not entry.is_withdrawn:
            slots[entry.slot].append(entry.line.id)
    newest = reader.newest(f"stories/{language}", 1 + SECONDS + BRIEFS)
    kept_back = {*fixed[FrontSlot.SECOND], *fixed[FrontSlot.BRIEF], *fixed[FrontSlot.URGENT]}
    leads = dict.fromkeys((*fixed[FrontSlot.LEAD], *slots[Slot.LEAD], *slots[Slot.NORMAL], *newest))
    candidates = tuple(story for story in leads if story not in kept_back)
    lead = candidates[:1]
    wanted_briefs = dict.fromkeys((*fixed[FrontSlot.BRIEF], *slots[Slot.BRIEF]))
    briefs = tuple(story for story in wanted_briefs if story not in lead)[:BRIEFS]
    others = dict.fromkeys((*fixed[FrontSlot.SECOND], *candidates))
    seconds = tuple(story for story in others if story not in lead and story not in briefs)[:SECONDS]
    return _Places(lead=lead, seconds=seconds, briefs=briefs)


def _from_branches(reader: Reader, language: str, pins: Pins, shown: set[str]) -> tuple[str, ...]:
    """What editors fixed there, then the newest story of each branch, newest first."""
    fixed = [story for slot, story in pins if slot is FrontSlot.BRANCHES]
    branches = reader.all(f"branches/{language}")
    newest = {story for branch in branches for story in reader.newest(f"branch/{branch}", 1)}
    by_date = sorted(reader.lines(tuple(sorted(newest))), key=lambda line: (line.at, line.id), reverse=True)
    found = dict.fromkeys((*fixed, *(line.id for line in by_date)))
    return tuple(story for story in found if story not in shown)[:FROM_BRANCHES]


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
