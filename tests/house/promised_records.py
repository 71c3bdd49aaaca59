"""Kinds, fields, words, markup, addresses and the keys of the interchange format: in the code, and on the pages."""

import dataclasses
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import get_args

from broadsheet.edition import blocks, comments, inline, paper, records
from broadsheet.edition.canonical import KINDS, RECORD_KINDS, plain
from broadsheet.importers.fields import Fields
from broadsheet.importers.jsonl import read_lines
from broadsheet.importers.records import ImportContext
from tests.house import documentation as docs

# ---- edition


def fields_in_code() -> set[str]:
    return {
        f"{_group(kind)}/{kind}" + (f".{field}" if field else "")
        for kind, cls in KINDS.items()
        for field in ("", *(f"{each.name} ({_default(each)})" for each in dataclasses.fields(cls)))
    }


def _group(kind: str) -> str:
    block_kinds = {cls.kind for cls in get_args(blocks.PlainBlock.__value__)} | {blocks.Box.kind}
    return "Records" if kind in RECORD_KINDS else "Blocks" if kind in block_kinds else "Parts"


def _default(field: dataclasses.Field[object]) -> str:
    required = field.default is dataclasses.MISSING
    return "required" if required else json.dumps(plain(field.default), ensure_ascii=False)


def fields_in_text(text: str) -> set[str]:
    told = set()
    for group, part in docs.sections(text, 2).items():
        for title, section in docs.sections(part, 3).items():
            for kind in docs.code_in(title):
                told.add(f"{group}/{kind}")
                rows = docs.named(section, "field")
                told |= {f"{group}/{kind}.{name} ({row[2].strip('`')})" for name, row in rows}
    return told


def words_in_code() -> set[str]:
    found = [value for module in (blocks, comments, records, paper) for value in vars(module).values()]
    vocabularies = [each for each in found if isinstance(each, type) and issubclass(each, StrEnum)]
    return {f"{each.__name__}: {word.value}" for each in vocabularies for word in each}


def words_in_text(text: str) -> set[str]:
    rows = docs.named(docs.sections(text, 2)["Vocabularies"], "vocabulary")
    return {f"{name}: {word}" for name, row in rows for word in docs.code_in(row[1])}


def markup_in_code() -> set[str]:
    return {*inline.PAIRED_TAGS, "br", *inline.LINK_SCHEMES}


def markup_in_text(text: str) -> set[str]:
    section = docs.sections(text, 2)["Running text"]
    tags = {re.split(r"[ >]", name[1:])[0] for name, _ in docs.named(section, "tag")}
    links = [row[1] for name, row in docs.named(section, "tag") if name.startswith("<a")]
    return tags | {re.sub("(?<=:).*", "", name) for meaning in links for name in docs.code_in(meaning)}


def reserved_in_text(text: str) -> set[str]:
    return set(docs.code_in(docs.sections(text, 2)["Reserved words"])) - {"-2"}


def without_stubs_in_text(text: str) -> set[str]:
    last = docs.sections(text, 2)["Old addresses"].rpartition("No page of its own")[2]
    return set(docs.code_in(last))


# ---- interchange format

_CALL = {"label": "Join", "target": "/join/"}
_STORY = {
    "title": "Ferry", "date": "2026-11-01", "body_html": "", "people": [{"name": "Ada Bright"}], "issue": {"number": 1},
    "images": [{"src": "quay.png"}], "corrections": [{"date": "2026-11-02", "text": "It was four."}],
    "review": {"of": "The book"}, "withdrawn": {"date": "2026-11-03", "reason": "It was not so."},
}  # fmt: skip
_LINES = {
    "article": _STORY,
    "page": _STORY,
    "section": {"title": "News", "calls": [_CALL], "pins": [{"story": "x"}]},
    "topic": {"title": "Harbour"},
    "person": {"title": "Ada Bright"},
    "branch": {"title": "North Quay"},
    "event": {"title": "Meeting", "starts": "2026-11-01T19:00"},
    "issue": {"number": 1, "date": "2026-11-01", "sections": [{"stories": [{"story": "x"}]}]},
    "picture": {"src": "promised_records.py", "shapes": [{"shape": "3:2", "left": 1, "top": 2}]},
    "document": {"src": "promised_records.py"},
    "comment": {"id": "1", "story": "x"},
    "paper": {
        "pins": [{"story": "x"}], "colours": {"ink": "#000000"},
        "name": "The Quay Lantern", "calls": [_CALL], "navigation": [{"label": "Diary", "target": "/diary/"}],
        "footer": [{"label": "Diary", "target": "/diary/"}], "languages": [{"code": "en"}],
        "social": [{"label": "Elsewhere", "url": "https://elsewhere.example/"}], "notice": {"text": "Closed"},
    },
}  # fmt: skip
"""A line of each kind with one of everything that has keys of its own: whatever else it may have is asked for."""


@contextmanager
def _keys_asked() -> Iterator[set[str]]:
    asked: set[str] = set()
    get = Fields.get

    def remembering(fields: Fields, key: str) -> object:
        asked.add(fields.name(key))
        return get(fields, key)

    Fields.get = remembering  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        Fields.get = get  # type: ignore[method-assign]


def keys_in_code() -> set[str]:
    context = ImportContext(now=datetime(2026, 11, 1, tzinfo=UTC))
    found = set()
    for kind, line in _LINES.items():
        with _keys_asked() as asked:
            read = read_lines([(1, {"kind": kind, **line})], context, folder=Path(__file__).parent)
            assert list(read.records) or kind not in ("article", "page", "event")
            assert list(read.originals) or kind not in ("picture", "document")
            assert list(read.comments) or kind != "comment"
        found |= {f"{kind}: {key}" for key in asked | {"kind"}}
    return found


def keys_in_text(text: str) -> set[str]:
    told = set()
    for title, section in docs.sections(docs.sections(text, 2)["The keys"], 3).items():
        for kind in docs.code_in(title):
            told |= {f"{kind}: {key}" for key, _ in docs.named(section, "key")}
    return told
