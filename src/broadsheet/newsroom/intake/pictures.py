"""Taking in pictures: each file once, with its credit and licence; what cannot be used is reported and left out."""

import hashlib
import mimetypes
from io import BytesIO
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import unquote, urlsplit

from broadsheet.errors import PictureRefusedError
from broadsheet.importers.records import ImportedImage
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.newsroom.intake.media import Media
from broadsheet.newsroom.intake.targets import Targets, permanent_id_for
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.pictures import SettledPicture, settled_picture


def take_in_pictures(images: tuple[ImportedImage, ...], where: str, targets: Targets, tally: Tally) -> None:
    """Have every picture that lies in a file stand in the newsroom, and `targets` lead to it."""
    for image in images:
        if image.source_id in targets.images:
            continue
        reason = _take_in(image, targets)
        if reason:
            tally.lose(Loss(what="picture", where=where, which=image.source_id, why=reason, severity=Severity.CHANGED))


def _take_in(image: ImportedImage, targets: Targets) -> str:
    """Take one picture in; the reason when it cannot be shown as a picture, else nothing."""
    try:
        targets.images[image.source_id] = _number(image, targets.media)
    except PictureRefusedError as error:
        address = image.url or image.address
        if address.startswith(("https://", "http://")):
            targets.images_elsewhere[image.source_id] = address
        targets.media.note(image.url, str(error))
        return str(error)
    return ""


def _number(image: ImportedImage, media: Media) -> int:
    """The number of the picture's row. Raises PictureRefusedError, with reason and remedy, when there can be none."""
    if media.skips:
        raise PictureRefusedError("no pictures were to be taken (--media skip).")
    if image.data:
        return _number_of_data(image)
    if image.file is not None:
        return _row(image, image.file, _settled(image.file, _file_name(image.file)))
    if image.url:
        return _number_at_address(image, media)
    raise PictureRefusedError("the file is missing; lay it beside the source and import again.")


def _number_of_data(image: ImportedImage) -> int:
    """A picture that lay inside its source. One the newsroom has already keeps its credit and licence."""
    settled = settled_picture(BytesIO(image.data), _file_name(PurePosixPath(image.file_name)))
    known = _with_bytes_of(settled)
    if known is not None:
        return known
    title = image.title or image.alt or PurePosixPath(image.file_name).stem
    row = BroadImage(title=title[:255], credit=image.credit[:255], licence=image.licence[:255], file=settled)
    row.save()
    return int(row.pk)


def _number_at_address(image: ImportedImage, media: Media) -> int:
    """A picture of the old site: that of an earlier import, else fetched, if that is wanted."""
    earlier = BroadImage.objects.filter(permanent_id=permanent_id_for(f"image {image.source_id}"))
    known = earlier.values_list("pk", flat=True).first()
    if known is not None:
        return int(known)
    if not media.fetches:
        raise PictureRefusedError(
            "its address is not fetched here; it stays as a link. Import with --media fetch, or lay the file beside "
            "the source, to have it shown."
        )
    found = media.fetched(image.url)
    if isinstance(found, str):
        raise PictureRefusedError(found)
    name = PurePosixPath(unquote(urlsplit(image.url).path)).name or "picture"
    settled = _settled(found.file, _file_name(PurePosixPath(name[-100:])))
    return _with_bytes_of(settled) or _row(image, PurePosixPath(name[-100:]), settled)


def _with_bytes_of(settled: SettledPicture) -> int | None:
    """The row that has these very bytes already."""
    digest = hashlib.sha256(settled.read()).hexdigest()
    settled.seek(0)
    found: int | None = BroadImage.objects.filter(digest=digest).values_list("pk", flat=True).first()
    return found


def _settled(file: Path, name: str) -> SettledPicture:
    try:
        with file.open("rb") as opened:
            return settled_picture(opened, name)
    except OSError as error:
        raise PictureRefusedError(f"the file cannot be read: {error.strerror}.") from error


def _row(image: ImportedImage, file: PurePath, settled: SettledPicture) -> int:
    """The picture's row: the one of an earlier import, renewed if the file has changed."""
    permanent_id = permanent_id_for(f"image {image.source_id}")
    row = BroadImage.objects.filter(permanent_id=permanent_id).first() or BroadImage(permanent_id=permanent_id)
    digest = hashlib.sha256(settled.read()).hexdigest()
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
        settled.name = _free_name(row, f"{digest[:12]}-{_file_name(file)}")
        row.file = settled
    row.save()
    return int(row.pk)


def _free_name(row: BroadImage, name: str) -> str:
    """The name, its place in the media folder freed of what an import that was cut short left there."""
    stored = row.file.field.generate_filename(row, name)
    if not BroadImage.objects.filter(file=stored).exists():
        row.file.storage.delete(stored)
    return name


def _file_name(file: PurePath) -> str:
    return file.name if mimetypes.guess_type(file.name)[0] else f"{file.name}.png"
