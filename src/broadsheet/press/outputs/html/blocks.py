"""
Typed blocks as HTML: one function for each kind, for pages and for feeds.

What blocks name (records, images, documents) was read before, into `Material`: printing reads nothing.
"""

import html
import re
from collections.abc import Callable, Sequence
from typing import Final, assert_never

from broadsheet.edition import blocks as kinds
from broadsheet.edition.inline import HTML_LINK, anchor_of, plain_text
from broadsheet.edition.references import walk
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.html.figures import Figure
from broadsheet.press.outputs.html.materials import Download, Material
from broadsheet.press.outputs.html.place import Medium, Place
from broadsheet.press.outputs.html.shared import is_outside
from broadsheet.press.outputs.html.tables import table

BODY_SIZES: Final = "(min-width:42rem) 40rem,100vw"
"""How wide a picture in running text is."""

_HREF = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_PAGE_IDS: Final = ("main", "now", "share", "corrections", "comments", "contents", "search")


def escape(text: str) -> str:
    """Plain text for HTML text and attributes."""
    return html.escape(text, quote=True)


def picture(found: Figure, place: Place, sizes: str, *, eager: bool = False) -> str:
    """A picture in all its sizes."""
    widest = found.widest
    if place.medium is Medium.FEED:
        return f'<img src="{place.to(widest.jpeg)}" alt="{escape(found.alt)}">'
    when = ' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"'
    avif = ", ".join(f"{place.to(size.avif)} {size.width}w" for size in found.sizes)
    jpeg = ", ".join(f"{place.to(size.jpeg)} {size.width}w" for size in found.sizes)
    return (
        f'<picture><source type="image/avif" srcset="{avif}" sizes="{sizes}">'
        f'<img src="{place.to(found.sizes[0].jpeg)}" srcset="{jpeg}" sizes="{sizes}" width="{widest.width}" '
        f'height="{widest.height}" alt="{escape(found.alt)}"{when}></picture>'
    )


