"""From a stored body to the edition's typed blocks."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from broadsheet.edition.blocks import (
    Audio,
    Block,
    Box,
    Call,
    Divider,
    DocumentBlock,
    Embed,
    Facts,
    Footnote,
    Gallery,
    ImageBlock,
    Inline,
    PlainBlock,
    PullQuote,
    Purpose,
    QuestionAnswer,
    Questions,
    Quote,
    RawHtml,
    Table,
    TableCell,
)
from broadsheet.edition.inline import escape
from broadsheet.edition.paper import FrontSlot, Pin
from broadsheet.newsroom.compose.inline import find_rows, inline_of, paragraphs_of
from broadsheet.newsroom.compose.references import References, RowNumbers
from broadsheet.newsroom.compose.text import blocks_of_text
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.raw_html import sanitised

type Stored = Mapping[str, Any]
"""One block as it is stored: `type` and `value`."""

_IMAGE_KEYS: Final = frozenset({"image"})
_DOCUMENT_KEYS: Final = frozenset({"document"})
_PAGE_KEYS: Final = frozenset({"page", "article"})
_SPACES: Final = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")  # a single space stays as it is
_MARKUP: Final = re.compile(r"</?(?:strong|b|em|i|sub|sup|s|code|a|span)\b[^<>]*>|<br>|&(?:amp|lt|gt);")


def find_body_rows(value: Any, numbers: RowNumbers) -> None:
    """Note every row number a stored body names, however deep."""
    if isinstance(value, str):
        find_rows(value, numbers)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, int) and not isinstance(inner, bool):
                _note_number(key, inner, numbers)
            else:
                find_body_rows(inner, numbers)
    elif isinstance(value, Iterable):
        for inner in value:
            find_body_rows(inner, numbers)


def _note_number(key: str, number: int, numbers: RowNumbers) -> None:
    if key in _IMAGE_KEYS:
        numbers.images.add(number)
    elif key in _DOCUMENT_KEYS:
        numbers.documents.add(number)
    elif key in _PAGE_KEYS:
        numbers.pages.add(number)


def blocks_of(stored: Iterable[Stored], references: References) -> tuple[Block, ...]:
    """The typed blocks of a body, in order; a block whose picture or document is gone is left out."""
    found: list[Block] = []
    for each in stored:
        kind, value = each["type"], each["value"]
        if kind == "text":
            found += blocks_of_text(value, references)
        elif kind == "box":
            found.append(_box(value, references))
        elif kind in _READERS:
            block = _READERS[kind](value, references)
            if block is not None:
                found.append(block)
    return tuple(found)


def pins_of(stored: Iterable[Stored], references: References) -> tuple[Pin, ...]:
    """The stories fixed on a front; a story that is gone is left out."""
    values = (each["value"] for each in stored)
    return tuple(
        Pin(
            slot=FrontSlot(value.get("slot") or FrontSlot.LEAD),
            article=article,
            until=moment_of(value.get("until")),
        )
        for value in values
        if (article := references.pages.get(value.get("article") or 0))
    )


def calls_of(stored: Iterable[Stored], references: References) -> tuple[Call, ...]:
    """The calls of a list of calls; one that leads nowhere any more is left out."""
    calls = (_call(each["value"], references) for each in stored if each["type"] == "call")
    return tuple(call for call in calls if call is not None)


def moment_of(value: datetime | str | None) -> datetime | None:
    """A moment as stored in a block; without a zone it is in the paper's."""
    if not value:
        return None
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(current_paper().timezone))
    return moment.replace(microsecond=0)


def cell_markup(text: str, references: References) -> Inline:
    """A table cell as inline markup: plain text, unless it holds tags or escapes that inline markup knows."""
    return inline_of(text, references) if _MARKUP.search(text) else escape(_SPACES.sub(" ", text).strip(" "))


def list_values(items: Iterable[Any]) -> list[Any]:
    """The values of a stored list, which Wagtail keeps with or without ids around them."""
    return [
        item["value"] if isinstance(item, Mapping) and item.get("type") == "item" and "value" in item else item
        for item in items or ()
    ]


def _box(value: Stored, references: References) -> Box:
    blocks = cast("tuple[PlainBlock, ...]", blocks_of(value.get("blocks") or (), references))
    article = references.pages.get(value.get("article") or 0, "")
    return Box(title=value.get("title") or "", blocks=blocks, article=article)


def _image(value: Stored, references: References) -> ImageBlock | None:
    image = references.images.get(value.get("image") or 0)
    if image is None:
        return None
    decorative = bool(value.get("decorative"))
    return ImageBlock(
        image=image,
        alt="" if decorative else value.get("alt") or "",
        caption=inline_of(value.get("caption") or "", references),
        decorative=decorative,
    )


