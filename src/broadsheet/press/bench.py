"""
A print bench: what printing takes besides ink, that is the edition at one moment and the makers, and who uses it.

It knows neither ledger nor destination, so there may be several: one in the process of the run, one in each process
that helps it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from broadsheet.edition.late import dataclass
from broadsheet.edition.store import Edition
from broadsheet.press.facts import Facts
from broadsheet.press.output import Maker, Output
from broadsheet.press.printing import (
    PRINTING_ERRORS,
    Absent,
    Failure,
    Gathered,
    Gatherer,
    as_printed,
    derived_closure,
    makers_of,
    print_one,
)
from broadsheet.press.reader import DerivedValues
from broadsheet.tree.artifact import Printed, Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An artifact to be printed; `known` as the ledger claims it, None to print it whatever lies there."""

    spec: Spec
    known: Printed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What can be claimed; `data` is to be written first, None where the known bytes are still right."""

    printed: Printed
    data: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """
    What became of a batch of orders, one for each.

    `digests` has every input of what can be claimed, `derived` from what those of them that are derived were worked
    out: all that the ledger asks for.
    """

    results: Sequence[Made | Absent | Failure]
    digests: Mapping[str, bytes]
    derived: Mapping[str, tuple[str, ...]]


type Printer = Callable[[Gathered], bytes | Failure]
"""Gives the bytes of an artifact, or why it could not be printed."""


class Bench:
    """Prints one edition at one moment `now`."""

    def __init__(self, edition: Edition, outputs: Sequence[Output], now: datetime) -> None:
        derivers = {name: deriver for output in outputs for name, deriver in output.derivers.items()}
        self.edition = edition
        self.now = now
        self.makers: Mapping[str, Maker] = makers_of(outputs)
        self.facts = Facts(edition, now)
        self.derived = DerivedValues(self.facts, derivers)
        self._gatherer = Gatherer(self.facts, self.derived, self.makers)

    @property
    def recipes(self) -> Mapping[str, bytes]:
        """The recipe of each maker that has one."""
        return self._gatherer.recipes

    def gathered(self, spec: Spec) -> Gathered | Absent | Failure:
        """What an artifact shows, or why nothing."""
        try:
            return self._gatherer.gather(spec)
        except PRINTING_ERRORS as error:
            return Failure(path=spec.path, reason=str(error) or type(error).__name__)

    def printed(self, gathered: Gathered) -> bytes | Failure:
        """The bytes of an artifact, or why it could not be printed."""
        return print_one(self.makers[gathered.spec.maker], gathered)

    def make(self, orders: Sequence[Order]) -> Work:
        """Gather and print a batch, one artifact after the other: what one shows is much more than its bytes."""
        self.facts.expect([order.spec.subject for order in orders])
        return self.work(self.result(order, self.gathered(order.spec), self.printed) for order in orders)

    def work(self, results: Iterable[tuple[Made | Absent | Failure, Mapping[str, bytes]]]) -> Work:
        """The work of a batch, from what each order became and the inputs it was made from."""
        digests: dict[str, bytes] = {}
        found = []
        for result, inputs in results:
            found.append(result)
            digests.update(inputs)
        derived = derived_closure(digests, self.derived)
        for name in {*derived, *(each for inputs in derived.values() for each in inputs)} - digests.keys():
            digests[name] = self._gatherer.digest(name)
        return Work(results=found, digests=digests, derived=derived)

    def result(
        self, order: Order, gathered: Gathered | Absent | Failure, by: Printer
    ) -> tuple[Made | Absent | Failure, Mapping[str, bytes]]:
        """What became of an order, and its inputs."""
        match gathered:
            case Gathered():
                return as_kept(order, gathered) or as_made(order, gathered, by(gathered)), gathered.inputs
            case Absent():
                return gathered, gathered.inputs
            case Failure():
                return gathered, {}


def as_kept(order: Order, gathered: Gathered) -> Made | None:
    """What lies there, if it was made from just this."""
    known = order.known
    if known is None or known.key != gathered.key:
        return None
    return Made(printed=replace(known, due=gathered.due, inputs=tuple(gathered.inputs)), data=None)


def as_made(order: Order, gathered: Gathered, data: bytes | Failure) -> Made | Failure:
    """What an order became when it was printed."""
    if isinstance(data, Failure):
        return data
    printed, known = as_printed(gathered, data), order.known
    return Made(printed=printed, data=None if known is not None and known.digest == printed.digest else data)