class BodyPrinter:
    """Prints one body: keeps anchors unique and notes in order."""

    def __init__(self, found: Material, place: Place) -> None:
        self._material = found
        self._place = place
        self._words = place.words
        self._ids: dict[str, int] = dict.fromkeys(_PAGE_IDS, 1)
        self._notes: list[kinds.Footnote] = []
        self._labels: frozenset[str] = frozenset()
        self._referred: set[str] = set()
        self._level = 1

    def body(self, blocks: Sequence[kinds.Block]) -> str:
        """The whole body with its notes at the end."""
        self._labels = frozenset(part.label for part in walk(tuple(blocks)) if isinstance(part, kinds.Footnote))
        text = "\n".join(part for part in map(self.block, blocks) if part)
        return f"{text}\n{self._endnotes()}" if self._notes else text

    def block(self, block: kinds.Block, down: int = 0) -> str:  # noqa: C901  # one line for each kind there is
        """One block; `down` lowers its headings inside a box."""
        match block:
            case kinds.Paragraph(text=text):
                return f"<p>{self.inline(text)}</p>"
            case kinds.Crosshead():
                return self._crosshead(block, down)
            case kinds.ListBlock():
                return self._list(block)
            case kinds.Quote():
                return f"<blockquote>{self._paragraphs(block.paragraphs)}{self._source(block.source)}</blockquote>"
            case kinds.PullQuote():
                return self._pull_quote(block)
            case kinds.ImageBlock():
                return self._image(block)
            case kinds.Gallery():
                return self._gallery(block)
            case kinds.Facts():
                return self._facts(block, down)
            case kinds.Table():
                return table(block, self._words("table"), self.inline, self._anchor)
            case kinds.Questions():
                return self._questions(block)
            case kinds.Embed():
                return self._embed(block)
            case kinds.DocumentBlock():
                return self._document(block)
            case kinds.Audio():
                return self._audio(block)
            case kinds.Footnote():
                self._notes.append(block)
                return ""
            case kinds.Call():
                return self._call(block)
            case kinds.Divider():
                return "<hr>"
            case kinds.RawHtml(html=markup):
                return f'<div class="raw">{HTML_LINK.sub(self._link_in_html, markup)}</div>'
            case kinds.Box():
                return self._box(block)
            case _:
                assert_never(block)

    # ---- running text

    def inline(self, text: str) -> str:
        """Inline markup with its links made good; a link that leads nowhere becomes its words."""
        return _HREF.sub(self._link, text) if "<a" in text else text

    def _link(self, match: re.Match[str]) -> str:
        target, words = html.unescape(match[1]), match[2]
        if target.startswith("note:"):
            before = match.string[: match.start()]
            is_raised = before.rfind("<sup>") > before.rfind("</sup>")
            return self._note_link(target.removeprefix("note:"), words, is_raised=is_raised)
        if not target.startswith("record:"):
            return f'<a href="{match[1]}">{words}</a>'
        record, _, anchor = target.removeprefix("record:").partition("#")
        line = self._material.lines.get(record)
        if line is None:
            return words
        return f"<a {self._way(line, anchor)}>{words}</a>"

    def _link_in_html(self, match: re.Match[str]) -> str:
        line = self._material.lines.get(html.unescape(match["record"]))
        anchor = html.unescape(match["anchor"] or "").removeprefix("#")
        return f"{match['before']} {self._way(line, anchor)}" if line else match["before"]

    def _way(self, line: Line, anchor: str) -> str:
        """The attributes of a link to a page of the paper."""
        path = f"{line.path}#{anchor}" if anchor else line.path
        foreign = f' hreflang="{line.language}"' if line.language != self._words.language else ""
        shown = f' data-at="{self._place.at(line.path)}"' if self._place.medium is Medium.PAGE else ""
        return f'href="{escape(self._place.to(path))}"{foreign}{shown}'

    def _note_link(self, label: str, words: str, *, is_raised: bool) -> str:
        """The mark of a note, raised once, wherever who wrote it had raised it."""
        if label not in self._labels:
            return words
        name = anchor_of(label)
        mark = "" if label in self._referred else f' id="ref-{name}"'
        self._referred.add(label)
        words = words.removeprefix("<sup>").removesuffix("</sup>")
        link = f'<a{mark} href="#note-{name}" role="doc-noteref">{words}</a>'
        return link if is_raised else f"<sup>{link}</sup>"

    def _endnotes(self) -> str:
        back = escape(self._words("back_to_text"))
        items = []
        for note in self._notes:
            name, label = anchor_of(note.label), escape(note.label)
            way = f'<a href="#ref-{name}" role="doc-backlink" aria-label="{back} {label}">{label}</a>'
            mark = way if note.label in self._referred else label
            items.append(f'<p id="note-{name}"><b>{mark}</b> {self.inline(note.text)}</p>')
        title = escape(self._words("notes"))
        opening = f'<section class="notes" role="doc-endnotes" aria-label="{title}">'
        return f"{opening}<h2>{title}</h2>{''.join(items)}</section>"

    def _paragraphs(self, paragraphs: Sequence[str]) -> str:
        return "".join(f"<p>{self.inline(text)}</p>" for text in paragraphs)

    def _source(self, source: str) -> str:
        return f"<footer><cite>{self.inline(source)}</cite></footer>" if source else ""

    def _anchor(self, text: str) -> str:
        """An id made of the text, used by nothing else on the page."""
        name = anchor_of(plain_text(text)) or "part"
        count = self._ids[name] = self._ids.get(name, 0) + 1
        return name if count == 1 else self._anchor(f"{name}-{count}")

    # ---- one function for each kind that takes more than a line

    def _crosshead(self, block: kinds.Crosshead, down: int) -> str:
        level = self._level_for(block.level + down)
        return f'<h{level} id="{self._anchor(block.text)}">{self.inline(block.text)}</h{level}>'

    def _level_for(self, level: int) -> int:
        """The level of the next heading: never more than one below the one before it."""
        self._level = min(level, self._level + 1, 6)
        return self._level

    def _list(self, block: kinds.ListBlock) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = (
            f"<li>{self.inline(item.text)}{self._list(item.sublist) if item.sublist else ''}</li>"
            for item in block.items
        )
        return f"<{tag}{start}>{''.join(items)}</{tag}>"

    def _pull_quote(self, block: kinds.PullQuote) -> str:
        source = f"<figcaption>{self.inline(block.source)}</figcaption>" if block.source else ""
        return f'<figure class="pull"><blockquote><p>{self.inline(block.text)}</p></blockquote>{source}</figure>'

    def _image(self, block: kinds.ImageBlock) -> str:
        found = self._material.figures.get(block.image)
        if found is None:
            return ""
        # Two uses of one image differ in their words.
        shown = Figure(
            sizes=found.sizes,
            alt="" if block.decorative else block.alt,
            caption=block.caption,
            credit=found.credit,
            licence=found.licence,
        )
        return f"<figure>{picture(shown, self._place, BODY_SIZES)}{self.caption(shown)}</figure>"

    def caption(self, shown: Figure) -> str:
        """Caption, credit and licence of a figure."""
        maker = self._words("credit", name=shown.credit) if shown.credit else ""
        credit = " · ".join(filter(None, (maker, shown.licence)))
        small = f"<small>{escape(credit)}</small>" if credit else ""
        words = self.inline(shown.caption)
        return f"<figcaption>{words}{' ' if words and small else ''}{small}</figcaption>" if words or small else ""

    def _gallery(self, block: kinds.Gallery) -> str:
        figures = "".join(map(self._image, block.images))
        caption = f"<figcaption>{self.inline(block.caption)}</figcaption>" if block.caption else ""
        return f'<figure class="gallery">{figures}{caption}</figure>' if figures else ""

    def _facts(self, block: kinds.Facts, down: int) -> str:
        items = "".join(f"<li>{self.inline(item)}</li>" for item in block.items)
        level = self._level_for(2 + down) if block.title else 0
        title = f"<h{level}>{escape(block.title)}</h{level}>" if block.title else ""
        return f'<div class="facts">{title}<ul>{items}</ul></div>'

    def _questions(self, block: kinds.Questions) -> str:
        items = (
            f'<p class="question">{self.inline(item.question)}</p>{self._paragraphs(item.answer)}'
            for item in block.items
        )
        return f'<div class="questions">{"".join(items)}</div>'

    def _embed(self, block: kinds.Embed) -> str:
        found = self._material.figures.get(block.image)
        still = picture(found, self._place, BODY_SIZES) if found else ""
        where = f"<small>{escape(self._words('embed_from', name=block.provider))}</small>" if block.provider else ""
        words = f"{still}<b>{escape(block.title)}</b>"
        way = f'<a href="{escape(block.url)}">{words}</a>' if block.url else words
        if not block.caption:
            return f'<figure class="embed">{way} {where}</figure>'
        caption = f"<figcaption>{self.inline(block.caption)}</figcaption>"
        return f'<figure><p class="embed">{way} {where}</p>{caption}</figure>'

    def _document(self, block: kinds.DocumentBlock) -> str:
        found = self._material.downloads.get(block.document)
        if found is None:
            return ""
        text = f" {self.inline(block.description)}" if block.description else ""
        return (
            f'<p class="document"><a href="{self._place.to(found.path)}" type="{escape(found.media_type)}" download>'
            f"{escape(block.title)}</a> <small>{escape(file_kind(found, self._words.number))}</small>{text}</p>"
        )

    def _audio(self, block: kinds.Audio) -> str:
        found = self._material.downloads.get(block.document)
        length = self._words("length", minutes=max(1, round(block.seconds / 60))) if block.seconds else ""
        small = f" <small>{escape(length)}</small>" if length else ""
        caption = f"<figcaption><b>{escape(block.title)}</b>{small}</figcaption>"
        player = ""
        if found:
            source = self._place.to(found.path)
            way = f'<a href="{source}">{escape(self._words("download"))}</a>'
            player = f'<audio controls preload="none" src="{source}" aria-label="{escape(block.title)}"></audio> {way}'
        text = ""
        if block.transcript:
            summary = escape(self._words("transcript"))
            text = f"<details><summary>{summary}</summary><p>{self.inline(block.transcript)}</p></details>"
        return f'<figure class="audio">{caption}{player}{text}</figure>'

    def _call(self, block: kinds.Call) -> str:
        text = f"<p>{self.inline(block.text)}</p>" if block.text else ""
        ends = ""
        if block.ends:
            key = "ended" if block.ends in self._material.over else "call_ends"
            ends = f" <small>{escape(self._words(key, day=self._words.day(block.ends, self._place.zone)))}</small>"
        over = block.ends in self._material.over
        return f'<div class="call">{text}<p>{self._call_link(block, over=over)}{ends}</p></div>'

    def _call_link(self, block: kinds.Call, *, over: bool) -> str:
        label = escape(block.label)
        if over:
            return f"<b>{label}</b> {escape(self._words('call_ended'))}"
        if is_outside(block.target):
            return f'<a class="button" href="{escape(block.target)}">{label}</a>'
        line = self._material.lines.get(block.target)
        if line is None:
            return f"<b>{label}</b>"
        return f'<a class="button" href="{self._place.to(line.path)}" data-at="{self._place.at(line.path)}">{label}</a>'

    def _box(self, block: kinds.Box) -> str:
        title = ""
        if block.title:
            self._level_for(2)
            title = f'<h2 id="{self._anchor(block.title)}">{escape(block.title)}</h2>'
        inner = "".join(self.block(each, 1) for each in block.blocks)
        line = self._material.lines.get(block.article)
        alone = ""
        if line is not None:
            alone = f'<p><a href="{self._place.to(line.path)}">{escape(self._words("side_story"))}</a></p>'
        return f'<aside class="box">{title}{inner}{alone}</aside>'


def file_kind(found: Download, number: Callable[[int], str]) -> str:
    """The kind and size of a file, as `PDF, 120 kB`."""
    ending = found.path.rpartition(".")[2].upper()
    size = found.size
    return (
        f"{ending}, {number(max(1, size // 1000))} kB"
        if size < 1_000_000
        else f"{ending}, {number(size // 1_000_000)} MB"
    )
