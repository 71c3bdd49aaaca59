"""
A body as plain HTML with absolute addresses: what feed readers, which have no style of ours, are given.

One function for each kind of block; no classes, no scripts, nothing that loads by itself but pictures.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from broadsheet.edition.blocks import (
    Audio,
    Block,
    Box,
    Call,
    Crosshead,
    Divider,
    DocumentBlock,
    Embed,
    Facts,
    Footnote,
    Gallery,
    ImageBlock,
    ListBlock,
    Paragraph,
    PullQuote,
    Questions,
    Quote,
    RawHtml,
    Table,
    TableCell,
)
from broadsheet.press.outputs.resolving import Resolver, ShownPicture, words_of

_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def plain_html(blocks: Iterable[Block], resolver: Resolver) -> str:
    """The blocks one after another."""
    return "".join(_block(block, resolver) for block in blocks)


def inline_html(markup: str, resolver: Resolver) -> str:
    """Running text with public addresses in its links; a link that leads nowhere leaves its words."""

    def resolved(match: re.Match[str]) -> str:
        address = resolver.link(html.unescape(match[1]))
        return link(address, match[2]) if address else match[2]

    return _LINK.sub(resolved, markup) if "<a " in markup else markup


def link(address: str, markup: str) -> str:
    """A link around markup."""
    return f'<a href="{html.escape(address)}">{markup}</a>'


def figure(picture: ShownPicture, alt: str, caption: str, credit: str = "") -> str:
    """A picture with caption (markup) and credit."""
    image = (
        f'<img src="{html.escape(picture.address)}" alt="{html.escape(alt)}" '
        f'width="{picture.width}" height="{picture.height}">'
    )
    words = " ".join(part for part in (caption, html.escape(credit, quote=False)) if part)
    return f"<figure>{image}{_wrapped('figcaption', words)}</figure>"


def _wrapped(tag: str, markup: str) -> str:
    return f"<{tag}>{markup}</{tag}>" if markup else ""


def _plain(text: str) -> str:
    return html.escape(text, quote=False)


def _paragraphs(texts: Iterable[str], resolver: Resolver) -> str:
    return "".join(f"<p>{inline_html(text, resolver)}</p>" for text in texts)


def _block(block: Block, resolver: Resolver) -> str:  # noqa: C901  # one case for each kind is as plain as it gets
    match block:
        case Paragraph(text=text):
            return f"<p>{inline_html(text, resolver)}</p>"
        case Crosshead(text=text, level=level):
            return f"<h{level}>{inline_html(text, resolver)}</h{level}>"
        case ListBlock():
            return _list(block, resolver)
        case Quote(paragraphs=paragraphs, source=source):
            return _quote(_paragraphs(paragraphs, resolver), inline_html(source, resolver))
        case PullQuote():
            return ""  # it says again what stands in the text
        case ImageBlock():
            return _image(block, resolver)
        case Gallery(images=images, caption=caption):
            return "".join(_image(each, resolver) for each in images) + _wrapped("p", inline_html(caption, resolver))
        case Facts(title=title, items=items):
            return f"<h3>{_plain(title)}</h3>{_items(items, resolver)}"
        case Table():
            return _table(block, resolver)
        case Questions(items=questions):
            return "".join(
                f"<p><strong>{inline_html(each.question, resolver)}</strong></p>{_paragraphs(each.answer, resolver)}"
                for each in questions
            )
        case Embed():
            return _embed(block, resolver)
        case DocumentBlock(document=document, title=title, description=description):
            return _file(document, title, resolver) + _wrapped("p", inline_html(description, resolver))
        case Audio(document=document, title=title, transcript=transcript):
            return _file(document, title, resolver) + _wrapped("p", inline_html(transcript, resolver))
        case Footnote(label=label, text=text):
            return f"<p><small><sup>{_plain(label)}</sup> {inline_html(text, resolver)}</small></p>"
        case Call():
            return _call(block, resolver)
        case Divider():
            return "<hr>"
        case RawHtml(html=raw):
            return resolver.raw(raw)
        case Box(title=title, blocks=inside):
            return f"<aside><h3>{_plain(title)}</h3>{plain_html(inside, resolver)}</aside>"
        case _:
            assert_never(block)


def _items(items: Iterable[str], resolver: Resolver) -> str:
    return _wrapped("ul", "".join(f"<li>{inline_html(item, resolver)}</li>" for item in items))


def _list(block: ListBlock, resolver: Resolver) -> str:
    items = "".join(
        f"<li>{inline_html(item.text, resolver)}{_list(item.sublist, resolver) if item.sublist else ''}</li>"
        for item in block.items
    )
    if not block.ordered:
        return f"<ul>{items}</ul>"
    return f'<ol start="{block.start}">{items}</ol>' if block.start != 1 else f"<ol>{items}</ol>"


def _quote(paragraphs: str, source: str) -> str:
    return f"<blockquote>{paragraphs}{_wrapped('p', _wrapped('cite', source))}</blockquote>"


def _image(block: ImageBlock, resolver: Resolver) -> str:
    picture = resolver.picture(block.image)
    if picture is None:
        return ""
    alt = "" if block.decorative else block.alt
    return figure(picture, alt, inline_html(block.caption, resolver), picture.credit)


def _table(block: Table, resolver: Resolver) -> str:
    rows = "".join(_row(row, number, block, resolver) for number, row in enumerate(block.rows))
    return f"<table>{_wrapped('caption', inline_html(block.caption, resolver))}{rows}</table>"


def _row(row: tuple[TableCell, ...], number: int, table: Table, resolver: Resolver) -> str:
    return _wrapped("tr", "".join(_cells(row, number < table.header_rows, table.header_columns, resolver)))


def _cells(row: tuple[TableCell, ...], heads: bool, header_columns: int, resolver: Resolver) -> Iterator[str]:
    column = 0
    for cell in row:
        tag = "th" if heads or column < header_columns else "td"
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        yield f"<{tag}{span}>{inline_html(cell.text, resolver)}</{tag}>"
        column += cell.span


def _embed(block: Embed, resolver: Resolver) -> str:
    picture = resolver.picture(block.image) if block.image else None
    words = _plain(f"{block.title} ({block.provider})" if block.provider else block.title)
    still = figure(picture, "", "", picture.credit) if picture else ""
    return f"{still}<p>{link(block.url, words)}</p>"


def _file(document: str, title: str, resolver: Resolver) -> str:
    found = resolver.file(document)
    return f"<p>{link(found.address, _plain(title)) if found else _plain(title)}</p>"


def _call(block: Call, resolver: Resolver) -> str:
    if not resolver.reader.is_before(block.ends):
        return ""
    address = resolver.target(block.target)
    label = link(address, _plain(block.label)) if address else _plain(block.label)
    return f"<p>{inline_html(block.text, resolver)} {label}</p>" if words_of(block.text) else f"<p>{label}</p>"
