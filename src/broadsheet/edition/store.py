"""
The edition: the frozen state of the whole paper, kept in one SQLite file.

Every write is one transaction that raises the serial by one and notes in the journal what each
changed record was before, so that a press run can learn what changed since the last one. Writing
what is already there changes nothing. Readers may be many; writers take turns.
"""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

from broadsheet.edition import canonical
from broadsheet.edition.canonical import Record
from broadsheet.edition.checks import check_record
from broadsheet.edition.lists import memberships
from broadsheet.edition.paper import PAPER_ID, Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.schema import FORMAT, SCHEMA
from broadsheet.edition.summaries import Card, Line, card_from_text, card_of, card_to_text, line_from_text
from broadsheet.edition.summaries import line_of, line_to_text
from broadsheet.errors import AddressTakenError, EditionUnreadableError, MalformedRecordError

JOURNAL_KEEPS = 100_000
"""Changes the journal keeps; a destination further behind is printed whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A record that is not what it was: its bytes before and now, None where it did not or does not exist."""

    id: str
    before: bytes | None
    after: bytes | None


class Edition:
    """An open edition."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._main_language: str | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """
        Open the edition at this path, making an empty one where there is none.

        Raises EditionUnreadableError when the file is something else or damaged.
        """
        try:
            connection = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA cache_size=-32000")
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
                connection.execute("INSERT OR IGNORE INTO meta VALUES ('identity', ?)", (uuid.uuid4().hex,))
            found = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
        except sqlite3.DatabaseError as error:
            raise EditionUnreadableError(
                f"{path} cannot be read as an edition ({error}). Move it away; publishing makes a new one."
            ) from error
        if found != (FORMAT,):
            raise EditionUnreadableError(f"{path} was written by another version of Broadsheet; update this one.")
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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

    def line_text(self, record: str) -> str | None:
        """The stored spelling of a record's line."""
        return cast("str | None", self._one("SELECT line FROM record WHERE id = ?", record))

    def line(self, record: str) -> Line | None:
        """What one link to the record shows."""
        text = self.line_text(record)
        return line_from_text(text) if text else None

    def card_text(self, record: str) -> str | None:
        """The stored spelling of a record's card, without its line."""
        return cast("str | None", self._one("SELECT card FROM record WHERE id = ?", record))

    def card(self, record: str) -> Card | None:
        """What a list page shows of the record."""
        row = self._connection.execute("SELECT line, card FROM record WHERE id = ?", (record,)).fetchone()
        return card_from_text(line_from_text(row[0]), row[1]) if row and row[0] else None

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
        return cast("int", self._one("SELECT COUNT(*) FROM member WHERE list = (SELECT number FROM list WHERE name = ?)", name))

    def slice(self, name: str, start: int, stop: int | None = None) -> tuple[str, ...]:
        """Members `start` up to `stop` of a list in its order, as ids."""
        limit = -1 if stop is None else max(0, stop - start)
        return self._ids(
            "SELECT record.id FROM member JOIN record ON record.number = member.record "
            "WHERE member.list = (SELECT number FROM list WHERE name = ?) "
            "ORDER BY member.key, member.record LIMIT ? OFFSET ?",
            name,
            limit,
            start,
        )

    def newest(self, name: str, limit: int) -> tuple[str, ...]:
        """The last `limit` members of a list, last first."""
        return self._ids(
            "SELECT record.id FROM member JOIN record ON record.number = member.record "
            "WHERE member.list = (SELECT number FROM list WHERE name = ?) "
            "ORDER BY member.key DESC, member.record DESC LIMIT ?",
            name,
            limit,
        )

    def since(self, name: str, key: str, limit: int) -> tuple[str, ...]:
        """The first `limit` members of a list whose key is `key` or later."""
        return self._ids(
            "SELECT record.id FROM member JOIN record ON record.number = member.record "
            "WHERE member.list = (SELECT number FROM list WHERE name = ?) AND member.key >= ? "
            "ORDER BY member.key, member.record LIMIT ?",
            name,
            key,
            limit,
        )

    def around(self, name: str, key: str, number: int) -> tuple[str, str]:
        """The ids just before and after a place in a list, "" at an end; `number` breaks ties of the key."""
        before = self._one(
            "SELECT record.id FROM member JOIN record ON record.number = member.record "
            "WHERE member.list = (SELECT number FROM list WHERE name = ?) AND (member.key, member.record) < (?, ?) "
            "ORDER BY member.key DESC, member.record DESC LIMIT 1",
            name,
            key,
            number,
        )
        after = self._one(
            "SELECT record.id FROM member JOIN record ON record.number = member.record "
            "WHERE member.list = (SELECT number FROM list WHERE name = ?) AND (member.key, member.record) > (?, ?) "
            "ORDER BY member.key, member.record LIMIT 1",
            name,
            key,
            number,
        )
        return cast("str", before or ""), cast("str", after or "")

    def place(self, name: str, record: str) -> tuple[str, int] | None:
        """The key of a record in a list and its own number; None when it is not in it."""
        return self._connection.execute(
            "SELECT member.key, member.record FROM member WHERE member.list = (SELECT number FROM list WHERE name = ?) "
            "AND member.record = (SELECT number FROM record WHERE id = ?)",
            (name, record),
        ).fetchone()  # type: ignore[no-any-return]

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

    def related(self, record: str, limit: int) -> tuple[str, ...]:
        """Earlier stories sharing most topics with this one, nearest in date first among equals."""
        return self._ids(
            "SELECT other.id FROM record AS this "
            "JOIN member AS mine ON mine.record = this.number "
            "JOIN list ON list.number = mine.list AND list.name >= 'topic/' AND list.name < 'topic0' "
            "JOIN member AS theirs ON theirs.list = mine.list AND (theirs.key, theirs.record) < (mine.key, mine.record) "
            "JOIN record AS other ON other.number = theirs.record "
            "WHERE this.id = ? GROUP BY theirs.record "
            "ORDER BY COUNT(*) DESC, theirs.key DESC, theirs.record DESC LIMIT ?",
            record,
            limit,
        )

    def old_addresses(self) -> tuple[tuple[str, str], ...]:
        """Every old address and the path it leads to, sorted by old address, then by who has it longest."""
        rows = self._connection.execute(
            "SELECT old_address.address, record.path FROM old_address "
            "JOIN record ON record.number = old_address.record ORDER BY old_address.address, record.number"
        )
        return tuple((row[0], row[1]) for row in rows)

    # ---- change

    def changes_since(self, serial: int) -> tuple[Change, ...] | None:
        """
        What differs from the edition as it was at `serial`, each record once.

        None when the journal does not reach back so far.
        """
        oldest = cast("int", self._one("SELECT COALESCE(MIN(serial), 1) FROM journal"))
        if serial > self.serial or serial < oldest - 1:
            return None
        rows = self._connection.execute(
            # SQLite takes the bare column from the row that holds the minimum.
            "SELECT id, before, MIN(serial) FROM journal WHERE serial > ? GROUP BY id ORDER BY id",
            (serial,),
        ).fetchall()
        changes = (Change(id=name, before=before, after=self.data(name)) for name, before, _ in rows)
        return tuple(change for change in changes if change.before != change.after)

    def write(self, records: Iterable[Record] = (), removals: Iterable[str] = ()) -> int:
        """
        Put records in and take others out, in one transaction; the serial after it.

        The serial rises by one if anything changed at all, else stays. Raises MalformedRecordError or
        AddressTakenError; then nothing was written.
        """
        wanted = list(records)
        for record in wanted:
            check_record(record)
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            serial = self.serial + 1
            changed = [name for name in removals if self._remove(name, serial)]
            # The paper first: its main language decides every path.
            wanted.sort(key=lambda record: not isinstance(record, Paper))
            changed += [record.id for record in wanted if self._put(record, serial)]
            self._check_addresses(changed)
            if changed:
                connection.execute("UPDATE meta SET value = ? WHERE name = 'serial'", (str(serial),))
                connection.execute("DELETE FROM journal WHERE rowid <= (SELECT MAX(rowid) FROM journal) - ?", (JOURNAL_KEEPS,))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            self._main_language = None
            raise
        return serial if changed else serial - 1

    def _put(self, record: Record, serial: int) -> bool:
        data = canonical.canonical_bytes(record)
        before = self.data(record.id)
        if data == before:
            return False
        self._note(record.id, before, serial)
        connection = self._connection
        connection.execute("INSERT OR IGNORE INTO seen (id) VALUES (?)", (record.id,))
        number = cast("int", self.number(record.id))
        former_language = self.main_language
        path, line, card = self._summaries(record)
        connection.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET kind = excluded.kind, "
            "path = excluded.path, line = excluded.line, card = excluded.card, digest = excluded.digest, "
            "data = excluded.data",
            (number, record.id, record.kind, path, line, card, canonical.digest(data), data),
        )
        self._relist(record, number)
        if isinstance(record, Paper):
            self._main_language = record.main_language.code
            if self._main_language != former_language:
                self._move_everything()
        return True

    def _summaries(self, record: Record) -> tuple[str | None, str | None, str | None]:
        if isinstance(record, Paper | Image | Document):
            return None, None, None
        line = line_of(record, self.main_language)
        return line.path, line_to_text(line), card_to_text(card_of(record, line))

    def _relist(self, record: Record, number: int) -> None:
        connection = self._connection
        self._unlist(number)
        entries = memberships(record)
        connection.executemany("INSERT OR IGNORE INTO list (name) VALUES (?)", ((name,) for name, _ in entries))
        connection.executemany(
            "INSERT OR IGNORE INTO member SELECT number, ?, ? FROM list WHERE name = ?",
            ((key, number, name) for name, key in entries),
        )
        if not isinstance(record, Paper | Image | Document):
            connection.executemany(
                "INSERT OR IGNORE INTO old_address VALUES (?, ?)", ((old, number) for old in record.old_addresses)
            )

    def _unlist(self, number: int) -> None:
        self._connection.execute("DELETE FROM member WHERE record = ?", (number,))
        self._connection.execute("DELETE FROM old_address WHERE record = ?", (number,))

    def _move_everything(self) -> None:
        # Another main language moves every page: the edition becomes another one, so every destination prints whole.
        self._connection.execute("UPDATE meta SET value = ? WHERE name = 'identity'", (uuid.uuid4().hex,))
        rows = self._connection.execute("SELECT number, data FROM record WHERE path IS NOT NULL").fetchall()
        for number, data in rows:
            summaries = self._summaries(canonical.read_record(data))
            self._connection.execute("UPDATE record SET path = ?, line = ?, card = ? WHERE number = ?", (*summaries, number))

    def _remove(self, record: str, serial: int) -> bool:
        before = self.data(record)
        if before is None:
            return False
        self._note(record, before, serial)
        number = cast("int", self.number(record))
        self._unlist(number)
        self._connection.execute("DELETE FROM record WHERE number = ?", (number,))
        return True

    def _note(self, record: str, before: bytes | None, serial: int) -> None:
        self._connection.execute("INSERT INTO journal VALUES (?, ?, ?)", (serial, record, before))

    def _check_addresses(self, changed: list[str]) -> None:
        for name in changed:
            clash = self._connection.execute(
                "SELECT a.line, b.line FROM record AS a JOIN record AS b ON b.path = a.path AND b.id <> a.id WHERE a.id = ?",
                (name,),
            ).fetchone()
            if clash:
                first, second = (line_from_text(text) for text in clash)
                raise AddressTakenError(
                    f"The web address /{first.path} is wanted by “{first.title}” and by “{second.title}”; change one."
                )

    def _one(self, query: str, *values: object) -> object:
        row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None

    def _ids(self, query: str, *values: object) -> tuple[str, ...]:
        return tuple([row[0] for row in self._connection.execute(query, values)])
