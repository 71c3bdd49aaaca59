"""From running text, written in one go, to the edition's paragraphs, crossheads, lists and quotes."""

from dataclasses import dataclass, field, replace
from typing import Final

from broadsheet.edition.blocks import Block, Crosshead, Divider, Inline, ListBlock, ListItem, Paragraph, Quote
from broadsheet.edition.plain_markup import read_plain
from broadsheet.newsroom.compose.inline import TAGS, TOKEN, InlineWriter, attributes_of
from broadsheet.newsroom.compose.references import References

_LEVELS: Final = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}


@dataclass(slots=True)
class _OpenList:
    ordered: bool
    start: int
    items: list[ListItem] = field(default_factory=list)


class _TextReader:
    """Reads tags in order; a block ends where the next begins."""

    def __init__(self, references: References) -> None:
        self._writer = InlineWriter(references)
        self._blocks: list[Block] = []
        self._lists: list[_OpenList] = []
        self._level = 0
        self._in_quote = False
        self._quote_goes_on = False

    def read(self, rich: str) -> tuple[Block, ...]:
        for close, tag, attributes, text in TOKEN.findall(rich):
            if text:
                self._writer.text(text)
                continue
            name = tag.lower()
            if name in TAGS or name == "br":
                self._writer.tag(name, attributes, closing=bool(close))
            else:
                self._finish()
                self._structure(name, attributes, closing=bool(close))
        self._finish()
        while self._lists:
            self._end_list()
        return tuple(self._blocks)

    def _structure(self, name: str, attributes: str, *, closing: bool) -> None:
        if name in _LEVELS:
            self._level = 0 if closing else _LEVELS[name]
        elif name in {"ul", "ol"}:
            self._end_list() if closing else self._begin_list(name, attributes)
        elif name == "li" and not closing and self._lists:
            self._lists[-1].items.append(ListItem(text=Inline("")))
        elif name == "blockquote":
            self._in_quote = not closing
        elif name == "hr":
            self._add(Divider())

    def _finish(self) -> None:
        text = self._writer.take() if self._writer.written else None
        if not text:
            return
        if self._lists and self._lists[-1].items:
            items = self._lists[-1].items
            before = items[-1].text
            items[-1] = replace(items[-1], text=Inline(f"{before} {text}") if before else text)
        elif self._in_quote:
            self._add_quoted(text)
        elif self._level:
            self._add(Crosshead(text=text, level=self._level))
        else:
            self._add(Paragraph(text=text))

    def _add(self, block: Block) -> None:
        self._quote_goes_on = False
        self._blocks.append(block)

    def _add_quoted(self, text: Inline) -> None:
        last = self._blocks[-1] if self._blocks and self._quote_goes_on else None
        if isinstance(last, Quote):
            self._blocks[-1] = replace(last, paragraphs=(*last.paragraphs, text))
        else:
            self._add(Quote(paragraphs=(text,)))
        self._quote_goes_on = True

    def _begin_list(self, name: str, attributes: str) -> None:
        start = attributes_of(attributes).get("start", "1")
        self._lists.append(
            _OpenList(ordered=name == "ol", start=int(start) if start.isascii() and start.isdigit() else 1)
        )

    def _end_list(self) -> None:
        if not self._lists:
            return
        ended = self._lists.pop()
        items = tuple(item for item in ended.items if item.text or item.sublist)
        if not items:
            return
        block = ListBlock(items=items, ordered=ended.ordered, start=ended.start)
        if self._lists and self._lists[-1].items:
            self._nest(self._lists[-1].items, block)
        else:
            self._add(block)

    @staticmethod
    def _nest(items: list[ListItem], block: ListBlock) -> None:
        before = items[-1].sublist
        joined = replace(before, items=before.items + block.items) if before else block
        items[-1] = replace(items[-1], sublist=joined)


def blocks_of_text(rich: str, references: References) -> tuple[Block, ...]:
    """The typed blocks of one running text."""
    writer = InlineWriter(references)
    plain = read_plain(rich, lambda attributes, _words: writer.link(attributes), is_plain_link=lambda _: True)
    return read_blocks(rich, references) if plain is None else plain


def read_blocks(rich: str, references: References) -> tuple[Block, ...]:
    """The typed blocks of a running text of any form."""
    return _TextReader(references).read(rich)
