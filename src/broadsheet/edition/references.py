"""What a record names: inline text, blocks within blocks, and the ids of other records."""

import dataclasses
from collections.abc import Iterator

from broadsheet.edition import blocks, inline, records
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import Paper

type _Part = object


def walk(value: _Part) -> Iterator[_Part]:
    """The value and every dataclass inside it, outermost first."""
    if isinstance(value, tuple):
        for each in value:
            yield from walk(each)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name))


_INLINE_TYPES = (blocks.Inline, "Inline")


def inline_texts(value: _Part) -> Iterator[str]:
    """All inline markup in a record or block, in document order of its fields."""
    for part in walk(value):
        for field in dataclasses.fields(part):  # type: ignore[arg-type]  # walk yields dataclass instances only
            if field.type in _INLINE_TYPES:
                yield getattr(part, field.name)
            elif field.type == tuple[blocks.Inline, ...]:
                yield from getattr(part, field.name)


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
    """The ids that links in running text lead to."""
    for text in inline_texts(value):
        for target in inline.links(text):
            if target.startswith("record:"):
                yield target.removeprefix("record:").partition("#")[0]


def note_labels(value: _Part) -> Iterator[str]:
    """The labels of the footnotes that running text refers to."""
    for text in inline_texts(value):
        yield from (target.removeprefix("note:") for target in inline.links(text) if target.startswith("note:"))


def is_addressed(record: Record) -> bool:
    """Whether a record has a page of its own."""
    return not isinstance(record, records.Image | records.Document | Paper)
