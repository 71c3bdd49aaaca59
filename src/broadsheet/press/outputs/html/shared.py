"""
What many pages have in common: the frame around them, an issue's contents, a section's calls.

Each is worked out once a run as a derived value, so that a page is printed again only when what it
shows of the paper, the issue or the section is different.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final, cast

from broadsheet.edition.addresses import root_of
from broadsheet.edition.blocks import Call, Inline, Purpose
from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import FrontSlot, LanguageVersion, Link, Notice, Paper, Pin
from broadsheet.edition.records import Issue, Medium, Section, Slot
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.html.figures import Figure, bare_figure
from broadsheet.press.pictures import Shape
from broadsheet.press.reader import Deriver, Reader

FRAME: Final = "html.frame"
CALLS: Final = "html.calls"
SECTION: Final = "html.section"
CONTENTS: Final = "html.contents"
FRONT: Final = "html.front"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A labelled link: to a `path` of the tree or, when `outside` is set, to a full address."""

    label: str
    path: str = ""
    outside: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Where the theme's files lie in the tree."""

    style: str
    script: str
    search_script: str
    icon: str
    home_icon: str
    large_icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page of one language. `root` is its front's path, `address` the paper's."""

    language: str
    name: str
    tagline: str
    root: str
    address: str
    timezone: str
    publisher: str
    licence: str
    contact: str
    assets: Assets
    navigation: tuple[Way, ...]
    footer: tuple[Way, ...]
    social: tuple[Way, ...]
    share: tuple[Link, ...]
    fronts: tuple[Way, ...]
    logo: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """A call ready to be shown: `way` is None when its target is gone."""

    purpose: Purpose
    label: str
    text: Inline
    way: Way | None
    ends: datetime | None
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionHead:
    """A section as its stories show it; `calls` None for the paper's own."""

    line: Line
    calls: tuple[Appeal, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One story in an issue's contents; `page` of the printed issue, 0 when unknown."""

    line: Line
    slot: Slot
    page: int
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of an issue's contents with its stories."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """An issue as its stories show it."""

    line: Line
    number: int
    volume: int
    day: date
    title: str
    headings: tuple[Heading, ...]

    def entries(self) -> tuple[Entry, ...]:
        """All stories in order, each once."""
        found = {entry.line.id: entry for heading in self.headings for entry in heading.entries}
        return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSettings:
    """What editors fixed on a front: the notice if it still holds, and live pins as (slot, story)."""

    notice: Notice | None
    notice_way: Way | None
    pins: tuple[tuple[FrontSlot, str], ...]


# ---- asking


def frame(reader: Reader, language: str) -> Frame:
    """The frame of a language's pages."""
    return cast("Frame", reader.derived(FRAME, language))


def home(around: Frame) -> tuple[Way, ...]:
    """The first step of every way: the front."""
    return (Way(label=around.name, path=around.root),)


def paper_calls(reader: Reader, language: str) -> tuple[Appeal, ...]:
    """The calls at the end of every story of a language."""
    return cast("tuple[Appeal, ...]", reader.derived(CALLS, language))


def section_head(reader: Reader, section: str) -> SectionHead | None:
    """A section's head, None when it is not in the edition."""
    return cast("SectionHead | None", reader.derived(SECTION, section)) if section else None


def section_line(reader: Reader, section: str) -> Line | None:
    """The line of a section."""
    return reader.line(section) if section else None


def contents(reader: Reader, issue: str) -> Contents | None:
    """An issue's contents, None when it is not in the edition."""
    return cast("Contents | None", reader.derived(CONTENTS, issue)) if issue else None


def front_settings(reader: Reader, language: str) -> FrontSettings:
    """What editors fixed on a language's front."""
    return cast("FrontSettings", reader.derived(FRONT, language))


def held(reader: Reader, pins: Sequence[Pin]) -> tuple[tuple[FrontSlot, str], ...]:
    """The pins that still hold, as (slot, story); none holds a story that was withdrawn."""
    found = []
    for pin in pins:
        card = reader.card(pin.article) if reader.is_before(pin.until) else None
        if card is not None and not card.withdrawn:
            found.append((pin.slot, pin.article))
    return tuple(found)


# ---- working out


def derivers(assets_of: Callable[[Paper], Assets]) -> dict[str, Deriver]:
    """All derivers of the pages, by name; `assets_of` says where a paper's assets lie."""

    def derive_frame(reader: Reader, language: str) -> Frame:
        paper = reader.paper()
        return _frame(reader, paper, paper.language(language), assets_of(paper))

    return {
        FRAME: derive_frame,
        CALLS: _derive_calls,
        SECTION: _derive_section,
        CONTENTS: _derive_contents,
        FRONT: _derive_front,
    }


def _frame(reader: Reader, paper: Paper, version: LanguageVersion, assets: Assets) -> Frame:
    main = paper.main_language.code
    name = version.title or paper.name
    return Frame(
        language=version.code,
        name=name,
        tagline=version.tagline,
        root=root_of(version.code, main),
        address=paper.address,
        timezone=paper.timezone,
        publisher=paper.publisher or paper.name,
        licence=paper.licence,
        contact=paper.contact,
        assets=assets,
        navigation=_navigation(reader, version, main),
        footer=_footer(reader, version, main),
        social=tuple(Way(label=link.label, outside=link.target) for link in paper.social if "{url}" not in link.target),
        share=tuple(link for link in paper.social if "{url}" in link.target),
        fronts=tuple(
            Way(label=each.name, path=root_of(each.code, main), language=each.code) for each in paper.languages
        ),
        logo=bare_figure(reader, paper.logo, Shape.FULL, name) if paper.logo else None,
    )


def _navigation(reader: Reader, version: LanguageVersion, main: str) -> tuple[Way, ...]:
    if version.navigation:
        return _ways(reader, version.navigation, root_of(version.code, main))
    sections = reader.lines(reader.all(f"sections/{version.code}"))
    return tuple(Way(label=line.title, path=line.path) for line in sections)


def _footer(reader: Reader, version: LanguageVersion, main: str) -> tuple[Way, ...]:
    """The footer's own links, then every standing page that no other page leads to."""
    chosen = _ways(reader, version.footer, root_of(version.code, main))
    pages = reader.lines(reader.all(f"pages/{version.code}"))
    paths = {way.path for way in chosen}
    known = {page.path for page in pages}
    rest = [page for page in pages if page.path not in paths and parent_of(page.path) not in known]
    return (*chosen, *(Way(label=page.title, path=page.path) for page in rest))


def parent_of(path: str) -> str:
    """The path above a standing page's: `about/` for `about/contact/`."""
    return path.rstrip("/").rpartition("/")[0] + "/"


def _ways(reader: Reader, links: tuple[Link, ...], root: str) -> tuple[Way, ...]:
    ways = (way_to(reader, link.target, link.label, root) for link in links)
    return tuple(way for way in ways if way is not None)


def way_to(reader: Reader, target: str, label: str, root: str) -> Way | None:
    """Where a target leads: a full address, a fixed page such as `/diary/`, or a record; None for one that is gone."""
    if target.startswith("/"):
        return Way(label=label, path=root + target.strip("/") + "/" if target.strip("/") else root)
    if is_outside(target):
        return Way(label=label, outside=target)
    line = reader.line(target)
    return Way(label=label, path=line.path) if line else None


def is_outside(target: str) -> bool:
    """Whether a target is a full address rather than a record's id."""
    return target.startswith(("https://", "http://", "mailto:", "tel:"))


def appeal(reader: Reader, call: Call, root: str) -> Appeal:
    """A call as it stands now."""
    return Appeal(
        purpose=call.purpose,
        label=call.label,
        text=call.text,
        way=way_to(reader, call.target, call.label, root),
        ends=call.ends,
        ended=not reader.is_before(call.ends),
    )


def _derive_calls(reader: Reader, language: str) -> tuple[Appeal, ...]:
    paper = reader.paper()
    root = root_of(language, paper.main_language.code)
    calls = (appeal(reader, call, root) for call in paper.language(language).calls)
    return tuple(call for call in calls if not call.ended)


def _derive_section(reader: Reader, section: str) -> SectionHead | None:
    record, line = reader.record(section), reader.line(section)
    if not isinstance(record, Section) or line is None:
        return None
    root = line.path.removesuffix(f"sections/{record.slug}/")
    calls = tuple(call for call in (appeal(reader, each, root) for each in record.calls) if not call.ended)
    return SectionHead(line=line, calls=calls if record.calls else None)


def _derive_contents(reader: Reader, issue: str) -> Contents | None:
    record, line = reader.record(issue), reader.line(issue)
    if not isinstance(record, Issue) or line is None:
        return None
    headings = []
    for section in record.sections:
        entries = []
        for placement in section.placements:
            story = reader.card(placement.article) if placement.medium is not Medium.PRINT else None
            if story is not None:
                gone = bool(story.withdrawn)
                entries.append(Entry(line=story.line, slot=placement.slot, page=placement.page, is_withdrawn=gone))
        if entries:
            headings.append(Heading(title=section.title, entries=tuple(entries)))
    return Contents(
        line=line,
        number=record.number,
        volume=record.volume,
        day=record.day,
        title=record.title,
        headings=tuple(headings),
    )


def _derive_front(reader: Reader, language: str) -> FrontSettings:
    paper = reader.paper()
    version = paper.language(language)
    notice = version.notice if version.notice and reader.is_before(version.notice.ends) else None
    root = root_of(language, paper.main_language.code)
    return FrontSettings(
        notice=notice,
        notice_way=way_to(reader, notice.link, notice.text, root) if notice and notice.link else None,
        pins=held(reader, version.pins),
    )
