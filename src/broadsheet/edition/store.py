"""
The edition: the frozen state of the whole paper, kept in one SQLite file.

Every write is one transaction that raises the serial by one and notes in the journal what each
changed record was before, so that a press run can learn what changed since the last one. Writing
what is already there changes nothing. Readers may be many; writers take turns.
"""

import sqlite3
import uuid
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, cast

from broadsheet.edition import canonical
from broadsheet.edition.canonical import Record
from broadsheet.edition.checks import check_record
from broadsheet.edition.database import UnfitDatabaseError, open_database, transaction, wanting_room
from broadsheet.edition.late import dataclass
from broadsheet.edition.lists import memberships
from broadsheet.edition.old_addresses import read_old_address
from broadsheet.edition.paper import Paper
from broadsheet.edition.reading import EditionReader
from broadsheet.edition.records import Document, Image
from broadsheet.edition.schema import SCHEMA
from broadsheet.edition.summaries import card_of, card_to_text, line_from_text, line_of, line_to_text
from broadsheet.errors import AddressTakenError, EditionUnreadableError

JOURNAL_KEEPS = 100_000
"""Changes the journal keeps; a destination further behind is printed whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A record that is not what it was: its bytes before and now, None where it did not or does not exist."""

    id: str
    before: bytes | None
    after: bytes | None


