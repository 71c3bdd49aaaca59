"""HTML into a tree that is safe to walk: parsed by a real parser, without what is never read, never too deep."""

import html
import re
from collections.abc import Iterator
from typing import Any, Final

import lxml.etree
import nh3

from broadsheet.importers.names import clean

type Element = Any
"""An element of lxml, which has no types."""

DEEPEST: Final = 60
"""Levels of nesting kept; below them only words are."""

UNREAD: Final = frozenset(
    {"script", "style", "template", "head", "title", "meta", "link", "base", "param", "source", "track"}
)
"""Elements whose content nobody sees."""

_RAW_TEXT = re.compile(r"(?is)<(script|style|template|title)\b.*?(?:</\1\s*>|\Z)")
_TAG = re.compile(r"<[^<>]*>|<!--.*?(?:-->|\Z)", re.DOTALL)

RAW_TAGS: Final = {
    "p", "div", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "cite", "pre",
    "code", "kbd", "samp", "var", "strong", "b", "em", "i", "s", "del", "ins", "sub", "sup", "small", "mark",
    "q", "abbr",
    "a", "span", "bdi", "bdo", "ruby", "rt", "rp", "time", "details", "summary", "figure", "figcaption", "address",
    "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
"""What raw HTML of an imported story may hold. No picture: that would be fetched from its old home."""

_RAW_ATTRIBUTES: Final = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "abbr": {"title"},
}


def sanitised(markup: str) -> str:
    """HTML with nothing in it that runs, loads or restyles: the newspaper's allow-list, applied last."""
    return nh3.clean(
        markup,
        tags=RAW_TAGS,
        attributes=_RAW_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "record"},
        link_rel=None,
        clean_content_tags={"script", "style", "template", "title"},
    )


def parsed(markup: str) -> tuple[Element, bool]:
    """
    The root of the tree, and whether everything was kept in its form.

    False when elements lay deeper than `DEEPEST` or than the parser goes; then their words are kept alone.
    """
    # The plain parser, not that of lxml.html, which asks for a class of its own for every element.
    parser = lxml.etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    text = clean(markup)
    root = _tree(text, parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return _tree(words_only(text), parser), False
    for element in list(root.iter(*UNREAD)):
        if element.tag != "head" or not len(element):
            drop(element)
    for head in list(root.iter("head")):
        drop(head)
    return root, flattened(root, DEEPEST)


def _tree(text: str, parser: Any) -> Element:
    data = ("<html><body>" + text).encode()
    return lxml.etree.fromstring(data, parser=parser)


def words_only(text: str) -> str:
    """What is left of a page that no parser takes whole: one paragraph with all its words."""
    without = _TAG.sub(" ", _RAW_TEXT.sub(" ", text))
    return "<p>" + html.escape(html.unescape(without), quote=False) + "</p>"


def drop(element: Element) -> None:
    """Take an element out, keeping the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def flattened(root: Element, deepest: int) -> bool:
    """Keep only words below so many levels; whether there was nothing that deep."""
    at_the_edge = []
    stack = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        if depth >= deepest and len(element):
            at_the_edge.append(element)
        else:
            stack.extend((child, depth + 1) for child in element)
    for element in at_the_edge:
        text = " ".join(element.itertext())
        for child in list(element):
            element.remove(child)
        element.text = text
    return not at_the_edge


def tag_of(element: Element) -> str:
    """The name of an element in lower case; "" for entities and the like."""
    tag = element.tag
    return tag.lower() if isinstance(tag, str) else ""


def holds(element: Element, tags: frozenset[str]) -> bool:
    """Whether one of these elements lies in it."""
    return len(element) > 0 and next(element.iterdescendants(*tags), None) is not None


def has_words(element: Element) -> bool:
    """Whether it holds any text at all."""
    return any(text.strip() for text in element.itertext())


def pieces(element: Element) -> Iterator[str | Element]:
    """Texts and children in order; texts that are None are left out."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def as_html(element: Element) -> str:
    """The element as HTML, without the text after it."""
    return str(lxml.etree.tostring(element, encoding="unicode", method="html", with_tail=False))
