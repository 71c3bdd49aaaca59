"""Blocks of WordPress that say in their comment, or elsewhere in the export, what they show."""

import html
import json
import re
from collections.abc import Callable
from typing import Any, Final

from broadsheet.importers.inline_markup import quoted
from broadsheet.importers.names import one_line

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLOCK: Final = re.compile(r"<!--\s*(?P<ends>/)?wp:(?P<name>[\w/-]+)(?:\s+\{.*\})?\s*(?P<whole>/)?-->", re.DOTALL)
_BACKGROUND: Final = re.compile(
    r"background(?:-image)?\s*:\s*url\(\s*(?:&quot;|[\"'])?([^)\"'&]{1,2000})", re.IGNORECASE
)
_COVER: Final = re.compile(r"<(?:div|section)\b([^<>]{0,5000}\bwp-block-cover[^<>]{0,5000})>", re.IGNORECASE)
_LINKS: Final = {"social-link": "service", "navigation-link": "label", "navigation-submenu": "label", "rss": "label"}


def footnotes_html(stored: str) -> str:
    """The notes that WordPress keeps beside a post (a JSON list) as the list in which it shows them; "" when none."""
    notes = _loaded(stored) if stored.lstrip().startswith("[") else None
    if not isinstance(notes, list):
        return ""
    items = [each for each in notes if isinstance(each, dict) and isinstance(each.get("content"), str)]
    return f"\n\n<ol>{''.join(map(_note, items))}</ol>" if items else ""


def _note(note: dict[str, Any]) -> str:
    name = str(note.get("id", ""))
    return f"<li id={quoted(name)}>{note['content']} <a href={quoted(f'#{name}-link')}>↩</a></li>"


def said_in_comment(name: str, values: str) -> str:
    """What a block without HTML of its own shows all the same, because its comment says it: a link to elsewhere."""
    said = _loaded(values) if name in _LINKS else None
    if not isinstance(said, dict):
        return ""
    texts = {key: one_line(value) for key, value in said.items() if isinstance(value, str)}
    address = texts.get("url") or texts.get("feedURL", "")
    words = texts.get("label") or texts.get(_LINKS[name]) or address
    return f"<p><a href={quoted(address)}>{html.escape(words)}</a></p>" if address else ""


def with_free_text(text: str, change: Callable[[str], str]) -> str:
    """The text of a post with what stands outside its blocks, or in a classic one, changed if it has no paragraphs."""
    pieces: list[str] = []
    depth = at = 0
    for match in _COMMENT.finditer(text):
        pieces += (_changed(text[at : match.start()], change, depth), match[0])
        at = match.end()
        block = _BLOCK.fullmatch(match[0])
        if block is not None and block["name"] not in ("freeform", "core/freeform") and not block["whole"]:
            depth = max(0, depth - 1) if block["ends"] else depth + 1
    return "".join((*pieces, _changed(text[at:], change, depth)))


def _changed(text: str, change: Callable[[str], str], depth: int) -> str:
    return text if depth or "<p" in text.lower() or not text.strip() else change(text)


def with_covers_shown(text: str) -> str:
    """Old covers have their picture as a background; it becomes a picture before their words."""
    return _COVER.sub(_shown, text) if "wp-block-cover" in text else text


def _shown(match: re.Match[str]) -> str:
    found = _BACKGROUND.search(match[1])
    return f"{match[0]}<img src={quoted(html.unescape(found[1].strip()))} alt=''>" if found else match[0]


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
