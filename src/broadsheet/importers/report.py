"""The loss report: for each kind of thing how many were found, carried, dropped and refused, and every loss by name."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """What became of a thing: left out, refused because it was faulty, or carried in another form."""

    DROPPED = "dropped"
    REFUSED = "refused"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """
    One thing that did not come through as it was.

    `what` is its kind ("story", "link"), `where` its place in the source ("line 12"), `which` its name or
    words, `why` the reason with the remedy if there is one, `count` how many things this stands for.
    """

    what: str
    where: str
    which: str
    why: str
    severity: Severity = Severity.DROPPED
    count: int = 1

    def __str__(self) -> str:
        """One readable line."""
        many = f" ({self.count})" if self.count > 1 else ""
        return f"{self.where}: {self.what} “{self.which}”{many} {self.severity.value}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of one kind; always found = carried + dropped + refused. Changed ones are among the carried."""

    found: int = 0
    carried: int = 0
    dropped: int = 0
    refused: int = 0
    changed: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every thing found has exactly one outcome."""
        return self.found == self.carried + self.dropped + self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of an import: counts by kind of thing and the losses in the order of the source."""

    counts: Mapping[str, Count]
    losses: tuple[Loss, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the sums of every kind agree."""
        return all(count.adds_up for count in self.counts.values())

    @property
    def refused(self) -> tuple[Loss, ...]:
        """What was refused; an import that refused anything ends with exit code 1."""
        return tuple(loss for loss in self.losses if loss.severity is Severity.REFUSED)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values for JSON."""
        return {
            "adds_up": self.adds_up,
            "counts": {what: dataclasses.asdict(count) for what, count in self.counts.items()},
            "losses": [dataclasses.asdict(loss) for loss in self.losses],
        }

    def __str__(self) -> str:
        """The report for a person: a table of counts, then one line a loss."""
        width = max((len(what) for what in self.counts), default=5)
        names = ("found", "carried", "dropped", "refused", "changed")
        rows = [" ".join([" " * width, *(f"{name:>8}" for name in names)])]
        for what, count in self.counts.items():
            rows.append(" ".join([f"{what:<{width}}", *(f"{getattr(count, name):>8}" for name in names)]))
        if self.losses:
            rows += ["", *(str(loss) for loss in self.losses)]
        return "\n".join(rows)


def joined(reports: Iterable[Report]) -> Report:
    """Several reports as one: counts added up, losses one after another."""
    counts: dict[str, Count] = {}
    losses: list[Loss] = []
    for report in reports:
        losses += report.losses
        for what, count in report.counts.items():
            before, now = dataclasses.asdict(counts.get(what, Count())), dataclasses.asdict(count)
            counts[what] = Count(**{name: before[name] + now[name] for name in now})
    return Report(counts=counts, losses=tuple(losses))


class Tally:
    """Collects counts and losses while an import runs."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()
        self._carried: Counter[str] = Counter()
        self._losses: list[Loss] = []

    def found(self, what: str, count: int = 1) -> None:
        """Count things of one kind that the source has."""
        self._found[what] += count

    def carried(self, what: str, count: int = 1) -> None:
        """Count things of one kind that came through, changed or not."""
        self._carried[what] += count

    def lose(self, loss: Loss) -> None:
        """Note a loss. Dropped and refused are outcomes; what is changed must be counted as carried too."""
        self._losses.append(loss)

    def report(self) -> Report:
        """The state of the counts now."""
        lost: Counter[tuple[str, Severity]] = Counter()
        for loss in self._losses:
            lost[loss.what, loss.severity] += loss.count
        kinds = dict.fromkeys([*self._found, *self._carried, *(loss.what for loss in self._losses)])
        counts = {
            what: Count(
                found=self._found[what],
                carried=self._carried[what],
                dropped=lost[what, Severity.DROPPED],
                refused=lost[what, Severity.REFUSED],
                changed=lost[what, Severity.CHANGED],
            )
            for what in kinds
        }
        return Report(counts=counts, losses=tuple(self._losses))
