"""
Processes of this machine that print beside the run's own.

Each opens the edition itself, as it was when the run began, so that what goes to it are names and what comes back are
bytes: handing over all that a page shows costs as much as printing it (decision 023). They are started by a server that
was never anything else, so no open database comes with them, and they end when the run's process does, however it ends.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from datetime import datetime
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Final, Self

from broadsheet.edition.late import dataclass
from broadsheet.edition.store import Edition
from broadsheet.errors import PressError
from broadsheet.press.bench import Bench, Order, Work
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs import make_outputs

_READ_IN_BEFORE: Final = (
    "broadsheet.press.processes",
    "broadsheet.press.outputs.composed",
    "broadsheet.press.outputs.feeds",
    "broadsheet.press.outputs.html",
    "broadsheet.press.outputs.sitemaps",
)
"""Read in once for all processes, which share the room it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a process is told: which edition, in which state, and how and for when it is printed."""

    edition: Path
    identity: str
    serial: int
    settings: PressSettings
    now: datetime

    @classmethod
    def of(cls, bench: Bench, edition: Path, settings: PressSettings) -> Self:
        """To do what the run's own bench does."""
        return cls(
            edition=edition.resolve(),
            identity=bench.edition.identity,
            serial=bench.edition.serial,
            settings=settings,
            now=bench.now,
        )


class Processes:
    """So many processes."""

    name = "The processes that print"

    def __init__(self, errand: Errand, count: int) -> None:
        self._errand = errand
        self._count = count
        self.ahead = count + 2
        self._pool = self._begin()

    def _begin(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([*_READ_IN_BEFORE])
        return ProcessPoolExecutor(self._count, context, initializer=_settle_in)

    def give(self, batch: Sequence[Order]) -> "Given":
        """Have a batch printed."""
        try:
            return Given(self._pool.submit(_print, self._errand, batch))
        except BrokenExecutor as fault:
            lost: Future[Work] = Future()
            lost.set_exception(fault)
            return Given(lost)

    def renew(self) -> None:
        """Other processes in place of these."""
        self._pool.shutdown(cancel_futures=True)
        self._pool = self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


class Given:
    """A batch that was given to a process."""

    def __init__(self, future: Future[Work]) -> None:
        self._future = future

    def fault(self) -> BaseException | None:
        """Why it was not printed."""
        fault = self._future.exception()
        return BrokenExecutor("one was killed, or found no memory") if isinstance(fault, BrokenExecutor) else fault

    def work(self) -> Work:
        """What became of it."""
        return self._future.result()


# ---- in the processes


def _settle_in() -> None:
    """Begin as a process that prints: whoever stops the run stops the run, and when that is gone, so is this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(50_000)
    Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    run = multiprocessing.parent_process()
    if run is not None:
        wait([run.sentinel])
        os._exit(1)


def _print(errand: Errand, batch: Sequence[Order]) -> Work:
    return _bench(errand).make(batch)


@lru_cache(1)
def _bench(errand: Errand) -> Bench:
    """This process's bench; PressError when something has been published since the run began."""
    edition = Edition.open(errand.edition)
    edition.frozen().__enter__()  # until the process ends
    if (edition.identity, edition.serial) != (errand.identity, errand.serial):
        edition.close()
        raise PressError("Something was published just as the run began.")
    bench = Bench(edition, make_outputs(errand.settings), errand.now)
    bench.facts.expect_many()
    return bench
