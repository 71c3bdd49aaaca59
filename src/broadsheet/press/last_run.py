"""
How the last press runs of a destination ended, in small files beside its ledger.

Pages and pictures are printed by runs of their own, so each has its own; a run of everything is one of pages.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
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

KEPT: Final = 4
"""Earlier runs that are kept with the last one."""


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

    `broken` says why a run ended before its time; the numbers are 0 then. `unreached`: the destination did not answer.
    `earlier` are the runs before it, the last one first, that printed, took down or failed; a reason why runs broke off
    stands there once. `well_before`: when a run before this one last ended with nothing missing, "" if none did.
    """

    ended_at: str
    seconds: float = 0.0
    printed: int = 0
    kept: int = 0
    withdrawn: int = 0
    failed: int = 0
    failures: tuple[tuple[str, str], ...] = ()
    broken: str = ""
    unreached: bool = False
    earlier: "tuple[LastRun, ...]" = ()
    well_before: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing is missing."""
        return not self.failed and not self.broken

    @property
    def last_well_at(self) -> str:
        """When a run last ended with nothing missing; "" if none did."""
        return self.ended_at if self.well else self.well_before

    def after(self, before: "LastRun | None") -> "LastRun":
        """The same with what is kept of the runs before it."""
        if before is None:
            return self
        told = before.printed or before.withdrawn or before.failed or (before.broken and before.broken != self.broken)
        alone = replace(before, earlier=(), well_before="")
        earlier = (alone, *before.earlier) if told else before.earlier
        return replace(self, earlier=earlier[:KEPT], well_before=before.last_well_at)

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
    def broken_off(cls, why: str, ended_at: datetime, *, unreached: bool = False) -> Self:
        """Of a run that could not go on."""
        return cls(ended_at=ended_at.isoformat(timespec="seconds"), broken=why, unreached=unreached)

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self | None:
        """From the file; None for what cannot be read."""
        try:
            failures = tuple((str(path), str(why)) for path, why in content["failures"])
            earlier = tuple(run for each in content.get("earlier", ()) if (run := cls.read(each)))
            return cls(**{**content, "failures": failures, "earlier": earlier})
        except (TypeError, KeyError, ValueError):
            return None


def note_run(ledger: Path, kind: RunKind, run: LastRun) -> None:
    """Write down how a run ended, after what is known of those before it; OSError when it cannot be written."""
    write_note(_file(ledger, kind), asdict(run.after(last_runs(ledger).get(kind))))


def last_runs(ledger: Path) -> Mapping[RunKind, LastRun]:
    """The last run of each kind, for the destination with this ledger."""
    found = {kind: LastRun.read(read_note(_file(ledger, kind))) for kind in RunKind}
    return {kind: run for kind, run in found.items() if run is not None}


def _file(ledger: Path, kind: RunKind) -> Path:
    return ledger.with_suffix(f".{kind.value}.json")
