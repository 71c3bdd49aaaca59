"""Reads running text out of a tree of HTML; pictures found in it are set aside, to stand after it."""

from collections.abc import Callable, Iterator
from typing import Final

from broadsheet.edition.blocks import ImageBlock, Inline
from broadsheet.importers.inline_markup import SAME_MEANING, InlineRun, quoted, span
from broadsheet.importers.markup import Element, pieces, tag_of
from broadsheet.importers.names import one_line
from broadsheet.importers.surroundings import Surroundings

BLOCK_TAGS: Final = frozenset(
    {"address", "article", "aside", "audio", "blockquote", "body", "center", "details", "dl", "div", "embed",
     "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
     "iframe", "li", "main", "math", "menu", "nav", "noscript", "object", "ol", "p", "plaintext", "pre", "section",
     "select", "table", "textarea", "ul", "video", "xmp", "caption", "summary", "legend", "tr", "td", "th", "tbody",
     "thead", "tfoot", "dt", "dd"}
)  # fmt: skip
"""Elements that begin a block of their own."""

_PICTURE_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff")

type Opening = str | Callable[[], str | None]


class InlineReader:
    """An inline run together with the pictures met while it was written."""

    def __init__(self, run: InlineRun) -> None:
        self._run = run
        self.images: list[ImageBlock] = []
        self.text = run.text
        self.open = run.open
        self.close = run.close
        self.line_break = run.line_break
        self.soft_break = run.soft_break

    def finish(self) -> tuple[Inline, ...]:
        """The paragraphs written."""
        return self._run.finish()

    def take_images(self) -> tuple[ImageBlock, ...]:
        """The pictures met, which are forgotten then."""
        if not self.images:
            return ()
        taken, self.images = tuple(self.images), []
        return taken

    @staticmethod
    def meaning(element: Element, around: Surroundings) -> Iterator[tuple[str, Opening]]:
        """The tags of ours that say what this element of running text says, outermost first."""
        tag = tag_of(element)
        opening = span(element.get("lang", ""), element.get("dir", ""))
        if opening:
            yield "span", opening
        if tag in SAME_MEANING:
            yield SAME_MEANING[tag], f"<{SAME_MEANING[tag]}>"
        elif tag == "a" and element.get("href") is not None:
            yield "a", lambda: _link(element, around)


def _link(element: Element, around: Surroundings) -> str | None:
    target = around.link(element.get("href", ""), "".join(element.itertext()))
    return f"<a href={quoted(target)}>" if target else None


def read_inline(element: Element, run: InlineReader, around: Surroundings) -> None:
    """Add one element of running text, and all that lies in it, to a run."""
    tag = tag_of(element)
    if tag == "br":
        run.line_break()
        return
    if tag == "area" and element.get("href"):
        around.dropped("link", element.get("href"), "it lay on a part of a picture, and pictures carry no link")
        return
    if tag in ("abbr", "acronym") and element.get("title"):
        meaning = f"{''.join(element.itertext())}: {element.get('title')}"
        around.changed("abbreviation", meaning, "its letters stand without what they mean, shown on pointing at them")
    if tag == "img":
        _read_image(element, run, around)
        return
    if tag in BLOCK_TAGS:
        run.soft_break()
    images = len(run.images)
    leads_to_document = tag == "a" and around.document(element.get("href", ""), "".join(element.itertext()))
    opened = [each for each in InlineReader.meaning(element, around) if not (leads_to_document and each[0] == "a")]
    for each, opening in opened:
        run.open(each, opening)
    before, after = _signs_around(element)
    run.text(before)
    _read_pieces(element, run, around)
    run.text(after)
    had_words = [run.close() for _ in opened]
    if tag == "a" and opened and not any(had_words) and not leads_to_document:
        _note_wordless_link(element, around, pictures=len(run.images) > images)
    if tag in BLOCK_TAGS:
        run.soft_break()


def _signs_around(element: Element) -> tuple[str, str]:
    """What browsers write around an element: quotation marks; how a word is read, where it cannot stand above it."""
    tag = tag_of(element)
    if tag == "q":
        return "“", "”"
    if tag == "rt" and not any(tag_of(each) == "rp" for each in element.itersiblings(preceding=True)):
        return "(", ")"
    return "", ""


def _read_pieces(element: Element, run: InlineReader, around: Surroundings) -> None:
    for piece in pieces(element):
        if isinstance(piece, str):
            run.text(piece)
        else:
            read_inline(piece, run, around)


def _note_wordless_link(element: Element, around: Surroundings, *, pictures: bool) -> None:
    href = element.get("href") or ""
    path = href.partition("?")[0].lower()
    if pictures and path.endswith(_PICTURE_ENDINGS):
        around.links.tally.found("link")
        around.links.tally.carried("link")
    elif pictures:
        around.dropped(
            "link", href, "it lay on a picture, and pictures carry no link; add it to the caption if it is wanted"
        )
    elif href:
        around.dropped("link", href, "it had no words")


def _read_image(element: Element, run: InlineReader, around: Surroundings) -> None:
    source = _source_of(element)
    if not source and not element.get("src"):
        around.dropped("image", element.get("alt") or "", "the page names no file for it")
        return
    if element.get("width") in ("0", "1") and element.get("height") in ("0", "1"):
        around.dropped("image", source, "a counting pixel, not a picture")
        return
    image = around.image(source or element.get("src", ""))
    if image is None:
        return
    alt = one_line(element.get("alt") or "") or image.alt
    run.images.append(ImageBlock(image=image.source_id, alt=alt, caption=image.caption))


def _source_of(element: Element) -> str:
    """The picture's address: where lazily loaded ones keep it, else `src`, else the largest of `srcset`."""
    for name in ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src"):
        value = one_line(element.get(name) or "")
        if value and not value.lower().startswith("data:"):
            return value
    candidates = [each.split() for each in (element.get("srcset") or element.get("data-srcset") or "").split(", ")]
    sized = [(_width(each[-1]), each[0]) for each in candidates if each]
    return max(sized, default=(0.0, ""))[1]


def _width(descriptor: str) -> float:
    try:
        return float(descriptor.rstrip("wx"))
    except ValueError:
        return 0.0
