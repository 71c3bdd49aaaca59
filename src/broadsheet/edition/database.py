"""Opening and changing one of the paper's own SQLite files, whole or not at all."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from broadsheet.errors import NoRoomError, NotWritableError, PaperError

_SOME_ROOM: Final = 65_536
"""Bytes that must be free for SQLite's failing to be another's fault than the disk's."""

_TOUCHES_DISK: Final = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)

_WANTS_TO_WRITE: Final = (sqlite3.SQLITE_READONLY, *_TOUCHES_DISK)

_POSTGRESQL_DISK_FULL: Final = "53100"


class UnfitDatabaseError(Exception):
    """The file is damaged, something else, or of another format; the message says which."""


def open_database(path: Path, *, schema: str, synchronous: str, cache_mebibytes: int) -> sqlite3.Connection:
    """
    Open the file, making its tables where there are none.

    `schema` is a script that may run twice (`IF NOT EXISTS`) and begins with a table `meta (name, value)`
    and its row `format`. Raises UnfitDatabaseError, with the file closed, when it cannot be used, NoRoomError
    when the disk is full, NotWritableError when it cannot be written.
    """
    try:
        with wanting_room(path):
            return _opened(path, schema, synchronous, cache_mebibytes)
    except sqlite3.DatabaseError as error:
        raise UnfitDatabaseError(f"it cannot be read ({error})") from error


def _opened(path: Path, schema: str, synchronous: str, cache_mebibytes: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA secure_delete=ON")  # what is withdrawn is not to be read in the file either
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute(f"PRAGMA cache_size=-{cache_mebibytes * 1024}")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            connection.executescript(f"BEGIN IMMEDIATE; {schema} COMMIT;")
        found = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
        _check_format(found, schema)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_format(found: tuple[str] | None, schema: str) -> None:
    if found is None or f"('format', '{found[0]}')" not in schema:
        raise UnfitDatabaseError("it was written by another version of Broadsheet")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One immediate transaction, rolled back on any error. Raises NoRoomError or NotWritableError of the disk."""
    with wanting_room(Path(connection.execute("PRAGMA database_list").fetchone()[2])):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite may have rolled back by itself
                connection.execute("ROLLBACK")
            raise


@contextmanager
def wanting_room(path: Path) -> Iterator[None]:
    """Raise NoRoomError or NotWritableError, naming the file, instead of what such a disk makes SQLite say."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        refusal = refusal_of(error, path)
        if refusal:
            raise refusal from error
        raise


def refusal_of(error: BaseException, path: Path) -> PaperError | None:
    """What to tell of a file or folder whose disk is full, or that cannot be written; None when it is neither."""
    if lacks_room(error, path):
        return NoRoomError(
            f"No room left on the disk for {path}. Free some space and run the command again; what was there is whole."
        )
    if _cannot_write(error, path):
        return NotWritableError(
            f"{path} cannot be written: its disk is read-only, or it belongs to another user. Make it writable and run "
            "the command again; what was there is whole."
        )
    return None


def lacks_room(error: BaseException | None, path: Path) -> bool:
    """Whether an error, or one it came from, means that the disk where `path` lies is full."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if getattr(error, "sqlstate", None) == _POSTGRESQL_DISK_FULL:
            return True
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        # Where the disk is full SQLite cannot always say so: its companion files fail in other ways.
        if code == sqlite3.SQLITE_FULL or (code in _TOUCHES_DISK and _free(path) < _SOME_ROOM):
            return True
        error = error.__cause__
    return False


def _cannot_write(error: BaseException | None, path: Path) -> bool:
    """Whether an error, or one it came from, wanted to write where nothing may be written."""
    while error is not None:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        wanted = code in _WANTS_TO_WRITE or (isinstance(error, OSError) and error.errno in (errno.EROFS, errno.EACCES))
        if wanted and not (os.access(_there(path), os.W_OK) and os.access(_there(path.parent), os.W_OK)):
            return True
        error = error.__cause__
    return False


def _free(path: Path) -> int:
    found = os.statvfs(_there(path))
    return found.f_bavail * found.f_frsize


def _there(path: Path) -> Path:
    """The path, or the folder above it that exists."""
    return next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.exists())
