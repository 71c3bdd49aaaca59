"""Blocks that interchange HTML carries whole, as canonical JSON in `data-broadsheet`."""

import dataclasses
import html
import json
import re
from typing import Any, Final, cast

from broadsheet.edition.blocks import (
    Audio,
    Block,
    Box,
    Call,
    DocumentBlock,
    Gallery,
    ImageBlock,
    ListBlock,
    PlainBlock,
    RawHtml,
)
from broadsheet.edition.canonical import read_block
from broadsheet.edition.checks import check_record
from broadsheet.edition.records import StandingPage
from broadsheet.edition.references import walk
from broadsheet.errors import EditionError
from broadsheet.importers.inline_markup import quoted
from broadsheet.importers.markup import Element, sanitised
from broadsheet.importers.renaming import rename_texts
from broadsheet.importers.surroundings import Surroundings

DEEPEST_LIST: Final = 30

_HREF = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_SAFE_TARGET = re.compile(r"(?i)(?!\s*(?:javascript|vbscript|data|file|blob)\s*:)[^\x00-\x1f\"<>]+")


def carried_block(element: Element, around: Surroundings) -> Block | None:
    """The block an element carries; None when it cannot be read, which is noted, so that its fallback is read."""
    try:
        block = read_block(_with_kinds(json.loads(element.get("data-broadsheet"))))
        _check(block)
    except (EditionError, ValueError, AttributeError, RecursionError) as error:
        around.changed("block", str(error)[:100], "what it carries cannot be read; its readable form was taken instead")
        return None
    return _with_images(_with_links(block, around), around)


_PARTS: Final = {
    "list": ("items", "item"), "item": ("sublist", "list"), "questions": ("items", "question"),
    "table": ("rows", "cell"), "gallery": ("images", "image"), "box": ("blocks", ""),
}  # fmt: skip


def _with_kinds(value: Any, kind: str = "") -> Any:
    """The same JSON with the kinds of inner parts filled in, which may be left out where only one can stand."""
    if isinstance(value, list):
        return [_with_kinds(each, kind) for each in value]
    if not isinstance(value, dict):
        return value
    filled = {"kind": kind, **value} if kind else dict(value)
    field, inner = _PARTS.get(str(filled.get("kind")), ("", ""))
    if filled.get(field) is not None:
        filled[field] = _with_kinds(filled[field], inner)
    return filled


def _check(block: Block) -> None:
    if _depth(block) > DEEPEST_LIST:
        raise ValueError("lists lie too deep in one another")
    for part in walk(block):
        if isinstance(part, Call) and not _SAFE_TARGET.fullmatch(part.target):
            raise ValueError(f"the target “{part.target[:60]}” leads nowhere safe")
    # The edition's own check, which wants a whole record around a body.
    check_record(StandingPage(id="body", language="en", title="body", path="body", body=(block,)))


def _depth(value: object) -> int:
    if isinstance(value, ListBlock):
        return 1 + max((_depth(item.sublist) for item in value.items), default=0)
    blocks = value.blocks if isinstance(value, Box) else ()
    return max((_depth(each) for each in blocks), default=0)


def _with_links(block: Block, around: Surroundings) -> Block:
    def link(match: re.Match[str]) -> str:
        target = around.link(html.unescape(match[1]), re.sub(r"<[^>]*>", "", match[2]))
        return f"<a href={quoted(target)}>{match[2]}</a>" if target else match[2]

    return rename_texts(block, lambda text: _HREF.sub(link, text) if "<a" in text else text)


def _with_images(block: Block, around: Surroundings) -> Block:
    return cast("Block", _replaced(block, around))


def _replaced(value: object, around: Surroundings) -> object:
    match value:
        case RawHtml(html=markup):
            return RawHtml(html=sanitised(markup).strip())
        case ImageBlock(image=source):
            found = around.image(source)
            return dataclasses.replace(value, image=found.source_id) if found else None
        case DocumentBlock() | Audio():
            return around.carried_document(value)
        case Gallery(images=images):
            kept = tuple(cast("ImageBlock", new) for new in (_replaced(each, around) for each in images) if new)
            return dataclasses.replace(value, images=kept)
        case Box(blocks=blocks):
            inside = tuple(cast("PlainBlock", new) for new in (_replaced(each, around) for each in blocks) if new)
            return dataclasses.replace(value, blocks=inside)
        case _:
            return value
