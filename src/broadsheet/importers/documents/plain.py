"""Plain text (.txt): paragraphs, crossheads and lists as people type them."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from broadsheet.importers.documents.document import Document, changed
from broadsheet.importers.documents.opening import byline_of
from broadsheet.importers.report import Loss
from broadsheet.importers.text_lines import Line, is_crosshead, numbered_lines

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ITEM: Final = re.compile(r"(?P<mark>[-*•–·]|\d{1,3}[.)])\s+(?P<words>\S.*)")


def read_plain(name: str, data: bytes) -> Document:
    """The text as HTML."""
    text, losses = decoded(name, data)
    return Document(name=name, html=markup_of_text(text), losses=losses)


def decoded(name: str, data: bytes) -> tuple[str, tuple[Loss, ...]]:
    """The text of a file without markup, in the encoding its first bytes or its letters show."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        why = "the file says nothing of its alphabet; it was read as Western European, look over letters with accents"
        return data.decode("cp1252", errors="replace"), (changed("alphabet", name, name, why),)


def markup_of_text(text: str) -> str:
    """HTML for typed text. Where blank lines exist, lines without one between them are one paragraph."""
    lines = numbered_lines(text)
    if all(line.gap == 0 for line in lines[1:]):
        lines = tuple(Line(number=line.number, text=line.text, gap=1) for line in lines)
    return "".join(_blocks(lines))


def _blocks(lines: Sequence[Line]) -> Iterator[str]:
    position = 0
    while position < len(lines):
        if _ITEM.fullmatch(lines[position].text):
            end = next((i for i in range(position, len(lines)) if not _ITEM.fullmatch(lines[i].text)), len(lines))
            yield from _lists(lines[position:end])
        elif position and is_crosshead(lines, position) and not byline_of(lines[position].text):
            end = position + 1
            yield f"<h2>{html.escape(lines[position].text, quote=False)}</h2>"
        else:
            # The lines on top are headline and byline more often than a paragraph.
            alone = position < 2 and not lines[position].is_prose
            end = next((i for i in range(position + 1, len(lines)) if alone or _begins(lines[i])), len(lines))
            yield f"<p>{'<br>'.join(html.escape(line.text, quote=False) for line in lines[position:end])}</p>"
        position = end


def _begins(line: Line) -> bool:
    return line.gap > 0 or _ITEM.fullmatch(line.text) is not None


def _lists(lines: Sequence[Line]) -> Iterator[str]:
    items = [match for line in lines if (match := _ITEM.fullmatch(line.text))]
    for ordered, group in groupby(items, lambda match: match["mark"][0].isdigit()):
        found = list(group)
        first = int(found[0]["mark"][:-1]) if ordered else 1
        start = f' start="{first}"' if first > 1 else ""
        inside = "".join(f"<li>{html.escape(match['words'], quote=False)}</li>" for match in found)
        yield f"<ol{start}>{inside}</ol>" if ordered else f"<ul>{inside}</ul>"