class Edition(EditionReader):
    """An open edition."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._list_numbers: dict[str, int] = {}
        self._to_enlist: dict[int, Record] = {}

    @classmethod
    def open(cls, path: Path) -> Self:
        """
        Open the edition at this path, making an empty one where there is none.

        Raises EditionUnreadableError when the file is something else or damaged.
        """
        try:
            connection = open_database(path, schema=SCHEMA, synchronous="FULL", cache_mebibytes=32)
        except UnfitDatabaseError as error:
            raise EditionUnreadableError(
                f"{path} is no edition this Broadsheet can use: {error}. Move it away; publishing makes a new one."
            ) from error
        with wanting_room(path):
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('identity', ?)", (uuid.uuid4().hex,))
        return cls(connection)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Read one state of the edition while the block runs, whatever is composed meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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

    def write(
        self, records: Iterable[Record] = (), removals: Iterable[str] = (), *, checked: Container[str] = frozenset()
    ) -> int:
        """
        Put records in and take others out, in one transaction; the serial after it.

        The serial rises by one if anything changed at all, else stays. Raises MalformedRecordError,
        AddressTakenError or NoRoomError; then nothing was written. `checked` has the ids of records that
        `check_record` has let through just now: checking takes as long as writing.
        """
        wanted = list(records)
        for record in wanted:
            if record.id not in checked:
                check_record(record)
        self._begin()
        try:
            with transaction(self._connection) as connection:
                serial = self.serial + 1
                changed = [name for name in removals if self._remove(name, serial)]
                # The paper first: its main language decides every path.
                wanted.sort(key=lambda record: not isinstance(record, Paper))
                changed += [record.id for record in wanted if self._put(record, serial)]
                self._enlist_all()
                self._check_addresses(changed)
                if changed:
                    connection.execute("UPDATE meta SET value = ? WHERE name = 'serial'", (str(serial),))
                    connection.execute(
                        "DELETE FROM journal WHERE rowid <= (SELECT MAX(rowid) FROM journal) - ?", (JOURNAL_KEEPS,)
                    )
        except BaseException:
            self._main_language = None
            raise
        return serial if changed else serial - 1

    def forget(self) -> None:
        """
        Forget every earlier state, in the journal and in what the file still holds of deleted words.

        The edition becomes another one: every destination is printed whole, and what it has too much withdrawn.
        """
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM journal")
        # Some lists are named for an old address.
        connection.execute("DELETE FROM list WHERE number NOT IN (SELECT list FROM member)")
        connection.execute("UPDATE meta SET value = ? WHERE name = 'identity'", (uuid.uuid4().hex,))
        connection.execute("UPDATE meta SET value = ? WHERE name = 'serial'", (str(self.serial + 1),))
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def supposing(self, records: Iterable[Record]) -> Iterator[None]:
        """
        Read the edition as if these records were in it while the block runs; nothing of it is kept.

        Writers wait meanwhile. Raises MalformedRecordError or AddressTakenError as writing them would.
        """
        wanted = sorted(records, key=lambda record: not isinstance(record, Paper))
        for record in wanted:
            check_record(record)
        self._begin()
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            changed = [record.id for record in wanted if self._put(record, self.serial + 1)]
            self._enlist_all()
            self._check_addresses(changed)
            yield
        finally:
            self._connection.execute("ROLLBACK")
            self._main_language = None

    def _begin(self) -> None:
        self._list_numbers, self._to_enlist = {}, {}

    def _put(self, record: Record, serial: int) -> bool:
        data = canonical.canonical_bytes(record)
        before = self.data(record.id)
        if data == before:
            return False
        self._note(record.id, before, serial)
        connection = self._connection
        seen = connection.execute("INSERT OR IGNORE INTO seen (id) VALUES (?)", (record.id,))
        number = cast("int", seen.lastrowid if seen.rowcount > 0 else self.number(record.id))
        former_language = self.main_language
        path, line, card = self._summaries(record)
        connection.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET "
            "kind = excluded.kind, path = excluded.path, line = excluded.line, card = excluded.card, "
            "digest = excluded.digest, data = excluded.data",
            (number, record.id, record.kind, path, line, card, canonical.digest(data), data),
        )
        if before is not None:
            self._unlist(number)
        self._to_enlist[number] = record
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

    def _enlist_all(self) -> None:
        """
        Have the records put stand in their lists.

        In the order in which the tables keep them: records of many lists, entered one by one, would touch as many parts
        of a large file, each many times.
        """
        connection = self._connection
        entries = (
            (self._list_number(name), key, number)
            for number, record in self._to_enlist.items()
            for name, key in memberships(record)
        )
        connection.executemany("INSERT OR IGNORE INTO member VALUES (?, ?, ?)", sorted(entries))
        old_addresses = (
            (old, number, read_old_address(old).page)
            for number, record in self._to_enlist.items()
            if not isinstance(record, Paper | Image | Document)
            for old in record.old_addresses
        )
        connection.executemany("INSERT OR IGNORE INTO old_address VALUES (?, ?, ?)", sorted(old_addresses))
        self._to_enlist = {}

    def _list_number(self, name: str) -> int:
        """The number of a list, made when it is new; remembered for one write, for many records stand in the same."""
        if name not in self._list_numbers:
            made = self._connection.execute("INSERT OR IGNORE INTO list (name) VALUES (?)", (name,))
            number = made.lastrowid if made.rowcount > 0 else self._one("SELECT number FROM list WHERE name = ?", name)
            self._list_numbers[name] = cast("int", number)
        return self._list_numbers[name]

    def _unlist(self, number: int) -> None:
        self._connection.execute("DELETE FROM member WHERE record = ?", (number,))
        self._connection.execute("DELETE FROM old_address WHERE record = ?", (number,))

    def _move_everything(self) -> None:
        # Another main language moves every page: the edition becomes another one, so every destination prints whole.
        self._connection.execute("UPDATE meta SET value = ? WHERE name = 'identity'", (uuid.uuid4().hex,))
        rows = self._connection.execute("SELECT number, data FROM record WHERE path IS NOT NULL").fetchall()
        for number, data in rows:
            values = (*self._summaries(canonical.read_record(data)), number)
            self._connection.execute("UPDATE record SET path = ?, line = ?, card = ? WHERE number = ?", values)

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
                "SELECT a.line, b.line FROM record AS a JOIN record AS b ON b.path = a.path AND b.id <> a.id "
                "WHERE a.id = ?",
                (name,),
            ).fetchone()
            if clash:
                first, second = (line_from_text(text) for text in clash)
                raise AddressTakenError(
                    f"The web address /{first.path} is wanted by “{first.title}” and by “{second.title}”; change one."
                )
