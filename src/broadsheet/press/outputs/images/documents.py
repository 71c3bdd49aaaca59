"""Copies documents into the tree: only of types that do nothing by themselves in a reader's browser."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Document
from broadsheet.errors import PictureRefusedError
from broadsheet.press.output import Rank
from broadsheet.press.outputs.images.originals import Original, read_original
from broadsheet.press.pictures import DOCUMENT_ENDINGS, document_path
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

LARGEST_DOCUMENT: Final = 200_000_000
"""Bytes of a document or recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document to be copied, and its media type."""

    original: Original
    media_type: str


def specs_of(document: Document, maker: str) -> Iterable[Spec]:
    """The one artifact of a document."""
    return (Spec(path=document_path(document), maker=maker, subject=document.id),)


class DocumentMaker:
    """Copies documents."""

    name = "images.document"
    rank = Rank.PICTURE

    def __init__(self, media: Path, recipe: bytes) -> None:
        self._media = media
        self._recipe = recipe

    def recipe(self) -> bytes:
        return self._recipe

    def gather(self, spec: Spec, reader: Reader) -> DocumentView | None:
        document = reader.record(spec.subject)
        if not isinstance(document, Document):
            return None
        original = Original(file=document.file, digest=document.digest)
        return DocumentView(original=original, media_type=document.media_type)

    def print(self, view: DocumentView) -> bytes:
        """Raises PictureRefusedError when the document is missing, changed, too large or of a type not allowed."""
        if view.media_type not in DOCUMENT_ENDINGS:
            raise PictureRefusedError(
                f"{view.original.name} is a “{view.media_type}”, which the paper does not hand out; save it as PDF."
            )
        return read_original(self._media, view.original, LARGEST_DOCUMENT)
