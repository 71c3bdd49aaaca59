"""
From an editor's rich text to the edition's inline markup.

Wagtail's stored HTML is written by a machine from a short list of tags, so one pattern reads it, with the permanent ids
at hand; asking Wagtail to expand it takes two hundred times as long. What the pattern does not expect is left out, its
words never.
"""

import html
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from broadsheet.edition.blocks import Inline
from broadsheet.edition.inline import LINK_SCHEMES
from broadsheet.newsroom.compose.references import References, RowNumbers

TOKEN: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|([^<]+|<)")
"""The sign of a closing tag, the tag's name and its attributes; or words."""

_ATTRIBUTE: Final = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LINKED_ROW: Final = re.compile(r'<a\b[^>]*\blinktype="(page|document)"[^>]*>')
_ROW: Final = re.compile(r'\bid="(\d+)"')
_ANCHOR: Final = re.compile(r'\bdata-anchor="([^"]*)"')
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NOTE: Final = "#note-"
# Spaces of the source only: a no-break space is typography.
_SPACES: Final = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")  # a single space stays as it is
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_SIGNS: Final = re.compile("[&<>]")
_EDGES: Final = re.compile(r"^(?: |<br>)+|(?: |<br>)+$")
_AT_EDGES: Final = (" ", "<br>")
_EMPTY_TAG: Final = re.compile(r"<(strong|em|sub|sup|s|code)></\1>")

TAGS: Final = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup",
    "s": "s", "del": "s", "strike": "s", "code": "code", "span": "span", "a": "a",
}  # fmt: skip
"""Rich text's tags for stretches of text, and their names in inline markup."""


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag, unescaped."""
    if not text:
        return {}
    return {name.lower(): html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def find_rows(rich: str, numbers: RowNumbers) -> None:
    """Note the row numbers that the links of a rich text name."""
    if "linktype" not in rich:
        return
    for match in _LINKED_ROW.finditer(rich):
        row = _ROW.search(match[0])
        if row:
            (numbers.pages if match[1] == "page" else numbers.documents).add(int(row[1]))


class InlineWriter:
    """Writes inline markup tag by tag, always well nested."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._parts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def written(self) -> bool:
        """Whether anything was written since the last time it was taken, if only a tag."""
        return bool(self._parts or self._open)

    def text(self, escaped: str) -> None:
        """Words as they stand in HTML."""
        if escaped.isprintable() and not _SIGNS.search(escaped):  # as most is: nothing but words
            self._parts.append(escaped)
            return
        words = html.unescape(escaped) if "&" in escaped else escaped
        shown = words if words.isprintable() else _UNPRINTABLE.sub("", words)
        self._parts.append(html.escape(shown, quote=False))

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        """One tag of a stretch of text, its name in lower case; tags that inline markup does not know are left out."""
        if name == "br":
            self._parts.append("<br>")
        elif name in TAGS and closing:
            self._end(name)
        elif name in TAGS:
            self._begin(name, attributes_of(attributes))

    def link(self, attributes: str) -> str:
        """The opening tag of a link that stands in no other, "" when it leads nowhere; nothing is written."""
        return self._opening("a", attributes_of(attributes))

    def take(self) -> Inline:
        """What was written since the last time, with every tag closed and no space at either end."""
        while self._open:
            self._pop()
        written = "".join(self._parts)
        self._parts = []
        # Most need none of this, which is sooner seen than done.
        if "  " in written or not written.isprintable():
            written = _SPACES.sub(" ", written)
        if "></" in written:
            written = _EMPTY_TAG.sub("", written)
        if written.startswith(_AT_EDGES) or written.endswith(_AT_EDGES):
            written = _EDGES.sub("", written)
        return Inline(written)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        opening = self._opening(name, attributes)
        self._open.append((name, bool(opening)))
        self._parts.append(opening)

    def _opening(self, name: str, attributes: dict[str, str]) -> str:
        if name == "a":
            href = self._href(attributes)
            if not href or any(other == "a" and shown for other, shown in self._open):
                return ""
            return f'<a href="{_quoted(href)}">'
        if name == "span":
            kept = ""
            if _LANGUAGE.fullmatch(attributes.get("lang", "")):
                kept += f' lang="{attributes["lang"]}"'
            if attributes.get("dir") in {"ltr", "rtl", "auto"}:
                kept += f' dir="{attributes["dir"]}"'
            return f"<span{kept}>" if kept else ""
        return f"<{TAGS[name]}>"

    def _end(self, name: str) -> None:
        if all(other != name for other, _ in self._open):
            return
        while self._pop() != name:
            pass

    def _pop(self) -> str:
        name, shown = self._open.pop()
        if shown:
            self._parts.append(f"</{TAGS[name]}>")
        return name

    def _href(self, attributes: dict[str, str]) -> str:
        row = attributes.get("id", "")
        match attributes.get("linktype"):
            case "page" if row.isdigit():
                found = self._references.pages.get(int(row), "")
                anchor = attributes.get("data-anchor", "")
                return f"record:{found}{'#' + anchor if anchor else ''}" if found else ""
            case "document" if row.isdigit():
                found = self._references.documents.get(int(row), "")
                return f"record:{found}" if found else ""
            case None:
                return self._outside(attributes.get("href", "").strip())
            case _:
                return ""

    def _outside(self, href: str) -> str:
        if href.startswith(_NOTE):
            return f"note:{href.removeprefix(_NOTE)}"
        if href.startswith("/"):
            href = urljoin(self._references.root, href)
        return href if href.lower().startswith(LINK_SCHEMES) else ""


def inline_of(rich: str, references: References) -> Inline:
    """A rich text as one stretch of inline markup; paragraphs are parted by line breaks."""
    return Inline("<br>".join(paragraphs_of(rich, references)))


def paragraphs_of(rich: str, references: References) -> tuple[Inline, ...]:
    """The paragraphs of a rich text, as inline markup; empty ones are left out."""
    return tuple(paragraph for paragraph in _paragraphs(rich, references) if paragraph)


def _paragraphs(rich: str, references: References) -> Iterator[Inline]:
    writer = InlineWriter(references)
    for close, tag, attributes, text in TOKEN.findall(rich):
        if text:
            writer.text(text)
        elif (name := tag.lower()) in TAGS or name == "br":
            writer.tag(name, attributes, closing=bool(close))
        else:
            yield writer.take()
    yield writer.take()


def _quoted(href: str) -> str:
    escaped = html.escape(_UNPRINTABLE.sub("", href), quote=True).replace("&#x27;", "'")
    return _SPACE.sub("%20", escaped)
