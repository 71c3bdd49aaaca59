"""
Every picture that comes in, by whatever way, goes through here once, before it is stored.

A photograph tells where and when it was taken, with which camera, and often by whom; none of it is kept, so that
neither the paper's disk nor a copy of it can tell. Only the colour profile stays. A picture that its camera left lying
on its side is turned, because whatever measures it later looks at the pixels alone.
"""

import io
import struct
import warnings
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, JpegImagePlugin, UnidentifiedImageError

from broadsheet.errors import PictureRefusedError
from broadsheet.newsroom.pictures.stripping import STRIPPERS
from broadsheet.press.outputs.images.originals import LARGEST_FILE

_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = 1
_NAMES: Final = {"MPO": "JPEG"}
"""Formats that hold another one: a phone's MPO is a JPEG with more pictures behind it, which are left out."""

_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_BROKEN: Final = (OSError, ValueError, SyntaxError, LookupError, EOFError, OverflowError, struct.error)
"""What Pillow and the strippers raise on data that is not what it says."""


class SettledPicture(ContentFile):  # type: ignore[type-arg]  # generic in the stubs only
    """The file of a picture that went through here; it does not go through again."""


def settled_picture(file: BinaryIO, name: str) -> SettledPicture:
    """The picture as it is kept. Raises PictureRefusedError, naming it and the remedy, when it cannot be used."""
    data = _read(file, name)
    kind = _checked(data, name)
    try:
        return SettledPicture(_upright(data, kind), name=name)
    except _BROKEN as error:
        raise _broken(name) from error


def check_picture(file: BinaryIO, name: str) -> None:
    """Raise PictureRefusedError, naming the picture and the remedy, when it cannot be used; decodes nothing."""
    _checked(_read(file, name), name)


def _read(file: BinaryIO, name: str) -> bytes:
    file.seek(0)
    data = file.read(LARGEST_FILE + 1)
    file.seek(0)
    if len(data) > LARGEST_FILE:
        raise PictureRefusedError(f"“{name}” has more than {LARGEST_FILE // 1_000_000} MB; save it smaller.")
    return data


def _checked(data: bytes, name: str) -> str:
    """The format of the picture, in Pillow's words."""
    if data[4:8] == b"ftyp" and not _brands(data).isdisjoint(_HEIC_BRANDS):
        raise PictureRefusedError(
            f"“{name}” is in Apple’s HEIC format, which few browsers show; send or save it as JPEG and upload that. "
            "(On an iPhone: Settings, Camera, Formats, Most Compatible.)"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit stands below
            with Image.open(io.BytesIO(data)) as picture:
                kind = _NAMES.get(picture.format or "", picture.format or "")
                if kind.lower() not in settings.WAGTAILIMAGES_EXTENSIONS:
                    known = ", ".join(settings.WAGTAILIMAGES_EXTENSIONS)
                    raise PictureRefusedError(f"“{name}” is of type {kind}, which is not taken; save it as {known}.")
                if kind == "PNG" and getattr(picture, "is_animated", False):
                    raise PictureRefusedError(f"“{name}” is a moving PNG, which is not taken; save it as GIF or WebP.")
                frames = getattr(picture, "n_frames", 1) if picture.format == kind else 1
                _check_pixels(picture.width * picture.height * frames, name)
    except Image.DecompressionBombError as error:
        raise too_many_pixels(name) from error
    except UnidentifiedImageError as error:
        raise not_readable(name) from error
    except _BROKEN as error:
        raise _broken(name) from error
    return kind


def _brands(data: bytes) -> frozenset[bytes]:
    """What an ISO media file says it is; one that is AVIF too counts as that."""
    box = data[8 : min(int.from_bytes(data[:4]), 256)]
    found = frozenset(box[start : start + 4] for start in range(0, len(box), 4))
    return frozenset() if b"avif" in found or b"avis" in found else found


def _check_pixels(pixels: int, name: str) -> None:
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise too_many_pixels(name, f"{pixels:,}")


def not_readable(name: str) -> PictureRefusedError:
    """The refusal of what is no picture, or of a kind nobody here knows."""
    return PictureRefusedError(f"“{name}” is no picture that can be read; save it again as PNG or JPEG.")


def too_many_pixels(name: str, pixels: str = "far too many") -> PictureRefusedError:
    """The refusal of an image bomb, or of a picture that is merely huge."""
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    return PictureRefusedError(f"“{name}” has {pixels} pixels; {most} million are the most. Save it smaller.")


def _broken(name: str) -> PictureRefusedError:
    return PictureRefusedError(f"“{name}” is broken; open it in a picture program, save it again and upload that.")


def _upright(data: bytes, kind: str) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, which goes
        with Image.open(io.BytesIO(data)) as picture:
            askew = _stands_askew(picture)
            moves = kind != "JPEG" and getattr(picture, "is_animated", False)
            if kind in STRIPPERS and (moves or not askew):
                return STRIPPERS[kind](data)
            return _encoded(ImageOps.exif_transpose(picture) if askew and not moves else picture, picture, kind)


def _stands_askew(picture: Image.Image) -> bool:
    """Whether a viewer would turn or mirror it; metadata that cannot be read says nothing."""
    try:
        return picture.getexif().get(_ORIENTATION, _UPRIGHT) in range(2, 9)
    except _BROKEN:
        return False


def _encoded(turned: Image.Image, original: Image.Image, kind: str) -> bytes:
    """The picture written anew, as like as can be: what was lossy is compressed no more than it was."""
    options: dict[str, Any] = {"format": kind, "icc_profile": original.info.get("icc_profile")}
    if isinstance(original, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(original)
        options |= {"qtables": original.quantization, "subsampling": max(sampling, 0)}
    elif kind in {"AVIF", "WEBP"}:
        options |= {"quality": 95, "save_all": getattr(turned, "is_animated", False)}
    for described in ("exif", "xmp", "comment"):
        turned.info.pop(described, None)
    target = io.BytesIO()
    turned.save(target, exif=b"", **options)
    data = target.getvalue()
    return STRIPPERS[kind](data) if kind in STRIPPERS else data
