"""Small documents written by hand for tests: parts of office files zipped together."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from broadsheet.importers.documents import read_story
from broadsheet.importers.records import ImportContext, ImportedArticle
from broadsheet.importers.report import Report, Tally

CONTEXT = ImportContext(now=datetime(2026, 11, 20, tzinfo=UTC))

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/></Types>'
)
_ODT = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)


def story(name: str, data: bytes) -> tuple[ImportedArticle, Report]:
    """The draft a file makes, and its report."""
    tally = Tally()
    made = read_story(name, data, CONTEXT, tally)
    return made, tally.report()


def zipped(parts: dict[str, Any], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts in one file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return written.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inside: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inside}</w:p>"


def word_file(body: str, relations: str = "", **parts: Any) -> bytes:
    """A Word file with this body; names of more parts have `__` for `/` and `_xml` for their ending."""
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{relations}</Relationships>',
            "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        }
        | {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    )


def word_part(kind: str, inside: str) -> str:
    return f"<w:{kind} {_W}>{inside}</w:{kind}>"


def open_document_file(body: str, **parts: Any) -> bytes:
    """An OpenDocument text with this body."""
    content = (
        f"<office:document-content {_ODT}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content} | parts)


def greedy_word_file() -> bytes:
    """A small Word file that shows one picture of forty million bytes fifty times: read, it wants two gigabytes."""
    namespaces = (
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    )
    link = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="media/a.png"/>'
    )
    drawing = (
        f"<w:r><w:drawing {namespaces}><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        '<a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    return word_file(paragraph(run("Look ") + drawing) * 50, link, **{"word/media/a.png": bytes(40_000_000)})
