"""
The ledger of one destination: what lies there, and from what each artifact was made.

Inputs are named (`line:ID`, `list:section/ID@front`); each keeps the digest it last had. Edges lead from an
input to what was made from it; an artifact has the numbers of its inputs. Derived inputs have inputs of
their own. What is still to be printed is written down before printing starts, so a killed run is finished
by the next. The ledger never claims what is not on disk; of what is not to exist now it keeps the inputs
and the moment at which that may change.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Self, cast

from broadsheet.edition.database import UnfitDatabaseError, open_database, transaction
from broadsheet.errors import LedgerUnreadableError
from broadsheet.tree.artifact import NOTHING, Printed, Spec
from broadsheet.tree.claims import Claims, unpacked

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO meta VALUES ('format', '2');
CREATE TABLE IF NOT EXISTS recipe (maker TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
-- Artifacts and inputs share one sequence of numbers: even for artifacts, odd for inputs.
CREATE TABLE IF NOT EXISTS artifact (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, maker TEXT NOT NULL, subject TEXT NOT NULL,
    page INTEGER NOT NULL, language TEXT NOT NULL, key BLOB NOT NULL, digest BLOB NOT NULL, size INTEGER NOT NULL,
    due INTEGER, inputs BLOB NOT NULL  -- their numbers, four bytes each
);
CREATE INDEX IF NOT EXISTS artifact_due ON artifact (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS artifact_maker ON artifact (maker);
CREATE TABLE IF NOT EXISTS input (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest BLOB NOT NULL,
    inputs BLOB NOT NULL               -- what a derived one was worked out from, likewise
);
CREATE TABLE IF NOT EXISTS edge (
    input INTEGER NOT NULL, user INTEGER NOT NULL, PRIMARY KEY (input, user)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending (
    path TEXT PRIMARY KEY, maker TEXT, subject TEXT, page INTEGER, language TEXT, withdraw INTEGER NOT NULL
) WITHOUT ROWID;
"""


