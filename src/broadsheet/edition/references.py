"""What a record names: inline text, blocks within blocks, and the ids of other records."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum
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
        elif (names := _holding_fields(part.__class__)) is not None:
            yield part
            waiting.extend([getattr(part, name) for name in names])


_PLAIN: Final = frozenset({str, int, bool, bytes, date, datetime, blocks.Inline, type(None)})
"""Types of values that hold nothing."""


@cache
def _holding_fields(kind: type[Any]) -> tuple[str, ...] | None:
    """The names of a dataclass's fields that may hold others, the last first; None for anything else."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(field.name for field in reversed(dataclasses.fields(kind)) if not _is_plain(field.type))


def _is_plain(hint: object) -> bool:
    if typing.get_origin(hint) in (typing.Union, types.UnionType, tuple):
        return all(each is ... or _is_plain(each) for each in typing.get_args(hint))
    return hint in _PLAIN or (isinstance(hint, type) and issubclass(hint, Enum))


@cache
def _inline_fields(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """Names of the fields that hold inline markup, and whether they hold many."""
    fields = ((field.name, field.type) for field in dataclasses.fields(kind))
    many = tuple[blocks.Inline, ...]
    return tuple((name, held == many) for name, held in fields if held in _INLINE_TYPES or held == many)


_INLINE_TYPES = (blocks.Inline, "Inline")


def inline_texts(value: _Part) -> Iterator[str]:
    """All inline markup in a record or block, in document order of its fields."""
    return _texts_of(walk(value))


def _texts_of(parts: Iterable[_Part]) -> Iterator[str]:
    for part in parts:
        for name, many in _inline_fields(part.__class__):
            if many:
                yield from getattr(part, name)
            else:
                yield getattr(part, name)


def files_used(record: records.Addressed) -> tuple[str, ...]:
    """The ids of the images and documents a record shows, each once, in order."""
    found: dict[str, None] = {}
    for part in walk(record):
        match part:
            case records.Picture(image=file) | blocks.ImageBlock(image=file) | blocks.Embed(image=file):
                found[file] = None
            case blocks.DocumentBlock(document=file) | blocks.Audio(document=file):
                found[file] = None
    found.pop("", None)
    return tuple(found)


def linked_records(value: _Part) -> Iterator[str]:
    """The ids that links in running text and in imported HTML lead to."""
    return links_of(tuple(walk(value)))


def links_of(parts: Sequence[_Part]) -> Iterator[str]:
    """The same for what `walk` found."""
    for text in _texts_of(parts):
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
