"""
How the last press runs of a destination ended, in small files beside its ledger.

Pages and pictures are printed by runs of their own, so each has its own; a run of everything is one of pages.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self

from broadsheet.edition.late import dataclass
from broadsheet.press.outputs import PICTURES
from broadsheet.press.report import RunReport
from broadsheet.tree.note import read_note, write_note

SHOWN: Final = 20
"""Failures, and paths of printed files, that are kept; the numbers count them all."""


class RunKind(StrEnum):
    """What a run printed."""

    PAGES = "pages"
    PICTURES = "pictures"

    @classmethod
    def of(cls, outputs: tuple[str, ...]) -> Self:
        """The kind of a run of these outputs; none named means all."""
        return cls.PICTURES if outputs and set(outputs) <= set(PICTURES) else cls.PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """
    One run. `ended_at` is in ISO 8601, `failures` pairs paths with reasons.

    `broken` says why a run ended before its time; the numbers are 0 then.
    """

    ended_at: str
    seconds: float = 0.0
    printed: int = 0
    kept: int = 0
    withdrawn: int = 0
    failed: int = 0
    failures: tuple[tuple[str, str], ...] = ()
    broken: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing is missing."""
        return not self.failed and not self.broken

    @classmethod
    def of(cls, report: RunReport, ended_at: datetime) -> Self:
        """From the report of a run that came to its end."""
        return cls(
            ended_at=ended_at.isoformat(timespec="seconds"),
            seconds=round(report.seconds, 1),
            printed=len(report.printed),
            kept=report.kept,
            withdrawn=len(report.withdrawn),
            failed=len(report.failures),
            failures=tuple((each.path, each.reason) for each in report.failures[:SHOWN]),
        )

    @classmethod
    def broken_off(cls, why: str, ended_at: datetime) -> Self:
        """Of a run that could not go on."""
        return cls(ended_at=ended_at.isoformat(timespec="seconds"), broken=why)

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self | None:
        """From the file; None for what cannot be read."""
        try:
            return cls(**{**content, "failures": tuple((str(path), str(why)) for path, why in content["failures"])})
        except (TypeError, KeyError, ValueError):
            return None


def note_run(ledger: Path, kind: RunKind, run: LastRun) -> None:
    """Write down how a run ended; OSError when it cannot be written."""
    write_note(_file(ledger, kind), asdict(run))


def last_runs(ledger: Path) -> Mapping[RunKind, LastRun]:
    """The last run of each kind, for the destination with this ledger."""
    found = {kind: LastRun.read(read_note(_file(ledger, kind))) for kind in RunKind}
    return {kind: run for kind, run in found.items() if run is not None}


def _file(ledger: Path, kind: RunKind) -> Path:
    return ledger.with_suffix(f".{kind.value}.json")