class Ledger:
    """An open ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the ledger at this path, making an empty one where there is none; LedgerUnreadableError if damaged."""
        try:
            connection = open_database(path, schema=_SCHEMA, synchronous="NORMAL", cache_mebibytes=64)
        except UnfitDatabaseError as error:
            raise LedgerUnreadableError(
                f"{path} is no ledger this Broadsheet can use: {error}. "
                "Delete it; the next press run prints everything again."
            ) from error
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- what was printed

    def meta(self, name: str) -> str:
        """A fact about the last run (`serial`, `identity`, `destination`), "" when unknown."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return cast("str", row[0]) if row else ""

    def metas(self, prefix: str) -> Mapping[str, str]:
        """The facts whose names start so, by the rest of their names."""
        rows = self._connection.execute(
            "SELECT SUBSTR(name, ?), value FROM meta WHERE name >= ? AND name < ?",
            (len(prefix) + 1, prefix, prefix + "\U0010ffff"),
        )
        return dict(rows.fetchall())

    def find(self, path: str) -> Printed | None:
        """The artifact that lies at this path, without its inputs."""
        row = self._connection.execute(f"{_SELECT} WHERE path = ? AND {_LIES_THERE}", (path,)).fetchone()
        return _printed(row) if row else None

    def inputs_of(self, path: str) -> tuple[str, ...]:
        """The names of what the artifact at this path was made from, sorted."""
        found = self._connection.execute("SELECT inputs FROM artifact WHERE path = ?", (path,)).fetchone()
        numbers = json.dumps(unpacked(found[0]) if found else ())
        query = "SELECT name FROM input WHERE number IN (SELECT value FROM json_each(?)) ORDER BY name"
        return tuple(row[0] for row in self._connection.execute(query, (numbers,)))

    def paths_by_maker(self) -> Iterator[tuple[str, str]]:
        """Every artifact's path and maker, also of those not to exist now."""
        return iter(self._connection.execute("SELECT path, maker FROM artifact ORDER BY path").fetchall())

    def artifacts(self) -> Iterator[Printed]:
        """All artifacts that lie there, by path."""
        return map(_printed, self._connection.execute(f"{_SELECT} WHERE {_LIES_THERE} ORDER BY path").fetchall())

    def count(self) -> int:
        """How many artifacts lie there."""
        row = self._connection.execute(f"SELECT COUNT(*) FROM artifact WHERE {_LIES_THERE}").fetchone()  # noqa: S608  # ours
        return cast("int", row[0])

    def due(self, now: int) -> tuple[Spec, ...]:
        """The artifacts that another "now" has made stale."""
        # Sorted here: asked for the order, SQLite would go through all paths instead of what is due.
        rows = self._connection.execute(f"{_SELECT} WHERE due <= ?", (now,))
        return tuple(_printed(row).spec for row in sorted(rows))

    def next_due(self) -> int | None:
        """The first moment at which something becomes due, in seconds since 1970."""
        return cast("int | None", self._connection.execute(_NEXT_DUE).fetchone()[0])

    def by_maker(self, maker: str) -> tuple[Spec, ...]:
        """The artifacts of one maker."""
        rows = self._connection.execute(f"{_SELECT} WHERE maker = ? ORDER BY path", (maker,))
        return tuple(_printed(row).spec for row in rows)

    def recipes(self) -> Mapping[str, bytes]:
        """The digest of each maker's recipe at the last run."""
        return dict(self._connection.execute("SELECT maker, digest FROM recipe"))

    # ---- inputs

    def digest(self, name: str) -> bytes | None:
        """The digest an input last had."""
        row = self._connection.execute("SELECT digest FROM input WHERE name = ?", (name,)).fetchone()
        return cast("bytes", row[0]) if row else None

    def inputs_starting(self, prefix: str) -> tuple[str, ...]:
        """The names of inputs that start so."""
        rows = self._connection.execute(
            "SELECT name FROM input WHERE name >= ? AND name < ? ORDER BY name", (prefix, prefix + "\U0010ffff")
        )
        return tuple(row[0] for row in rows)

    def users(self, names: Iterable[str]) -> tuple[tuple[Spec, ...], tuple[str, ...]]:
        """The artifacts and the derived inputs made directly from any of these inputs."""
        specs: dict[str, Spec] = {}
        derived: dict[str, None] = {}
        for name in names:
            rows = self._connection.execute(_ARTIFACTS_USING, (name,))
            specs.update((row[0], _printed(row).spec) for row in rows)
            rows = self._connection.execute(
                "SELECT input.name FROM edge JOIN input ON input.number = edge.user "
                "WHERE edge.input = (SELECT number FROM input WHERE name = ?)",
                (name,),
            )
            derived.update((row[0], None) for row in rows)
        return tuple(specs.values()), tuple(derived)

    # ---- work to do

    def pending(self) -> tuple[tuple[Spec, ...], tuple[str, ...]]:
        """What a run that did not end still had to print, and the paths it had to withdraw."""
        rows = self._connection.execute("SELECT * FROM pending ORDER BY path").fetchall()
        specs = (
            Spec(path=path, maker=maker, subject=subject, number=page, language=language)
            for path, maker, subject, page, language, withdraw in rows
            if not withdraw
        )
        return tuple(specs), tuple(row[0] for row in rows if row[5])

    def start(
        self,
        meta: Mapping[str, str],
        to_print: Iterable[Spec],
        to_withdraw: Iterable[str],
        digests: Mapping[str, bytes],
    ) -> None:
        """Write down, in one transaction, what is to be done and what the inputs are now."""
        with transaction(self._connection) as connection:
            _note_pending(connection, to_print)
            connection.executemany(
                "INSERT OR REPLACE INTO pending VALUES (?, '', '', 0, '', 1)", ((path,) for path in to_withdraw)
            )
            connection.executemany("UPDATE input SET digest = ? WHERE name = ?", ((d, n) for n, d in digests.items()))
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())

    def postpone(self, specs: Iterable[Spec]) -> None:
        """Leave these to the next run."""
        with transaction(self._connection) as connection:
            _note_pending(connection, specs)

    def commit(
        self,
        printed: Iterable[Printed],
        digests: Mapping[str, bytes],
        derived: Mapping[str, tuple[str, ...]],
        withdrawn: Iterable[str] = (),
    ) -> None:
        """
        Claim artifacts that are on disk, or known not to be (and disclaim withdrawn ones), in one transaction.

        `digests` has every input named; `derived` the inputs of those inputs that are derived.
        """
        with transaction(self._connection) as connection:
            writer = Claims(connection, digests)
            writer.derive(derived)
            writer.claim(printed)
            for path in withdrawn:
                writer.disclaim(path)
            writer.close()

    def finish(self, meta: Mapping[str, str], recipes: Mapping[str, bytes]) -> None:
        """Note that the run ended: its facts and the recipes it used."""
        with transaction(self._connection) as connection:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
            connection.executemany("INSERT OR REPLACE INTO recipe VALUES (?, ?)", recipes.items())

    def forget(self) -> None:
        """Claim nothing any more, keep nothing pending: the next run prints whole."""
        self._doubt("DELETE FROM artifact", "DELETE FROM pending")

    def doubt(self) -> None:
        """Know only which files lie there, no longer from what they were made: the next run prints whole."""
        self._doubt("UPDATE artifact SET key = x'', due = NULL, inputs = x''", "UPDATE pending SET withdraw = 1")

    def doubt_pending(self) -> None:
        """
        Believe no claim of what is still to be done: a run that was cut short may have written or removed it.

        Without this a page that was changed and changed back would be taken for the one that lies there.
        """
        with transaction(self._connection) as connection:
            connection.execute("UPDATE artifact SET key = x'', digest = x'' WHERE path IN (SELECT path FROM pending)")

    def doubt_these(self, paths: Iterable[str]) -> None:
        """Believe no claim of these paths: writing or removing them was not answered."""
        with transaction(self._connection) as connection:
            connection.executemany(
                "UPDATE artifact SET key = x'', digest = x'' WHERE path = ?", ((path,) for path in paths)
            )

    def _doubt(self, *claims: str) -> None:
        with transaction(self._connection) as connection:
            for statement in (*claims, *_DOUBTING):
                connection.execute(statement)
            connection.execute("DELETE FROM meta WHERE name NOT IN ('format', 'destination')")


