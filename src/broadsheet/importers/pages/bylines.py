"""Who wrote a page's story, as pages say it to their readers."""

import re
from collections.abc import Sequence
from typing import Final

from broadsheet.importers.markup import Element
from broadsheet.importers.names import one_line
from broadsheet.importers.pages.dates import moment_in
from broadsheet.importers.pages.tree import name_of, words_of

_PART: Final = re.compile(
    r"(?:^|[^a-z])(?:by-?line(?:s|-name|-author)?|author(?:s|-?name|-link)?|p-author|dateline-author|writtenby|"
    r"(?:post|entry|article|story|meta|item)-?author|autor(?:es|en)?|auteur|autore|verfasser|writer|reporter)(?:[^a-z0-9]|$)"
)
_BEFORE: Final = re.compile(
    r"^(?:本报)?(?:记者|記者|作者|文)[\s:：/]+|^(?:(?:written|posted|published|reported|story|text|words|report|review(?:ed)?|article|interview)\s+)?"
    r"(?:by|von|vom|par|por|da|di|door|av|af|od|przez|автор|text)\s*:?\s+(?=\S)|^(?:author|autor|autorin|auteur|autore|text|автор)s?\s*:\s*",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"\s*(?:[|•·–—/]|\s-\s|,?\s+(?:on|am|le|el|posted|published|updated|staff|senior)\b|\d{1,2}[./:]|\d{4}|\b(?:min|mins|minutes)\s+read).*$",
    re.IGNORECASE | re.DOTALL,
)
_NAME: Final = re.compile(r"[^\W\d_][^\d@<>{}|/]{1,119}")
_IDEOGRAPHS: Final = "\u2e80"
"""The first sign of scripts in which no month begins a line: what is a name there may stand right before a date."""

_LETTER: Final = re.compile(r"[^\W\d_]")
_LINES: Final = frozenset("p span div em i strong b small td h2 h3 h4 h5 h6 li cite a font center address br".split())
"""Elements that may be a line with a name; of a line break, what follows it."""
_NOBODY: Final = frozenset(
    {"admin", "administrator", "editor", "webmaster", "unknown", "anonymous", "staff", "redaktion", "root", "user",
     "author", "by", "share", "wordpress"}
)  # fmt: skip


def name_from(text: str) -> str:
    """The name or names a short text says, without the words around them; "" when it names nobody."""
    text = one_line(text)
    if not text or text.startswith(("http://", "https://", "@", "www.")):
        return ""
    text = _AFTER.sub("", _BEFORE.sub("", text)).strip(" ,.;:-–—|()")
    if not _NAME.fullmatch(text) or text.casefold() in _NOBODY or len(text.split()) > 14:
        return ""
    return text


def byline_from(top: Sequence[Element]) -> tuple[str, Element | None]:
    """The byline that stands nearest the headline, and the element that shows it."""
    for element in top:
        if _is_byline(element):
            text = words_of(element)
            name = name_from(text) if len(text) < 200 else ""
            if name:
                return name, element
    for element in top:
        text = _short_line(element)
        before = _BEFORE.match(text)
        if before and _begins_as_name(text[before.end() :]):
            name = name_from(text)
            if name and len(name.split()) <= 8:
                return name, element
    return "", None


def _is_byline(element: Element) -> bool:
    if element.get("rel") == "author" or "author" in (element.get("itemprop") or ""):
        return True
    return element.tag not in ("html", "body", "article", "main") and _PART.search(name_of(element)) is not None


def _short_line(element: Element) -> str:
    if element.tag not in _LINES or len(element) > 6:
        return ""
    text = one_line(element.tail or "") if element.tag == "br" else words_of(element)
    return text if len(text) <= 100 else ""


def _begins_as_name(text: str) -> bool:
    """A name begins with a capital where the script has such, and is no date."""
    first = _LETTER.match(text)
    if first is None or first[0].islower():
        return False
    return first[0] >= _IDEOGRAPHS or not moment_in(text[:20])
