"""What a record names: inline text, blocks within blocks, and the ids of other records."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from broadsheet.edition import blocks, inline, records
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import Paper

type _Part = Any


def walk(value: _Part) -> Iterator[_Part]:
    """The value and every dataclass inside it, outermost first."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if type(part) is tuple:
            waiting.extend(reversed(part))
        elif (names := _fields_from_last(part.__class__)) is not None:
            yield part
            for name in names:
                found = getattr(part, name)
                if found:
                    waiting.append(found)


@cache
def _fields_from_last(kind: type[Any]) -> tuple[str, ...] | None:
    """The names of a dataclass's fields that may hold other parts, the last first; None for anything else."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(field.name for field in reversed(dataclasses.fields(kind)) if not _holds_nothing(field.type))


def _holds_nothing(hint: Any) -> bool:
    """Whether what has this type holds no parts: text, a number, a moment, or several of them."""
    hint = getattr(hint, "__supertype__", hint)
    if isinstance(hint, type) and not typing.get_args(hint):
        return issubclass(hint, str | int | bytes | date | types.NoneType)
    held = [each for each in typing.get_args(hint) if each is not Ellipsis]
    return bool(held) and all(map(_holds_nothing, held))


@cache
def _inline_fields(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """Names of the fields that hold inline markup, and whether they hold many."""
    fields = ((field.name, field.type) for field in dataclasses.fields(kind))
    many = tuple[blocks.Inline, ...]
    return tuple((name, held == many) for name, held in fields if held in _INLINE_TYPES or held == many)


_INLINE_TYPES = (blocks.Inline, "Inline")


def inline_texts(value: _Part) -> Iterator[str]:
    """All inline markup in a record or block, in document order of its fields."""
    return inline_texts_in(walk(value))


def inline_texts_in(parts: Iterable[_Part]) -> Iterator[str]:
    """All inline markup in these parts themselves, not in what lies inside them."""
    for part in parts:
        for name, many in _inline_fields(part.__class__):
            if many:
                yield from getattr(part, name)
            else:
                yield getattr(part, name)


_FILE_FIELDS: Final[Mapping[type[Any], str]] = {
    records.Picture: "image",
    blocks.ImageBlock: "image",
    blocks.Embed: "image",
    blocks.DocumentBlock: "document",
    blocks.Audio: "document",
}
"""What shows a file, and the field that names it."""


def files_used(record: records.Addressed) -> tuple[str, ...]:
    """The ids of the images and documents a record shows, each once, in order."""
    found: dict[str, None] = {}
    for part in walk(record):
        name = _FILE_FIELDS.get(part.__class__)
        if name is not None:
            found[getattr(part, name)] = None
    found.pop("", None)
    return tuple(found)


def linked_records(value: _Part) -> Iterator[str]:
    """The ids that links in running text and in imported HTML lead to."""
    return links_of(tuple(walk(value)))


def links_of(parts: Sequence[_Part]) -> Iterator[str]:
    """The same for what `walk` found."""
    for text in inline_texts_in(parts):
        for target in inline.links(text) if "<a" in text else ():
            if target.startswith("record:"):
                yield target.removeprefix("record:").partition("#")[0]
    for part in parts:
        if type(part) is blocks.RawHtml and "record:" in part.html:
            yield from (match["record"] for match in inline.HTML_LINK.finditer(part.html))


def note_labels(value: _Part) -> Iterator[str]:
    """The labels of the footnotes that running text refers to."""
    for text in inline_texts(value):
        yield from (target.removeprefix("note:") for target in inline.links(text) if target.startswith("note:"))


def is_addressed(record: Record) -> bool:
    """Whether a record has a page of its own."""
    return not isinstance(record, records.Image | records.Document | Paper)
