"""From the edition's typed blocks to a body as it is stored: the inverse of `compose.body`."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import singledispatchmethod
from itertools import groupby
from typing import Any, Final

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
    Paragraph,
    PullQuote,
    Questions,
    Quote,
    RawHtml,
    Table,
    TableCell,
)
from broadsheet.edition.canonical import moment_text
from broadsheet.edition.inline import escape, plain_text
from broadsheet.edition.paper import Link, Pin
from broadsheet.edition.records import IssueSection
from broadsheet.importers.inline_markup import quoted
from broadsheet.newsroom.blocks.front import ADDRESSES
from broadsheet.newsroom.compose.body import cell_markup
from broadsheet.newsroom.compose.references import References
from broadsheet.newsroom.intake.stored_text import (
    is_text,
    stored_html,
    stored_inline,
    stored_line,
    stored_paragraphs,
    stored_text,
)
from broadsheet.newsroom.intake.targets import Targets
from broadsheet.newsroom.named_ids import named_id

_NAMESPACE: Final = uuid.UUID("b9f4f0e4-47c6-5bb0-8a2e-5ad9d9b0d0aa")
type Stored = dict[str, Any]


class BodyWriter:
    """Writes one record's blocks. Block ids come from the record's id and their order, the same at every import."""

    def __init__(self, permanent_id: str, targets: Targets) -> None:
        self._permanent_id = permanent_id
        self._targets = targets
        self._written = 0

    def body(self, blocks: Iterable[Block]) -> list[Stored]:
        """A whole body; blocks that running text can hold are gathered into text blocks."""
        stored: list[Stored] = []
        for textual, group in groupby(self._showable(blocks), is_text):
            if textual:
                stored += [self._block("text", text) for text in self._texts(group)]
            else:
                stored += [self._stored(block) for block in group]
        return stored

    def _showable(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks, but pictures that are not here as their words with a link, documents that are not as words."""
        for block in blocks:
            match block:
                case ImageBlock():
                    yield from self._showable_image(block)
                case Gallery(images=images):
                    here = tuple(image for image in images if image.image in self._targets.images)
                    if here:
                        yield replace(block, images=here)
                    elif block.caption:
                        yield Paragraph(text=block.caption)
                    for image in images:
                        if image not in here:
                            yield from self._showable_image(image)
                case DocumentBlock() | Audio() if block.document not in self._targets.documents:
                    yield Paragraph(text=self._named(block))
                case _:
                    yield block

    def _named(self, block: DocumentBlock | Audio) -> Inline:
        """The title of a document that is not here, as a link to where the old site has it if that is known."""
        address = self._targets.documents_elsewhere.get(block.document, "")
        title = escape(block.title)
        return Inline(f"<a href={quoted(address)}>{title}</a>") if address else title

    def _showable_image(self, block: ImageBlock) -> Iterator[Block]:
        if block.image in self._targets.images:
            yield block
            return
        address = self._targets.images_elsewhere.get(block.image, "")
        title = block.alt or plain_text(block.caption) or address
        if title:
            yield Embed(url=address, title=title, caption=block.caption if block.alt else Inline(""))

    def calls(self, calls: Iterable[Call]) -> list[Stored]:
        """A list of calls, as at the end of a story."""
        return [self._stored(call) for call in calls]

    def plan(self, sections: Iterable[IssueSection]) -> list[Stored]:
        """The plan of an issue; stories that are not there are left out."""
        return [
            self._block("section", {"title": section.title, "stories": self._items(self._placed(section))})
            for section in sections
        ]

    def links(self, links: Iterable[Link]) -> list[Stored]:
        """Labelled links to pages and addresses; one that leads nowhere is left out."""
        found = ((link, self._targets.known(link.target)) for link in links)
        return [
            self._block("link", {"label": link.label, "page": page, "address": "" if page else link.target})
            for link, page in found
            if page or link.target.startswith(ADDRESSES)
        ]

    def pins(self, pins: Iterable[Pin]) -> list[Stored]:
        """The stories fixed on a front; one that is not there is left out."""
        return self.open_pins(pin for pin in pins if self._targets.story(pin.article) is not None)

    def open_pins(self, pins: Iterable[Pin]) -> list[Stored]:
        """Stories fixed on a front, those still to come as open targets."""
        return [
            self._block(
                "pin",
                {
                    "slot": pin.slot,
                    "article": self._targets.page(pin.article),
                    "until": moment_text(pin.until) if pin.until else None,
                },
            )
            for pin in pins
        ]

    def _placed(self, section: IssueSection) -> Iterator[Stored]:
        for placement in section.placements:
            page = self._targets.story(placement.article)
            if page is not None:
                yield {
                    "article": page,
                    "slot": placement.slot.value,
                    "page": placement.page or None,
                    "medium": placement.medium.value,
                    "print_headline": placement.print_headline,
                }

    def _texts(self, blocks: Iterable[Any]) -> Iterator[str]:
        """Rich texts; a new one begins where two quotes would become one."""
        text = ""
        before: Any = None
        for block in blocks:
            if isinstance(block, Quote) and isinstance(before, Quote):
                yield text
                text = ""
            text += stored_text(block, self._targets)
            before = block
        if text:
            yield text

    def _next_id(self) -> str:
        self._written += 1
        name = named_id(_NAMESPACE, f"{self._permanent_id} {self._written}")
        return f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"

    def _block(self, kind: str, value: Any) -> Stored:
        return {"type": kind, "value": value, "id": self._next_id()}

    def _items(self, values: Iterable[Any]) -> list[Stored]:
        return [self._block("item", value) for value in values]

    def _line(self, text: Inline | str) -> str:
        return stored_line(text, self._targets)

    @singledispatchmethod
    def _stored(self, block: Any) -> Stored:
        raise NotImplementedError(f"Blocks of kind {block.kind} cannot be stored.")

    @_stored.register
    def _(self, block: Box) -> Stored:
        article = self._targets.page(block.article) if block.article else None
        return self._block("box", {"title": block.title, "article": article, "blocks": self.body(block.blocks)})

    @_stored.register
    def _(self, block: Quote) -> Stored:
        paragraphs = stored_paragraphs(block.paragraphs, self._targets)
        return self._block("quote", {"paragraphs": paragraphs, "source": self._line(block.source)})

    @_stored.register
    def _(self, block: PullQuote) -> Stored:
        return self._block("pullquote", {"text": self._line(block.text), "source": self._line(block.source)})

    @_stored.register
    def _(self, block: ImageBlock) -> Stored:
        return self._block("image", self._image(block))

    @_stored.register
    def _(self, block: Gallery) -> Stored:
        images = self._items(self._image(image) for image in block.images)
        return self._block("gallery", {"images": images, "caption": self._line(block.caption)})

    def _image(self, block: ImageBlock) -> Stored:
        return {
            "image": self._targets.images.get(block.image),
            "alt": block.alt,
            "decorative": block.decorative,
            "caption": self._line(block.caption),
        }

    @_stored.register
    def _(self, block: Facts) -> Stored:
        return self._block("facts", {"title": block.title, "items": self._items(map(self._line, block.items))})

    @_stored.register
    def _(self, block: Table) -> Stored:
        return self._block(
            "table",
            {
                "caption": self._line(block.caption),
                "header_rows": block.header_rows,
                "header_columns": block.header_columns,
                "table": self._grid(block),
            },
        )

    def _grid(self, block: Table) -> Stored:
        data, merged = [], []
        for number, row in enumerate(block.rows):
            texts: list[str] = []
            for cell in row:
                if cell.span > 1:
                    merged.append({"row": number, "col": len(texts), "rowspan": 1, "colspan": cell.span})
                texts += [self._cell(cell), *[""] * (cell.span - 1)]
            data.append(texts)
        headings = {(True, True): "both", (True, False): "row", (False, True): "column", (False, False): "neither"}
        return {
            "data": data,
            "cell": [],
            "mergeCells": merged,
            "first_row_is_table_header": block.header_rows > 0,
            "first_col_is_header": block.header_columns > 0,
            "table_header_choice": headings[block.header_rows > 0, block.header_columns > 0],
            "table_caption": "",
        }

    def _cell(self, cell: TableCell) -> str:
        """Plain text where that is enough, as an editor would type it; else markup."""
        plain = plain_text(cell.text)
        return plain if cell_markup(plain, References()) == cell.text else stored_inline(cell.text, self._targets)

    @_stored.register
    def _(self, block: Questions) -> Stored:
        items = (
            {"question": self._line(item.question), "answer": stored_paragraphs(item.answer, self._targets)}
            for item in block.items
        )
        return self._block("questions", {"items": self._items(items)})

    @_stored.register
    def _(self, block: Embed) -> Stored:
        value = {"url": block.url, "title": block.title, "provider": block.provider}
        shown = {"image": self._targets.images.get(block.image), "caption": self._line(block.caption)}
        return self._block("embed", value | shown)

    @_stored.register
    def _(self, block: DocumentBlock) -> Stored:
        value = {
            "document": self._targets.documents[block.document],
            "title": block.title,
            "description": self._line(block.description),
        }
        return self._block("document", value)

    @_stored.register
    def _(self, block: Audio) -> Stored:
        value = {"document": self._targets.documents[block.document], "title": block.title, "seconds": block.seconds}
        return self._block("audio", value | {"transcript": self._line(block.transcript)})

    @_stored.register
    def _(self, block: Footnote) -> Stored:
        return self._block("footnote", {"label": block.label, "text": self._line(block.text)})

    @_stored.register
    def _(self, block: Call) -> Stored:
        outside = block.target.startswith(ADDRESSES)
        return self._block(
            "call",
            {
                "purpose": block.purpose.value,
                "text": self._line(block.text),
                "label": block.label,
                "page": None if outside else self._targets.page(block.target),
                "address": block.target if outside else "",
                "ends": moment_text(block.ends) if block.ends else None,
            },
        )

    @_stored.register
    def _(self, block: Divider) -> Stored:
        return self._block("divider", None)

    @_stored.register
    def _(self, block: RawHtml) -> Stored:
        return self._block("html", stored_html(block.html, self._targets))
