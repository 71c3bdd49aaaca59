"""
Compressed copies beside the files of a tree, for servers that hand them out as they are.

A copy belongs to bytes, not to a name: the record of copies keeps the digest of what each was made from
and how the copy looks on disk. Our own server asks `CompressedCopies.valid` first; other servers hand out whatever
lies there, so a copy is laid only while no page can be exchanged (`folder.exchanging`), beside the bytes it was made
of. Compressing itself goes on before, in peace.
"""

import errno
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

from broadsheet.edition.late import dataclass
from broadsheet.errors import DestinationFullError, DestinationRefusedError, TreeError
from broadsheet.tree.folder import BESIDE, exchanging
from broadsheet.tree.packed import SCHEMA, STORE, Packed, looks

RECORD: Final = "compressed.db"
"""The usual name of the record of copies, in the paper's folder."""

TEXT_ENDINGS: Final = frozenset(
    ".atom .css .csv .html .ics .js .json .mjs .svg .txt .webmanifest .xml".split()
)  # fmt: skip
"""Files worth compressing; pictures and recordings are compressed already."""

SMALLEST: Final = 300
"""Bytes below which compression saves nothing a reader could notice."""

LARGEST: Final = 32_000_000
"""Bytes above which a file is left alone, because it would have to lie in memory whole."""

