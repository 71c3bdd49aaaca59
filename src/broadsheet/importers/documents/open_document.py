"""OpenDocument texts (.odt), read from their XML."""

import html
from collections.abc import Iterator
from typing import Any, Final

from broadsheet.importers.documents.document import Document, changed, dropped
from broadsheet.importers.documents.open_document_styles import STYLE, TEXT, Styles
from broadsheet.importers.documents.package import Package, broken, opened_package
from broadsheet.importers.report import Loss

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_MOST_SPACES: Final = 1_000
_MOST_REPEATED: Final = 100
"""Cells a row may repeat when they hold something; a sheet's empty margin repeats by the thousand."""
_DEEPEST: Final = 150

_UNREAD: Final = frozenset(
    {f"{TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{TEXT}note-citation",
     f"{TEXT}sequence-decls", f"{_OFFICE}forms", f"{_OFFICE}scripts", f"{_SVG}title", f"{_SVG}desc",
     f"{_OFFICE}event-listeners", f"{TEXT}variable-decls", f"{TEXT}user-field-decls"}
)  # fmt: skip
_BLOCKS: Final = (f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{_TABLE}table", f"{TEXT}section")


def read_open_document(name: str, data: bytes) -> Document:
    """The document. Raises SourceUnreadableError for a file that is none, or is made to do harm."""
    with opened_package(name, data) as package:
        content, styles = package.tree("content.xml"), package.tree("styles.xml")
        body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
        if body is None:
            raise broken(name)
        writer = _Writer(package, Styles.read(styles, content))
        try:
            markup = "".join(writer.children(body))
        except (RecursionError, ValueError) as error:
            raise broken(name) from error
        losses = (*_set_aside(name, body, styles), *writer.losses, *_macros(package))
        return Document(
            name=name,
            html=markup + "".join(writer.notes),
            pictures=writer.pictures,
            losses=losses,
            words="".join(_texts(body)),
        )


class _Writer:
    """Writes one text as HTML. What floats in a paragraph (boxes, tables in frames) is written after it."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._package = package
        self._styles = styles
        self._after: list[str] = []
        self.notes: list[str] = []
        self.pictures: dict[str, bytes] = {}
        self.losses: list[Loss] = []

    def children(self, element: Any, lists: tuple[str, int] = ("", 0)) -> Iterator[str]:
        """What stands in a container of blocks."""
        for child in element:
            yield from self._block(child, lists)

    def _block(self, element: Any, lists: tuple[str, int]) -> Iterator[str]:
        match element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "":
            case "p" | "h":
                yield from self._paragraph(element)
            case "list":
                yield from self._list(element, lists)
            case "table" if element.tag == f"{_TABLE}table":
                yield from self._table(element)
            case "frame" | "custom-shape" | "g":
                yield from self._inline(element)
                yield from self._floating()
            case _ if element.tag not in _UNREAD:
                yield from self.children(element, lists)

    def _paragraph(self, element: Any) -> Iterator[str]:
        style = element.get(f"{TEXT}style-name", "")
        kind = self._styles.kind(style)
        tag = f"h{min(max(_number(element, f'{TEXT}outline-level'), 1), 6)}" if element.tag == f"{TEXT}h" else "p"
        if kind == "title":
            opening, closing = '<h1 class="title">', "</h1>"
        elif kind == "quote":
            opening, closing = "<blockquote><p>", "</p></blockquote>"
        else:
            opening, closing = f'<{tag} class="{kind}">', f"</{tag}>"
        tags = self._styles.tags(style, automatic_only=True) if tag == "p" else ()
        inside = "".join(self._inside(element))
        if inside.strip():
            yield opening + _wrapped(inside, tags) + closing
        yield from self._floating()

    def _floating(self) -> Iterator[str]:
        after, self._after = self._after, []
        yield from after

    def _inside(self, element: Any) -> Iterator[str]:
        yield html.escape(element.text or "", quote=False)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _UNREAD:
                yield from self._inline(child)
            yield html.escape(child.tail or "", quote=False)

    def _inline(self, element: Any) -> Iterator[str]:
        match element.tag.rpartition("}")[2]:
            case "span":
                yield _wrapped("".join(self._inside(element)), self._styles.tags(element.get(f"{TEXT}style-name", "")))
            case "a" if element.tag == f"{TEXT}a":
                yield f'<a href="{html.escape(element.get(_LINK, ""))}">{"".join(self._inside(element))}</a>'
            case "s":
                yield " " * min(_number(element, f"{TEXT}c") or 1, _MOST_SPACES)
            case "tab":
                yield " "
            case "line-break":
                yield "<br>"
            case "note":
                yield from self._note(element)
            case "frame":
                yield from self._frame(element)
            case "object" | "object-ole" | "plugin":
                why = "save it as a picture, or by itself as a document, and add that"
                self.losses.append(dropped("embedded object", self._package.name, element.get(_LINK, ""), why))
            case _ if element.tag in _BLOCKS:
                self._after.append("".join(self._block(element, ("", 0))))
            case _:
                yield from self._inside(element)

    def _note(self, element: Any) -> Iterator[str]:
        number = len(self.notes) + 1
        body = element.find(f"{TEXT}note-body")
        self.notes.append("")
        words = "".join(self.children(body)) if body is not None else ""
        self.notes[number - 1] = f'<div id="ftn{number}">{words}<a href="#ref{number}">↑</a></div>'
        yield f'<sup><a id="ref{number}" href="#ftn{number}">{number}</a></sup>'

    def _frame(self, element: Any) -> Iterator[str]:
        images = list(element.iterchildren(f"{_DRAW}image"))
        title, said = element.findtext(f"{_SVG}title") or "", element.findtext(f"{_SVG}desc") or ""
        for image in images[:1]:  # the others are the same picture for other programs
            yield from self._image(image.get(_LINK, ""), said or title)
        for child in element:
            if child.tag == f"{_DRAW}text-box":
                words = "".join(self.children(child))
                if "<img" in words:  # a picture with its caption
                    self._after.append(words)
                elif words:
                    self._after.append(f"<aside>{words}</aside>")
                    which = "".join(_texts(child))
                    self.losses.append(changed("text box", self._package.name, which, "it is a box in the story now"))
            elif child not in images and child.tag not in _UNREAD:
                yield from self._inline(child)

    def _image(self, source: str, said: str) -> Iterator[str]:
        data = self._package.read(source.removeprefix("./"))
        if data:
            self.pictures[source] = data
            yield f'<img src="{html.escape(source)}" alt="{html.escape(said)}">'
        else:
            why = "it lies elsewhere, and nothing is fetched from there; add the picture by hand"
            self.losses.append(dropped("picture", self._package.name, source, why))

    def _list(self, element: Any, lists: tuple[str, int]) -> Iterator[str]:
        style, level = element.get(f"{TEXT}style-name", "") or lists[0], lists[1] + 1
        if level > _DEEPEST:
            raise ValueError("lists too deep")
        tag = "ol" if (style, level) in self._styles.numbered else "ul"
        start = next((_number(item, f"{TEXT}start-value") for item in element.iterchildren(f"{TEXT}list-item")), 0)
        yield f'<{tag} start="{start}">' if start > 1 else f"<{tag}>"
        for item in element:
            yield f"<li>{''.join(self.children(item, (style, level)))}</li>"
        yield f"</{tag}>"

    def _table(self, element: Any) -> Iterator[str]:
        yield "<table>"
        for row in element.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is not element:
                continue
            head = next(row.iterancestors(f"{_TABLE}table-header-rows"), None) is not None
            cells = "".join(self._cells(row, "th" if head else "td"))
            yield f"<thead><tr>{cells}</tr></thead>" if head else f"<tr>{cells}</tr>"
        yield "</table>"

    def _cells(self, row: Any, tag: str) -> Iterator[str]:
        for cell in row.iterchildren(f"{_TABLE}table-cell"):
            words = "".join(self.children(cell))
            wide, high = (_number(cell, f"{_TABLE}number-{way}-spanned") or 1 for way in ("columns", "rows"))
            size = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
            times = min(_number(cell, f"{_TABLE}number-columns-repeated") or 1, _MOST_REPEATED)
            yield f"<{tag}{size}>{words}</{tag}>" * times


def _wrapped(inside: str, tags: tuple[str, ...]) -> str:
    for tag in tags:
        inside = f"<{tag}>{inside}</{tag}>"
    return inside


def _number(element: Any, name: str) -> int:
    value = element.get(name, "0")
    return int(value) if value.isascii() and value.isdigit() else 0


def _texts(element: Any) -> Iterator[str]:
    """All words a reader of the document reads, with a space between what stands apart."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNREAD:
            name = child.tag.rpartition("}")[2]
            apart = " " if name in ("p", "h", "s", "tab", "line-break", "note", "table-cell", "frame") else ""
            yield apart
            yield from _texts(child)
            yield apart
        yield child.tail or ""


def _set_aside(name: str, body: Any, styles: Any) -> Iterator[Loss]:
    for remark in body.iter(f"{_OFFICE}annotation"):
        words = " ".join("".join(paragraph.itertext()) for paragraph in remark.iter(f"{TEXT}p"))
        yield dropped("remark", name, words, "remarks in the margin are no part of the story")
    for deletion in body.iter(f"{TEXT}deletion"):
        words = " ".join("".join(each.itertext()) for each in deletion.iter(f"{TEXT}p", f"{TEXT}h"))
        yield dropped("deleted words", name, words, "the document's record of changes had taken them out")
    for what in ("header", "footer"):
        for part in styles.iter(f"{STYLE}{what}") if styles is not None else ():
            words = " ".join(_texts(part)).strip()
            if words:
                yield dropped(f"page {what}", name, words, "what stands on every page is no part of the story")


def _macros(package: Package) -> Iterator[Loss]:
    for folder in ("Basic/", "Scripts/"):
        if any(package.under(folder)):
            yield dropped("macro", package.name, folder, "programs in documents are never run and not kept")
