"""Reading an edition: records, their lines and cards, and slices of lists, each by one indexed query."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

from broadsheet.edition import canonical
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import PAPER_ID, Paper
from broadsheet.edition.summaries import Card, Line, card_from_text, line_from_text

_MEMBERS: Final = (
    "SELECT record.id FROM member JOIN record ON record.number = member.record "
    "WHERE member.list = (SELECT number FROM list WHERE name = ?)"
)

_SLICE: Final = (
    # Counted through in the list alone: joined first, a late page of a long list would look up every record before it.
    "SELECT record.id FROM (SELECT key, record FROM member WHERE list = (SELECT number FROM list WHERE name = ?) "
    "ORDER BY key, record LIMIT ? OFFSET ?) AS part JOIN record ON record.number = part.record "
    "ORDER BY part.key, part.record"
)


class EditionReader:
    """The reading half of an open edition."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._main_language: str | None = None

    # ---- what is there

    @property
    def identity(self) -> str:
        """Tells this edition from any other, for ever."""
        return cast("str", self._one("SELECT value FROM meta WHERE name = 'identity'"))

    @property
    def serial(self) -> int:
        """How often the edition has changed; 0 when it is empty."""
        return int(cast("str", self._one("SELECT value FROM meta WHERE name = 'serial'")))

    @property
    def main_language(self) -> str:
        """The language whose pages live at the root; `en` before there is a paper."""
        if self._main_language is None:
            paper = self.paper()
            self._main_language = paper.main_language.code if paper else "en"
        return self._main_language

    def paper(self) -> Paper | None:
        """The record of the paper itself."""
        return cast("Paper | None", self.read(PAPER_ID))

    def read(self, record: str) -> Record | None:
        """The record with this id."""
        data = self.data(record)
        return canonical.read_record(data) if data is not None else None

    def data(self, record: str) -> bytes | None:
        """The canonical bytes of the record with this id."""
        return cast("bytes | None", self._one("SELECT data FROM record WHERE id = ?", record))

    def digest(self, record: str) -> bytes | None:
        """SHA-256 of a record's canonical bytes."""
        return cast("bytes | None", self._one("SELECT digest FROM record WHERE id = ?", record))

    def summary_texts(self, record: str) -> tuple[str | None, str | None]:
        """The stored spellings of a record's line and of its card (without the line)."""
        row = self._connection.execute("SELECT line, card FROM record WHERE id = ?", (record,)).fetchone()
        return row or (None, None)

    def rows(self, records: Iterable[str]) -> Iterator[tuple[str, str | None, str | None, bytes]]:
        """Those of these records that are in the edition, as id, stored line and card, canonical bytes."""
        query = "SELECT id, line, card, data FROM record WHERE id IN (SELECT value FROM json_each(?))"
        return iter(self._connection.execute(query, (json.dumps([*records]),)))

    def summaries(self, records: Iterable[str]) -> Iterator[tuple[str, str | None, str | None]]:
        """Those of these records that are in the edition, as id, stored line and card."""
        query = "SELECT id, line, card FROM record WHERE id IN (SELECT value FROM json_each(?))"
        return iter(self._connection.execute(query, (json.dumps([*records]),)))

    def line(self, record: str) -> Line | None:
        """What one link to the record shows."""
        text, _ = self.summary_texts(record)
        return line_from_text(text) if text else None

    def card(self, record: str) -> Card | None:
        """What a list page shows of the record."""
        line, card = self.summary_texts(record)
        return card_from_text(line_from_text(line), card) if line and card else None

    def find(self, path: str) -> str | None:
        """The id of the record whose page lies at this path (`2026/11/slug/`)."""
        return cast("str | None", self._one("SELECT id FROM record WHERE path = ?", path))

    def ids(self, kind: str) -> Iterator[str]:
        """The ids of all records of a kind, in order of first appearance."""
        rows = self._connection.execute("SELECT id FROM record WHERE kind = ? ORDER BY number", (kind,))
        return (row[0] for row in rows)

    def count_kind(self, kind: str) -> int:
        """How many records of a kind there are."""
        return cast("int", self._one("SELECT COUNT(*) FROM record WHERE kind = ?", kind))

    # ---- lists

    def count(self, name: str) -> int:
        """How many members a list has."""
        query = "SELECT COUNT(*) FROM member WHERE list = (SELECT number FROM list WHERE name = ?)"
        return cast("int", self._one(query, name))

    def count_before(self, name: str, key: str, number: int) -> int:
        """How many members of a list come before a place in it; `number` breaks ties of the key."""
        before = "SELECT COUNT(*) FROM member WHERE list = (SELECT number FROM list WHERE name = ?)"
        return cast("int", self._one(f"{before} AND (key, record) < (?, ?)", name, key, number))

    def slice(self, name: str, start: int, stop: int | None = None) -> tuple[str, ...]:
        """Members `start` up to `stop` of a list in its order, as ids."""
        limit = -1 if stop is None else max(0, stop - start)
        return self._ids(_SLICE, name, limit, start)

    def newest(self, name: str, limit: int) -> tuple[str, ...]:
        """The last `limit` members of a list, last first."""
        return self._ids(
            f"{_MEMBERS} ORDER BY member.key DESC, member.record DESC LIMIT ?",
            name,
            limit,
        )

    def last_of(self, names: Sequence[str]) -> dict[str, str]:
        """The last member of each of these lists that has any."""
        rows = self._connection.execute(
            "SELECT list.name, record.id FROM list JOIN member ON member.list = list.number "
            "JOIN record ON record.number = member.record WHERE list.name IN (SELECT value FROM json_each(?)) "
            "ORDER BY list.number, member.key, member.record",
            (json.dumps(names),),
        )
        return dict(rows.fetchall())

    def since(self, name: str, key: str, limit: int) -> tuple[str, ...]:
        """The first `limit` members of a list whose key is `key` or later."""
        return self._ids(
            f"{_MEMBERS} AND member.key >= ? ORDER BY member.key, member.record LIMIT ?",
            name,
            key,
            limit,
        )

    def around(self, name: str, key: str, number: int) -> tuple[str, str]:
        """The ids just before and after a place in a list, "" at an end; `number` breaks ties of the key."""
        before = self._one(
            f"{_MEMBERS} AND (member.key, member.record) < (?, ?) ORDER BY member.key DESC, member.record DESC LIMIT 1",
            name,
            key,
            number,
        )
        after = self._one(
            f"{_MEMBERS} AND (member.key, member.record) > (?, ?) ORDER BY member.key, member.record LIMIT 1",
            name,
            key,
            number,
        )
        return cast("str", before or ""), cast("str", after or "")

    def place(self, name: str, record: str) -> tuple[str, int] | None:
        """The key of a record in a list and its own number; None when it is not in it."""
        row = self._connection.execute(
            "SELECT member.key, member.record FROM member WHERE member.list = (SELECT number FROM list WHERE name = ?) "
            "AND member.record = (SELECT number FROM record WHERE id = ?)",
            (name, record),
        ).fetchone()
        return (row[0], row[1]) if row else None

    def number(self, record: str) -> int | None:
        """The order of first appearance of a record in this edition, kept when it is removed and returns."""
        return cast("int | None", self._one("SELECT number FROM seen WHERE id = ?", record))

    def list_names(self, prefix: str) -> tuple[str, ...]:
        """The names of the lists that start so and have members, sorted."""
        return self._ids(
            "SELECT name FROM list WHERE name >= ? AND name < ? "
            "AND EXISTS (SELECT 1 FROM member WHERE member.list = list.number) ORDER BY name",
            prefix,
            prefix + "\U0010ffff",
        )

    def topic_places(self, record: str) -> tuple[tuple[int, str, int], ...]:
        """Where a record stands in the lists of its topics: number of the list, key, the record's own number."""
        rows = self._connection.execute(
            "SELECT member.list, member.key, member.record FROM member "
            "JOIN list ON list.number = member.list AND list.name >= 'topic/' AND list.name < 'topic0' "
            "WHERE member.record = (SELECT number FROM record WHERE id = ?)",
            (record,),
        )
        return tuple(rows.fetchall())

    def topic_places_of(self, records: Sequence[str]) -> dict[str, list[tuple[int, str, int]]]:
        """The same of many records, by id."""
        found: dict[str, list[tuple[int, str, int]]] = {record: [] for record in records}
        rows = self._connection.execute(
            "SELECT record.id, member.list, member.key, member.record FROM record "
            "JOIN member ON member.record = record.number "
            "JOIN list ON list.number = member.list AND list.name >= 'topic/' AND list.name < 'topic0' "
            "WHERE record.id IN (SELECT value FROM json_each(?))",
            (json.dumps(records),),
        )
        for record, *place in rows:
            found[record].append((place[0], place[1], place[2]))
        return found

    def members(self, number: int) -> list[tuple[str, int]]:
        """Keys and records' numbers of the list with this number, in its order."""
        query = "SELECT key, record FROM member WHERE list = ? ORDER BY key, record"
        return self._connection.execute(query, (number,)).fetchall()

    def ids_of_all(self) -> dict[int, str]:
        """The ids of all records there ever were, by number."""
        return dict(self._connection.execute("SELECT number, id FROM seen"))

    def ids_of(self, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of the records with these numbers."""
        query = "SELECT number, id FROM record WHERE number IN (SELECT value FROM json_each(?))"
        return dict(self._connection.execute(query, (json.dumps([*numbers]),)).fetchall())

    def old_addresses(self) -> tuple[tuple[str, str, bool], ...]:
        """Every old address, the path it leads to, and whether a record's page lies there; older records first."""
        rows = self._connection.execute(
            "SELECT old_address.address, record.path, EXISTS (SELECT 1 FROM record AS there WHERE there.path = page) "
            "FROM old_address JOIN record ON record.number = old_address.record "
            "ORDER BY record.number, old_address.address"
        )
        return tuple((row[0], row[1], bool(row[2])) for row in rows)

    def is_old_address(self, page: str) -> bool:
        """Whether some old address would be answered by a page at this path."""
        return bool(self._one("SELECT 1 FROM old_address WHERE page = ? LIMIT 1", page))

    def _one(self, query: str, *values: object) -> object:
        row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None

    def _ids(self, query: str, *values: object) -> tuple[str, ...]:
        return tuple([row[0] for row in self._connection.execute(query, values)])
