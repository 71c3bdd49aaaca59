"""The values and digests of named inputs, straight from the edition (see `reader` for the names)."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from broadsheet.edition import canonical
from broadsheet.edition.related import RelatedStories
from broadsheet.edition.store import Edition
from broadsheet.edition.summaries import Card, card_from_text, line_from_text

PAGE_LENGTH: Final = 30
"""Members on a numbered page; a list's front shows this many up to twice as many, less one."""

RELATED: Final = 5
"""Related stories worked out from topics."""

EVENT_LASTS: Final = timedelta(hours=6)
"""How long an event without an end is taken to last."""

DIARY_REACHES_BACK: Final = timedelta(days=400)
"""How long an event may last and still be found while it goes on."""

_KEPT: Final = 20_000
"""Small values of one sort kept for reading again within a run."""

_RECORDS_KEPT: Final = 3_000
"""Whole records kept likewise: topics, sections, people are asked for often, stories once."""


_WORTH_A_QUERY: Final = 3
"""Records from which on one query for all is quicker than one for each."""


def fingerprint(data: bytes) -> bytes:
    """A short digest for comparing inputs; never leaves the ledger."""
    return hashlib.blake2b(data, digest_size=16).digest()


def front_start(count: int) -> int:
    """The first member, counted from the oldest, that a list's front shows."""
    return max(0, count // PAGE_LENGTH - 1) * PAGE_LENGTH


def numbered_pages(count: int) -> int:
    """How many numbered pages a list has beside its front."""
    return max(0, count // PAGE_LENGTH - 1)


def _keep[T](kept: OrderedDict[str, T], name: str, value: T, limit: int) -> None:
    kept[name] = value
    if len(kept) > limit:
        kept.popitem(last=False)


class Facts:
    """What one edition says at one moment `now`."""

    def __init__(self, edition: Edition, now: datetime) -> None:
        self.edition = edition
        self.now = now
        self._related = RelatedStories(edition)
        self._kept: OrderedDict[str, tuple[object, bytes]] = OrderedDict()
        self._records: OrderedDict[str, tuple[object, bytes]] = OrderedDict()
        self._summaries: OrderedDict[str, tuple[str | None, str | None]] = OrderedDict()
        self._expected: dict[str, bytes] = {}
        self._many = False
        self._placed: dict[str, tuple[str, ...]] = {}
        self._neighbours: dict[str, dict[str, tuple[str, str]]] = {}

    def expect_many(self) -> None:
        """Most of the paper will be asked for: what is read of a list for one story is read for all of its stories."""
        self._many = True

    def expect(self, records: Sequence[str]) -> None:
        """Pages of these records will be printed next: what each of them asks for is read together."""
        self._expected.clear()
        self._read_rows(records)
        if self._many:
            self._related.expect(records)
            placed = {f"placed/{record}": record for record in records}
            last = self.edition.last_of([*placed])
            self._placed = {f"list:{name}@newest/1": (last[name],) if name in last else () for name in placed}

    def value(self, name: str) -> object:
        """The value of an input; None for a record that is not there."""
        return self.look(name)[0]

    def digest(self, name: str) -> bytes:
        """The digest of an input's value."""
        return self.look(name)[1]

    def look(self, name: str) -> tuple[object, bytes]:
        """The value of an input with its digest."""
        found = self._kept.get(name)
        if found is None:
            if name.startswith("full:"):
                return self._whole(name.removeprefix("full:"))
            found = self._read(name)
            _keep(self._kept, name, found, _KEPT)
        return found

    def read_ahead(self, family: str, records: Sequence[str]) -> None:
        """Read what `full`, `line` or `card` of some hundred records need with one query: one for each takes longer."""
        if family == "full":
            missing = [record for record in records if record not in self._records]
            if len(missing) >= _WORTH_A_QUERY:
                self._read_rows(missing)
            return
        unknown = (record for record in records if f"{family}:{record}" not in self._kept)
        missing = [record for record in unknown if record not in self._summaries]
        if len(missing) >= _WORTH_A_QUERY:
            for record, line, card in self.edition.summaries(missing):
                _keep(self._summaries, record, (line, card), _KEPT)

    def end_of(self, card: Card) -> datetime | None:
        """When an event is over."""
        ends = canonical.moment_from(card.ends) if card.ends else None
        starts = card.line.moment
        return self.end_of_event(starts, ends) if starts else ends

    @staticmethod
    def end_of_event(starts: datetime, ends: datetime | None) -> datetime:
        """When what starts and perhaps ends then is over."""
        if ends is not None:
            return ends
        return starts + EVENT_LASTS if starts.year < 9999 else starts  # last year there is

    def _read(self, name: str) -> tuple[object, bytes]:
        family, _, rest = name.partition(":")
        match family:
            case "line":
                text = self._summary(rest)[0]
                return (line_from_text(text) if text else None), fingerprint((text or "").encode())
            case "card":
                return self._card(rest)
            case "list":
                known = self._placed.get(name)
                value = self._slice(*rest.rsplit("@", 1)) if known is None else known
            case "related":
                value = self._related.of(rest, RELATED)
            case "names":
                value = self.edition.list_names(rest)
            case "old-addresses":
                value = self.edition.old_addresses()
            case _:
                raise KeyError(name)
        return value, fingerprint(repr(value).encode())

    def _read_rows(self, records: Iterable[str]) -> None:
        for record, line, card, data in self.edition.rows(records):
            _keep(self._summaries, record, (line, card), _KEPT)
            self._expected[record] = data

    def _whole(self, record: str) -> tuple[object, bytes]:
        found = self._records.get(record)
        if found is None:
            expected = self._expected.pop(record, None)
            data = expected or self.edition.data(record)
            found = (canonical.read_record(data), fingerprint(data)) if data is not None else (None, b"")
            # In a large run what was expected is a story on its way to its page: thousands of them are much to keep.
            if expected is None or not self._many:
                _keep(self._records, record, found, _RECORDS_KEPT)
        else:
            self._records.move_to_end(record)
        return found

    def _card(self, record: str) -> tuple[object, bytes]:
        line, card = self._summary(record)
        if line is None or card is None:
            return None, b""
        return card_from_text(line_from_text(line), card), fingerprint(f"{line}{card}".encode())

    def _summary(self, record: str) -> tuple[str | None, str | None]:
        """The stored spellings of a record's line and card."""
        found = self._summaries.get(record)
        if found is None:
            found = self.edition.summary_texts(record)
            _keep(self._summaries, record, found, _KEPT)
        return found

    def _around(self, name: str, record: str) -> tuple[str, str]:
        if not self._many:
            place = self.edition.place(name, record)
            return self.edition.around(name, *place) if place else ("", "")
        beside = self._neighbours.get(name)
        if beside is None:
            members = self.edition.slice(name, 0)
            before, after = ("", *members[:-1]), (*members[1:], "")
            beside = self._neighbours[name] = dict(zip(members, zip(before, after, strict=True), strict=True))
        return beside.get(record, ("", ""))

    def _slice(self, name: str, window: str) -> object:
        kind, _, argument = window.partition("/")
        match kind:
            case "front":
                start = front_start(self.edition.count(name))
                return tuple(reversed(self.edition.slice(name, start)))
            case "page":
                start = (int(argument) - 1) * PAGE_LENGTH
                return tuple(reversed(self.edition.slice(name, start, start + PAGE_LENGTH)))
            case "all":
                return self.edition.slice(name, 0)
            case "count":
                return self.edition.count(name)
            case "newest":
                return self.edition.newest(name, int(argument))
            case "around":
                return self._around(name, argument)
            case "coming":
                return self._coming(name, int(argument))
            case _:
                raise KeyError(window)

    def _coming(self, name: str, count: int) -> tuple[str, ...]:
        # Most of those found are over already, so many more are taken than are shown.
        since = canonical.moment_text(max(self.now, _EARLIEST + DIARY_REACHES_BACK) - DIARY_REACHES_BACK)
        return self.edition.since(name, since, count + _LOOKED_AT)


_EARLIEST: Final = canonical.moment_from("0001-03-01T00:00:00Z")
_LOOKED_AT: Final = 10_000
