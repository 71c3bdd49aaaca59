"""What a feed holds, gathered from records: the same for every format of feed."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from broadsheet.edition.canonical import moment_text
from broadsheet.edition.records import Article, Byline, Correction
from broadsheet.edition.summaries import Card, Line
from broadsheet.press.outputs.imprint import EPOCH, Imprint, direction, read_imprint
from broadsheet.press.outputs.plain_html import figure, inline_html, plain_html
from broadsheet.press.outputs.resolving import Author, Resolver, words_of
from broadsheet.press.pictures import Shape, share_card_path
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
class Entry:
    """One story in a feed. Moments are canonical, addresses absolute; `content` is HTML, "" where there is none."""

    address: str
    title: str
    language: str
    published: str
    updated: str
    summary: str
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    image: str
    content: str = ""


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
        subtitle=words_of(head.standfirst) if head else imprint.tagline,
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
        return reader.newest(f"stories/{language}", NEWEST)
    families = STORY_LISTS[head.kind]
    found = dict.fromkeys(story for family in families for story in reader.newest(f"{family}/{head.id}", NEWEST))
    if len(families) == 1:
        return tuple(found)
    lines = sorted(reader.lines(tuple(found)), key=lambda line: (line.at, line.id), reverse=True)
    return tuple(line.id for line in lines[:NEWEST])


def _card_entry(story: str, reader: Reader, imprint: Imprint) -> Entry | None:
    card = reader.card(story)
    if card is None:
        return None
    resolver = Resolver(reader=reader, imprint=imprint, base=imprint.absolute(card.line.path))
    return _entry(card, card.bylines, _titles(reader, (card.section,)), resolver)


def _full_entry(story: str, reader: Reader, imprint: Imprint) -> Entry | None:
    article, card = reader.record(story), reader.card(story)
    if not isinstance(article, Article) or card is None:
        return None
    resolver = Resolver(reader=reader, imprint=imprint, base=imprint.absolute(card.line.path))
    categories = _titles(reader, (article.section, *article.topics))
    return _entry(
        card,
        article.bylines,
        categories,
        resolver,
        content=_content(article, resolver),
        corrections=article.corrections,
    )


def _entry(
    card: Card,
    bylines: tuple[Byline, ...],
    categories: tuple[str, ...],
    resolver: Resolver,
    *,
    content: str = "",
    corrections: Iterable[Correction] = (),
) -> Entry:
    moments = (card.line.at, card.updated, *(moment_text(each.when) for each in corrections))
    return Entry(
        address=resolver.base,
        title=card.line.title,
        language=card.line.language,
        published=card.line.at,
        updated=max(moments),
        summary=card.standfirst,
        authors=resolver.authors(bylines),
        categories=categories,
        image=_image_address(card, resolver),
        content=content,
    )


def _image_address(card: Card, resolver: Resolver) -> str:
    picture = resolver.picture(card.picture.image, Shape.SHARE) if card.picture else None
    if picture is not None:
        return picture.address
    return resolver.imprint.absolute(share_card_path(card.line, resolver.imprint.card))


def _titles(reader: Reader, records: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.title for line in reader.lines(tuple(filter(None, records)))))


def _content(article: Article, resolver: Resolver) -> str:
    parts = [_lead_picture(article, resolver), plain_html(article.body, resolver), _corrections(article, resolver)]
    language, text = html.escape(article.language), "".join(parts)
    return f'<div lang="{language}" dir="{direction(article.language)}">{text}</div>'


def _lead_picture(article: Article, resolver: Resolver) -> str:
    picture = resolver.picture(article.picture.image) if article.picture else None
    if article.picture is None or picture is None:
        return ""
    return figure(picture, article.picture.alt, inline_html(article.picture.caption, resolver), picture.credit)


def _corrections(article: Article, resolver: Resolver) -> str:
    if not article.corrections:
        return ""
    notes = (
        f"<p><em>{moment_text(each.when)[:10]}: {inline_html(each.text, resolver)}</em></p>"
        for each in article.corrections
    )
    return f"<hr>{''.join(notes)}"


def has_feed(kind: str) -> bool:
    """Whether records of this kind have a page that lists stories."""
    return kind in STORY_LISTS
