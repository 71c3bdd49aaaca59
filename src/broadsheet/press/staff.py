"""
Who prints the batches of a run: its own process, processes beside it, or a cluster.

Whoever it is, batches come back in the order in which they were given out, and only the run itself writes them and
claims them in the ledger. Those who help may be lost at any moment: what they had is printed by others, or here.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Final, Protocol

from broadsheet.edition.late import dataclass
from broadsheet.press.bench import Bench, Order, Work
from broadsheet.press.output import PressSettings

WORTH_HELP: Final = 3_000
"""Artifacts from which on a run is done sooner with others' help than processes take to start."""

LOST_AT_MOST: Final = 3
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
    """
    Who is to print: so many processes, `workers`, where 0 leaves it to the size of the run; or a `cluster`.

    `cluster` is the address of its Dask scheduler, "" for none.
    """

    workers: int = 0
    cluster: str = ""

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


class Given(Protocol):
    """A batch that was given out."""

    def fault(self) -> BaseException | None:
        """Wait for it; why it was not printed, None when it was."""

    def work(self) -> Work:
        """What became of it."""


class Crew(Protocol):
    """Helpers, behind whichever executor."""

    @property
    def name(self) -> str:
        """What a remark calls it."""

    @property
    def ahead(self) -> int:
        """Batches under way at once: all are busy, and memory stays as it is."""

    def give(self, batch: Batch) -> Given:
        """Have a batch printed."""

    def renew(self) -> None:
        """Begin again after the executor broke."""


class Helped:
    """A crew, and the run's own process for what the crew loses."""

    def __init__(self, bench: Bench, crew: Crew) -> None:
        self._bench = bench
        self._crew = crew
        self._under_way: deque[tuple[Batch, Given]] = deque()
        self._lost = 0
        self._remarks: dict[str, None] = {}

    @property
    def remarks(self) -> Sequence[str]:
        """Each loss, in words, once."""
        return tuple(self._remarks)

    def works(self, batches: Iterable[Batch]) -> Iterator[Work]:
        """What became of each batch."""
        for batch in batches:
            if not self._asks:
                yield from self._rest()
                yield self._bench.make(batch)
                continue
            self._under_way.append((batch, self._crew.give(batch)))
            if len(self._under_way) >= self._crew.ahead:
                yield self._first()
        yield from self._rest()

    @property
    def _asks(self) -> bool:
        return self._lost < LOST_AT_MOST

    def _rest(self) -> Iterator[Work]:
        while self._under_way:
            yield self._first()

    def _first(self) -> Work:
        """The work of the batch that was given out first; made here when it was lost."""
        batch, given = self._under_way.popleft()
        if self._asks:
            fault = given.fault()
            if fault is None:
                return given.work()
            self._lose(fault)
        return self._bench.make(batch)

    def _lose(self, fault: BaseException) -> None:
        self._lost += 1
        why = (str(fault) or type(fault).__name__).rstrip(".")
        then = "What was lost is printed again" if self._asks else "The rest is printed by this process alone"
        self._remarks[f"{self._crew.name}: {why}. {then}; nothing is missing."] = None
        if isinstance(fault, BrokenExecutor) and self._asks:
            self._crew.renew()
            self._under_way = deque((each, self._crew.give(each)) for each, _ in self._under_way)


def hired(staffing: Staffing, edition: Path, settings: PressSettings) -> Hire:
    """Who prints the edition at this path with these settings."""

    @contextmanager
    def hire(bench: Bench, artifacts: int) -> Iterator[Staff]:
        workers = staffing.count(artifacts)
        if staffing.cluster and artifacts:
            from broadsheet.press.cluster import Cluster

            with Cluster(bench, settings, staffing.cluster) as machines:
                yield Helped(bench, machines)
        elif workers > 1:
            from broadsheet.press.processes import Errand, Processes

            with Processes(Errand.of(bench, edition, settings), workers) as processes:
                yield Helped(bench, processes)
        else:
            yield Alone(bench)

    return hire
