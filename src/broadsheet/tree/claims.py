"""How the ledger writes claims: what lies there, and from what it was made."""

import json
import sqlite3
import struct
from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from broadsheet.tree.artifact import Printed


def packed(numbers: Collection[int]) -> bytes:
    """Numbers of inputs as a row holds them: in order, four bytes each."""
    return struct.pack(f"<{len(numbers)}I", *sorted(numbers))


def unpacked(row: bytes) -> tuple[int, ...]:
    """The numbers of inputs that a row holds."""
    return struct.unpack(f"<{len(row) // 4}I", row)


class Claims:
    """
    Turns names into numbers and keeps the edges of one transaction in step.

    What is known of the names is read at once, and what is new is written at the end, in the order of each table:
    both cost a fraction of a statement for each.
    """

    def __init__(self, connection: sqlite3.Connection, digests: Mapping[str, bytes]) -> None:
        self._connection = connection
        self._digests = digests
        # Even numbers are artifacts, odd ones inputs, so that an edge's user says what it is.
        self._last_artifact = self._newest("artifact", -2)
        self._last_input = self._newest("input", -1)
        self._empty = self._last_artifact < 0 and self._last_input < 0
        self._made_from: dict[int, bytes] = {}
        self._numbers = self._known_inputs()
        self._left: set[int] = set()
        self._edges: list[tuple[int, int]] = []
        self._inputs: list[tuple[int, str, bytes]] = []
        self._artifacts: list[tuple[object, ...]] = []
        self._settled: list[tuple[str]] = []

    def _newest(self, table: str, before_first: int) -> int:
        row = self._connection.execute(f"SELECT MAX(number) FROM {table}").fetchone()  # noqa: S608  # own names
        return before_first if row[0] is None else cast("int", row[0])

    def _known_inputs(self) -> dict[str, int]:
        """The numbers of the inputs that are there, brought to their present digests."""
        rows = (
            ()
            if self._empty
            else self._among("SELECT name, number, digest, inputs FROM input WHERE name", self._digests)
        )
        numbers: dict[str, int] = {}
        changed = []
        for name, number, digest, inputs in rows:
            numbers[name] = number
            if inputs:
                self._made_from[number] = inputs
            if digest != self._digests[name]:
                changed.append((self._digests[name], number))
        self._connection.executemany("UPDATE input SET digest = ? WHERE number = ?", changed)
        return numbers

    def _among(self, query: str, names: Iterable[str]) -> list[tuple[Any, ...]]:
        wanted = json.dumps([*names])
        return self._connection.execute(f"{query} IN (SELECT value FROM json_each(?))", (wanted,)).fetchall()  # noqa: S608  # ours

    def _input(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = self._last_input = self._last_input + 2
            self._inputs.append((number, name, self._digests[name]))
        return number

    def derive(self, derived: Mapping[str, tuple[str, ...]]) -> None:
        """Note what derived inputs were worked out from."""
        changed = []
        for name, inputs in derived.items():
            there, number = name in self._numbers, self._input(name)
            before = self._made_from.get(number, b"")
            made_from = self._made_from[number] = self._link(number, inputs, before)
            if there and made_from != before:
                changed.append((made_from, number))
        self._connection.executemany("UPDATE input SET inputs = ? WHERE number = ?", changed)

    def claim(self, artifacts: Iterable[Printed]) -> None:
        """Note artifacts that are on disk."""
        wanted = {artifact.spec.path: artifact for artifact in artifacts}
        rows = () if self._empty else self._among("SELECT path, number, inputs FROM artifact WHERE path", wanted)
        known = {path: (number, inputs) for path, number, inputs in rows}
        for path, artifact in wanted.items():
            spec, (number, before) = artifact.spec, known.get(path, (None, b""))
            if number is None:
                number = self._last_artifact = self._last_artifact + 2
            self._artifacts.append(
                (
                    number, path, spec.maker, spec.subject, spec.number, spec.language,
                    artifact.key, artifact.digest, artifact.size, artifact.due,
                    self._link(number, artifact.inputs, before),
                )
            )  # fmt: skip
            self._settled.append((path,))

    def _link(self, user: int, inputs: Iterable[str], before: bytes) -> bytes:
        """Make exactly these the inputs of an artifact or derived input that had those; packed."""
        wanted = {self._input(name) for name in inputs}
        numbers = packed(wanted)
        if numbers != before:
            present = set(unpacked(before))
            self._cut(user, present - wanted)
            self._edges += [(number, user) for number in wanted - present]
        return numbers

    def _cut(self, user: int, inputs: Collection[int]) -> None:
        if inputs:
            self._left.update(inputs)
            gone = [(number, user) for number in inputs]
            self._connection.executemany("DELETE FROM edge WHERE input = ? AND user = ?", gone)

    def disclaim(self, path: str) -> None:
        """Forget an artifact that is no longer there."""
        row = self._connection.execute("SELECT number, inputs FROM artifact WHERE path = ?", (path,)).fetchone()
        if row:
            number, inputs = row
            self._cut(number, unpacked(inputs))
            self._connection.execute("DELETE FROM artifact WHERE number = ?", (number,))
        self._settled.append((path,))

    def close(self) -> None:
        """Write what was put off."""
        inputs = ((*each, self._made_from.get(each[0], b"")) for each in self._inputs)
        self._connection.executemany("INSERT INTO input VALUES (?, ?, ?, ?)", inputs)
        self._connection.executemany(
            "INSERT OR REPLACE INTO artifact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._artifacts
        )
        self._connection.executemany("INSERT INTO edge VALUES (?, ?)", sorted(self._edges))
        self._connection.executemany("DELETE FROM pending WHERE path = ?", self._settled)
        self._drop_unused()

    def _drop_unused(self) -> None:
        """Forget the inputs that lost their last user, and then what those had been worked out from."""
        while self._left:
            number = self._left.pop()
            if self._connection.execute("SELECT 1 FROM edge WHERE input = ? LIMIT 1", (number,)).fetchone() is None:
                inputs = self._connection.execute("SELECT inputs FROM input WHERE number = ?", (number,)).fetchone()
                self._cut(number, unpacked(inputs[0]))
                self._connection.execute("DELETE FROM input WHERE number = ?", (number,))
