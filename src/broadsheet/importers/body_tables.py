"""Tables of HTML to table blocks."""

from collections.abc import Iterator
from typing import Final

from broadsheet.edition.blocks import ImageBlock, Inline, Table, TableCell
from broadsheet.importers.inline_markup import InlineRun
from broadsheet.importers.inline_reading import InlineReader, read_inline
from broadsheet.importers.markup import Element, holds, pieces, tag_of
from broadsheet.importers.surroundings import Surroundings

WIDEST: Final = 100
"""Columns one cell may span."""

_TOO_MUCH: Final = frozenset(
    {"table", "ul", "ol", "blockquote", "aside", "pre", "dl", "hr", "form", "details", "iframe", "video", "audio",
     "object", "embed", "figcaption", "fieldset", "textarea", "select", "math", "menu"}
)  # fmt: skip


def is_simple(element: Element) -> bool:
    """Whether a table block can hold it: cells of running text, none spanning rows, captions and rows only."""
    if holds(element, _TOO_MUCH) or any("data-broadsheet" in each.attrib for each in element.iter()):
        return False
    if any(_number(cell, "rowspan") != 1 for cell in element.iter("td", "th")):
        return False
    return _nothing_between(element) and next(element.iter("td", "th"), None) is not None


def _nothing_between(table: Element) -> bool:
    for part in table.iter("table", "thead", "tbody", "tfoot", "tr"):
        for piece in pieces(part):
            allowed = isinstance(piece, str) and not piece.strip()
            if not allowed and (isinstance(piece, str) or tag_of(piece) not in _PARTS):
                return False
    return len(list(table.iter("caption"))) <= 1


_PARTS: Final = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col"})


def _number(cell: Element, name: str) -> int:
    try:
        return int(cell.get(name, "1"))
    except ValueError:
        return 1


def read_table(element: Element, around: Surroundings) -> tuple[Table, tuple[ImageBlock, ...]]:
    """The table and the pictures that stood in it."""
    images: list[ImageBlock] = []
    caption = next(element.iter("caption"), None)
    caption_text = _text(caption, around, images) if caption is not None else Inline("")
    rows = [list(row.iterchildren("td", "th")) for row in _rows_in_order(element)]
    rows = [row for row in rows if row]
    header_rows = _header_rows(element, rows)
    cells = tuple(tuple(_cell(cell, around, images) for cell in row) for row in rows)
    table = Table(
        rows=cells, caption=caption_text, header_rows=header_rows, header_columns=_header_columns(rows[header_rows:])
    )
    return table, tuple(images)


def _rows_in_order(table: Element) -> Iterator[Element]:
    rows = list(table.iter("tr"))
    yield from (row for row in rows if tag_of(row.getparent()) == "thead")
    yield from (row for row in rows if tag_of(row.getparent()) not in ("thead", "tfoot"))
    yield from (row for row in rows if tag_of(row.getparent()) == "tfoot")


def _header_rows(table: Element, rows: list[list[Element]]) -> int:
    heads = sum(1 for row in table.iter("tr") if tag_of(row.getparent()) == "thead" and len(row))
    if heads:
        return heads
    count = 0
    for row in rows:
        if any(tag_of(cell) != "th" for cell in row) or any(cell.get("scope") == "row" for cell in row):
            break
        count += 1
    return count


def _header_columns(body: list[list[Element]]) -> int:
    def leading(row: list[Element]) -> int:
        return next((index for index, cell in enumerate(row) if tag_of(cell) != "th"), len(row))

    return min((leading(row) for row in body), default=0)


def _cell(cell: Element, around: Surroundings, images: list[ImageBlock]) -> TableCell:
    span = min(max(_number(cell, "colspan"), 1), WIDEST)
    return TableCell(text=_text(cell, around, images), span=span)


def _text(element: Element, around: Surroundings, images: list[ImageBlock]) -> Inline:
    run = InlineReader(InlineRun())
    for piece in pieces(element):
        if isinstance(piece, str):
            run.text(piece)
        else:
            read_inline(piece, run, around)
    images += run.take_images()
    return Inline("<br>".join(run.finish()))
