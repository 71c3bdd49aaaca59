"""
HTML to typed blocks. No word is lost: what no block can hold becomes raw HTML, sanitised, and is reported.

The mapping: p, h2-h4 (crosshead), aside (box), blockquote (quote), ul/ol, table, figure/img, hr; any
element with `data-broadsheet` is the block whose canonical JSON stands there; iframes, video and audio become
an embed (a link; nothing is loaded).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from broadsheet.edition.blocks import (
    Audio,
    Block,
    Box,
    Crosshead,
    Divider,
    DocumentBlock,
    Footnote,
    Gallery,
    ImageBlock,
    Inline,
    ListBlock,
    Paragraph,
    PlainBlock,
    Quote,
    RawHtml,
    Table,
)
from broadsheet.edition.inline import plain_text
from broadsheet.edition.plain_markup import read_plain
from broadsheet.importers import body_embeds, body_figures, body_lists, body_tables
from broadsheet.importers.body_places import settle_places
from broadsheet.importers.carried_blocks import carried_block
from broadsheet.importers.footnotes import Note
from broadsheet.importers.inline_markup import InlineRun, span
from broadsheet.importers.inline_reading import BLOCK_TAGS, InlineReader, read_inline
from broadsheet.importers.markup import Element, as_html, drop, has_words, holds, parsed, pieces, sanitised, tag_of
from broadsheet.importers.surroundings import Surroundings

_WRAPPERS: Final = frozenset(
    {"html", "body", "div", "section", "article", "main", "header", "footer", "nav", "center", "hgroup",
     "noscript", "p",
     "address", "picture", "figcaption", "caption", "li", "summary", "legend", "frameset", "noframes"}
)  # fmt: skip
_HEADING_LEVELS: Final = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_RAW: Final = frozenset(
    {"pre", "dl", "details", "form", "fieldset", "math", "textarea", "xmp", "plaintext", "select", "menu"}
)
_SIMPLE_QUOTE: Final = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "aside", "hr", "blockquote", "figure", "iframe"}
)

_EMBEDDED: Final = frozenset({"iframe", "video", "audio", "embed", "object"})

type _Wrapping = tuple[tuple[str, str | Callable[[], str | None]], ...]


def read_body(markup: str, around: Surroundings) -> tuple[Block, ...]:
    """The blocks of a body."""
    plain = None if around.own else read_plain(markup, around.opening, is_plain_link=around.is_plain_link)
    return parsed_body(markup, around) if plain is None else plain


def parsed_body(markup: str, around: Surroundings) -> tuple[Block, ...]:
    """The blocks of a body of any form."""
    root, whole = parsed(markup)
    if not whole:
        around.changed(
            "text", "nested too deeply", "elements lay too deep in one another; the words are kept, their form is not"
        )
    notes = settle_places(root, around.own) if around.own else ()
    with around.taking_documents():
        reader = _Reader(around)
        body = reader.read(root)
        return (*body, *(block for note in notes for block in reader.footnote(note)))


@dataclass(slots=True)
class _Reader:
    around: Surroundings
    in_box: bool = False

    def read(self, container: Element, wrapping: _Wrapping = ()) -> tuple[Block, ...]:
        blocks: list[Block] = []
        run = self._new_run(wrapping)
        for piece in pieces(container):
            if isinstance(piece, str):
                run.text(piece)
            elif self._is_running(piece):
                read_inline(piece, run, self.around)
                if run.images:
                    blocks += self._finished(run)
                    run = self._new_run(wrapping)
            else:
                blocks += self._finished(run)
                blocks += self._block(piece, wrapping)
                blocks += self.around.take_waiting()
                run = self._new_run(wrapping)
        return (*blocks, *self._finished(run))

    def footnote(self, note: Note) -> Iterable[Block]:
        """A note, and the pictures that stood in it."""
        text, images = self._line(note.element)
        yield Footnote(label=note.label, text=text)
        yield from images

    def _new_run(self, wrapping: _Wrapping) -> InlineReader:
        run = InlineReader(InlineRun(splits=True))
        for tag, opening in wrapping:
            run.open(tag, opening)
        return run

    def _finished(self, run: InlineReader) -> Iterable[Block]:
        """What a run held: paragraphs, but not one that only names a document, then pictures, then documents."""
        titles = {document.title for document in self.around.waiting}
        blocks: list[Block] = [
            Paragraph(text=text) for text in run.finish() if not titles or plain_text(text).strip() not in titles
        ]
        return (*blocks, *run.take_images(), *self.around.take_waiting())

    @staticmethod
    def _is_running(element: Element) -> bool:
        tag = tag_of(element)
        return tag not in BLOCK_TAGS and element.get("data-broadsheet") is None and not holds(element, BLOCK_TAGS)

    def _block(self, element: Element, wrapping: _Wrapping) -> Iterable[Block]:
        carried = carried_block(element, self.around) if element.get("data-broadsheet") is not None else None
        if carried is not None:
            return (
                (carried,)
                if not (self.in_box and isinstance(carried, Box))
                else self._unboxed(carried.title, carried.blocks)
            )
        tag = tag_of(element)
        if tag in _HEADING_LEVELS:
            return self._crosshead(element, _HEADING_LEVELS[tag], wrapping)
        if tag in _RAW:
            return self._raw(element, tag)
        if tag in _EMBEDDED:
            return body_embeds.read_embed(element, self.around)
        if tag in _OWN:
            return _OWN[tag](self, element)
        if tag == "figure":
            return self._figure(element, wrapping)
        if tag == "hr":
            return (Divider(),)
        return self.read(element, (*wrapping, *_wrapping_of(element, self.around)))

    def _crosshead(self, element: Element, level: int, wrapping: _Wrapping) -> Iterable[Block]:
        tag = tag_of(element)
        if tag in ("h1", "h5", "h6"):
            self.around.changed(
                "crosshead", "".join(element.itertext())[:60], f"{tag} is a crosshead of level {level} now"
            )
        run = InlineReader(InlineRun())
        for each, opening in (*wrapping, *_wrapping_of(element, self.around)):
            run.open(each, opening)
        for piece in pieces(element):
            run.text(piece) if isinstance(piece, str) else read_inline(piece, run, self.around)
        yield from (Crosshead(text=text, level=level) for text in run.finish())
        yield from run.take_images()

    def _list(self, element: Element) -> Iterable[Block]:
        if body_figures.is_gallery(element):
            element.tag = "figure"
            return self._figure(element, ())
        if body_lists.is_simple(element):
            return self._held(*body_lists.read_list(element, self.around), "list")
        return self._raw(element, "list")

    def _table(self, element: Element) -> Iterable[Block]:
        if body_tables.is_simple(element):
            return self._held(*body_tables.read_table(element, self.around), "table")
        return self._raw(element, "table")

    def _held(self, block: ListBlock | Table | None, images: tuple[ImageBlock, ...], what: str) -> Iterable[Block]:
        if images:
            self.around.changed("image", images[0].image, f"it stood inside a {what} and stands after it now")
        return (*((block,) if block else ()), *images)

    def _quote(self, element: Element) -> Iterable[Block]:
        if holds(element, _SIMPLE_QUOTE) or holds(element, _RAW):
            return self._raw(element, "quote")
        source, images = self._source(element)
        wrapping = _wrapping_of(element, self.around)
        inside = self.read(element, wrapping)
        texts = tuple(block.text for block in inside if isinstance(block, Paragraph))
        others = tuple(block for block in inside if not isinstance(block, Paragraph))
        if texts or source:
            return (Quote(paragraphs=texts, source=source), *others, *images)
        return (*others, *images)

    def _source(self, quote: Element) -> tuple[Inline, tuple[ImageBlock, ...]]:
        found = next((each for each in quote.iter("cite", "footer") if _ends(each, quote)), None)
        if found is None:
            return Inline(""), ()
        text, images = self._line(found)
        drop(found)
        return text, images

    def _line(self, element: Element) -> tuple[Inline, tuple[ImageBlock, ...]]:
        run = InlineReader(InlineRun())
        for piece in pieces(element):
            run.text(piece) if isinstance(piece, str) else read_inline(piece, run, self.around)
        return Inline("<br>".join(run.finish())), run.take_images()

    def _box(self, element: Element) -> Iterable[Block]:
        heading = next(element.iterdescendants(*_HEADING_LEVELS), None)
        title = ""
        images: tuple[ImageBlock, ...] = ()
        if heading is not None:
            markup, images = self._line(heading)
            title = plain_text(markup)
            if markup != title and "<a " in markup:
                self.around.changed("link", title, "the title of a box carries no link")
            drop(heading)
        was_in_box, self.in_box = self.in_box, True
        inside = tuple(block for block in self.read(element) if not isinstance(block, Box))
        self.in_box = was_in_box
        blocks: tuple[PlainBlock, ...] = (*images, *inside)
        if was_in_box:
            return self._unboxed(title, blocks)
        return (Box(title=title, blocks=blocks),) if title or blocks else ()

    def _unboxed(self, title: str, blocks: tuple[PlainBlock, ...]) -> tuple[PlainBlock, ...]:
        self.around.changed("box", title, "a box inside a box is a part of it with a crosshead now")
        if not title:
            return blocks
        run = InlineRun()
        run.text(title)
        return (*(Crosshead(text=text, level=3) for text in run.finish()), *blocks)

    def _figure(self, element: Element, wrapping: _Wrapping) -> Iterable[Block]:
        captions = list(element.iter("figcaption"))
        own = next((each for each in captions if _nearest_figure(each) is element), None)
        if holds(element, body_figures.FRAMED):
            return self._shown(element, own, wrapping)
        for each in element.iter("ul", "ol", "li"):
            each.tag = "div"  # a list of pictures in a figure is how a gallery is laid out
        caption, images = self._line(own) if own is not None else (Inline(""), ())
        if own is not None:
            drop(own)
        inside = self.read(element, wrapping)
        documents = tuple(block for block in inside if isinstance(block, DocumentBlock | Audio))
        return (
            *self._framed(element, tuple(each for each in inside if each not in documents), caption, images),
            *documents,
        )

    def _shown(self, element: Element, own: Element | None, wrapping: _Wrapping) -> Iterable[Block]:
        """A figure that shows something else than pictures: with its caption where its block can have one."""
        caption, images = self._line(own) if own is not None else (Inline(""), ())
        first = own is not None and not (element.text or "").strip() and element[0] is own
        if own is not None:
            drop(own)
        inside = tuple(self.read(element, wrapping))
        if body_figures.is_pulled(element):
            inside = body_figures.pulled(inside)
        return (*body_figures.with_caption(inside, caption, first=first), *images)

    @staticmethod
    def _framed(
        element: Element, inside: tuple[Block, ...], caption: Inline, images: tuple[ImageBlock, ...]
    ) -> tuple[Block, ...]:
        """A figure as a picture or a gallery with its caption; as what it holds when that is something else."""
        pictures = tuple(block for block in inside if isinstance(block, ImageBlock))
        if not pictures or len(pictures) != len(inside) or images:
            return (*inside, *((Paragraph(text=caption),) if caption else ()), *images)
        if len(pictures) == 1 and (not caption or not holds(element, frozenset({"figure"}))):
            return (_captioned(pictures[0], caption or pictures[0].caption),)
        return (Gallery(images=pictures, caption=caption),)

    def _target_in_html(self, href: str, words: str) -> str | None:
        """A link to a story leads to its record, as in running text; a mark of a footnote has no place here."""
        target = self.around.link(href, words)
        if target is None or not target.startswith("note:"):
            return target
        absolute = self.around.absolute(href)
        if absolute is None:
            self.around.changed(
                "link", f"{words} → {href}", "in HTML kept as it is it had no whole address; its words stay"
            )
        return absolute

    def _raw(self, element: Element, what: str) -> Iterable[Block]:
        kept = body_embeds.take_out(element, self.around)
        for link in element.iter("a"):
            href, words = link.attrib.pop("href", ""), "".join(link.itertext())
            target = self._target_in_html(href, words) if href and not self.around.document(href, words) else None
            if target:
                link.set("href", target)
        for drawn in list(element.iter("math", "svg", "canvas")):
            for part in list(drawn.iter()):
                drop(part) if tag_of(part).startswith("annotation") else part.set("class", "")
                part.tag = "span"  # what is drawn has no place in HTML that is kept; its words have
        markup = sanitised(as_html(element)).strip()
        if has_words(element):
            self.around.changed(
                what, " ".join("".join(element.itertext()).split())[:60], "no block can hold it; kept as HTML"
            )
            yield RawHtml(html=markup)
        yield from kept


_OWN: Final[Mapping[str, Callable[[_Reader, Element], Iterable[Block]]]] = {
    "ul": _Reader._list,
    "ol": _Reader._list,
    "table": _Reader._table,
    "blockquote": _Reader._quote,
    "aside": _Reader._box,
}
"""Elements that become a block by themselves."""


def _captioned(image: ImageBlock, caption: Inline) -> ImageBlock:
    return ImageBlock(image=image.image, alt=image.alt, caption=caption, decorative=image.decorative)


def _nearest_figure(element: Element) -> Element | None:
    return next(element.iterancestors("figure"), None)


def _ends(source: Element, quote: Element) -> bool:
    """Whether nothing but white space follows it in the quote, and it stands on its own line or element."""
    element = source
    while element is not quote:
        if (element.tail or "").strip() or element.getnext() is not None:
            return False
        element = element.getparent()
    parent = source.getparent()
    before = source.getprevious()
    alone = not (parent.text or "").strip() and before is None
    return (
        parent is quote or alone or (before is not None and tag_of(before) == "br" and not (before.tail or "").strip())
    )


def _wrapping_of(element: Element, around: Surroundings) -> _Wrapping:
    return tuple(_wrapping_tags(element, around))


def _wrapping_tags(element: Element, around: Surroundings) -> Iterable[tuple[str, str | Callable[[], str | None]]]:
    tag = tag_of(element)
    if tag not in _WRAPPERS and tag not in BLOCK_TAGS:
        yield from InlineReader.meaning(element, around)
    elif tag in ("p", "div", "blockquote", *_HEADING_LEVELS):
        opening = span(element.get("lang", ""), element.get("dir", ""))
        if opening:
            yield "span", opening


def read_line(markup: str, around: Surroundings) -> Inline:
    """Text that may carry inline tags, as one piece of inline markup."""
    if "<" not in markup and "&" not in markup:
        run = InlineRun()
        run.text(markup)
        return Inline("<br>".join(run.finish()))
    root, _ = parsed(markup)
    reader = InlineReader(InlineRun())
    read_inline(root, reader, around)
    for image in reader.take_images():
        around.changed("image", image.image, "a single line carries no picture")
    return Inline("<br>".join(reader.finish()))
