"""
Recorded reads: whatever a maker reads of the edition becomes an input of its artifact.

Inputs are named so that a change of a record leads to exactly the inputs it can reach:

    full:ID  card:ID  line:ID          a record, its card, its line
    list:NAME@front  @page/K  @all  @count  @newest/N  @around/ID  @coming/N     slices of a list
    related:ID                         earlier stories sharing topics
    names:PREFIX                       the names of the lists that start so
    old-addresses                      every old address and where it leads
    derived:NAME|KEY|…                 a value worked out from the above, shared by many artifacts
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import batched
from typing import Final, cast

from broadsheet.edition.canonical import Record, moment_text
from broadsheet.edition.paper import PAPER_ID, Paper
from broadsheet.edition.summaries import Card, Line
from broadsheet.press.facts import Facts, fingerprint

_ONCE_KEPT: Final = 40_000
"""Values made once of a card that are kept for others: a kilobyte each."""

_READ_TOGETHER: Final = 500
"""Lines or cards read with one query."""

type Deriver = Callable[..., object]
"""Works out a derived value: called with a reader and the parts of its key; its repr must be stable."""


class Reader:
    """Reads for one artifact or derived value and records what was read."""

    def __init__(self, facts: Facts, derived: "DerivedValues") -> None:
        self._facts = facts
        self._derived = derived
        self.inputs: dict[str, bytes] = {}
        self.due: int | None = None
        self.times: list[tuple[str, bool]] = []

    # ---- records

    def record(self, record: str) -> Record | None:
        """A whole record; None when it is not in the edition."""
        return cast("Record | None", self._fact(f"full:{record}"))

    def records(self, records: tuple[str, ...]) -> tuple[Record | None, ...]:
        """Whole records, None for those that are not in the edition."""
        return tuple(self._each("full", records, self.record))

    def paper(self) -> Paper:
        """The paper. Read it inside derived values only, so that a changed notice does not reach every page."""
        return cast("Paper", self._fact(f"full:{PAPER_ID}"))

    def line(self, record: str) -> Line | None:
        """What one link to a record shows; None when it is not in the edition."""
        return cast("Line | None", self._fact(f"line:{record}"))

    def card(self, record: str) -> Card | None:
        """What a list page shows of a record; None when it is not in the edition."""
        return cast("Card | None", self._fact(f"card:{record}"))

    def lines(self, records: tuple[str, ...]) -> tuple[Line, ...]:
        """The lines of those records that are in the edition, in the order given."""
        return tuple(line for line in self._each("line", records, self.line) if line is not None)

    def cards(self, records: tuple[str, ...]) -> tuple[Card, ...]:
        """The cards of those records that are in the edition, in the order given."""
        return tuple(card for card in self._each("card", records, self.card) if card is not None)

    def _each[Found](self, family: str, records: tuple[str, ...], read: Callable[[str], Found]) -> Iterator[Found]:
        for together in batched(records, _READ_TOGETHER):
            self._facts.read_ahead(family, together)
            yield from map(read, together)

    def once[Found](self, sort: str, card: Card, work: Callable[["Reader", Card], Found]) -> Found:
        """
        What `work` makes of a card, made once for all that ask for this `sort` of it.

        What was read for it counts as read by each of them, as if they had made it themselves.
        """
        value, reader = self._derived.made_once((sort, card.line.id), work, card)
        self.inputs.update(reader.inputs)
        self.times += reader.times
        self._due_at(reader.due)
        return cast("Found", value)

    # ---- lists

    def front(self, name: str) -> tuple[str, ...]:
        """The newest 30 to 59 members of a list, newest first: what its front shows."""
        return self._ids(f"list:{name}@front")

    def page(self, name: str, number: int) -> tuple[str, ...]:
        """Members of the numbered page, counted from the oldest, newest first."""
        return self._ids(f"list:{name}@page/{number}")

    def all(self, name: str) -> tuple[str, ...]:
        """All members of a list, in its order."""
        return self._ids(f"list:{name}@all")

    def newest(self, name: str, count: int) -> tuple[str, ...]:
        """The last `count` members of a list, newest first."""
        return self._ids(f"list:{name}@newest/{count}")

    def count(self, name: str) -> int:
        """How many members a list has."""
        return cast("int", self._fact(f"list:{name}@count"))

    def around(self, name: str, record: str) -> tuple[str, str]:
        """The ids before and after a record in a list, "" at an end."""
        return cast("tuple[str, str]", self._fact(f"list:{name}@around/{record}"))

    def coming(self, name: str, count: int) -> tuple[Card, ...]:
        """
        The next `count` events of a diary list that are not over now, by start.

        An event counts as over when it ends; without an end, six hours after its start.
        """
        found: list[Card] = []
        for record in self._ids(f"list:{name}@coming/{count}"):
            card = self.card(record)
            if card is not None and len(found) < count and self.is_before(self._facts.end_of(card)):
                found.append(card)
        return tuple(found)

    def related(self, record: str) -> tuple[str, ...]:
        """At most five earlier stories sharing most topics with this one."""
        return self._ids(f"related:{record}")

    def list_names(self, prefix: str) -> tuple[str, ...]:
        """The names of the lists with members that start so, sorted."""
        return self._ids(f"names:{prefix}")

    def old_addresses(self) -> tuple[tuple[str, str, bool], ...]:
        """Every old address, the path it leads to, and whether a record's page lies there; older records first."""
        return cast("tuple[tuple[str, str, bool], ...]", self._fact("old-addresses"))

    # ---- shared and timed

    def derived(self, name: str, *key: str) -> object:
        """A value worked out once for all artifacts that ask for it, by the deriver of this name."""
        full = "|".join((f"derived:{name}", *key))
        value, due, self.inputs[full] = self._derived.look(full)
        self._due_at(due)
        return value

    def is_before(self, moment: datetime | None) -> bool:
        """Whether now is before this moment (always, for None). The artifact falls due then."""
        if moment is None:
            return True
        before = self._facts.now < moment
        self.times.append((moment_text(moment), before))
        if before:
            self._due_at(_seconds_up(moment))
        return before

    def is_over(self, starts: datetime, ends: datetime | None) -> bool:
        """Whether an event is over; one without an end lasts six hours."""
        return not self.is_before(self._facts.end_of_event(starts, ends))

    def is_since(self, moment: datetime) -> bool:
        """Whether now is at or after this moment."""
        return not self.is_before(moment)

    def _due_at(self, due: int | None) -> None:
        if due is not None:
            self.due = due if self.due is None else min(self.due, due)

    def _ids(self, name: str) -> tuple[str, ...]:
        return cast("tuple[str, ...]", self._fact(name))

    def _fact(self, name: str) -> object:
        value, self.inputs[name] = self._facts.look(name)
        return value


