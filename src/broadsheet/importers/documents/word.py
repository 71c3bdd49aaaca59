"""Word files (.docx): mammoth reads the text; what it leaves aside is looked for and named here."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import lxml.etree
import mammoth

from broadsheet.importers.documents.document import Document, changed, dropped
from broadsheet.importers.documents.package import Package, broken, opened_package
from broadsheet.importers.report import Loss

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES: Final = f"{_COMPATIBLE}AlternateContent"
_CHOICE: Final = f"{_COMPATIBLE}Choice"
_FALLBACK: Final = f"{_COMPATIBLE}Fallback"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_MAIN: Final = "word/document.xml"
_STYLES: Final = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='Heading 8'] => h6:fresh
p[style-name='Heading 9'] => h6:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
strike => s
"""
_SIGNS: Final = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}softHyphen": "\u00ad",
}  # fmt: skip
_ASIDE: Final = {f"{_W}del": "deleted words", f"{_W}moveFrom": "moved words"}
_OBJECTS: Final = {
    "word/vbaProject.bin": ("macro", "programs in documents are never run and not kept"),
    "word/charts/": ("chart", "draw it again as a picture and add that"),
    "word/diagrams/": ("diagram", "save it as a picture and add that"),
    "word/embeddings/": ("embedded file", "save it by itself and add it as a document"),
}


def read_word(name: str, data: bytes) -> Document:
    """The document. Raises SourceUnreadableError for a file that is none, or is made to do harm."""
    with opened_package(name, data) as package:
        if _MAIN not in package.parts:
            raise broken(name)
        main = package.tree(_MAIN)
        words = "\n".join(_paragraphs(main))
        for notes in ("word/footnotes.xml", "word/endnotes.xml"):
            tree = package.tree(notes)
            words += "\n" + "\n".join(_paragraphs(tree)) if tree is not None else ""
        losses = (*_set_aside(package, main), *_pictures_elsewhere(package), *_objects(package))
        data = _with_pictures_described(package, main) or data
    pictures: dict[str, bytes] = {}
    return Document(name=name, html=_html(name, data, pictures), pictures=pictures, losses=losses, words=words)


def _with_pictures_described(package: Package, main: Any) -> bytes:
    """
    The file with each picture in the form that says what it shows; empty where that is so already.

    Some programs write pictures twice, and mammoth reads the form for old programs, which has no description.
    """
    doubled = [
        each for each in main.iter(_ALTERNATIVES) if next(each.iterfind(f"{_CHOICE}//{_PICTURE}"), None) is not None
    ]
    for each in doubled:
        choice = each.find(_CHOICE)
        for child in choice:
            each.addprevious(child)
        each.getparent().remove(each)
    if not doubled:
        return b""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for part in sorted(package.parts):
            file.writestr(part, lxml.etree.tostring(main) if part == _MAIN else package.read(part))
    return written.getvalue()


def _html(name: str, data: bytes, pictures: dict[str, bytes]) -> str:
    def keep(image: Any) -> dict[str, str]:
        try:
            with image.open() as opened:
                found = opened.read()
        except (ValueError, KeyError, OSError):
            return {"src": ""}  # it lies elsewhere, and is named by `_pictures_elsewhere`
        source = f"picture-{len(pictures) + 1}.{image.content_type.rpartition('/')[2]}"
        pictures[source] = found
        return {"src": source}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(keep),
            include_embedded_style_map=False,
            external_file_access=False,
        )
    # mammoth takes well-formed files for granted: whatever it stumbles over, the file is damaged.
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, LookupError, RecursionError) as error:
        raise broken(name) from error
    return str(result.value)


def _paragraphs(tree: Any) -> Iterator[str]:
    """The text of each paragraph, without what was deleted and without what is there twice for old programs."""
    for paragraph in tree.iter(f"{_W}p"):
        if not _is_fallback(paragraph):
            yield "".join(_texts(paragraph))


def _is_fallback(element: Any) -> bool:
    return any(each.tag == _FALLBACK for each in element.iterancestors())


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in (f"{_W}t", _MATHS):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in (f"{_W}p", f"{_W}tabs", _FALLBACK, *_ASIDE):
            yield from _texts(child)


def _set_aside(package: Package, main: Any) -> Iterator[Loss]:
    """Deleted text, remarks in the margin, headers and footers: no part of a story, named with their words."""
    for tag, what in _ASIDE.items():
        for element in main.iter(tag):
            text = "".join(each.text or "" for each in element.iter(f"{_W}delText", f"{_W}t"))
            if text.strip():
                yield dropped(what, package.name, text, "the document's record of changes had taken them out")
    comments = package.tree("word/comments.xml")
    for comment in comments if comments is not None else ():
        text = " ".join(_paragraphs(comment))
        yield dropped("remark", package.name, text, "remarks in the margin are no part of the story")
    for part in package.under("word/"):
        what = next((what for what in ("header", "footer") if part.startswith(f"word/{what}")), "")
        if what and part.endswith(".xml"):
            text = " ".join(_paragraphs(package.tree(part)))
            if text.strip():
                yield dropped(f"page {what}", package.name, text, "what stands on every page is no part of the story")
    for box in main.iter(f"{_W}txbxContent"):
        if not _is_fallback(box):
            text = " ".join(_paragraphs(box))
            yield changed("text box", package.name, text, "its words stand in the story where the box was fastened")


def _pictures_elsewhere(package: Package) -> Iterator[Loss]:
    tree = package.tree("word/_rels/document.xml.rels")
    for relation in tree if tree is not None else ():
        if relation.get("TargetMode") == "External" and relation.get("Type", "").endswith("/image"):
            why = "it lies elsewhere, and nothing is fetched from there; add the picture by hand"
            yield dropped("picture", package.name, relation.get("Target", ""), why)


def _objects(package: Package) -> Iterator[Loss]:
    for place, (what, why) in _OBJECTS.items():
        for part in package.under(place):
            if part.endswith((".bin", ".xml", ".xlsx", ".docx", ".pptx")) and "/_rels/" not in part:
                yield dropped(what, package.name, posixpath.basename(part), why)
