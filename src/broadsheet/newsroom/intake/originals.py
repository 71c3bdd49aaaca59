"""Taking in the lines of pictures and documents, before whatever shows them: each file once, with its rights."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from django.core.files import File
from django.db import transaction

from broadsheet.errors import PictureRefusedError
from broadsheet.importers.originals import ImportedOriginal, OriginalKind
from broadsheet.importers.report import Severity
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.documents import document_problem
from broadsheet.newsroom.intake.pictures import free_name, settled_file
from broadsheet.newsroom.intake.targets import permanent_id_for
from broadsheet.newsroom.models import BroadDocument, BroadImage

_MODELS: Final[Mapping[OriginalKind, Any]] = {OriginalKind.PICTURE: BroadImage, OriginalKind.DOCUMENT: BroadDocument}
_FOCUS: Final = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def take_in_originals(originals: Iterable[ImportedOriginal], desk: Desk) -> None:
    """Have every picture and document that a line describes stand in the newsroom, and the targets lead to it."""
    for original in originals:
        with transaction.atomic():
            number = _take_in(original, desk)
        if number is None:
            continue
        if original.kind is OriginalKind.PICTURE:
            desk.targets.images[original.path] = number
        else:
            desk.targets.documents[original.path] = desk.targets.documents[original.source_id] = number


def _take_in(original: ImportedOriginal, desk: Desk) -> int | None:
    """The row's number; None when there is no row to be shown, which is told."""
    model = _MODELS[original.kind]
    row = model._base_manager.filter(permanent_id=permanent_id_for(original.source_id)).first()
    if row is not None and row.in_bin:
        desk.tell_in_bin(original.kind.value, original.where, original.path)
        return None
    values = _values(original)
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return int(row.pk)
    if row is not None and not desk.overwrite:
        desk.tell_present(original.kind.value, original.where, original.path)
        return int(row.pk)
    return _write(row or model(permanent_id=permanent_id_for(original.source_id)), original, values, desk)


def _write(row: Any, original: ImportedOriginal, values: Mapping[str, Any], desk: Desk) -> int | None:
    for name, value in values.items():
        setattr(row, name, value)
    file = cast("Path", original.file)
    with file.open("rb") as opened:
        reason = "" if row.pk else _FILES[original.kind](row, file, opened)
        if reason:
            desk.lose(original.kind.value, original.where, original.path, reason, Severity.CHANGED)
            return None
        row.save()
    return int(row.pk)


def _picture_file(row: BroadImage, file: Path, _opened: BinaryIO) -> str:
    """Give the row its picture; the reason when it cannot be used, else nothing."""
    try:
        settled = settled_file(file)
    except PictureRefusedError as error:
        return str(error)
    settled.name = free_name(row, settled.name or file.name)
    row.file = settled
    return ""


def _document_file(row: BroadDocument, file: Path, opened: BinaryIO) -> str:
    """Give the row its document; the reason when it is not handed out, else nothing."""
    reason = document_problem(file)
    if not reason:
        row.file = File(opened, name=free_name(row, file.name))
    return reason


_FILES: Final[Mapping[OriginalKind, Callable[[Any, Path, BinaryIO], str]]] = {
    OriginalKind.PICTURE: _picture_file,
    OriginalKind.DOCUMENT: _document_file,
}


def _values(original: ImportedOriginal) -> dict[str, Any]:
    model = _MODELS[original.kind]
    values: dict[str, Any] = {"title": original.title}
    if original.kind is OriginalKind.PICTURE:
        names = ("description", "credit", "licence", "source", "rights", "expires", "not_in_print")
        values |= {name: getattr(original, name) for name in names}
        values["rights"] = original.rights.value
        values["shape_focus"] = {shape: list(point) for shape, point in original.shapes.items()}
        values |= dict(zip(_FOCUS, (*original.focus, None, None, None, None), strict=False))
    return {name: _cut(model, name, value) for name, value in values.items()}


def _cut(model: Any, name: str, value: Any) -> Any:
    return value[: model._meta.get_field(name).max_length] if isinstance(value, str) else value
