"""
Who prints the batches of a run: its own process, processes beside it, or a cluster.

Whoever it is, batches come back in the order in which they were given out, and only the run itself writes them and
claims them in the ledger. Those who help may be lost at any moment: what they had is printed by others, or here.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Final, Protocol

from broadsheet.edition.late import dataclass
from broadsheet.press.bench import Bench, Order, Work
from broadsheet.press.output import PressSettings

WORTH_HELP: Final = 3_000
"""Artifacts from which on a run is done sooner with others' help than processes take to start."""

ROOM_EACH: Final = 400_000_000
"""Bytes of memory that must be available for each process: two took 530 MB together for 10,000 stories."""

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
        if artifacts < WORTH_HELP:
            return 1
        return max(1, min(_processors(), _available() // ROOM_EACH))


def _processors() -> int:
    """How many processors this process may use; where the system does not say, how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _available() -> int:
    """Bytes of memory that can be had without swapping; where the system does not say, enough."""
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return ROOM_EACH * _processors()


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


def hired(staffing: Staffing, edition: Path, settings: PressSettings) -> Hire:
    """Who prints the edition at this path with these settings."""

    @contextmanager
    def hire(bench: Bench, artifacts: int) -> Iterator[Staff]:
        workers = staffing.count(artifacts)
        if staffing.cluster and artifacts:
            # Read in for large runs only, as below: a small one does not wait for it.
            from broadsheet.press.cluster import Cluster
            from broadsheet.press.crew import Helped

            with Cluster(bench, settings, staffing.cluster) as machines:
                yield Helped(bench, machines)
        elif workers > 1:
            from broadsheet.press.crew import Helped
            from broadsheet.press.processes import Errand, Processes

            with Processes(Errand.of(bench, edition, settings), workers) as processes:
                yield Helped(bench, processes)
        else:
            yield Alone(bench)

    return hire
