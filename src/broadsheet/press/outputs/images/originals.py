"""
Reads original pictures: checks what they are before decoding, decodes within bounds, drops what is not pixels.

Nothing of an original but its pixels reaches a reader: positions, names and other metadata stay behind,
and so does whatever else a hostile file carries.
"""

import hashlib
import io
import struct
import warnings
from collections import OrderedDict
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from broadsheet.edition.late import dataclass
from broadsheet.errors import PictureRefusedError

LARGEST_FILE: Final = 100_000_000
"""Bytes of an original."""

MOST_PIXELS: Final = 80_000_000
"""Pixels of an original; decoded that is some 700 MB at the most."""

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")

_KEPT: Final = 1
"""Decoded originals kept: the renditions of one picture are printed one after the other."""

_DECODING_ERRORS: Final = (OSError, ValueError, SyntaxError, LookupError, EOFError, OverflowError, struct.error)
"""What Pillow raises on data that is not what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """
    A file below the media folder, its SHA-256, and how far it may shrink while it is decoded (1, 2, 4 or 8).

    It has no title: another title must not cut the picture again. Messages name the file.
    """

    file: str
    digest: str
    shrink: int = 1

    @property
    def name(self) -> str:
        """What an editor knows it by."""
        return f"“{self.file}”"


class Originals:
    """Decoded originals of one media folder, the last one kept."""

    def __init__(self, media: Path) -> None:
        self._media = media
        self._kept: OrderedDict[tuple[str, int], Image.Image] = OrderedDict()

    def pixels(self, original: Original) -> Image.Image:
        """
        The picture as RGB, upright, in the sRGB colour space.

        Raises PictureRefusedError, naming the picture and the remedy, when it is missing, changed, too
        large, broken, or not a picture at all.
        """
        key = (original.digest, original.shrink)
        found = self._kept.pop(key, None)
        if found is None:
            self._kept.clear()
            found = _decoded(read_original(self._media, original, LARGEST_FILE), original)
        self._kept[key] = found
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found


def read_original(media: Path, original: Original, largest: int) -> bytes:
    """The bytes of an original, exactly those its record names, at most `largest` of them."""
    path = (media / original.file).resolve()
    if not path.is_relative_to(media.resolve()) or not path.is_file():
        raise PictureRefusedError(f"{original.name} is not in the media folder; put it back or upload it again.")
    if path.stat().st_size > largest:
        raise PictureRefusedError(f"{original.name} has more than {largest // 1_000_000} MB; upload a smaller version.")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != original.digest:
        raise PictureRefusedError(f"{original.name} is not the one that was published; upload it again and publish.")
    return data


def _decoded(data: bytes, original: Original) -> Image.Image:
    _refuse_documents(data, original)
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures and of odd metadata; our own limit stands below, and metadata goes.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_many_pixels(original)
                return _upright(picture, original.shrink)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(original) from error
    except UnidentifiedImageError as error:
        raise PictureRefusedError(
            f"{original.name} is not a picture we can use; save it as JPEG or PNG and upload that."
        ) from error
    except _DECODING_ERRORS as error:
        raise PictureRefusedError(
            f"{original.name} is broken ({error}); open it in a picture program, save it again and upload that."
        ) from error


def _refuse_documents(data: bytes, original: Original) -> None:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    if start.startswith(b"<"):
        what = "an SVG drawing" if b"<svg" in data[:65536].lower() else "a text with markup"
        raise PictureRefusedError(
            f"{original.name} is {what}, which can carry programs; save it as PNG and upload that."
        )


def _too_many_pixels(original: Original) -> PictureRefusedError:
    return PictureRefusedError(
        f"{original.name} has more than {MOST_PIXELS // 1_000_000} million pixels; upload a smaller version."
    )


def _upright(picture: Image.Image, shrink: int) -> Image.Image:
    if picture.format in ("JPEG", "MPO") and shrink > 1:
        picture.draft(picture.mode, (picture.width // shrink, picture.height // shrink))
        picture.load()
    elif shrink > 1:
        # Transparency is resolved after shrinking: before it would take the memory of three full copies.
        picture = (picture if picture.mode in ("RGB", "RGBA", "L") else _opaque(picture)).reduce(shrink)
    return _srgb(_opaque(ImageOps.exif_transpose(picture)))


def _opaque(picture: Image.Image) -> Image.Image:
    """RGB or CMYK without transparency, which becomes white, and with 8 bits a channel."""
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if picture.has_transparency_data:
        picture = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        ground.info.update(picture.info)
        return ground
    return picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")


def _srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, *_DECODING_ERRORS):
            converted = None  # a profile nobody can read, or of a greyscale picture: the colours are taken as they are
        if converted is not None:
            return converted
    return picture if picture.mode == "RGB" else picture.convert("RGB")
