"""What a feed holds, gathered from records: the same for every format of feed."""

from collections.abc import Sequence
from typing import Final

from broadsheet.edition.canonical import moment_text
from broadsheet.edition.inline import plain_text
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Article, Byline
from broadsheet.edition.summaries import Card, Line
from broadsheet.press.outputs.feed_text import WholeStory, whole_story
from broadsheet.press.outputs.html.article import authors
from broadsheet.press.outputs.imprint import EPOCH, Imprint, read_imprint
from broadsheet.press.pictures import Shape, renditions, share_card_path, shown_image
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

NEWEST: Final = 50
"""Stories in a feed."""

STORY_LISTS: Final = {
    "section": ("section",),
    "topic": ("topic",),
    "branch": ("branch",),
    "person": ("by", "about"),
}
"""The lists of stories that the page of a record of this kind leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Somebody who is credited; `address` is "" without a page."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One story in a feed. Moments are canonical, addresses absolute; `text` only where feeds carry whole stories."""

    address: str
    title: str
    language: str
    published: str
    updated: str
    summary: str
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    image: str
    text: WholeStory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed; `home` is the page it belongs to, `address` where it lies itself."""

    title: str
    subtitle: str
    home: str
    address: str
    language: str
    publisher: Author
    rights: str
    updated: str
    entries: tuple[Entry, ...]


def gather_feed(spec: Spec, reader: Reader, *, full: bool) -> Feed:
    """The feed that lies at this path: of a record, or of a language version when the spec names no subject."""
    imprint = read_imprint(reader, spec.language)
    head = reader.card(spec.subject) if spec.subject else None
    entry = _full_entry if full else _card_entry
    stories = _stories(reader, head.line if head else None, imprint.language)
    entries = tuple(found for story in stories if (found := entry(story, reader, imprint)) is not None)
    return Feed(
        title=f"{head.line.title} – {imprint.name}" if head else imprint.name,
        subtitle=plain_text(head.standfirst) if head else imprint.tagline,
        home=imprint.absolute(head.line.path) if head else imprint.front,
        address=imprint.absolute(spec.path),
        language=head.line.language if head else imprint.language,
        publisher=Author(name=imprint.publisher or imprint.name, address=imprint.front),
        rights=imprint.licence,
        updated=max((each.updated for each in entries), default=EPOCH),
        entries=entries,
    )


def _stories(reader: Reader, head: Line | None, language: str) -> tuple[str, ...]:
    if head is None:
        return _of_paper(reader, language)
    families = STORY_LISTS[head.kind]
    found = dict.fromkeys(story for family in families for story in reader.newest(f"{family}/{head.id}", NEWEST))
    if len(families) == 1:
        return tuple(found)
    lines = sorted(reader.lines(tuple(found)), key=lambda line: (line.at, line.id), reverse=True)
    return tuple(line.id for line in lines[:NEWEST])


def _of_paper(reader: Reader, language: str) -> tuple[str, ...]:
    """The newest stories; what was taken back stands at the moment it was, so that readers of the feed learn of it."""
    newest = reader.newest(f"stories/{language}", NEWEST)
    withdrawn = reader.newest(f"withdrawn/{language}", NEWEST)
    if not withdrawn:
        return newest
    cards = sorted(reader.cards((*newest, *withdrawn)), key=_moment, reverse=True)
    return tuple(card.line.id for card in cards[:NEWEST])


def _moment(card: Card) -> tuple[str, str]:
    return card.withdrawn or card.line.at, card.line.id


def _card_entry(story: str, reader: Reader, imprint: Imprint) -> Entry | None:
    card = reader.card(story)
    return _entry(card, reader, imprint, None) if card else None


def _full_entry(story: str, reader: Reader, imprint: Imprint) -> Entry | None:
    article, card = reader.record(story), reader.card(story)
    return _entry(card, reader, imprint, article) if card and isinstance(article, Article) else None


def _entry(card: Card, reader: Reader, imprint: Imprint, article: Article | None) -> Entry:
    """The entry of a story, with its whole text and its topics when the whole story is given."""
    address = imprint.absolute(card.line.path)
    corrections = article.corrections if article else ()
    return Entry(
        address=address,
        title=card.line.title,
        language=card.line.language,
        published=card.line.at,
        updated=max((card.line.at, card.updated, card.withdrawn, *(moment_text(each.when) for each in corrections))),
        summary=card.standfirst,
        authors=_authors(card.bylines, reader, imprint),
        categories=_titles(reader, (card.section, *(article.topics if article else ()))),
        image=imprint.absolute(_image_path(card, reader)),
        text=whole_story(article, address, reader, imprint) if article else None,
    )


def _authors(bylines: Sequence[Byline], reader: Reader, imprint: Imprint) -> tuple[Author, ...]:
    return tuple(
        Author(name=found.name, address=imprint.absolute(found.line.path) if found.line else "")
        for found in authors(reader, bylines)
    )


def _image_path(card: Card, reader: Reader) -> str:
    image = shown_image(card.picture.image, reader) if card.picture else None
    return renditions(image, Shape.SHARE).widest.jpeg if image else share_card_path(card.line)


def _titles(reader: Reader, records: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.title for line in reader.lines(tuple(filter(None, records)))))


def has_feed(kind: str) -> bool:
    """Whether records of this kind have a page that lists stories."""
    return kind in STORY_LISTS
