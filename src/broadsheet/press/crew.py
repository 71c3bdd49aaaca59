"""
A crew that helps to print, behind whichever executor, and what happens when it loses a batch.

A lost batch is printed by the run's own process at once; an executor that broke is begun anew and gets the rest.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from typing import Final, Protocol

from broadsheet.press.bench import Bench, Work
from broadsheet.press.staff import Batch

LOST_AT_MOST: Final = 3
"""So often helpers are lost before nobody is asked any more."""


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
