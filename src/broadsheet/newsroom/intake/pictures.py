"""Taking in pictures: each file once, with its credit and licence; what cannot be used is reported and left out."""

import hashlib
import mimetypes
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from broadsheet.importers.records import ImportedImage
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.newsroom.intake.targets import Targets, permanent_id_for
from broadsheet.newsroom.models import BroadImage

UNREADABLE: Final = "the file is no picture that can be read; save it again as PNG or JPEG."


def take_in_pictures(images: tuple[ImportedImage, ...], where: str, targets: Targets, tally: Tally) -> None:
    """Have every picture that lies in a file stand in the newsroom, and `targets` lead to it."""
    for image in images:
        if image.source_id in targets.images:
            continue
        try:
            reason = _take_in(image, targets)
        except OSError as error:
            if error.errno is not None:  # the disk's fault, not the picture's
                raise
            reason = UNREADABLE
        if reason:
            tally.lose(Loss(what="picture", where=where, which=image.source_id, why=reason, severity=Severity.CHANGED))


def _take_in(image: ImportedImage, targets: Targets) -> str:
    """Take one picture in; the reason when it cannot be shown as a picture, else nothing."""
    if image.data:
        return _take_in_data(image, targets)
    if image.file is None:
        if image.url:
            targets.images_elsewhere[image.source_id] = image.url
            return (
                "its address is not fetched here; it stays as a link. Lay the file beside the source to have it shown."
            )
        return "the file is missing; lay it beside the source and import again."
    problem = _problem(image.file)
    if problem:
        return problem
    targets.images[image.source_id] = _row(image, image.file)
    return ""


def _take_in_data(image: ImportedImage, targets: Targets) -> str:
    """A picture that lay inside its source. One the newsroom has already keeps its credit and licence."""
    known = BroadImage.objects.filter(digest=image.digest).values_list("pk", flat=True).first()
    problem = _problem(BytesIO(image.data)) if known is None else ""
    if problem:
        return problem
    if known is None:
        title = image.title or image.alt or PurePosixPath(image.file_name).stem
        row = BroadImage(title=title[:255], credit=image.credit[:255], licence=image.licence[:255])
        row.file = ImageFile(BytesIO(image.data), name=_file_name(image.file_name))
        row.save()
        known = row.pk
    targets.images[image.source_id] = int(known)
    return ""


def _problem(file: Path | BytesIO) -> str:
    try:
        with Pillow.open(file) as opened:
            kind = (opened.format or "").lower()
            pixels = opened.width * opened.height
    except (OSError, UnidentifiedImageError, Pillow.DecompressionBombError, ValueError, SyntaxError):
        return UNREADABLE
    if kind not in {*settings.WAGTAILIMAGES_EXTENSIONS, "mpo"}:
        known = ", ".join(settings.WAGTAILIMAGES_EXTENSIONS)
        return f"pictures of type {kind} are not taken; save it as one of {known}."
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        return f"it has {pixels:,} pixels, more than {settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:,}; save it smaller."
    return ""


def _row(image: ImportedImage, file: Path) -> int:
    """The picture's row: the one of an earlier import, renewed if the file has changed."""
    permanent_id = permanent_id_for(f"image {image.source_id}")
    row = BroadImage.objects.filter(permanent_id=permanent_id).first() or BroadImage(permanent_id=permanent_id)
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        wanted = {
            "title": (image.title or image.alt or file.stem)[:255],
            "credit": image.credit[:255],
            "licence": image.licence[:255],
        }
        if row.pk and row.digest == digest and all(getattr(row, name) == value for name, value in wanted.items()):
            return int(row.pk)
        for name, value in wanted.items():
            setattr(row, name, value)
        if row.digest != digest:
            opened.seek(0)
            row.file = ImageFile(opened, name=_file_name(file.name))
        row.save()
    return int(row.pk)


def _file_name(name: str) -> str:
    return name if mimetypes.guess_type(name)[0] else f"{name}.png"
