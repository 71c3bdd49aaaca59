"""Which lines of a source were taken in before, what became of them, and what to do with them now."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from wagtail.models import Page

from broadsheet.newsroom.models import NAME_REMOVED, ImportedLine, without_name


class Step(Enum):
    """What to do with a line."""

    MAKE = auto()
    UPDATE = auto()
    LEAVE = auto()
    LEAVE_EDITED = auto()
    LEAVE_PRESENT = auto()
    LEAVE_IN_BIN = auto()
    LEAVE_WITHOUT_NAME = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A line of an earlier import."""

    page: int | None
    digest: str
    revision_seen: int


@dataclass(slots=True)
class Lines:
    """All lines of earlier imports by source id."""

    known: dict[str, Known] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Lines":
        """Read them all: three short columns a line."""
        rows = ImportedLine.objects.values_list("source_id", "page_id", "digest", "revision_seen").iterator()
        return cls({source: Known(page=page, digest=digest, revision_seen=seen) for source, page, digest, seen in rows})

    def pages(self) -> dict[str, int]:
        """Source ids and the pages they lead to."""
        return {source: line.page for source, line in self.known.items() if line.page is not None}

    def step(self, source_id: str, digest: str, *, overwrite: bool) -> Step:
        """What to do with a line of this digest."""
        line = self.known.get(source_id) or self.known.get(without_name(source_id))
        if line is None:
            return Step.MAKE
        if line.page is None:  # deleted in the newsroom
            if overwrite:
                return Step.MAKE
            return Step.LEAVE if line.digest == digest else Step.LEAVE_EDITED
        if line.digest == digest:
            return Step.LEAVE
        if line.revision_seen == NAME_REMOVED:
            return Step.LEAVE_WITHOUT_NAME
        return Step.LEAVE_EDITED if self.edited(source_id) and not overwrite else Step.UPDATE

    def edited(self, source_id: str) -> bool:
        """Whether the page of a line was edited in the newsroom since a line wrote it."""
        line = self.known[source_id]
        return line.page is not None and newest_revision(line.page) != line.revision_seen


def newest_revision(page: int) -> int:
    """The number of the page's newest draft, 0 when it was never edited in the newsroom."""
    return Page.objects.filter(pk=page).values_list("latest_revision_id", flat=True).first() or 0


def remember(
    source_id: str, digest: str, page: int, *, still_open: dict[str, Any] | None = None, unknown: Any = None
) -> None:
    """Note that the line stands in the newsroom as this page."""
    ImportedLine.objects.update_or_create(
        source_id=source_id,
        defaults={
            "digest": digest,
            "page_id": page,
            "revision_seen": newest_revision(page),
            "still_open": still_open or {},
            "unknown_keys": dict(unknown or {}),
        },
    )
