"""The words of a reader's comment: paragraphs with links, whatever its markup was."""

import html
import re
from collections.abc import Iterable, Iterator

from broadsheet.edition.blocks import (
    Block,
    Crosshead,
    Embed,
    Gallery,
    ImageBlock,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    RawHtml,
)
from broadsheet.edition.inline import escape
from broadsheet.edition.references import inline_texts
from broadsheet.importers.body import read_body
from broadsheet.importers.surroundings import Surroundings

_MARKUP = re.compile(r"(<[^>]*>)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'(){}\[\]]+[^\s<>\"'(){}\[\].,;:!?]")
_LINE_ENDS = re.compile(r"<br\s*/?>|</(?:p|div|dd|dt|li|tr)>|\n")


def comment_paragraphs(markup: str, around: Surroundings) -> tuple[Inline, ...]:
    """The paragraphs of a comment given as HTML; what no paragraph can hold keeps its words."""
    texts = (text for block in read_body(markup, around) for text in _paragraphs_of(block))
    return tuple(_with_links(text) for text in texts if text.strip())


def _paragraphs_of(block: Block) -> Iterator[Inline]:
    match block:
        case Paragraph(text=text):
            yield text
        case Crosshead(text=text):
            yield Inline(f"<strong>{text}</strong>") if "<strong>" not in text else text
        case ListBlock():
            yield from _list(block)
        case Quote(paragraphs=paragraphs, source=source):
            yield from (*paragraphs, source)
        case Embed(url=url, title=title):
            yield Inline(f'<a href="{html.escape(url)}">{escape(title)}</a>')
        case RawHtml(html=markup):
            for line in _LINE_ENDS.split(markup):
                yield escape(" ".join(html.unescape(_MARKUP.sub("", line)).split()))
        case ImageBlock() | Gallery():
            pass  # a comment shows no picture; that it had one was told when it was read
        case _:
            yield from map(Inline, inline_texts(block))


def _list(block: ListBlock) -> Iterable[Inline]:
    for number, item in enumerate(block.items, start=block.start):
        yield Inline(f"{number}. {item.text}" if block.ordered else f"– {item.text}")
        if item.sublist is not None:
            yield from _list(item.sublist)


def _with_links(text: Inline) -> Inline:
    """Addresses written out become links, as blogs make them."""
    if "http" not in text:
        return text
    parts, inside = [], False
    for part in _MARKUP.split(text):
        if part.startswith("<"):
            inside = part.startswith("<a ") or (inside and part != "</a>")
            parts.append(part)
        else:
            parts.append(part if inside else _ADDRESS.sub(_link, part))
    return Inline("".join(parts))


def _link(match: re.Match[str]) -> str:
    return f'<a href="{match[0]}">{match[0]}</a>'
