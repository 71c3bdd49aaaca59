"""
The text of a Ghost post as plain HTML, from whichever of its three formats it has.

Lexical (version 5) and mobiledoc (1 to 5) are what the writer made, so they come before the HTML made of them.
"""

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from broadsheet.importers.ghost_cards import DEEPEST_MARKDOWN, NoteLoss, card_html, text_of
from broadsheet.importers.inline_markup import quoted
from broadsheet.importers.markdown_text import markdown_html

DEEPEST: Final = 100
"""Levels of nesting read; a text has a handful."""

_FORMATS: Final = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SECTIONS: Final = frozenset({"p", "blockquote", "aside", *_HEADINGS})
_MARKUPS: Final = frozenset({"a", "b", "strong", "i", "em", "s", "del", "code", "sub", "sup"})


class _UnreadableError(ValueError):
    """The stored text is not in the format it should be in."""


def post_html(post: Mapping[str, Any], lost: NoteLoss) -> str:
    """The post's text as HTML; when its own format cannot be read, the HTML Ghost had made of it, and that is told."""
    for name, reader in (("lexical", _lexical), ("mobiledoc", _mobiledoc)):
        stored = post.get(name)
        if not isinstance(stored, str) or not stored.strip():
            continue
        try:
            found = reader(json.loads(stored), lost)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            lost("text", name, "it is damaged; what Ghost had made of it stands instead, where there is any")
            continue
        if found.strip():
            return found
    written = text_of(post, "markdown")  # the oldest exports have it, and sometimes nothing else
    shown = text_of(post, "html") or (markdown_html(written, DEEPEST_MARKDOWN) if written else "")
    return shown or "".join(f"<p>{html.escape(line)}</p>" for line in _plain_lines(post))


def _plain_lines(post: Mapping[str, Any]) -> list[str]:
    return [line for line in text_of(post, "plaintext").splitlines() if line.strip()]


# ---- lexical


def _lexical(document: Any, lost: NoteLoss) -> str:
    return "".join(_node(child, lost, 0) for child in document["root"]["children"])


def _node(node: Any, lost: NoteLoss, depth: int) -> str:
    if depth > DEEPEST:
        raise _UnreadableError("nested too deeply")
    kind = str(node["type"]).removeprefix("extended-")
    if kind == "text":
        return _formatted(node)
    if kind == "zwnj":
        return ""
    if kind in ("linebreak", "tab"):
        return "<br>" if kind == "linebreak" else " "
    if "children" not in node:
        return card_html(str(node["type"]), node, lost)
    inside = "".join(_node(child, lost, depth + 1) for child in node["children"])
    if kind in ("link", "autolink"):
        return f"<a href={quoted(text_of(node, 'url'))}>{inside}</a>"
    if kind == "listitem" and node["children"] and all(each.get("type") == "list" for each in node["children"]):
        return inside  # how lexical writes a list that belongs to the item before it
    tag = _tag_of(kind, node)
    start = f' start="{node["start"]}"' if tag == "ol" and isinstance(node.get("start"), int) else ""
    return f"<{tag}{start}>{inside}</{tag}>" if tag else inside


def _tag_of(kind: str, node: Any) -> str:
    if kind == "heading":
        return str(node["tag"]) if node.get("tag") in _HEADINGS else "h2"
    if kind == "list":
        return "ol" if node.get("listType") == "number" else "ul"
    return {"paragraph": "p", "quote": "blockquote", "aside": "blockquote", "listitem": "li"}.get(kind, "")


def _formatted(node: Any) -> str:
    text = html.escape(str(node.get("text", "")))
    bits = node.get("format") or 0
    for bit, tag in _FORMATS:
        if isinstance(bits, int) and bits & bit:
            text = f"<{tag}>{text}</{tag}>"
    return text


# ---- mobiledoc


def _mobiledoc(document: Any, lost: NoteLoss) -> str:
    return "".join(_sections(document, lost))


def _sections(document: Any, lost: NoteLoss) -> Iterator[str]:
    for kind, *rest in document["sections"]:
        if kind == 1:
            tag = rest[0] if rest[0] in _SECTIONS else "p"
            # Ghost writes its second look of a quote as an aside.
            tag = "blockquote" if tag == "aside" else tag
            yield f"<{tag}>{_markers(rest[1], document)}</{tag}>"
        elif kind == 2:
            yield f"<figure><img src={quoted(str(rest[0]))} alt=''></figure>"
        elif kind == 3:
            tag = "ol" if rest[0] == "ol" else "ul"
            yield f"<{tag}>{''.join(f'<li>{_markers(each, document)}</li>' for each in rest[1])}</{tag}>"
        elif kind == 10:
            name, payload = document["cards"][rest[0]]
            yield card_html(str(name), payload if isinstance(payload, Mapping) else {}, lost)
        else:
            lost("section", str(kind), "sections of this kind are not known here")


def _markers(markers: Any, document: Any) -> str:
    parts: list[str] = []
    open_tags: list[str] = []
    for kind, opened, closed, value in markers:
        for number in opened:
            markup = document["markups"][number]
            tag = markup[0] if markup[0] in _MARKUPS else "span"
            open_tags.append(tag)
            parts.append(f"<{tag}{_link(markup) if tag == 'a' else ''}>")
        parts.append(html.escape(str(value)) if kind == 0 else _atom(document["atoms"][value]))
        parts += [f"</{open_tags.pop()}>" for _ in range(min(closed, len(open_tags)))]
    return "".join((*parts, *(f"</{tag}>" for tag in reversed(open_tags))))


def _link(markup: Any) -> str:
    values = markup[1] if len(markup) > 1 else []
    pairs = dict(zip(values[::2], values[1::2], strict=False))
    return f" href={quoted(str(pairs.get('href', '')))}"


def _atom(atom: Any) -> str:
    return "<br>" if atom[0] == "soft-return" else html.escape(str(atom[1]))