_DOUBTING: Final = (
    "DELETE FROM input",
    "DELETE FROM edge",
    "DELETE FROM recipe",
)

_SELECT: Final = "SELECT path, maker, subject, page, language, key, digest, size, due FROM artifact"

_LIES_THERE: Final = f"size > {NOTHING}"

_NEXT_DUE: Final = "SELECT MIN(due) FROM artifact WHERE due IS NOT NULL"
"""Said so that SQLite takes the index, which has only these."""

_ARTIFACTS_USING: Final = (
    "SELECT path, maker, subject, page, language, key, digest, size, due FROM artifact "
    "JOIN edge ON edge.user = artifact.number WHERE edge.input = (SELECT number FROM input WHERE name = ?)"
)


def _printed(row: tuple[str, str, str, int, str, bytes, bytes, int, int | None]) -> Printed:
    path, maker, subject, page, language, key, digest, size, due = row
    spec = Spec(path=path, maker=maker, subject=subject, number=page, language=language)
    return Printed(spec=spec, key=key, digest=digest, size=size, due=due)


def _note_pending(connection: sqlite3.Connection, specs: Iterable[Spec]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO pending VALUES (?, ?, ?, ?, ?, 0)",
        ((spec.path, spec.maker, spec.subject, spec.number, spec.language) for spec in specs),
    )
