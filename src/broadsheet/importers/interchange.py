"""
Blocks as interchange HTML, which `broadsheet.importers.body` reads back into exactly the same blocks.

What HTML alone says is written so; a block that would come back otherwise is written as
`<div data-broadsheet='…'>` with its canonical JSON, and readable HTML inside.
"""

import html
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, assert_never

from broadsheet.edition import blocks
from broadsheet.edition.blocks import Block, Inline
from broadsheet.edition.canonical import canonical_bytes
from broadsheet.importers.body import read_body
from broadsheet.importers.inline_markup import escaped, quoted
from broadsheet.importers.links import AddressBook, Links
from broadsheet.importers.records import ImportContext, ImportedImage
from broadsheet.importers.report import Tally
from broadsheet.importers.surroundings import Surroundings

type Described = Mapping[str, ImportedImage]
"""By source id, the pictures that the line of a body describes, whose words then stand where the body has none."""

_NONE: Final[Described] = MappingProxyType({})


def body_to_html(body: Iterable[Block], described: Described = _NONE) -> str:
    """The interchange HTML of a body, one block a line."""
    return "\n".join(block_to_html(block, described) for block in body)


def block_to_html(block: Block, described: Described = _NONE) -> str:
    """The interchange HTML of one block."""
    plain = readable_html(block)
    return plain if _is_plain(block) or _comes_back(plain, block, described) else carrying_html(block)


def carrying_html(block: Block) -> str:
    """The block as its canonical JSON, around what a reader without Broadsheet can read."""
    data = html.escape(canonical_bytes(block).decode(), quote=False).replace("'", "&#39;")
    return f"<div data-broadsheet='{data}'>{readable_html(block)}</div>"


_NOW: Final = datetime(2000, 1, 1, tzinfo=UTC)


_WORDS: Final = re.compile(r"[^\s<>&]+(?: [^\s<>&]+)*")


def _is_plain(block: Block) -> bool:
    """Whether a paragraph is nothing but words, as most are, so that there is no need to read it back."""
    return isinstance(block, blocks.Paragraph) and block.text.isprintable() and _WORDS.fullmatch(block.text) is not None


def _comes_back(markup: str, block: Block, described: Described) -> bool:
    links = Links(book=AddressBook(), context=ImportContext(now=_NOW), tally=Tally())
    around = Surroundings(
        where="", links=links, find_image=lambda source: ImportedImage(source_id=source), described=described
    )
    return read_body(markup, around) == (block,)


def readable_html(block: Block) -> str:
    """A block as HTML for reading, whether or not it would come back the same."""
    match block:
        case blocks.Paragraph(text=text):
            return f"<p>{text}</p>"
        case blocks.Crosshead(text=text, level=level):
            return f"<h{level}>{text}</h{level}>"
        case blocks.ListBlock():
            return _list(block)
        case blocks.Quote(paragraphs=paragraphs, source=source):
            return _quote(paragraphs, source)
        case blocks.PullQuote(text=text, source=source):
            return _quote((text,), source)
        case blocks.ImageBlock():
            return _figure(_image(block), block.caption)
        case blocks.Gallery(images=images, caption=caption):
            return _figure("".join(_figure(_image(image), image.caption) for image in images), caption)
        case blocks.Table():
            return _table(block)
        case blocks.Box(title=title, blocks=inside):
            return f"<aside><h3>{escaped(title)}</h3>{body_to_html(inside)}</aside>"
        case _:
            return _carried(block)


def _carried(
    block: blocks.Facts
    | blocks.Questions
    | blocks.Embed
    | blocks.DocumentBlock
    | blocks.Audio
    | blocks.Footnote
    | blocks.Call
    | blocks.Divider
    | blocks.RawHtml,
) -> str:
    match block:
        case blocks.Divider():
            return "<hr>"
        case blocks.RawHtml(html=markup):
            return markup
        case blocks.Facts(title=title, items=items):
            return f"<p>{escaped(title)}</p><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        case blocks.Questions(items=items):
            return "".join(f"<p><strong>{each.question}</strong></p>{_paragraphs(each.answer)}" for each in items)
        case blocks.Embed(url=url, title=title):
            return f"<p><a href={quoted(url)}>{escaped(title)}</a></p>"
        case blocks.DocumentBlock(title=title, description=description):
            return f"<p>{escaped(title)}</p><p>{description}</p>"
        case blocks.Audio(title=title, transcript=transcript):
            return f"<p>{escaped(title)}</p><p>{transcript}</p>"
        case blocks.Footnote(label=label, text=text):
            return f"<p>{escaped(label)} {text}</p>"
        case blocks.Call(text=text, label=label):
            return f"<p>{text}</p><p>{escaped(label)}</p>"
        case _:
            assert_never(block)


def _paragraphs(texts: Iterable[Inline]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _quote(paragraphs: Iterable[Inline], source: Inline) -> str:
    return f"<blockquote>{_paragraphs(paragraphs)}{f'<cite>{source}</cite>' if source else ''}</blockquote>"


def _image(image: blocks.ImageBlock) -> str:
    return f"<img src={quoted(image.image)} alt={quoted(image.alt)}>"


def _figure(inside: str, caption: Inline) -> str:
    return f"<figure>{inside}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _list(block: blocks.ListBlock) -> str:
    tag = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    items = (f"<li>{item.text}{_list(item.sublist) if item.sublist else ''}</li>" for item in block.items)
    return f"<{tag}{start}>{''.join(items)}</{tag}>"


def _table(table: blocks.Table) -> str:
    head = "".join(_row(row, len(row)) for row in table.rows[: table.header_rows])
    body = "".join(_row(row, table.header_columns) for row in table.rows[table.header_rows :])
    caption = f"<caption>{table.caption}</caption>" if table.caption else ""
    return f"<table>{caption}{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _row(row: tuple[blocks.TableCell, ...], headings: int) -> str:
    cells = []
    for index, cell in enumerate(row):
        tag = "th" if index < headings else "td"
        span = f' colspan="{cell.span}"' if cell.span != 1 else ""
        cells.append(f"<{tag}{span}>{cell.text}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"