def _gallery(value: Stored, references: References) -> Gallery | None:
    images = tuple(
        image for each in list_values(value.get("images") or ()) if (image := _image(each, references)) is not None
    )
    caption = inline_of(value.get("caption") or "", references)
    return Gallery(images=images, caption=caption) if images else None


def _quote(value: Stored, references: References) -> Quote | None:
    paragraphs = paragraphs_of(value.get("paragraphs") or "", references)
    return Quote(paragraphs=paragraphs, source=inline_of(value.get("source") or "", references)) if paragraphs else None


def _pullquote(value: Stored, references: References) -> PullQuote | None:
    text = inline_of(value.get("text") or "", references)
    return PullQuote(text=text, source=inline_of(value.get("source") or "", references)) if text else None


def _facts(value: Stored, references: References) -> Facts:
    items = tuple(inline_of(item, references) for item in list_values(value.get("items") or ()))
    return Facts(title=value.get("title") or "", items=tuple(item for item in items if item))


def _table(value: Stored, references: References) -> Table | None:
    grid = value.get("table") or {}
    spans = {(merge["row"], merge["col"]): merge.get("colspan", 1) for merge in grid.get("mergeCells") or ()}
    rows = tuple(_table_row(number, row, spans, references) for number, row in enumerate(grid.get("data") or ()))
    rows = tuple(row for row in rows if row)
    if not rows:
        return None
    return Table(
        rows=rows,
        caption=inline_of(value.get("caption") or "", references),
        header_rows=value.get("header_rows") or 0,
        header_columns=value.get("header_columns") or 0,
    )


def _table_row(
    number: int, row: Iterable[str | None], spans: Mapping[tuple[int, int], int], references: References
) -> tuple[TableCell, ...]:
    cells: list[TableCell] = []
    covered = 0
    for column, text in enumerate(row):
        if covered:
            covered -= 1
            continue
        span = spans.get((number, column), 1)
        covered = span - 1
        cells.append(TableCell(text=cell_markup(text or "", references), span=span))
    return tuple(cells)


def _questions(value: Stored, references: References) -> Questions:
    items = (
        QuestionAnswer(
            question=inline_of(item.get("question") or "", references),
            answer=paragraphs_of(item.get("answer") or "", references),
        )
        for item in list_values(value.get("items") or ())
    )
    return Questions(items=tuple(items))


def _embed(value: Stored, references: References) -> Embed | None:
    url = value.get("url") or ""
    title = value.get("title") or url
    if not title:
        return None
    return Embed(
        url=url,
        title=title,
        provider=value.get("provider") or "",
        image=references.images.get(value.get("image") or 0, ""),
        caption=inline_of(value.get("caption") or "", references),
    )


def _document(value: Stored, references: References) -> DocumentBlock | None:
    document = references.documents.get(value.get("document") or 0)
    if document is None:
        return None
    description = inline_of(value.get("description") or "", references)
    return DocumentBlock(document=document, title=value.get("title") or "", description=description)


def _audio(value: Stored, references: References) -> Audio | None:
    document = references.documents.get(value.get("document") or 0)
    if document is None:
        return None
    return Audio(
        document=document,
        title=value.get("title") or "",
        seconds=value.get("seconds") or 0,
        transcript=inline_of(value.get("transcript") or "", references),
    )


def _footnote(value: Stored, references: References) -> Footnote:
    return Footnote(label=value.get("label") or "", text=inline_of(value.get("text") or "", references))


def _call(value: Stored, references: References) -> Call | None:
    target = references.pages.get(value.get("page") or 0, "") or value.get("address") or ""
    if not target:
        return None
    return Call(
        purpose=Purpose(value.get("purpose") or Purpose.APPEAL),
        label=value.get("label") or "",
        target=target,
        text=inline_of(value.get("text") or "", references),
        ends=moment_of(value.get("ends")),
    )


def _divider(_value: Any, _references: References) -> Divider:
    return Divider()


def _html(value: str, _references: References) -> RawHtml | None:
    clean = sanitised(value)
    return RawHtml(html=clean) if clean.strip() else None


_READERS: Final[Mapping[str, Callable[[Any, References], PlainBlock | None]]] = {
    "image": _image,
    "gallery": _gallery,
    "quote": _quote,
    "pullquote": _pullquote,
    "facts": _facts,
    "table": _table,
    "questions": _questions,
    "embed": _embed,
    "document": _document,
    "audio": _audio,
    "footnote": _footnote,
    "call": _call,
    "divider": _divider,
    "html": _html,
}
