"""
The ledger of one destination: what lies there, and from what each artifact was made.

Inputs are named (`line:ID`, `list:section/ID@front`); each keeps the digest it last had, and edges lead
both ways between inputs and artifacts. Derived inputs have inputs of their own. What is still to be
printed is written down before printing starts, so a killed run is finished by the next. The ledger
never claims what is not on disk; of what is not to exist now it keeps the inputs and the moment at which
that may change.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Self, cast

from broadsheet.edition.database import UnfitDatabaseError, open_database, transaction
from broadsheet.errors import LedgerUnreadableError
from broadsheet.tree.artifact import NOTHING, Printed, Spec

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO meta VALUES ('format', '1');
CREATE TABLE IF NOT EXISTS recipe (maker TEXT PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
-- Artifacts and inputs share one sequence of numbers: even for artifacts, odd for inputs.
CREATE TABLE IF NOT EXISTS artifact (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, maker TEXT NOT NULL, subject TEXT NOT NULL,
    page INTEGER NOT NULL, language TEXT NOT NULL, key BLOB NOT NULL, digest BLOB NOT NULL, size INTEGER NOT NULL,
    due INTEGER
);
CREATE INDEX IF NOT EXISTS artifact_due ON artifact (due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS artifact_maker ON artifact (maker);
CREATE TABLE IF NOT EXISTS input (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS edge (
    input INTEGER NOT NULL, user INTEGER NOT NULL, PRIMARY KEY (input, user)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS edge_user ON edge (user);
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
        rows = self._connection.execute(
            "SELECT input.name FROM artifact JOIN edge ON edge.user = artifact.number "
            "JOIN input ON input.number = edge.input WHERE artifact.path = ? ORDER BY input.name",
            (path,),
        )
        return tuple(row[0] for row in rows)

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
        rows = self._connection.execute(f"{_SELECT} WHERE due <= ? ORDER BY path", (now,))
        return tuple(_printed(row).spec for row in rows)

    def next_due(self) -> int | None:
        """The first moment at which something becomes due, in seconds since 1970."""
        return cast("int | None", self._connection.execute("SELECT MIN(due) FROM artifact").fetchone()[0])

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
            writer = _Writer(connection, digests)
            for name, inputs in derived.items():
                writer.link(writer.input(name), inputs)
            for artifact in printed:
                writer.claim(artifact)
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
        self._doubt("UPDATE artifact SET key = x'', due = NULL", "UPDATE pending SET withdraw = 1")

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


class _Writer:
    """Turns names into numbers and keeps the edges of one transaction in step."""

    def __init__(self, connection: sqlite3.Connection, digests: Mapping[str, bytes]) -> None:
        self._connection = connection
        self._digests = digests
        self._numbers: dict[str, int] = {}
        self._left: set[int] = set()
        self._edges: list[tuple[int, int]] = []
        self._settled: list[tuple[str]] = []
        # Even numbers are artifacts, odd ones inputs, so that an edge's user says what it is.
        self._last_artifact = self._newest("artifact", -2)
        self._last_input = self._newest("input", -1)

    def _newest(self, table: str, before_first: int) -> int:
        row = self._connection.execute(f"SELECT MAX(number) FROM {table}").fetchone()  # noqa: S608  # own names
        return before_first if row[0] is None else cast("int", row[0])

    def input(self, name: str) -> int:
        """The number of an input, brought to its present digest."""
        number = self._numbers.get(name)
        if number is None:
            digest = self._digests[name]
            row = self._connection.execute("SELECT number, digest FROM input WHERE name = ?", (name,)).fetchone()
            if row is None:
                number = self._last_input = self._last_input + 2
                self._connection.execute("INSERT INTO input VALUES (?, ?, ?)", (number, name, digest))
            else:
                number = row[0]
                if row[1] != digest:
                    self._connection.execute("UPDATE input SET digest = ? WHERE number = ?", (digest, number))
            self._numbers[name] = number
        return number

    def link(self, user: int, inputs: Iterable[str]) -> None:
        """Make exactly these the inputs of an artifact or derived input."""
        wanted = {self.input(name) for name in inputs}
        present = {row[0] for row in self._connection.execute("SELECT input FROM edge WHERE user = ?", (user,))}
        self._left |= present - wanted
        for number in present - wanted:
            self._connection.execute("DELETE FROM edge WHERE input = ? AND user = ?", (number, user))
        self._edges += ((number, user) for number in wanted - present)

    def claim(self, artifact: Printed) -> None:
        """Note an artifact that is on disk."""
        spec = artifact.spec
        row = self._connection.execute("SELECT number FROM artifact WHERE path = ?", (spec.path,)).fetchone()
        if row:
            number = row[0]
        else:
            number = self._last_artifact = self._last_artifact + 2
        self._connection.execute(
            "INSERT OR REPLACE INTO artifact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, spec.path, spec.maker, spec.subject, spec.number, spec.language,
                artifact.key, artifact.digest, artifact.size, artifact.due,
            ),
        )  # fmt: skip
        self.link(number, artifact.inputs)
        self._settled.append((spec.path,))

    def disclaim(self, path: str) -> None:
        """Forget an artifact that is no longer there."""
        row = self._connection.execute("SELECT number FROM artifact WHERE path = ?", (path,)).fetchone()
        if row:
            self._unlink(row[0])
            self._connection.execute("DELETE FROM artifact WHERE number = ?", row)
        self._settled.append((path,))

    def close(self) -> None:
        """Write what was put off: the edges in their order in the table, which costs a fraction, and what is done."""
        self._connection.executemany("INSERT INTO edge VALUES (?, ?)", sorted(self._edges))
        self._connection.executemany("DELETE FROM pending WHERE path = ?", self._settled)
        self._drop_unused()

    def _drop_unused(self) -> None:
        """Forget the inputs that lost their last user, and then what those had been worked out from."""
        while self._left:
            number = self._left.pop()
            if self._connection.execute("SELECT 1 FROM edge WHERE input = ? LIMIT 1", (number,)).fetchone() is None:
                self._unlink(number)
                self._connection.execute("DELETE FROM input WHERE number = ?", (number,))

    def _unlink(self, user: int) -> None:
        self._left.update(row[0] for row in self._connection.execute("SELECT input FROM edge WHERE user = ?", (user,)))
        self._connection.execute("DELETE FROM edge WHERE user = ?", (user,))
