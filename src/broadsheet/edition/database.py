"""Opening one of the paper's own SQLite files, whole or not at all."""

import sqlite3
from pathlib import Path


class UnfitDatabaseError(Exception):
    """The file is damaged, something else, or of another format; the message says which."""


def open_database(path: Path, *, schema: str, synchronous: str, cache_mebibytes: int) -> sqlite3.Connection:
    """
    Open the file, making its tables where there are none.

    `schema` is a script that may run twice (`IF NOT EXISTS`) and begins with a table `meta (name, value)`
    and its row `format`. Raises UnfitDatabaseError, with the file closed, when it cannot be used.
    """
    connection = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute(f"PRAGMA cache_size=-{cache_mebibytes * 1024}")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            connection.executescript(f"BEGIN IMMEDIATE; {schema} COMMIT;")
        found = connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise UnfitDatabaseError(f"it cannot be read ({error})") from error
    if found is None or f"('format', '{found[0]}')" not in schema:
        connection.close()
        raise UnfitDatabaseError("it was written by another version of Broadsheet")
    return connection
