"""
A press run while it goes on: what it prints, how far it is and since when, in a small file beside the ledger.

As long as it prints, a run holds a lock of its own for this. The system frees it when the process dies, so that what a
killed run left behind is told from what goes on.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from broadsheet.edition.late import dataclass
from broadsheet.errors import BroadsheetError
from broadsheet.tree.lock import is_held, only_run
from broadsheet.tree.note import read_note, write_note

EVERY: Final = 1.0
"""Seconds after which what a run has done is written down again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """
    A run. `outputs` names what it prints, nothing for everything; `started_at` is in ISO 8601.

    `done` of `planned` files are looked at; `planned` is 0 until the run knows what there is to do. `cut_short`: it
    ended before its time, without a word.
    """

    started_at: str
    outputs: tuple[str, ...] = ()
    done: int = 0
    planned: int = 0
    cut_short: bool = False

    @classmethod
    def begun(cls, at: datetime, outputs: tuple[str, ...]) -> Self:
        """A run that begins at this moment."""
        return cls(started_at=at.isoformat(timespec="seconds"), outputs=outputs)

    @classmethod
    def read(cls, content: Mapping[str, Any], *, cut_short: bool) -> Self | None:
        """From the file; None for what cannot be read."""
        try:
            started_at = datetime.fromisoformat(content["started_at"]).isoformat()
            outputs = tuple(map(str, content["outputs"]))
            done, planned = int(content["done"]), int(content["planned"])
        except (TypeError, KeyError, ValueError):
            return None
        return cls(started_at=started_at, outputs=outputs, done=done, planned=planned, cut_short=cut_short)


@contextmanager
def telling(ledger: Path, run: UnderWay, also: Callable[[int, int], None]) -> Iterator[Callable[[int, int], None]]:
    """
    Have it known that `run` goes on as long as the block does, which gets a function to call with done and planned.

    `also` is called with the same. Only the run that holds the destination's lock may come here.
    """
    teller = _Teller(ledger, run)

    def tell(done: int, planned: int) -> None:
        teller.tell(done, planned)
        also(done, planned)

    with only_run(_lock(ledger), wait=True):  # whoever looks holds it for a moment
        teller.write()
        try:
            yield tell
        except BroadsheetError:  # how the run ended is written down by those who had it printed
            teller.clear()
            raise
        teller.clear()


def under_way(ledger: Path) -> UnderWay | None:
    """The run to the destination with this ledger that goes on, or was cut short; None when the last one ended."""
    seen = read_note(_file(ledger))
    if not seen:
        return None
    if is_held(_lock(ledger)):
        return UnderWay.read(seen, cut_short=False)
    # A run that ended in between has taken its word back, and one that began has another.
    return UnderWay.read(seen, cut_short=True) if read_note(_file(ledger)) == seen else None


class _Teller:
    """Writes down how far a run is, not more often than every second; a full disk does not stop the run."""

    def __init__(self, ledger: Path, run: UnderWay) -> None:
        self._path, self._said = _file(ledger), asdict(run)
        self._written_at = 0.0

    def tell(self, done: int, planned: int) -> None:
        news = planned != self._said["planned"]
        self._said |= {"done": done, "planned": planned}
        if news or time.monotonic() - self._written_at >= EVERY:
            self.write()

    def write(self) -> None:
        self._written_at = time.monotonic()
        with suppress(OSError):
            write_note(self._path, self._said)

    def clear(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _file(ledger: Path) -> Path:
    return ledger.with_suffix(".now.json")


def _lock(ledger: Path) -> Path:
    return ledger.with_suffix(".now.lock")
