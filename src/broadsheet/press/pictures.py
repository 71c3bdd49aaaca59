"""
Where pictures and files of the paper lie in the tree: addresses worked out from records alone.

Pages name renditions before they exist, so that no page waits for a picture; the `images` output
makes them. An address holds a digest of everything that decides its bytes: original, cut, encoder; so
it can be kept by readers for ever. It also holds the record's id, so that two records with one original
never share a file and can be withdrawn apart.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Crop, Document, Image
from broadsheet.edition.summaries import Line
from broadsheet.press.reader import Reader

WIDTHS: Final = (480, 960, 1600)
"""Widths of renditions in pixels; none is wider than what it is cut from."""

ENCODER: Final = "1"
"""Changes whenever the encoders' settings do, and with it every address."""

CARD_SIZE: Final = (1200, 630)
"""Width and height of a share card in pixels."""

ACCENT: Final = "#9e1b22"
"""The accent colour of icons and share cards where the paper has none of its own; that of our style sheet."""


class Shape(StrEnum):
    """What a place on a page cuts out of a picture; the values are those of `Crop.shape`."""

    FULL = "full"
    LEAD = "3:2"
    LIST = "1:1"
    SHARE = "16:9"


class PictureFormat(StrEnum):
    """How a rendition is encoded; the values are the endings of its address."""

    AVIF = "avif"
    JPEG = "jpg"


_RATIOS: Final = {Shape.LEAD: (3, 2), Shape.LIST: (1, 1), Shape.SHARE: (16, 9)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of an original, in its pixels as a viewer shows it (its orientation applied)."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One size of a cut: width and height in pixels, the paths of its AVIF and of its JPEG."""

    width: int
    height: int
    avif: str
    jpeg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renditions:
    """All sizes of one cut of a picture, narrowest first; never empty."""

    box: Box
    sizes: tuple[Rendition, ...]

    @property
    def widest(self) -> Rendition:
        """The largest one there is: for `src`, `width` and `height`, and for whoever shares the page."""
        return self.sizes[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStyle:
    """What all share cards of one language version have in common."""

    paper_name: str
    accent: str


def renditions(image: Image, shape: Shape) -> Renditions:
    """
    The renditions of a picture in a shape.

    What is cut out is the editor's own crop for that shape where it lies inside the picture, else the
    largest rectangle of the shape with the focal point as near its middle as the edges allow.
    """
    box = _editors_box(image, shape) or shaped_box(image, shape)
    folder = f"_a/{_original(image.id, image.digest)}{_short(repr(box), ENCODER)}"
    sizes = tuple(
        Rendition(
            width=width,
            height=max(1, round(width * box.height / box.width)),
            avif=f"{folder}/{width}.{PictureFormat.AVIF}",
            jpeg=f"{folder}/{width}.{PictureFormat.JPEG}",
        )
        for width in _widths(box.width)
    )
    return Renditions(box=box, sizes=sizes)


def shaped_box(image: Image, shape: Shape) -> Box:
    """The largest rectangle of a shape around the focal point."""
    width, height = max(1, image.width), max(1, image.height)
    if shape is Shape.FULL:
        return Box(left=0, top=0, width=width, height=height)
    return box_around(width, height, _RATIOS[shape], (image.focus_left, image.focus_top))


def box_around(width: int, height: int, ratio: tuple[int, int], focus: tuple[int, int]) -> Box:
    """The largest rectangle of this ratio inside width x height, near a focus given in thousandths."""
    across, down = ratio
    cut_width = min(width, max(1, height * across // down))
    cut_height = min(height, max(1, width * down // across))
    return Box(
        left=_beside(focus[0], width, cut_width),
        top=_beside(focus[1], height, cut_height),
        width=cut_width,
        height=cut_height,
    )


def _beside(focus: int, whole: int, part: int) -> int:
    return min(max(0, focus * whole // 1000 - part // 2), whole - part)


def _editors_box(image: Image, shape: Shape) -> Box | None:
    crop = next((crop for crop in image.crops if crop.shape == shape.value and _inside(crop, image)), None)
    return Box(left=crop.left, top=crop.top, width=crop.width, height=crop.height) if crop else None


def _inside(crop: Crop, image: Image) -> bool:
    across = 0 <= crop.left < crop.left + crop.width <= image.width
    return across and 0 <= crop.top < crop.top + crop.height <= image.height


def _widths(widest: int) -> Iterator[int]:
    last = min(widest, WIDTHS[-1])
    yield from (width for width in WIDTHS if width < last)
    yield last


def shown_image(record: str, reader: Reader) -> Image | None:
    """The image with this id if it may be shown now: it exists and its rights have not expired."""
    image = reader.record(record) if record else None
    return image if isinstance(image, Image) and reader.is_before(image.expires) else None


def card_style(paper: Paper, language: str) -> CardStyle:
    """How the share cards of a language version look. Ask for it in derived values: it reads the whole paper."""
    return CardStyle(
        paper_name=paper.language(language).title or paper.name, accent=(paper.colours.accent or ACCENT).lower()
    )


def share_card_path(page: Line) -> str:
    """
    Where the share card of a page lies: 1200 x 630 PNG with its headline, beside the page.

    Every record with a page has one, with a picture or without. Its address has no digest, so that a
    paper may change its name or colours without printing every page again.
    """
    return f"{page.path}card.png"


DOCUMENT_ENDINGS: Final = {
    "application/epub+zip": "epub",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "audio/aac": "aac",
    "audio/flac": "flac",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/opus": "opus",
    "audio/wav": "wav",
    "audio/webm": "weba",
    "audio/x-wav": "wav",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/plain": "txt",
}
"""The media types a document may have, with the ending its file gets whatever it was called before."""


def document_type(name: str) -> str:
    """
    The media type of a file by the ending of its name; `application/octet-stream` for one not handed out.

    Unlike the standard library's it does not depend on what else is installed.
    """
    ending = name.rpartition(".")[2].lower()
    return next((kind for kind, each in DOCUMENT_ENDINGS.items() if each == ending), "application/octet-stream")


def document_path(document: Document) -> str:
    """Where a document lies. One of a type that is not allowed gets an address, too, but nothing is put there."""
    ending = DOCUMENT_ENDINGS.get(document.media_type, "bin")
    folder = f"{_original(document.id, document.digest)}{document.digest[:8]}"
    return f"_a/{folder}/{_file_name(document.name)}.{ending}"


def _file_name(name: str) -> str:
    stem = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2]).rpartition(".")
    words = re.sub(r"[\W_]+", "-", stem[0] or stem[2])
    while len(words.encode()) > 120:
        words = words[:-1]
    return words.strip("-") or "document"


def _original(record: str, digest: str) -> str:
    return _short(record, digest)


def _short(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
