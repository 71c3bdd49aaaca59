"""Put permanent ids in the place of source ids, in bodies and every other part of an imported record."""

import dataclasses
import html
import re
from collections.abc import Callable
from typing import Final, cast

from broadsheet.edition import blocks, paper, records
from broadsheet.importers.record_links import linked_source

type FindId = Callable[[str], str | None]
"""From a source id to the permanent id; None when there is none."""

_LINK = re.compile(r'<a href="(record:[^"]*)">(.*?)</a>', re.DOTALL)

_RECORD_FIELDS: Final = frozenset({"person", "article", "target"})
_FILE_FIELDS: Final = frozenset({"image", "document"})
_INLINE: Final = (blocks.Inline, "Inline", tuple[blocks.Inline, ...])

type _Missing = Callable[[str], None]


def rename_ids[T](value: T, record: FindId, file: FindId, missing: _Missing = lambda _: None) -> T:
    """
    The same value with permanent ids.

    `value` is a block, byline, picture, placement, call, link, or tuple of them. Where `record` or `file` finds
    nothing, a link in running text keeps its words only, a field becomes "", an image or document block is
    left out, and `missing` is told the source id.
    """
    return cast("T", _Renaming(record, file, missing).renamed(value))


def rename_texts[T](value: T, change: Callable[[str], str]) -> T:
    """The same value with every piece of running text changed so."""
    return cast("T", _texts_renamed(value, change))


def _texts_renamed(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, tuple):
        return tuple(_texts_renamed(each, change) for each in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, object] = {}
    for field in dataclasses.fields(value):
        old = getattr(value, field.name)
        if field.type == tuple[blocks.Inline, ...]:
            new: object = tuple(change(each) for each in old)
        elif field.type in _INLINE:
            new = change(old)
        else:
            new = _texts_renamed(old, change)
        if new != old:
            changes[field.name] = new
    return dataclasses.replace(value, **changes) if changes else value


@dataclasses.dataclass(frozen=True, slots=True)
class _Renaming:
    record: FindId
    file: FindId
    missing: _Missing

    def renamed(self, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(new for new in map(self.renamed, value) if not _is_void(new))
        if not dataclasses.is_dataclass(value) or isinstance(value, type):
            return value
        changes: dict[str, object] = {}
        for field in dataclasses.fields(value):
            old = getattr(value, field.name)
            new = self._field(field.name, field.type, old)
            if new is not old and new != old:
                changes[field.name] = new
        return dataclasses.replace(value, **changes) if changes else value

    def _field(self, name: str, hint: object, value: object) -> object:
        if isinstance(value, str):
            return self._text(name, hint, value)
        if isinstance(value, tuple) and value and isinstance(value[0], str):
            return tuple(self._text(name, hint, each) for each in value)
        return self.renamed(value)

    def _text(self, name: str, hint: object, value: str) -> str:
        if hint in _INLINE:
            return _LINK.sub(self._link, value) if "record:" in value else value
        if not value or (value.startswith(("https://", "http://", "mailto:", "/")) and name == "target"):
            return value
        if name in _RECORD_FIELDS:
            return self._found(self.record, value)
        return self._found(self.file, value) if name in _FILE_FIELDS else value

    def _found(self, find: FindId, source_id: str) -> str:
        permanent = find(source_id)
        if permanent is None:
            self.missing(source_id)
        return permanent or ""

    def _link(self, match: re.Match[str]) -> str:
        source_id, anchor = linked_source(html.unescape(match[1]))
        permanent = self._found(self.record, source_id)
        if not permanent:
            return match[2]
        href = f"record:{permanent}" + (f"#{anchor}" if anchor else "")
        return f'<a href="{html.escape(href)}">{match[2]}</a>'


def _is_void(value: object) -> bool:
    match value:
        case blocks.ImageBlock(image="") | blocks.DocumentBlock(document="") | blocks.Audio(document=""):
            return True
        case blocks.Gallery(images=()) | blocks.Call(target="") | paper.Link(target="") | records.Placement(article=""):
            return True
        case _:
            return False
