"""Tables: every row as wide as the widest, headings that say what they head, a scroller of their own."""

import html
from collections.abc import Callable

from broadsheet.edition.blocks import Table, TableCell

type Inlining = Callable[[str], str]


def table(block: Table, label: str, inline: Inlining, anchor: Inlining) -> str:
    """A table in a region that scrolls when the page is too narrow for it; `label` names one without caption."""
    if not block.rows:
        return ""
    width = max(sum(cell.span for cell in row) for row in block.rows)
    header_rows = max(0, min(block.header_rows, len(block.rows)))
    head = "".join(_row(row, block, width, inline, is_head=True) for row in block.rows[:header_rows])
    body = "".join(_row(row, block, width, inline, is_head=False) for row in block.rows[header_rows:])
    parts = f"<thead>{head}</thead>" if head else ""
    parts += f"<tbody>{body}</tbody>" if body else ""
    if not block.caption:
        name, caption = f'aria-label="{html.escape(label)}"', ""
    else:
        mark = anchor(block.caption)
        name, caption = f'aria-labelledby="{mark}"', f'<caption id="{mark}">{inline(block.caption)}</caption>'
    return f'<div class="table" role="region" tabindex="0" {name}><table>{caption}{parts}</table></div>'


def _row(row: tuple[TableCell, ...], block: Table, width: int, inline: Inlining, *, is_head: bool) -> str:
    cells = []
    column = 0
    for cell in row:
        # A heading without words would be announced as one that says nothing.
        heads = bool(cell.text.strip()) and (is_head or column < block.header_columns)
        scope = ("colgroup" if cell.span > 1 else "col") if is_head else "row"
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        opening, closing = (f'<th scope="{scope}"{span}>', "</th>") if heads else (f"<td{span}>", "</td>")
        cells.append(f"{opening}{inline(cell.text)}{closing}")
        column += cell.span
    return f"<tr>{''.join(cells)}{'<td></td>' * (width - column)}</tr>"
