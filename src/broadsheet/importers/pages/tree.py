"""A saved page as a tree: every element in it, never too deep to walk, scripts set aside for what they tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import lxml.etree
import lxml.html

from broadsheet.importers.markup import Element, drop, flattened, words_only

DEEPEST: Final = 200
"""Levels of nesting kept; old pages lay tables in tables."""

PHRASING: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
     "kbd", "label", "mark", "q", "ruby", "rt", "rp", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
     "time", "tt", "u", "var", "wbr", "svg", "picture", "nobr", "acronym"}
)  # fmt: skip
"""Elements of running text."""

_UNREAD: Final = ("script", "style", "template", "link", "param", "track", "noframes", "area", "map")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTree:
    """
    `root` is the html element; `data` are the texts of the scripts that hold JSON-LD.

    `canonical` is where the page itself says it is public, "" when it does not.
    """

    root: Element
    body: Element
    data: tuple[str, ...]
    canonical: str


def page_tree(text: str) -> PageTree:
    """The tree of a page, of whatever text it is made."""
    root = _parsed(text)
    data = tuple(
        script.text
        for script in root.iter("script")
        if (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json" and script.text
    )
    canonical = next((link.get("href", "") for link in root.iter("link") if _is_canonical(link)), "")
    for element in list(root.iter(*_UNREAD)):
        drop(element)
    flattened(root, DEEPEST)
    body = root.find("body")
    return PageTree(root=root, body=root if body is None else body, data=data, canonical=canonical.strip())


def _is_canonical(link: Element) -> bool:
    return (link.get("rel") or "").strip().lower() == "canonical" and bool((link.get("href") or "").strip())


def _parsed(text: str) -> Element:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = _document(text, parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        root = _document(words_only(text), parser)
    return root


def _document(text: str, parser: Any) -> Element:
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except lxml.etree.ParserError:
        return lxml.html.document_fromstring(b"<html><body></body></html>")
    return root if root.tag == "html" else lxml.html.document_fromstring(b"<html><body></body></html>")


def words_of(element: Element) -> str:
    """Its words as one line."""
    return " ".join("".join(element.itertext()).split())


def name_of(element: Element) -> str:
    """What its author called it: class, id and role in one string, in lower case."""
    return " ".join(filter(None, (element.get("class"), element.get("id"), element.get("role")))).lower()


def unwrap(element: Element) -> None:
    """Take a tag away and leave what it holds."""
    if element.getparent() is not None:
        element.drop_tag()


def elements(root: Element) -> Iterator[Element]:
    """Every element below, in order, without entities and the like."""
    return (each for each in root.iterdescendants() if isinstance(each.tag, str))
