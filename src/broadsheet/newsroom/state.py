"""How the paper's machinery is doing: what waits, what is late, how the press fared, when it was last backed up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Self

from django.utils import timezone

from broadsheet.newsroom.due import Due, due_list, late
from broadsheet.newsroom.models import OutboxRow
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.worker_sign import is_listening, last_look
from broadsheet.press.job import ledger_path
from broadsheet.press.last_run import LastRun, RunKind, last_runs
from broadsheet.press.under_way import UnderWay, under_way
from broadsheet.tree.destination import Destination
from broadsheet.tree.note import LAST_BACKUP, read_note

BACKUP_EVERY: Final = timedelta(days=8)
"""A backup older than this is too old: made every week, one may come a day late."""

REFUSED_SHOWN: Final = 20

WAITING_COUNTED: Final = 1000
"""Changes that wait are counted as far as this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Where the paper is printed to: its own folder, which has no `host`, or a bucket or web host of this name.

    `going` is the run that goes on there, or was cut short; `runs` are the last that ended.
    """

    host: str = ""
    going: UnderWay | None = None
    runs: Mapping[RunKind, LastRun]

    @classmethod
    def seen(cls, ledgers: Path, destination: Destination, host: str = "") -> Self:
        """As its runs left word."""
        ledger = ledger_path(ledgers, destination)
        return cls(host=host, going=under_way(ledger), runs=last_runs(ledger))

    @property
    def troubles(self) -> Iterator[str]:
        """What the last runs could not do, each in a sentence."""
        for kind, run in self.runs.items():
            files = f"{run.failed:,} {'file' if run.failed == 1 else 'files'}"
            if run.broken and self.host:
                why = " is not reached, and" if run.unreached else ""
                yield f"{self.host}{why} does not get what is published."
            elif run.broken:
                yield f"The last printing of {kind.value} broke off: {run.broken}"
            elif run.failed:
                yield f"{files} could not be brought to {self.host}." if self.host else f"{files} could not be printed."


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperState:
    """
    The state at `now`. `worker` says whether one runs, `worker_looked_at` when it last looked for work.

    `waiting` counts changes to be published, `refused` are those that could not be. `own` is the paper's own folder,
    `hosts` are the other places it is printed to.
    """

    now: datetime
    worker: bool
    worker_looked_at: datetime | None
    due: tuple[Due, ...]
    waiting: int
    refused: tuple[OutboxRow, ...]
    own: Place
    hosts: tuple[Place, ...]
    backed_up_at: datetime | None

    @property
    def runs(self) -> Mapping[RunKind, LastRun]:
        """The last runs to the paper's own folder."""
        return self.own.runs

    @property
    def late(self) -> tuple[Due, ...]:
        """What should have happened already."""
        return late(self.due, self.now)

    @property
    def stands_still(self) -> bool:
        """Whether something is to be done and nobody is there to do it."""
        return not self.worker and bool(self.waiting or self.due)

    @property
    def backup_is_old(self) -> bool:
        """Whether it is time for a backup."""
        return self.backed_up_at is None or self.now - self.backed_up_at > BACKUP_EVERY

    @property
    def troubles(self) -> tuple[str, ...]:
        """What is wrong, each in a sentence; empty when all is well."""
        found = []
        if self.stands_still:
            found.append("Nothing is being published: the paper's worker does not run.")
        if count := len(self.late):
            found.append(f"{count:,} {'thing is' if count == 1 else 'things are'} late.")
        if count := len(self.refused):
            found.append(f"{count:,} {'change' if count == 1 else 'changes'} could not be published.")
        if not self.worker and any(place.going and place.going.cut_short for place in (self.own, *self.hosts)):
            found.append("A printing was cut short, and nobody goes on with it: the paper's worker does not run.")
        return (*found, *(trouble for place in (self.own, *self.hosts) for trouble in place.troubles))


def read_state() -> PaperState:
    """Look at everything; a handful of queries and a few small files."""
    paper = current_paper()
    ledgers = paper.folder / "ledgers"
    backup = read_note(paper.folder / LAST_BACKUP).get("at")
    return PaperState(
        now=timezone.now(),
        worker=is_listening(paper.folder),
        worker_looked_at=last_look(paper.folder),
        due=due_list(),
        waiting=OutboxRow.objects.filter(refusal="")[:WAITING_COUNTED].count(),
        refused=tuple(OutboxRow.objects.exclude(refusal="").order_by("-pk")[:REFUSED_SHOWN]),
        own=Place.seen(ledgers, paper.destination),
        hosts=tuple(Place.seen(ledgers, host, host.name) for host in paper.hosts),
        backed_up_at=_moment(backup),
    )


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
