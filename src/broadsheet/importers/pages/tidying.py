"""A page as its reader saw it: hidden parts gone, old tags made plain, line breaks in pairs made paragraphs."""

import re
from collections.abc import Collection
from typing import Final

from broadsheet.importers.markup import Element, drop
from broadsheet.importers.pages.tree import PHRASING, elements, unwrap

_HIDDEN: Final = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_OLD: Final = (
    "font",
    "center",
    "big",
    "tt",
    "nobr",
    "blink",
    "marquee",
    "basefont",
    "spacer",
    "ilayer",
    "layer",
    "o:p",
    "menu",
    "dir",
)
_PLAIN: Final = frozenset({"div", "p", "td", "body", "section", "article", "main", "blockquote", "th", "center"})
LINE_TAGS: Final = frozenset(
    {"p", "div", "td", "li", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "span", "small", "aside", "footer", "header",
     "nav", "section", "center", "address", "form", "tr", "table", "dl"}
)  # fmt: skip
"""Elements that may hold one of a site's own lines."""
_LONGEST_LINE: Final = 1_000
_LONG_CELL: Final = 150
_MOST: Final = 0.5


def drop_hidden(body: Element) -> None:
    """Take out what its reader never saw, but not a whole story that a script would have uncovered."""
    hidden = [each for each in elements(body) if _is_hidden(each)]
    if not hidden:
        return
    most = _MOST * _amount(body)
    for each in hidden:
        if each.getparent() is not None and _amount(each) <= most:
            drop(each)


def _amount(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _is_hidden(element: Element) -> bool:
    attributes = element.attrib
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    if style and _HIDDEN.search(style):
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    # Pictures and signs are hidden from screen readers as decoration; running text is not.
    return attributes.get("aria-hidden") == "true" and "image" not in attributes.get("class", "")


def unwrap_layout(node: Element) -> None:
    """Tables that only hold a story in its place become plain parts; tables of data stay."""
    for table in [each for each in node.iter("table") if _lays_out(each, node)]:
        for part in [table, *_own_parts(table)]:
            part.tag = "div"


def _own_parts(table: Element) -> list[Element]:
    """Rows, cells and their groups of a table, without those of tables in it."""
    parts = table.iter("tbody", "thead", "tfoot", "tr", "td")
    return [each for each in parts if next(each.iterancestors("table", "div"), None) is table or _in(each, table)]


def _in(part: Element, table: Element) -> bool:
    above = part.getparent()
    while above is not None and above is not table:
        if above.tag not in ("tbody", "thead", "tfoot", "tr", "div"):
            return False
        above = above.getparent()
    return above is table


def _lays_out(table: Element, node: Element) -> bool:
    parts = _own_parts(table)
    if next(table.iter("th", "caption"), None) is not None:
        return False
    rows = [each for each in parts if each.tag == "tr"]
    cells = [each for each in parts if each.tag == "td"]
    one_each = len(cells) <= len(rows)
    largest = max(map(_amount, cells), default=0)
    holds_story = largest > max(300, 0.5 * _amount(node))
    return holds_story or (one_each and largest > _LONG_CELL)


def drop_lines(body: Element, lines: Collection[str]) -> int:
    """Take out the blocks whose words are one of these lines, of those in one another the outermost; how many."""
    taken = 0
    for each in list(elements(body)):
        if each.tag in LINE_TAGS and each.getparent() is not None and line_of(each) in lines:
            drop(each)
            taken += 1
    return taken


def line_of(element: Element) -> str:
    """The words of a block that may be a line of the site's own; "" when it holds too many."""
    total, texts = 0, []
    for text in element.itertext():
        total += len(text)
        if total > _LONGEST_LINE:
            return ""
        texts.append(text)
    return " ".join("".join(texts).split())


def replace_old_tags(body: Element) -> None:
    """Tags of twenty years ago: what they mean stays, how they looked goes."""
    for each in list(body.iter(*_OLD)):
        if each.tag in ("center", "marquee", "layer", "ilayer"):
            each.tag = "div"
        elif each.tag in ("menu", "dir"):
            each.tag = "ul"
        elif each.tag == "tt":
            each.tag = "code"
        else:
            unwrap(each)


def split_at_breaks(body: Element) -> None:
    """Running text with two line breaks in a row becomes paragraphs; breaks at the edges of paragraphs go."""
    for container in [body, *elements(body)]:
        if container.tag in _PLAIN and _has_pair(container):
            _into_paragraphs(container)
    for line_break in list(body.iter("br")):
        _drop_at_edge(line_break)


def _has_pair(container: Element) -> bool:
    return any(_begins_pair(each) for each in container.iterchildren("br"))


def _begins_pair(line_break: Element) -> bool:
    after = line_break.getnext()
    return not (line_break.tail or "").strip() and after is not None and after.tag == "br"


def _into_paragraphs(container: Element) -> None:
    """Gather running text between blocks and pairs of breaks; the order of everything stays."""
    if container.tag == "p":
        container.tag = "div"
    paragraphs = _Paragraphs(container)
    for child in list(container):
        tail, child.tail = child.tail, None
        container.remove(child)
        paragraphs.add(child)
        paragraphs.add_text(tail)
    paragraphs.finish()


class _Paragraphs:
    def __init__(self, container: Element) -> None:
        self._container = container
        self._run: Element | None = None
        first, container.text = container.text, None
        self._breaks = 0
        self.add_text(first)

    def add(self, child: Element) -> None:
        if child.tag == "br":
            self._breaks += 1
        elif child.tag in PHRASING and not any(each.tag not in PHRASING for each in elements(child)):
            self._open().append(child)
        else:
            self.finish()
            self._container.append(child)

    def add_text(self, text: str | None) -> None:
        if not text:
            return
        if text.strip():
            run = self._open()
        elif self._run is None or self._breaks:
            return
        else:
            run = self._run
        if len(run):
            run[-1].tail = (run[-1].tail or "") + text
        else:
            run.text = (run.text or "") + text

    def _open(self) -> Element:
        if self._breaks > 1:
            self.finish()
        if self._run is None:
            self._run = self._container.makeelement("p")
        elif self._breaks == 1:
            self._run.append(self._run.makeelement("br"))
        self._breaks = 0
        return self._run

    def finish(self) -> None:
        if self._run is not None and (len(self._run) or (self._run.text or "").strip()):
            self._container.append(self._run)
        self._run, self._breaks = None, 0


def _drop_at_edge(line_break: Element) -> None:
    parent = line_break.getparent()
    if parent is None or (line_break.tail or "").strip():
        return
    after = line_break.getnext()
    before_block = after is not None and after.tag not in PHRASING
    if before_block or (after is None and parent.tag not in PHRASING):
        drop(line_break)
