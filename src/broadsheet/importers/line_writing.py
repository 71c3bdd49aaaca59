"""
Lines of the interchange format from records: the inverse of what reads them.

Keys stand in the order of the reference, none is empty, and every text is as the reading leaves it, so that writing
what was read gives the same line. Pictures and documents are named by their paths beside the file.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, Protocol
from urllib.parse import quote

from broadsheet.edition.blocks import Block, Inline
from broadsheet.edition.canonical import moment_text
from broadsheet.edition.records import ArticleKind, Byline, Correction, CorrectionKind, Picture, Review
from broadsheet.edition.stages import Stage
from broadsheet.importers.body import read_line
from broadsheet.importers.interchange import body_to_html
from broadsheet.importers.line_names import Named
from broadsheet.importers.links import AddressBook, Links
from broadsheet.importers.names import kept_line
from broadsheet.importers.records import (
    ImportContext,
    ImportedArticle,
    ImportedEvent,
    ImportedImage,
    ImportedPage,
    Sourced,
    SourcedContent,
    Status,
    Withdrawal,
)
from broadsheet.importers.report import Tally
from broadsheet.importers.surroundings import Surroundings

type Line = dict[str, Any]
"""One line, before it is JSON."""


class NameOf(Protocol):
    """How a line names a section, topic, person or branch: by its name where that can mean no other, else by its id."""

    def __call__(self, kind: Named, source_id: str, language: str) -> str:
        """The name for a line of this language."""


_TO_QUOTE: Final = re.compile(r"[%#\s\x00-\x1f\x7f-\x9f]")
_NOW: Final = datetime(2000, 1, 1, tzinfo=UTC)


_NEEDED: Final = {"article": "body_html", "page": "body_html"}
"""The one key that may say nothing: whoever reads the line must know that the story has no words."""


def without_empty(line: Mapping[str, Any], *, kept: str = "") -> Line:
    """The keys that say something, in their order, and the one that is kept even so."""
    empty: tuple[Any, ...] = (None, "", [], {}, ())
    return {key: value for key, value in line.items() if key == kept or value not in empty}


def text(words: str) -> str:
    """Plain text as a line has it."""
    return kept_line(words)


def tagged(words: Inline) -> str:
    """Text with tags as a line has it; nothing but what reading it gives back."""
    if "<" not in words and "&" not in words:
        return kept_line(words)
    links = Links(book=AddressBook(), context=ImportContext(now=_NOW), tally=Tally())
    return read_line(kept_line(words), Surroundings(where="", links=links, find_image=lambda _source: None))


def moment(when: datetime | None) -> str:
    """A moment as a line has it, in UTC."""
    return moment_text(when) if when else ""


def address(path: str) -> str:
    """An old address as it is written, from its path and query without any escapes."""
    return "/%2F" + _escaped(path[2:]) if path.startswith("//") else _escaped(path)


def _escaped(path: str) -> str:
    return _TO_QUOTE.sub(lambda match: quote(match[0]), path)


def status(record: Sourced) -> str:
    """The word of a line that readers do not see."""
    return "" if record.status is Status.PUBLISHED else record.status.value


def ending(record: Sourced, line: Mapping[str, Any]) -> Line:
    """The line with what stands at the end of every kind: old addresses, and keys that somebody else gave it."""
    whole = {**line, "legacy_urls": [address(path) for path in record.old_addresses]}
    unknown = {key: record.unknown[key] for key in sorted(record.unknown) if key not in whole}
    return without_empty({**whole, **unknown}, kept=_NEEDED.get(line["kind"], ""))


def body(blocks: Iterable[Block], picture: Picture | None = None) -> str:
    """A body as HTML; a picture that the line describes itself says so of every use of it."""
    described = _described(picture)
    return body_to_html(blocks, described)


def _described(picture: Picture | None) -> Mapping[str, ImportedImage]:
    if picture is None:
        return {}
    image = ImportedImage(source_id=picture.image, alt=text(picture.alt), caption=Inline(tagged(picture.caption)))
    return {picture.image: image}


def story_line(record: ImportedArticle, name_of: NameOf, zone: tzinfo) -> Line:
    """The line of a story."""
    language = record.language

    def names(kind: Named, source_ids: Iterable[str]) -> list[str]:
        return [name_of(kind, source_id, language) for source_id in source_ids]

    return ending(
        record,
        {
            **_beginning(record, "article", record.published),
            "slug": record.slug,
            "month": _month(record.month, record.published, zone),
            "updated": moment(record.updated),
            "status": status(record),
            "stage": record.stage.value if status(record) and record.stage is not Stage.DRAFT else "",
            "language": language,
            "translation_of": record.translation_of,
            "genre": "" if record.genre is ArticleKind.REPORT else record.genre.value,
            "kicker": text(record.kicker),
            "standfirst": text(record.standfirst),
            "dateline": text(record.dateline),
            "section": name_of(Named.SECTION, record.section, language) if record.section else "",
            "topics": names(Named.TOPIC, record.topics),
            "people": [_byline(each, name_of, language) for each in record.bylines if each.person or each.name],
            "persons": names(Named.PERSON, record.persons),
            "branches": names(Named.BRANCH, record.branches),
            "images": [_lead(record.picture)] if record.picture else [],
            "related": list(record.related),
            "corrections": [_correction(each) for each in record.corrections],
            "review": _review(record.review),
            "share_headline": text(record.share_headline),
            "share_text": text(record.share_text),
            "licence": text(record.licence),
            "embargo": moment(record.embargo),
            "withdrawn": _withdrawal(record.withdrawn),
        },
    )


def page_line(record: ImportedPage) -> Line:
    """The line of a standing page."""
    return ending(
        record,
        {
            **_beginning(record, "page", record.published),
            "path": record.path,
            "updated": moment(record.updated),
            "status": status(record),
            "language": record.language,
            "translation_of": record.translation_of,
            "standfirst": text(record.description),
        },
    )


def _beginning(record: SourcedContent, kind: str, published: datetime) -> Line:
    line = {"kind": kind, "id": record.source_id, "title": text(record.title), "date": moment(published)}
    if kind == "page" and record.status is Status.DRAFT:
        line["date"] = ""  # nobody asked when a page will appear that did not yet
    return line | {"body_html": body(record.body, record.picture)}


def _month(month: str, when: datetime, zone: tzinfo) -> str:
    local = when.astimezone(zone)
    return "" if month == f"{local.year:04}-{local.month:02}" else month


def _lead(picture: Picture) -> Line:
    return without_empty(
        {"src": picture.image, "alt": text(picture.alt), "caption": tagged(picture.caption), "lead": True}
    )


def _byline(byline: Byline, name_of: NameOf, language: str) -> str | Line:
    told = {"role": text(byline.role), "description": text(byline.description)}
    if not byline.person:
        return without_empty({"name": text(byline.name), "page": False, **told})
    name = name_of(Named.PERSON, byline.person, language)
    entry = without_empty({"name": name, "printed": text(byline.name), **told})
    return name if len(entry) == 1 else entry


def _correction(correction: Correction) -> Line:
    kind = "" if correction.what is CorrectionKind.CORRECTION else correction.what.value
    return without_empty({"date": moment(correction.when), "kind": kind, "text": tagged(correction.text)})


def _review(review: Review | None) -> Line:
    return without_empty({"of": text(review.of), "by": text(review.by), "where": text(review.where)}) if review else {}


def _withdrawal(withdrawn: Withdrawal | None) -> Line:
    return {"date": moment(withdrawn.when), "reason": text(withdrawn.reason)} if withdrawn else {}


def event_line(record: ImportedEvent, name_of: NameOf, zone: tzinfo) -> Line:
    """The line of an event."""
    language, picture = record.language, record.picture
    return ending(
        record,
        {
            "kind": "event",
            "id": record.source_id,
            "title": text(record.title),
            "starts": moment(record.starts),
            "ends": moment(record.ends),
            "slug": record.slug,
            "month": _month(record.month, record.starts, zone),
            "status": status(record),
            "language": language,
            "translation_of": record.translation_of,
            "place": text(record.place),
            "address": text(record.address),
            "online": text(record.online),
            "branch": name_of(Named.BRANCH, record.branch, language) if record.branch else "",
            "branches": [name_of(Named.BRANCH, each, language) for each in record.branches],
            "cost": text(record.cost),
            "cancelled": record.cancelled or None,
            "report": record.report,
            "description": tagged(record.description),
            "picture": picture.image if picture else "",
            "picture_alt": text(picture.alt) if picture else "",
            "picture_caption": tagged(picture.caption) if picture else "",
            "body_html": body(record.body),
        },
    )
