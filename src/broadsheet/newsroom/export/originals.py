"""Pictures and documents of an export: where each lies in it, and what its line says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self

from django.db.models import Count, Min

from broadsheet.edition.records import Rights
from broadsheet.importers.originals import ImportedOriginal, OriginalKind
from broadsheet.newsroom.models import BroadDocument, BroadImage
from broadsheet.newsroom.paper import current_paper

MODELS: Final[Mapping[OriginalKind, Any]] = {OriginalKind.PICTURE: BroadImage, OriginalKind.DOCUMENT: BroadDocument}

_NAMED = ("pk", "permanent_id", "digest", "file")


@dataclass(frozen=True, slots=True)
class OriginalPaths:
    """
    Paths by content: `pictures/DIGEST.ending`, `documents/DIGEST/name`.

    Of several pictures with the same bytes the first by permanent id has that path, the others their id in theirs.
    """

    _first: Mapping[str, str]

    @classmethod
    def read(cls) -> Self:
        """Ask the database which bytes are there more than once."""
        rows = BroadImage.objects.values("digest").annotate(copies=Count("pk"), first=Min("permanent_id"))
        return cls(dict(rows.filter(copies__gt=1).order_by().values_list("digest", "first")))

    def picture(self, permanent_id: str, digest: str, stored: str) -> str:
        """The path of a picture; `stored` is its name in the media folder."""
        ending = PurePosixPath(stored).suffix.lower() or ".png"
        again = "" if self._first.get(digest, permanent_id) == permanent_id else f"-{permanent_id}"
        return f"pictures/{digest[:32] or permanent_id}{again}{ending}"

    @staticmethod
    def document(permanent_id: str, digest: str, stored: str) -> str:
        """The path of a document, which keeps its name, for readers see it."""
        return f"documents/{digest[:16] or permanent_id}/{PurePosixPath(stored).name}"

    def of_rows(self, kind: OriginalKind, numbers: Iterable[int]) -> dict[int, str]:
        """The paths of these rows, by number."""
        path = self.picture if kind is OriginalKind.PICTURE else self.document
        rows = MODELS[kind].objects.filter(pk__in=set(numbers)).values_list(*_NAMED)
        return {number: path(permanent_id, digest, file) for number, permanent_id, digest, file in rows}


def originals(kind: OriginalKind, paths: OriginalPaths) -> Iterator[ImportedOriginal]:
    """Every picture, or every document, that is not in the bin, by permanent id; `file` is None where it is gone."""
    for row in MODELS[kind].objects.order_by("permanent_id").iterator(chunk_size=200):
        yield _picture(row, paths) if kind is OriginalKind.PICTURE else _document(row, paths)


def _picture(row: BroadImage, paths: OriginalPaths) -> ImportedOriginal:
    return ImportedOriginal(
        source_id=row.permanent_id,
        kind=OriginalKind.PICTURE,
        where="",
        path=paths.picture(row.permanent_id, row.digest, row.file.name),
        file=_file(row),
        title=row.title,
        description=row.description,
        credit=row.credit,
        licence=row.licence,
        source=row.source,
        rights=Rights(row.rights),
        expires=row.expires,
        not_in_print=row.not_in_print,
        focus=_focus(row),
        shapes={shape: (point[0], point[1]) for shape, point in (row.shape_focus or {}).items()},
    )


def _document(row: BroadDocument, paths: OriginalPaths) -> ImportedOriginal:
    return ImportedOriginal(
        source_id=row.permanent_id,
        kind=OriginalKind.DOCUMENT,
        where="",
        path=paths.document(row.permanent_id, row.digest, row.file.name),
        file=_file(row),
        title=row.title,
    )


def _focus(row: Any) -> tuple[int, ...]:
    point = (row.focal_point_x, row.focal_point_y)
    if None in point:
        return ()
    around = (row.focal_point_width, row.focal_point_height)
    return point if None in around else (*point, *around)


def _file(row: Any) -> Path | None:
    file = current_paper().media / row.file.name
    return file if file.is_file() else None
