"""The index pages: all issues, sections, topics, people, branches of a language."""

import unicodedata
from collections.abc import Iterable

from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Topic, TopicKind
from broadsheet.edition.summaries import Card, Line
from broadsheet.press.facts import numbered_pages
from broadsheet.press.outputs.html.listing import Item, item, items
from broadsheet.press.outputs.html.pages import Page, WordsOf
from broadsheet.press.outputs.html.shared import frame, home
from broadsheet.press.outputs.html.words import Words
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

NEWEST_SHOWN = 3
"""Stories under each section on the page of all sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """One record of an index with the newest stories under it."""

    item: Item
    newest: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The records under one letter, or under a heading of their own."""

    title: str
    anchor: str
    entries: tuple[Indexed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIndex:
    """What an index page shows; `style` is `cards` for issues, `newest` for sections, `letters` for the rest."""

    kind: str
    title: str
    style: str
    groups: tuple[Letter, ...]
    older: str = ""


def gather_record_index(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """Read one index page."""
    words = words_of(spec.language)
    around = frame(reader, spec.language)
    kind = spec.subject
    title = words(kind)
    path = f"{around.root}{kind}/"
    return Page(
        frame=around,
        language=spec.language,
        path=path,
        title=title,
        description=f"{title}, {around.name}",
        content=_content(reader, kind, spec.language, path, words),
        trail=home(around),
    )


def _content(reader: Reader, kind: str, language: str, path: str, words: Words) -> RecordIndex:
    name, title = f"{kind}/{language}", words(kind)
    if kind == "issues":
        pages = numbered_pages(reader.count(name))
        entries = tuple(Indexed(item=each) for each in items(reader, reader.front(name)))
        group = Letter(title="", anchor="", entries=entries)
        return RecordIndex(
            kind=kind, title=title, style="cards", groups=(group,), older=f"{path}page/{pages}/" if pages else ""
        )
    cards = reader.cards(reader.all(name))
    if kind == "sections":
        entries = tuple(
            Indexed(
                item=item(reader, card), newest=reader.lines(reader.newest(f"section/{card.line.id}", NEWEST_SHOWN))
            )
            for card in cards
        )
        return RecordIndex(
            kind=kind, title=title, style="newest", groups=(Letter(title="", anchor="", entries=entries),)
        )
    if kind == "topics":
        return RecordIndex(kind=kind, title=title, style="letters", groups=_topics(reader, cards, words))
    return RecordIndex(kind=kind, title=title, style="letters", groups=_by_letter(reader, cards, words))


def _newest(reader: Reader, section: str) -> tuple[Line, ...]:
    return reader.lines(reader.newest(f"section/{section}", NEWEST_SHOWN))


def _topics(reader: Reader, cards: tuple[Card, ...], words: Words) -> tuple[Letter, ...]:
    places: list[Indexed] = []
    topics: list[Indexed] = []
    for card in cards:
        record = reader.record(card.line.id)
        is_place = isinstance(record, Topic) and record.sort is TopicKind.PLACE
        (places if is_place else topics).append(Indexed(item=item(reader, card)))
    groups = ((words("topics"), "topics", topics), (words("places"), "places", places))
    return tuple(Letter(title=title, anchor=anchor, entries=tuple(found)) for title, anchor, found in groups if found)


def _by_letter(reader: Reader, cards: tuple[Card, ...], words: Words) -> tuple[Letter, ...]:
    by_letter: dict[str, list[Indexed]] = {}
    for card in cards:
        by_letter.setdefault(letter_of(card.line.title, words), []).append(Indexed(item=item(reader, card)))
    return tuple(
        Letter(title=letter, anchor=f"l{number}", entries=tuple(by_letter[letter]))
        for number, letter in enumerate(in_letter_order(by_letter, words))
    )


def letter_of(title: str, words: Words) -> str:
    """The letter a title stands under: its first letter without accents, or the language's word for the rest."""
    for sign in title:
        if sign.isalpha():
            plain = sign if sign in "йЙёЁїЇ" else unicodedata.normalize("NFD", sign)[0]
            return plain.upper()
        if sign.isdigit():
            break
    return words("other_letters")


def in_letter_order(letters: Iterable[str], words: Words) -> list[str]:
    """Letters in order, the rest last."""
    return sorted(letters, key=lambda letter: (letter == words("other_letters"), letter))