type Compress = Callable[[bytes], bytes]
"""A way to compress, always giving the same bytes for the same bytes."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS copy (
    path TEXT, ending TEXT, digest BLOB NOT NULL, looks TEXT NOT NULL, PRIMARY KEY (path, ending)
) WITHOUT ROWID;
-- Files whose copies are in order, so that the next run need not even read them.
CREATE TABLE IF NOT EXISTS done (path TEXT PRIMARY KEY, looks TEXT NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID;
DROP TABLE IF EXISTS source;
CREATE INDEX IF NOT EXISTS copy_digest ON copy (digest, ending);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompressionReport:
    """How many copies were laid and taken away, how many of them were compressed anew, how many files needed none."""

    made: int
    compressed: int
    removed: int
    kept: int


def is_text(path: str) -> bool:
    """Whether a file is of a kind worth compressing."""
    return path[path.rfind(".") :] in TEXT_ENDINGS


class CompressedCopies:
    """The record of copies of one tree. It may be lost: then the copies are made again."""

    def __init__(self, connection: sqlite3.Connection, tree: Path, packed: Packed) -> None:
        self._connection = connection
        self._tree = tree
        self._packed = packed
        self._compressed = 0

    @classmethod
    def open(cls, record: Path, tree: Path, today: int = 0) -> Self:
        """
        Open the record, or begin a new one where it is missing or damaged; `today` counts days.

        Beside the record lies what was compressed.
        """
        try:
            connection = _connected(record)
        except sqlite3.DatabaseError:
            for damaged in (record, *(record.with_name(f"{record.name}{end}") for end in ("-wal", "-shm"))):
                damaged.unlink(missing_ok=True)
            connection = _connected(record)
        return cls(connection, tree, Packed(connection, record.parent / STORE, today))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def valid(self, path: str, digest: bytes, ending: str) -> Path | None:
        """The copy with this ending of a file whose bytes have this SHA-256; None when there is none to be trusted."""
        row = self._connection.execute(
            "SELECT looks FROM copy WHERE path = ? AND ending = ? AND digest = ?", (path, ending, digest)
        ).fetchone()
        copy = self._tree / f"{path}{ending}"
        return copy if row and row[0] and row[0] == looks(copy) else None

    def refresh(
        self,
        encoders: Mapping[str, Compress],
        paths: Iterable[str] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> CompressionReport:
        """
        Bring the copies up to date, for these files or the whole tree; `stop` is asked after each file.

        `encoders` are ways to compress by the ending of the copy (`.br`). Raises DestinationFullError or
        DestinationRefusedError; what was made before is whole, and the pages themselves are untouched.
        """
        made = removed = kept = self._compressed = 0
        if paths is None:
            paths = (*self._files(), *(row[0] for row in self._connection.execute("SELECT path FROM done").fetchall()))
        for path in _unlike(paths):
            if stop():
                break
            if not looks(self._tree / path):
                removed += self._forget(path)
                continue
            fresh = self._refresh_one(path, encoders)
            made += fresh
            kept += not fresh
        return CompressionReport(made=made, compressed=self._compressed, removed=removed, kept=kept)

    def behind(self, ledger: Path, beside: Iterable[str] = ()) -> list[str]:
        """
        What may need copies, by the digests the ledger claims and without a look at the tree.

        Besides, what lies in these folders, of which no ledger knows.
        """
        self._connection.execute("ATTACH ? AS ledger", (f"file:{quote(str(ledger))}?mode=ro",))
        try:
            rows = self._connection.execute(_BEHIND).fetchall()
        finally:
            self._connection.execute("DETACH ledger")
        found = [path for (path,) in rows]
        for folder in beside:
            found += self._files(folder)
        return _most_read_first(found)

    def is_first_run_of(self, day: int) -> bool:
        """Whether the tree was not yet looked through whole on this day; `prune` notes that it was."""
        return bool(self._connection.execute("PRAGMA user_version").fetchone()[0] != day)

    def prune(self, today: int) -> int:
        """Throw away compressed bytes that lay beside no page for long; how many files."""
        removed = self._packed.prune()
        self._connection.execute(f"PRAGMA user_version = {today:d}")
        return removed

    def _refresh_one(self, path: str, encoders: Mapping[str, Compress]) -> int:
        source = self._tree / path
        appearance = looks(source)
        if self._is_done(path, appearance, encoders):
            return 0
        try:
            data = source.read_bytes() if source.stat().st_size <= LARGEST else b""
        except FileNotFoundError:
            return 0  # withdrawn meanwhile
        digest = hashlib.sha256(data).digest()
        made = sum(self._lay(path, appearance, ending, data, digest, encode) for ending, encode in encoders.items())
        if looks(source) == appearance:
            self._connection.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?)", (path, appearance, digest))
        return made

    def _lay(self, path: str, appearance: str, ending: str, data: bytes, digest: bytes, encode: Compress) -> int:
        """Lay one copy beside its file unless it is there; 1 when one was laid."""
        if self.valid(path, digest, ending):
            return 0
        copy = self._tree / f"{path}{ending}"
        try:
            packed = self._made_of(data, digest, ending, encode)
            seen = self._exchange(copy, packed, self._tree / path, appearance)
        except OSError as error:
            if not looks(self._tree / path):
                return 0  # withdrawn meanwhile, and its folder with it
            raise _refused(copy, error) from error
        # One row, so that digest and copy never part; until it is written the copy is not trusted.
        self._connection.execute("INSERT OR REPLACE INTO copy VALUES (?, ?, ?, ?)", (path, ending, digest, seen))
        return 1 if seen else 0

    def _made_of(self, data: bytes, digest: bytes, ending: str, encode: Compress) -> Path | None:
        """Where these bytes lie compressed; None when they are better off as they are."""
        kept = self._packed.find(digest, ending)
        if kept is not None:
            return kept.place
        packed = encode(data) if len(data) >= SMALLEST else data
        self._compressed += len(data) >= SMALLEST
        return self._packed.keep(digest, ending, packed if len(packed) < len(data) else None)

    def _exchange(self, copy: Path, packed: Path | None, source: Path, appearance: str) -> str:
        """How the copy looks when it lies there; "" when there is none to be."""
        beside = copy.with_name(copy.name + BESIDE)
        try:
            if packed is not None:
                _link(packed, beside)
            with exchanging(self._tree):
                if packed is None or looks(source) != appearance:
                    copy.unlink(missing_ok=True)  # of former bytes, or beside a page that was exchanged meanwhile
                    return ""
                beside.rename(copy)
        finally:
            with suppress(OSError):
                beside.unlink()
        return looks(copy)

    def _is_done(self, path: str, appearance: str, encoders: Mapping[str, Compress]) -> bool:
        row = self._connection.execute("SELECT looks FROM done WHERE path = ?", (path,)).fetchone()
        if row is None or row[0] != appearance:
            return False
        copies = dict(self._connection.execute("SELECT ending, looks FROM copy WHERE path = ?", (path,)))
        return all(copies.get(ending) == looks(self._tree / f"{path}{ending}") for ending in encoders)

    def _files(self, below: str = "") -> list[str]:
        found: list[str] = []
        start = len(str(self._tree)) + 1
        for folder, folders, files in os.walk(self._tree / below):
            folders[:] = [name for name in folders if not name.startswith(".")]
            place = f"{folder[start:]}/" if folder[start:] else ""
            found += (place + name for name in files if not name.startswith("."))
        return _most_read_first(found)

    def _forget(self, path: str) -> int:
        """Take away the copies of a file that is gone; how many."""
        removed = 0
        for (ending,) in self._connection.execute("SELECT ending FROM copy WHERE path = ?", (path,)).fetchall():
            copy = self._tree / f"{path}{ending}"
            with exchanging(self._tree):
                if not looks(self._tree / path) and copy.is_file():
                    copy.unlink(missing_ok=True)
                    removed += 1
        self._connection.execute("DELETE FROM copy WHERE path = ?", (path,))
        self._connection.execute("DELETE FROM done WHERE path = ?", (path,))
        return removed


_BEHIND: Final = """
SELECT path FROM ledger.artifact LEFT JOIN main.done USING (path)
WHERE ledger.artifact.size >= 0 AND main.done.digest IS NOT ledger.artifact.digest
UNION SELECT path FROM main.done WHERE path NOT IN (SELECT path FROM ledger.artifact WHERE size >= 0)
"""


def _most_read_first(paths: Iterable[str]) -> list[str]:
    """What lies near the root, and of years and months the newest; only what is worth compressing."""
    found = sorted(filter(is_text, paths), reverse=True)
    return sorted(found, key=lambda path: path.count("/"))


def _unlike(paths: Iterable[str]) -> Iterator[str]:
    """Each of these paths of texts once, in their order."""
    return (path for path in dict.fromkeys(paths) if is_text(path))


def _connected(record: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(record))}", uri=True, timeout=30, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")  # losing it costs time only
        connection.executescript(f"{_SCHEMA}{SCHEMA}")
        connection.execute("SELECT digest, looks FROM copy LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _link(packed: Path, beside: Path) -> None:
    beside.unlink(missing_ok=True)
    try:
        beside.hardlink_to(packed)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(packed, beside)


_NO_LINKS: Final = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP)
"""Another file system, one without links, or no more of them to one file."""


def _refused(copy: Path, error: OSError) -> TreeError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DestinationFullError(
            f"No room left for the compressed copy {copy.name} in {copy.parent}. The pages are whole and are "
            "compressed as they are asked for; free some space and the copies follow."
        )
    return DestinationRefusedError(
        f"The compressed copy {copy.name} cannot be written in {copy.parent}: {error.strerror}. "
        "Make it writable: look at its disk, owner and rights."
    )


def refreshed(
    tree: Path, record: Path, encoders: Mapping[str, Compress], paths: Iterable[str] | None = None, *, today: int = 0
) -> CompressionReport:
    """Open the record, bring the copies up to date, close it; errors as for `CompressedCopies.refresh`."""
    with closing(CompressedCopies.open(record, tree, today)) as copies:
        report = copies.refresh(encoders, paths)
        if paths is None:
            copies.prune(today)
        return report


def caught_up(
    tree: Path, record: Path, encoders: Mapping[str, Compress], *, ledger: Path, beside: Iterable[str], today: int
) -> CompressionReport:
    """As `refreshed`, for what the ledger says is behind; the whole tree once a day, or where the ledger is silent."""
    with closing(CompressedCopies.open(record, tree, today)) as copies:
        whole = copies.is_first_run_of(today)
        try:
            paths = None if whole else copies.behind(ledger, beside)
        except sqlite3.DatabaseError:
            paths = None
        report = copies.refresh(encoders, paths)
        if whole:
            copies.prune(today)
        return report
