"""Cuts and encodes the renditions of pictures."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, cast

from PIL import Image as Pillow

from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Image
from broadsheet.press.output import Rank
from broadsheet.press.outputs.images.originals import Original, Originals
from broadsheet.press.pictures import WIDTHS, Box, PictureFormat, Rendition, Shape, box_around, renditions, shown_image
from broadsheet.press.reader import Deriver, Reader
from broadsheet.tree.artifact import Spec

DERIVED: Final = "images.rendition"

JPEG_QUALITY: Final = 80

AVIF_QUALITY: Final = 55
"""About as good to the eye as the JPEG."""

SMALL: Final = 480
SMALL_QUALITY: Final = 45
"""Phones show the smallest size on more dots than it has, where a coarser grain is not seen but its bytes are."""

AVIF_SPEED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionView:
    """
    One rendition to be made. `box` is cut from an original of `size` pixels; `result` is what it is scaled to.

    `focus` is in thousandths, for an original that turns out to have another size than its record says.
    """

    original: Original
    size: tuple[int, int]
    box: Box
    focus: tuple[int, int]
    result: tuple[int, int]
    format: PictureFormat


def specs_of(image: Image, maker: str) -> Iterable[Spec]:
    """The artifacts of a picture."""
    paths = dict.fromkeys(path for shape in Shape for path in _paths(image, shape))
    return (Spec(path=path, maker=maker, subject=image.id) for path in paths)


def _paths(image: Image, shape: Shape) -> Iterable[str]:
    for size in renditions(image, shape).sizes:
        yield from (size.avif, size.jpeg)


def view_of(reader: Reader, record: str, path: str) -> RenditionView | None:
    """What is to be printed at a path; None when the picture may not be shown, or is no longer cut so."""
    image = shown_image(record, reader)
    if image is None:
        return None
    for shape in Shape:
        cut = renditions(image, shape)
        for size in cut.sizes:
            if path in (size.avif, size.jpeg):
                return _view(image, cut.box, size, path)
    return None


def _view(image: Image, box: Box, size: Rendition, path: str) -> RenditionView:
    return RenditionView(
        original=Original(file=image.file, digest=image.digest, shrink=_shrink(image)),
        size=(image.width, image.height),
        box=box,
        focus=(image.focus_left, image.focus_top),
        result=(size.width, size.height),
        format=PictureFormat(path.rpartition(".")[2]),
    )


def _shrink(image: Image) -> int:
    """How far an original may shrink while it is decoded and still be larger than all its renditions."""
    narrowest = min(renditions(image, shape).box.width for shape in Shape)
    return next((factor for factor in (8, 4, 2) if narrowest // factor >= WIDTHS[-1]), 1)


class RenditionMaker:
    """Makes the renditions of pictures."""

    name = "images.rendition"
    rank = Rank.PICTURE
    derivers: Mapping[str, Deriver] = {DERIVED: view_of}

    def __init__(self, media: Path, recipe: bytes) -> None:
        self._originals = Originals(media)
        self._recipe = recipe
        self._scaled: tuple[object, Pillow.Image] | None = None

    def recipe(self) -> bytes:
        return self._recipe

    def gather(self, spec: Spec, reader: Reader) -> RenditionView | None:
        # Derived, so that a new title or credit cuts no picture again.
        return cast("RenditionView | None", reader.derived(DERIVED, spec.subject, spec.path))

    def print(self, view: RenditionView) -> bytes:
        """Raises PictureRefusedError when the original cannot be used."""
        picture = self._scaled_picture(view)
        written = io.BytesIO()
        match view.format:
            case PictureFormat.AVIF:
                # One thread and one named encoder: another number of processors must not give other bytes.
                quality = SMALL_QUALITY if picture.width <= SMALL else AVIF_QUALITY
                picture.save(written, "AVIF", quality=quality, speed=AVIF_SPEED, codec="aom", max_threads=1)
            case PictureFormat.JPEG:
                picture.save(written, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
        return written.getvalue()

    def _scaled_picture(self, view: RenditionView) -> Pillow.Image:
        key = (view.original.digest, view.original.shrink, view.size, view.box, view.result, view.focus)
        if self._scaled is None or self._scaled[0] != key:
            self._scaled = (key, _scaled(self._originals.pixels(view.original), view))
        return self._scaled[1]


def _scaled(pixels: Pillow.Image, view: RenditionView) -> Pillow.Image:
    box = _box_in(pixels.size, view)
    scaled = pixels.resize(view.result, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    scaled.info.clear()
    return scaled


def _box_in(pixels: tuple[int, int], view: RenditionView) -> tuple[float, float, float, float]:
    """The cut in the pixels there are: fewer than the record says where the original was decoded smaller."""
    width, height = pixels
    across, down = width / view.size[0], height / view.size[1]
    if not 0.98 < across / down < 1.02:  # decoding smaller rounds each side by itself
        # The record's size is not this picture's (turned on its side, say): cut afresh rather than distort.
        box = box_around(width, height, view.result, view.focus)
        return float(box.left), float(box.top), float(box.left + box.width), float(box.top + box.height)
    box = view.box
    right, bottom = (box.left + box.width) * across, (box.top + box.height) * down
    return box.left * across, box.top * down, min(right, float(width)), min(bottom, float(height))
