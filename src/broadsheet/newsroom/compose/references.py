"""The permanent ids of whatever pages, pictures and documents a batch of records names by row number."""

from dataclasses import dataclass, field
from typing import Any

from broadsheet.newsroom.models import PAGE_TYPES, BroadDocument, BroadImage
from broadsheet.newsroom.plain_rows import among

PAGE_TYPE_OF = {page_type.record_kind: page_type for page_type in PAGE_TYPES}


@dataclass(slots=True, kw_only=True)
class RowNumbers:
    """Row numbers found while reading; a set for each kind of thing."""

    pages: set[int] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """Permanent ids by row number. What is not here does not exist any more. `root` begins links within the site."""

    pages: dict[int, str] = field(default_factory=dict)
    images: dict[int, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)
    root: str = "http://localhost/"


def look_up(numbers: RowNumbers, root: str) -> References:
    """One query for each kind of page and file, however many records are being composed."""
    pages: dict[int, str] = {}
    for page_type in PAGE_TYPES:
        pages |= _ids(page_type, numbers.pages - pages.keys())
    return References(
        pages=pages,
        images=_ids(BroadImage, numbers.images),
        documents=_ids(BroadDocument, numbers.documents),
        root=root,
    )


def _ids(model: Any, numbers: set[int]) -> dict[int, str]:
    return dict(among(model.objects.all(), "pk", numbers).values_list("pk", "permanent_id"))
