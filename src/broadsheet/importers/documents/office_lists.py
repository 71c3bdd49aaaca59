"""Word's lists, which are paragraphs with a mark and a level in their style, become lists."""

import re
from collections.abc import Callable
from typing import Final

from broadsheet.importers.markup import Element, drop, tag_of

_LEVEL: Final = re.compile(r"\blevel(\d+)")
_LIST: Final = re.compile(r"^(\S+)\s")
_NUMBER: Final = re.compile(r"\(?(?P<number>\d{1,4}|[a-z]{1,4})[.)]\)?", re.IGNORECASE)
DEEPEST: Final = 9
"""Levels Word has."""


def build_lists(root: Element, style_of: Callable[[Element], dict[str, str]]) -> None:
    """Gather runs of such paragraphs into nested lists, in place."""
    previous: Element | None = None
    stack: list[Element] = []
    name = ""
    for paragraph in list(root.iter("p", "h1", "h2", "h3", "h4", "h5", "h6")):
        declared = style_of(paragraph).get("mso-list", "")
        found = _LEVEL.search(declared)
        mark = _take_mark(paragraph, style_of)
        if found is None or tag_of(paragraph) != "p" or not mark.strip():
            continue
        match = _LIST.match(declared)
        same = match is not None and match[1] == name
        if not (same and previous is not None and _follows(paragraph, previous)):
            stack = []
        name = match[1] if match else ""
        level = min(max(int(found[1]), 1), DEEPEST)
        _add(paragraph, mark.strip(), level, stack)
        previous = stack[0]


def _take_mark(paragraph: Element, style_of: Callable[[Element], dict[str, str]]) -> str:
    """The bullet or number Word printed before the words, which is taken out."""
    for span in list(paragraph.iter("span")):
        if style_of(span).get("mso-list") == "ignore":
            mark = "".join(span.itertext())
            drop(span)
            return mark
    return ""


def _follows(paragraph: Element, whole: Element) -> bool:
    return paragraph.getprevious() is whole and not (whole.tail or "").strip()


def _add(paragraph: Element, mark: str, level: int, stack: list[Element]) -> None:
    del stack[level:]
    number = _NUMBER.fullmatch(mark)
    while len(stack) < level:
        kind = paragraph.makeelement("ol" if number else "ul")
        if number and number["number"].isdigit() and number["number"] != "1":
            kind.set("start", number["number"])
        _place(kind, paragraph, stack)
        stack.append(kind)
    item = paragraph.makeelement("li")
    item.text = paragraph.text
    for child in list(paragraph):
        item.append(child)
    tail, parent = paragraph.tail, paragraph.getparent()
    parent.remove(paragraph)
    stack[0].tail = (stack[0].tail or "") + (tail or "")
    stack[-1].append(item)


def _place(kind: Element, paragraph: Element, stack: list[Element]) -> None:
    if not stack:
        paragraph.addprevious(kind)
    elif len(stack[-1]):
        stack[-1][-1].append(kind)
    else:
        item = kind.makeelement("li")
        stack[-1].append(item)
        item.append(kind)
