"""The pages of sections, topics, persons and branches: who or what they are, and their newest stories."""

from broadsheet.edition.blocks import Inline
from broadsheet.edition.inline import plain_text
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Branch, Person, Section, Topic
from broadsheet.edition.summaries import Line
from broadsheet.press.facts import numbered_pages
from broadsheet.press.outputs.html.figures import Figure, figure
from broadsheet.press.outputs.html.listing import Item, item
from broadsheet.press.outputs.html.materials import Material, material
from broadsheet.press.outputs.html.pages import Page, WordsOf, share_image, versions
from broadsheet.press.outputs.html.shared import Way, frame, held, home
from broadsheet.press.outputs.html.words import Words
from broadsheet.press.pictures import Shape
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestOf:
    """The front of one list: its newest stories and the way to the older ones."""

    title: str
    items: tuple[Item, ...]
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What such a page shows. `facts` are (name, value) pairs; `more` leads to the list of all of its kind."""

    kind: str
    title: str
    role: str
    description: Inline
    found: Material
    portrait: Figure | None
    facts: tuple[tuple[str, str], ...]
    contact: str
    lists: tuple[NewestOf, ...]
    events: tuple[Item, ...]
    calendar: str
    more: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What is different for each kind: its index page's path and its word."""

    folder: str
    role: str = ""
    portrait: Figure | None = None
    facts: tuple[tuple[str, str], ...] = ()
    contact: str = ""
    lists: tuple[NewestOf, ...] = ()
    events: tuple[Item, ...] = ()
    calendar: str = ""


def newest_of(
    reader: Reader, name: str, below: str, title: str, leading: Shape = Shape.LEAD, first: tuple[str, ...] = ()
) -> NewestOf:
    """The front of a list whose numbered pages lie below a path, `first` above; the first item's picture is large."""
    members = tuple(dict.fromkeys((*first, *reader.front(name))))
    cards = reader.cards(members)
    pages = numbered_pages(reader.count(name))
    shown = tuple(item(reader, card, Shape.LIST if place else leading) for place, card in enumerate(cards))
    return NewestOf(title=title, items=shown, older=f"{below}page/{pages}/" if pages else "")


def gather_section(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:
    """A section with its newest stories."""
    record, line = reader.record(spec.subject), reader.line(spec.subject)
    if not isinstance(record, Section) or line is None:
        return None
    fixed = tuple(story for _, story in held(reader, record.pins))
    kind = _Kind(folder="sections", lists=(newest_of(reader, f"section/{record.id}", line.path, "", first=fixed),))
    return _page(reader, record, line, kind, words_of(record.language))


def gather_topic(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:
    """A topic or place with its newest stories."""
    record, line = reader.record(spec.subject), reader.line(spec.subject)
    if not isinstance(record, Topic) or line is None:
        return None
    kind = _Kind(folder="topics", lists=(newest_of(reader, f"topic/{record.id}", line.path, ""),))
    return _page(reader, record, line, kind, words_of(record.language))


def gather_person(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:
    """A person: who they are, what they wrote, what was written about them."""
    record, line = reader.record(spec.subject), reader.line(spec.subject)
    if not isinstance(record, Person) or line is None:
        return None
    words = words_of(record.language)
    by, about = (words(key, name=record.title) for key in ("stories_by", "stories_about"))
    lists = (
        newest_of(reader, f"by/{record.id}", line.path, by, Shape.LIST),
        newest_of(reader, f"about/{record.id}", f"{line.path}about/", about, Shape.LIST),
    )
    kind = _Kind(
        folder="people",
        role=record.role,
        portrait=figure(reader, record.portrait, Shape.LIST),
        contact=record.contact,
        lists=tuple(each for each in lists if each.items),
    )
    return _page(reader, record, line, kind, words)


def gather_branch(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:
    """A branch: where and when it meets, what is coming, stories of it."""
    record, line = reader.record(spec.subject), reader.line(spec.subject)
    if not isinstance(record, Branch) or line is None:
        return None
    words = words_of(record.language)
    facts = ((words("place"), record.place), (words("meets"), record.meets))
    events = reader.coming(f"events/{record.id}", 12)
    kind = _Kind(
        folder="branches",
        facts=tuple(fact for fact in facts if fact[1]),
        contact=record.contact,
        lists=(newest_of(reader, f"branch/{record.id}", line.path, words("latest_stories"), Shape.LIST),),
        events=tuple(item(reader, card) for card in events),
        calendar=f"{line.path}calendar.ics",
    )
    return _page(reader, record, line, kind, words)


type _Headed = Section | Topic | Person | Branch


def _page(reader: Reader, record: _Headed, line: Line, kind: _Kind, words: Words) -> Page:
    around = frame(reader, record.language)
    more = Way(label=words(kind.folder), path=f"{around.root}{kind.folder}/")
    return Page(
        frame=around,
        language=record.language,
        path=line.path,
        title=record.title,
        description=plain_text(record.description) or kind.role,
        content=Head(
            kind=record.kind,
            title=record.title,
            role=kind.role,
            description=record.description,
            found=material(record, reader),
            portrait=kind.portrait,
            facts=kind.facts,
            contact=kind.contact,
            lists=kind.lists,
            events=kind.events,
            calendar=kind.calendar,
            more=more,
        ),
        trail=(*home(around), more),
        feeds=((record.title, f"{line.path}feed.atom"),),
        versions=versions(reader, record.work, record.id),
        image=share_image(reader, record.portrait if isinstance(record, Person) else None, line),
        section=line.path,
    )
