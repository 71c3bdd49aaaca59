"""The values and digests of named inputs, straight from the edition (see `reader` for the names)."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
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
"""Values kept for reading again within a run."""


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


def _full_fact(data: bytes | None) -> tuple[object, bytes]:
    return (None, b"") if data is None else (canonical.read_record(data), fingerprint(data))


def _line_fact(text: str | None) -> tuple[object, bytes]:
    return (line_from_text(text) if text else None), fingerprint((text or "").encode())


def _card_fact(line: str | None, card: str | None) -> tuple[object, bytes]:
    if line is None or card is None:
        return None, b""
    return card_from_text(line_from_text(line), card), fingerprint(f"{line}{card}".encode())


class Facts:
    """What one edition says at one moment `now`."""

    def __init__(self, edition: Edition, now: datetime) -> None:
        self.edition = edition
        self.now = now
        self._related = RelatedStories(edition)
        self._kept: OrderedDict[str, tuple[object, bytes]] = OrderedDict()

    def value(self, name: str) -> object:
        """The value of an input; None for a record that is not there."""
        return self._look(name)[0]

    def digest(self, name: str) -> bytes:
        """The digest of an input's value."""
        return self._look(name)[1]

    def read_ahead(self, family: str, records: Sequence[str]) -> None:
        """Read `full`, `line` or `card` of some hundred records with one query: one for each takes much longer."""
        missing = [record for record in records if f"{family}:{record}" not in self._kept]
        if len(missing) < _WORTH_A_QUERY:
            return
        if family == "full":
            datas = self.edition.datas(missing)
            for record in missing:
                self._keep(f"full:{record}", _full_fact(datas.get(record)))
            return
        found = self.edition.summary_texts(missing)
        for record in missing:
            line, card = found.get(record, (None, None))
            self._keep(f"{family}:{record}", _line_fact(line) if family == "line" else _card_fact(line, card))

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

    def _look(self, name: str) -> tuple[object, bytes]:
        found = self._kept.get(name)
        if found is None:
            found = self._read(name)
            self._keep(name, found)
        return found

    def _keep(self, name: str, found: tuple[object, bytes]) -> None:
        self._kept[name] = found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _read(self, name: str) -> tuple[object, bytes]:
        family, _, rest = name.partition(":")
        match family:
            case "full":
                return _full_fact(self.edition.data(rest))
            case "line":
                return _line_fact(self.edition.line_text(rest))
            case "card":
                return _card_fact(self.edition.line_text(rest), self.edition.card_text(rest))
            case "list":
                value = self._slice(*rest.rsplit("@", 1))
            case "related":
                value = self._related.of(rest, RELATED)
            case "names":
                value = self.edition.list_names(rest)
            case "old-addresses":
                value = self.edition.old_addresses()
            case _:
                raise KeyError(name)
        return value, fingerprint(repr(value).encode())

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
                place = self.edition.place(name, argument)
                return self.edition.around(name, *place) if place else ("", "")
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
