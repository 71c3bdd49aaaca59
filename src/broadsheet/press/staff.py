"""
Who prints the batches of a run: its own process, processes beside it, or a cluster.

Whoever it is, batches come back in the order in which they were given out, and only the run itself writes them and
claims them in the ledger. Those who help may be lost at any moment: what they had is printed by others, or here.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Final, Protocol

from broadsheet.edition.late import dataclass
from broadsheet.press.bench import Bench, Order, Work
from broadsheet.press.output import PressSettings

WORTH_HELP: Final = 3_000
"""Artifacts from which on a run is done sooner with others' help than processes take to start."""

_LOST_AT_MOST: Final = 3
"""So often helpers are lost before nobody is asked any more."""

type Batch = Sequence[Order]


class Staff(Protocol):
    """Prints batches."""

    @property
    def remarks(self) -> Sequence[str]:
        """What went otherwise than asked for, for whoever looks after the paper."""

    def works(self, batches: Iterable[Batch]) -> Iterator[Work]:
        """What became of each batch, in this order; a few are taken ahead."""


type Hire = Callable[[Bench, int], AbstractContextManager[Staff]]
"""Finds the staff for a run of so many artifacts; the bench is the run's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """Who is to print: so many `workers`; 0 leaves it to the size of the run."""

    workers: int = 0

    def count(self, artifacts: int) -> int:
        """How many workers print so many artifacts."""
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if artifacts >= WORTH_HELP else 1


class Alone:
    """The run's own process."""

    remarks: Sequence[str] = ()

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def works(self, batches: Iterable[Batch]) -> Iterator[Work]:
        """One after the other."""
        return map(self._bench.make, batches)


def alone(bench: Bench, _artifacts: int) -> AbstractContextManager[Staff]:
    """Nobody helps."""
    return nullcontext(Alone(bench))


class Crew(Protocol):
    """Helpers, behind whichever executor."""

    @property
    def ahead(self) -> int:
        """Batches under way at once: all are busy, and memory stays as it is."""

    @property
    def name(self) -> str:
        """What a remark calls it."""

    def give(self, batch: Batch) -> Future[Work]:
        """Have a batch printed. Raises BrokenExecutor when helpers were lost and it must be renewed."""

    def fault(self, future: Future[Work]) -> BaseException | None:
        """Wait for a batch; why it was not printed, None when it was."""

    def renew(self) -> None:
        """Begin again after some were lost."""


class Helped:
    """A crew, and the run's own process for what the crew loses."""

    def __init__(self, bench: Bench, crew: Crew) -> None:
        self._bench = bench
        self._crew = crew
        self._under_way: deque[tuple[Batch, Future[Work]]] = deque()
        self._lost = 0
        self.remarks: list[str] = []

    def works(self, batches: Iterable[Batch]) -> Iterator[Work]:
        """What became of each batch."""
        for batch in batches:
            if self._lost < _LOST_AT_MOST:
                self._under_way.append((batch, self._given(batch)))
                if len(self._under_way) >= self._crew.ahead:
                    yield self._first()
            else:
                yield from self._rest()
                yield self._bench.make(batch)
        yield from self._rest()

    def _rest(self) -> Iterator[Work]:
        while self._under_way:
            yield self._first()

    def _given(self, batch: Batch) -> Future[Work]:
        try:
            return self._crew.give(batch)
        except BrokenExecutor as fault:
            lost: Future[Work] = Future()
            lost.set_exception(fault)
            return lost

    def _first(self) -> Work:
        """The work of the batch that was given out first; made here when it was lost."""
        batch, future = self._under_way.popleft()
        fault = self._crew.fault(future)
        if fault is None:
            return future.result()
        self._lost += 1
        self.remarks.append(self._remark(fault))
        if isinstance(fault, BrokenExecutor) and self._lost < _LOST_AT_MOST:
            self._crew.renew()
            self._under_way = deque((each, self._given(each)) for each, _ in self._under_way)
        return self._bench.make(batch)

    def _remark(self, fault: BaseException) -> str:
        rest = "the rest is printed here" if self._lost == _LOST_AT_MOST else "what it had is printed again"
        return f"{self._crew.name}: {str(fault) or type(fault).__name__} Nothing is missing: {rest}."


def hired(staffing: Staffing, edition: Path, settings: PressSettings) -> Hire:
    """Who prints the edition at this path with these settings."""

    @contextmanager
    def hire(bench: Bench, artifacts: int) -> Iterator[Staff]:
        workers = staffing.count(artifacts)
        if workers == 1:
            yield Alone(bench)
            return
        from broadsheet.press.processes import Errand, Processes

        with Processes(Errand.of(bench, edition, settings), workers) as crew:
            yield Helped(bench, crew)

    return hire
