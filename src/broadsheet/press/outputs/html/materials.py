"""What blocks name, read before they are printed: records, images, documents, and which calls are over."""

from collections.abc import Mapping
from datetime import datetime

from broadsheet.edition import blocks as kinds
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Document
from broadsheet.edition.references import links_of, walk
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.html.figures import Figure, bare_figure, figure
from broadsheet.press.outputs.html.shared import is_outside
from broadsheet.press.pictures import Shape, document_path
from broadsheet.press.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A document's file in the tree; `size` in bytes."""

    path: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a body names, by id; `over` holds the ends of calls that have ended."""

    lines: Mapping[str, Line]
    figures: Mapping[str, Figure]
    downloads: Mapping[str, Download]
    over: frozenset[datetime]


def material(value: object, reader: Reader) -> Material:
    """Read everything that the blocks inside a value name."""
    parts = tuple(walk(value))
    lines = {each: reader.line(each) for each in links_of(parts)}
    figures: dict[str, Figure | None] = {}
    downloads: dict[str, Download | None] = {}
    over: set[datetime] = set()
    for part in parts:
        if type(part) is kinds.Paragraph:  # most are, and name nothing but in their links
            continue
        match part:
            case kinds.ImageBlock():
                figures[part.image] = figure(reader, part, Shape.FULL)
            case kinds.Embed(image=image) if image:
                figures[image] = bare_figure(reader, image, Shape.FULL)
            case kinds.DocumentBlock(document=document) | kinds.Audio(document=document):
                downloads[document] = _download(reader, document)
            case kinds.Box(article=article) if article:
                lines[article] = reader.line(article)
            case kinds.Call(target=target, ends=ends):
                if not is_outside(target):
                    lines[target] = reader.line(target)
                if ends is not None and reader.is_since(ends):
                    over.add(ends)
    return Material(
        lines={name: line for name, line in lines.items() if line},
        figures={name: each for name, each in figures.items() if each},
        downloads={name: each for name, each in downloads.items() if each},
        over=frozenset(over),
    )


def _download(reader: Reader, document: str) -> Download | None:
    record = reader.record(document)
    if not isinstance(record, Document):
        return None
    return Download(path=document_path(record), size=record.size, media_type=record.media_type)


NOTHING = Material(lines={}, figures={}, downloads={}, over=frozenset())
"""For text that names nothing."""