def _seconds_up(moment: datetime) -> int:
    return -int(-moment.timestamp() // 1)


class DerivedValues:
    """Derived values of one run, each worked out once and kept while the run lasts."""

    def __init__(self, facts: Facts, derivers: Mapping[str, Deriver]) -> None:
        self._facts = facts
        self._derivers = derivers
        self._values: dict[str, tuple[object, Reader, bytes]] = {}
        self._once: dict[tuple[str, str], tuple[object, Reader]] = {}

    def look(self, name: str) -> tuple[object, int | None, bytes]:
        """The value of a derived input, when another "now" may give another, and its digest."""
        value, reader, digest = self._work_out(name)
        return value, reader.due, digest

    def digest(self, name: str) -> bytes:
        """The digest of a derived input's value."""
        return self._work_out(name)[2]

    def inputs(self, name: str) -> tuple[str, ...]:
        """What a derived input was worked out from."""
        return tuple(self._work_out(name)[1].inputs)

    def known(self, name: str) -> bool:
        """Whether it still can be worked out: its deriver may belong to an output no longer printed."""
        return name.removeprefix("derived:").split("|")[0] in self._derivers

    def made_once(
        self, name: tuple[str, str], work: Callable[[Reader, Card], object], card: Card
    ) -> tuple[object, Reader]:
        """What this work makes of a card, with what it read for it."""
        found = self._once.get(name)
        if found is None:
            reader = Reader(self._facts, self)
            found = (work(reader, card), reader)
            if len(self._once) >= _ONCE_KEPT:
                self._once.popitem()  # the latest, for list after list goes through the same records
            self._once[name] = found
        return found

    def _work_out(self, name: str) -> tuple[object, Reader, bytes]:
        found = self._values.get(name)
        if found is None:
            deriver, *key = name.removeprefix("derived:").split("|")
            reader = Reader(self._facts, self)
            value = self._derivers[deriver](reader, *key)
            found = (value, reader, fingerprint(repr(value).encode()))
            self._values[name] = found
        return found
