"""Pictures and documents of a source by themselves, whoever shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from broadsheet.edition.records import Rights


class OriginalKind(StrEnum):
    """What an original is."""

    PICTURE = "picture"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedOriginal:
    """
    A picture or document with what the paper knows of it, whoever shows it.

    `path` is what bodies and other records name it by, `file` where it lies (None when it is missing there). `focus` is
    left and top of the point to cut around, in pixels, with the width and height of what lies around it where that is
    known; `shapes` has another point by shape (`3:2`), in thousandths. A document has `source_id`, `path` and `title`.
    """

    source_id: str
    kind: OriginalKind
    where: str
    path: str
    file: Path | None = None
    title: str = ""
    description: str = ""
    credit: str = ""
    licence: str = ""
    source: str = ""
    rights: Rights = Rights.UNKNOWN
    expires: datetime | None = None
    not_in_print: bool = False
    focus: tuple[int, ...] = ()
    shapes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict)
