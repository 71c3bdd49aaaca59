"""From the edition's typed blocks to an editor's running text: the inverse of `compose.text` and `compose.inline`."""

import html
import re
from collections.abc import Iterable
from typing import Final

from broadsheet.edition.blocks import Block, Crosshead, Inline, ListBlock, Paragraph, Quote
from broadsheet.importers.record_links import linked_source
from broadsheet.newsroom.intake.targets import OPEN, Targets

_TAG: Final = re.compile(r"<(/?)(strong|em|br)>|<a href=\"((?:record|note):[^\"]*)\">")
_RAW_LINK: Final = re.compile(r'href="(record:[^"]*)"')
_NAMES: Final = {"strong": "b", "em": "i"}

type TextBlock = Paragraph | Crosshead | ListBlock | Quote


def is_text(block: Block) -> bool:
    """Whether the block can stand in running text."""
    return isinstance(block, Paragraph | Crosshead | ListBlock) or (isinstance(block, Quote) and not block.source)


def stored_inline(text: Inline | str, targets: Targets) -> str:
    """Inline markup as a stretch of rich text."""

    def stored(match: re.Match[str]) -> str:
        if match[3]:
            return _stored_link(html.unescape(match[3]), targets)
        return "<br/>" if match[2] == "br" else f"<{match[1]}{_NAMES[match[2]]}>"

    return _TAG.sub(stored, text)


def stored_line(text: Inline | str, targets: Targets) -> str:
    """Inline markup as a whole rich text of one paragraph; nothing for nothing."""
    return f"<p>{stored_inline(text, targets)}</p>" if text else ""


def stored_html(raw: str, targets: Targets) -> str:
    """Raw HTML with permanent ids in its links; it is never edited as text, so its links need no row numbers."""

    def stored(match: re.Match[str]) -> str:
        source_id, anchor = linked_source(html.unescape(match[1]))
        end = f"#{anchor}" if anchor else ""
        return f'href="{html.escape(f"{OPEN}{targets.permanent_id(source_id)}{end}")}"'

    return _RAW_LINK.sub(stored, raw)


def stored_paragraphs(texts: Iterable[Inline], targets: Targets) -> str:
    """Several paragraphs as one rich text."""
    return "".join(stored_line(text, targets) for text in texts)


def stored_text(block: TextBlock, targets: Targets) -> str:
    """One block of running text as rich text."""
    match block:
        case Paragraph(text=text):
            return stored_line(text, targets)
        case Crosshead(text=text, level=level):
            return f"<h{level}>{stored_inline(text, targets)}</h{level}>"
        case ListBlock():
            return _stored_list(block, targets)
        case Quote(paragraphs=paragraphs):
            return "".join(f"<blockquote>{stored_inline(text, targets)}</blockquote>" for text in paragraphs)


def _stored_list(block: ListBlock, targets: Targets) -> str:
    name = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.start != 1 else ""
    items = "".join(
        f"<li>{stored_inline(item.text, targets)}{_stored_list(item.sublist, targets) if item.sublist else ''}</li>"
        for item in block.items
    )
    return f"<{name}{start}>{items}</{name}>"


def _stored_link(href: str, targets: Targets) -> str:
    if href.startswith("note:"):
        return f'<a href="#note-{html.escape(href.removeprefix("note:"))}">'
    source_id, anchor = linked_source(href)
    document = targets.documents.get(source_id)
    if document is not None:
        return f'<a id="{document}" linktype="document">'
    target = targets.page(source_id)
    if isinstance(target, str):
        return f'<a href="{html.escape(target + (f"#{anchor}" if anchor else ""))}">'
    return f'<a{anchor_attribute(anchor)} id="{target}" linktype="page">'


def anchor_attribute(anchor: str) -> str:
    """The attribute that keeps the place within the page a link leads to."""
    return f' data-anchor="{html.escape(anchor)}"' if anchor else ""


_OPEN_LINK: Final = re.compile(rf'<a href="{OPEN}([^"#]*)(?:#([^"]*))?">(.*?)</a>', re.DOTALL)


def close_links(rich: str, targets: Targets) -> tuple[str, list[str]]:
    """Turn open links into links to pages; one that leads nowhere keeps its words. Also says which led nowhere."""
    dead: list[str] = []

    def closed(match: re.Match[str]) -> str:
        page = targets.by_permanent_id.get(match[1])
        if page is None:
            dead.append(re.sub(r"<[^>]*>", "", match[3]))
            return match[3]
        return f'<a{anchor_attribute(html.unescape(match[2] or ""))} id="{page}" linktype="page">{match[3]}</a>'

    return _OPEN_LINK.sub(closed, rich), dead
