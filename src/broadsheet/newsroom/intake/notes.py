"""What the last import brought and lost, kept in the paper's folder until the next one, for a screen of the desks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from broadsheet.importers.report import Count, Loss, Report, Severity
from broadsheet.newsroom.paper import current_paper
from broadsheet.tree.note import read_note, write_note

LAST_IMPORT: Final = "last-import.json"
MOST_LOSSES: Final = 20_000
"""How many losses are kept; the counts are those of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastImport:
    """The last import: what it read, when it ended, its report, and how many of its losses are not kept here."""

    source: str
    ended_at: datetime
    report: Report
    not_kept: int

    @classmethod
    def read(cls) -> Self | None:
        """What is known of it; None when there was none."""
        note = read_note(_path())
        try:
            counts = {what: Count(**count) for what, count in note["counts"].items()}
            losses = tuple(Loss(**{**loss, "severity": Severity(loss["severity"])}) for loss in note["losses"])
            ended_at = datetime.fromisoformat(note["ended_at"])
            report = Report(counts=counts, losses=losses)
            return cls(source=note["source"], ended_at=ended_at, report=report, not_kept=note["not_kept"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def matching(self, words: str) -> Iterator[Loss]:
        """The losses in which all these words stand, in any case."""
        wanted = words.casefold().split()
        for loss in self.report.losses:
            told = f"{loss} {loss.severity.value}".casefold()
            if all(word in told for word in wanted):
                yield loss


def note_import(source: str, ended_at: datetime, report: Report) -> None:
    """Keep the report of an import that ended."""
    told = report.as_json()
    kept = told["losses"][:MOST_LOSSES]
    not_kept = len(told["losses"]) - len(kept)
    note = {**told, "losses": kept, "not_kept": not_kept, "source": source, "ended_at": ended_at.isoformat()}
    write_note(_path(), note)
    _path().chmod(0o600)


def _path() -> Path:
    return current_paper().folder / LAST_IMPORT
