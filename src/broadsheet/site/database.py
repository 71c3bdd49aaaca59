"""The `DATABASES` entry for what a paper's `database` setting says: an SQLite file or a PostgreSQL address."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from broadsheet.edition.database import refusal_of
from broadsheet.errors import DatabaseUnreachableError, SettingRefusedError
from broadsheet.site.paper_file import FILE_NAME

# WAL lets editors read while the worker writes; NORMAL is safe with WAL (a power cut may lose the last commit, never
# harm the file); IMMEDIATE takes the write lock at BEGIN, so that two writers wait instead of failing half way.
# The file is not mapped into memory: several processes write it, and a fault of one must not reach it past SQLite.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
)
SQLITE_WAIT_SECONDS = 30

_held: list[Any] = []
"""The connection that `hold_open` keeps."""


def database_settings(database: str) -> dict[str, Any]:
    """Settings of Django's default database for a path (SQLite) or an address (PostgreSQL)."""
    if "://" not in database:
        return _sqlite(database)
    parts = urlsplit(database)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise SettingRefusedError(
        f"{FILE_NAME}: `database` starts with {parts.scheme}://; write the name of an SQLite file or postgresql://…"
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": SQLITE_WAIT_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": SQLITE_PRAGMAS,
        },
    }


def reach_database() -> None:
    """Raise DatabaseUnreachableError, saying what to do, unless the newsroom's database answers; NoRoomError too."""
    from django.conf import settings
    from django.db import OperationalError, connection

    try:
        with wanting_room_in(settings.PAPER.folder):
            connection.ensure_connection()
    except OperationalError as error:
        said = str(error).strip().splitlines()[0].rstrip(".")
        raise DatabaseUnreachableError(
            f"The newsroom's database does not answer: {said}. Start it, or correct `database` in {FILE_NAME}."
        ) from error


def hold_open() -> None:
    """
    Keep the newsroom's SQLite file open until this process ends; nothing with PostgreSQL, or while it cannot be opened.

    Django opens and closes it for each request. Whoever closes it last writes its log into the file and puts the log
    away, and whoever opens it first makes a new one: that costs each request a sync to the disk, and each time is a
    chance for a fault of SQLite before 3.51.3 by which two processes can harm the file (sqlite.org/wal.html). With one
    connection held the log stays.
    """
    from django.db import Error, connection

    if connection.vendor != "sqlite" or _held:
        return
    held = connection.copy()
    held.inc_thread_sharing()
    with suppress(Error):
        with held.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
            cursor.fetchall()
        _held.append(held)


def count_what_lies_where() -> None:
    """
    Have SQLite look through each table (a second or two for 100,000 stories), so that it chooses the right index.

    Without, a screen reads the whole archive to show its newest stories. PostgreSQL looks by itself.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@contextmanager
def wanting_room_in(folder: Path) -> Iterator[None]:
    """Raise NoRoomError or NotWritableError, naming what in the paper's folder, for what Django says of the disk."""
    from django.db import Error

    try:
        yield
    except (OSError, Error) as error:
        refusal = refusal_of(error, Path(getattr(error, "filename", None) or folder))
        if refusal is None:
            raise
        raise refusal from error
