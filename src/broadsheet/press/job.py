"""A press run from the outside: opens edition, ledger and destination, holds the lock, prints."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.edition.database import wanting_room
from broadsheet.edition.late import dataclass
from broadsheet.edition.store import Edition
from broadsheet.errors import BroadsheetError, LedgerUnreadableError, PressError
from broadsheet.press.examine import Difference, explain, verify
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs import make_outputs
from broadsheet.press.printing import PRINTING_ERRORS
from broadsheet.press.report import RunReport
from broadsheet.press.run import PressRun, silent
from broadsheet.press.staff import Staffing, hired
from broadsheet.press.under_way import UnderWay, telling
from broadsheet.tree.destination import Destination, identity, opened
from broadsheet.tree.ledger import Ledger
from broadsheet.tree.lock import only_run

if TYPE_CHECKING:
    from broadsheet.press.outputs.search import SearchIndexer, SearchReport
    from broadsheet.press.printing import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class PressJob:
    """
    What to print and where.

    `ledgers` is the folder (the paper's own) where the ledger of each destination lies; `now` the one
    moment of the run, `staffing` says who prints.
    """

    edition: Path
    destination: Destination
    ledgers: Path
    settings: PressSettings
    now: datetime
    staffing: Staffing = Staffing()

    @property
    def ledger(self) -> Path:
        """Where the ledger of the destination lies."""
        return ledger_path(self.ledgers, self.destination)

    def run(
        self, *, full: bool = False, progress: Callable[[int, int], None] = silent, begun: datetime | None = None
    ) -> RunReport:
        """
        Print what changed and what is due; with `full`, everything.

        `begun` is when those who look on are told that it began, where that is not the moment of the run.
        """
        told = UnderWay.begun(begun or self.now, self.settings.outputs)
        with self._locked(), telling(self.ledger, told, progress) as tell, self._opened(tell) as run:
            if full or run.left_unended:  # it looks through the whole tree
                run.storage.sweep()
            report = run.execute(full=full)
        if isinstance(self.destination, Path):
            self._search(self.destination).note((*report.printed, *report.withdrawn))
        return report

    def rehearse(self) -> None:
        """
        Print one story to memory, so that all a run needs is read in and found out before there is anything to do.

        Nothing is written but what was compiled. Whatever is amiss is left for the run to tell.
        """
        with suppress(BroadsheetError, *PRINTING_ERRORS, sqlite3.Error):
            if self.edition.exists() and self.ledger.exists():
                with self._opened(silent) as run:
                    for spec in run.newest():
                        run.make(spec)

    def index_for_search(self) -> "SearchReport":
        """Bring the search index up to the pages, when they are out; at most every ten minutes."""
        if not isinstance(self.destination, Path):
            raise PressError("Pages are indexed for search in a folder; buckets and hosts get what was indexed there.")
        with only_run(self.ledger.with_suffix(".search.lock")):
            return self._search(self.destination).index_all((), self.now)

    def carry_search(self, tree: Path, *, again: bool) -> "Sequence[Failure]":
        """Bring the search index of the paper's own folder to a destination beyond it; what could not be brought."""
        from broadsheet.press.carrying import carry_search

        record = self.ledger.with_suffix(".search.json")
        with self._locked(), opened(self.destination) as storage, wanting_room(record):
            return carry_search(tree, storage, record, again=again)

    def explain(self, path: str) -> tuple[str, ...]:
        """From what the artifact at this path was made, a line each, for people."""
        with Edition.open(self.edition) as edition, Ledger.open(self.ledger) as ledger:
            return explain(path, edition, ledger)

    def verify(self) -> tuple[Difference, ...]:
        """Print every artifact to memory and compare it with the destination's bytes."""
        with self._locked(), self._opened(silent) as run:
            return verify(run, run.storage)

    def _search(self, tree: Path) -> "SearchIndexer":
        from broadsheet.press.outputs.search import SearchIndexer

        return SearchIndexer(tree, self.ledger.with_suffix(".search"))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.ledgers.mkdir(parents=True, exist_ok=True)
        with only_run(self.ledger.with_suffix(".lock")):
            yield

    @contextmanager
    def _opened(self, progress: Callable[[int, int], None]) -> Iterator[PressRun]:
        if not self.edition.exists():
            raise PressError(
                "There is nothing to print yet: nothing has been published. Publish a story first. "
                f"If {self.edition.name} was lost: broadsheet compose --all"
            )
        with (
            Edition.open(self.edition) as edition,
            _open_ledger(self.ledger) as ledger,
            edition.frozen(),
            opened(self.destination) as storage,
        ):
            yield PressRun(
                edition=edition,
                ledger=ledger,
                storage=storage,
                outputs=make_outputs(self.settings),
                now=self.now,
                progress=progress,
                hire=hired(self.staffing, self.edition, self.settings),
            )


def ledger_path(ledgers: Path, destination: Destination) -> Path:
    """Where the ledger of a destination lies."""
    name = hashlib.sha256(identity(destination).encode()).hexdigest()[:16]
    return ledgers / f"{name}.db"


def _open_ledger(path: Path) -> Ledger:
    try:
        return Ledger.open(path)
    except LedgerUnreadableError:
        # Nothing is lost with a ledger: without one the destination is printed whole.
        path.replace(path.with_suffix(".damaged"))
        for companion in ("-wal", "-shm"):
            path.with_name(path.name + companion).unlink(missing_ok=True)
        return Ledger.open(path)
