"""What figures show besides pictures, and lists that are galleries: captions go where they belong."""

from dataclasses import replace
from typing import Final

from broadsheet.edition.blocks import Block, Embed, Inline, Paragraph, PullQuote, Quote, Table
from broadsheet.importers.markup import Element, holds, tag_of

FRAMED: Final = frozenset({"table", "blockquote", "iframe", "pre", "video", "audio", "aside", "embed", "object"})
"""What a figure may show that is no picture."""

_NO_GALLERY: Final = FRAMED | {"p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "dl"}


def with_caption(inside: tuple[Block, ...], caption: Inline, *, first: bool) -> tuple[Block, ...]:
    """What a figure shows, with its caption: in the one block that can have it, else as a paragraph beside it."""
    if not caption:
        return inside
    taking = [block for block in inside if isinstance(block, Table | Embed | Quote) and not _said(block)]
    if len(inside) == 1 and taking:
        return (_captioned(taking[0], caption),)
    return (Paragraph(text=caption), *inside) if first else (*inside, Paragraph(text=caption))


def _said(block: Table | Embed | Quote) -> Inline:
    return block.source if isinstance(block, Quote) else block.caption


def _captioned(block: Table | Embed | Quote, caption: Inline) -> Block:
    return replace(block, source=caption) if isinstance(block, Quote) else replace(block, caption=caption)


def is_pulled(element: Element) -> bool:
    """Whether a figure shows words lifted out of the story, as WordPress marks them."""
    return any("pullquote" in (each.get("class") or "") for each in (element, *element.iter("blockquote")))


def pulled(inside: tuple[Block, ...]) -> tuple[Block, ...]:
    """Quotes as words lifted out of the story."""
    return tuple(
        PullQuote(text=Inline("<br>".join(block.paragraphs)), source=block.source)
        if isinstance(block, Quote) and block.paragraphs
        else block
        for block in inside
    )


def is_gallery(element: Element) -> bool:
    """Whether a list is how pictures are laid out: each item a picture, no words but their captions."""
    items = list(element)
    return (
        not holds(element, _NO_GALLERY)
        and len(items) > 1
        and not any("data-broadsheet" in each.attrib for each in element.iter())
        and all(tag_of(item) == "li" and next(item.iter("img"), None) is not None for item in items)
        and not any(_words_beside_captions(item) for item in items)
        and (next(element.iter("figure", "figcaption"), None) is not None)
    )


def _words_beside_captions(item: Element) -> bool:
    captions = {text for caption in item.iter("figcaption") for text in caption.itertext()}
    return any(text.strip() and text not in captions for text in item.itertext())
