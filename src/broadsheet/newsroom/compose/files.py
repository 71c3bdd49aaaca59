"""From pictures and documents to their records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from broadsheet.edition import records
from broadsheet.newsroom.models import BroadDocument, BroadImage
from broadsheet.press.pictures import Shape, document_type, shaped_box


def file_records(permanent_ids: Iterable[str]) -> list[records.Image | records.Document]:
    """The records of the pictures and documents with these permanent ids that still exist."""
    wanted = tuple(permanent_ids)
    images = (_image(row) for row in BroadImage.objects.filter(permanent_id__in=wanted).order_by("pk"))
    documents = (_document(row) for row in BroadDocument.objects.filter(permanent_id__in=wanted).order_by("pk"))
    return [*images, *documents]


def _image(row: Any) -> records.Image:
    image = records.Image(
        id=row.permanent_id,
        file=row.file.name,
        digest=row.digest,
        width=row.width,
        height=row.height,
        title=row.title,
        focus_left=_thousandths(row.focal_point_x, row.width),
        focus_top=_thousandths(row.focal_point_y, row.height),
        credit=row.credit,
        licence=row.licence,
        source=row.source,
        rights=records.Rights(row.rights),
        expires=row.expires.replace(microsecond=0) if row.expires else None,
        not_in_print=row.not_in_print,
    )
    return replace(image, crops=tuple(_crops(image, row.shape_focus or {})))


def _crops(image: records.Image, own_points: Mapping[str, Sequence[int]]) -> Iterator[records.Crop]:
    """What is cut out where a shape has a point of its own to be cut around."""
    for shape in Shape:
        if shape.value in own_points:
            left, top = own_points[shape.value]
            box = shaped_box(replace(image, focus_left=left, focus_top=top), shape)
            yield records.Crop(shape=shape.value, left=box.left, top=box.top, width=box.width, height=box.height)


def _thousandths(pixels: int | None, size: int) -> int:
    if pixels is None or not size:
        return 500
    return min(1000, max(0, round(1000 * pixels / size)))


def _document(row: Any) -> records.Document:
    name = row.file.name.rsplit("/", 1)[-1]
    return records.Document(
        id=row.permanent_id,
        file=row.file.name,
        digest=row.digest,
        size=row.file_size or 0,
        media_type=document_type(name),
        name=name,
        title=row.title,
    )
