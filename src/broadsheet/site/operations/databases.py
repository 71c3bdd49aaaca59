"""
Copies of the newsroom's database: of SQLite by its own backup, of PostgreSQL by its own programs.

A file of SQLite is never copied as a file: half of it may lie in the log beside it.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from broadsheet.errors import PaperError
from broadsheet.tree.folder import BESIDE


class DatabaseKind(StrEnum):
    """What a newsroom's database lies in."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


COPY_NAMES: Final = {DatabaseKind.SQLITE: "newsroom.sqlite3", DatabaseKind.POSTGRESQL: "newsroom.pgdump"}
"""What a copy of the newsroom's database is called."""

_DEBIAN_PROGRAMS: Final = Path("/usr/lib/postgresql")

# Everything of the newsroom lies in tables; what belongs to a table goes with it.
_CLEAR: Final = """
DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE 'DROP TABLE IF EXISTS ' || one || ' CASCADE';
    END LOOP;
END $$;
"""


def kind_of(database: str) -> DatabaseKind:
    """The kind that a paper's `database` setting names."""
    return DatabaseKind.POSTGRESQL if "://" in database else DatabaseKind.SQLITE


def copy_sqlite(source: Path, target: Path) -> None:
    """
    A copy of the state at one moment, while others read and write; one file, checked.

    Raises PaperError when the source is missing or damaged, OSError when there is no room.
    """
    if not source.is_file():
        raise PaperError(f"{source} is missing. Look where it went, or write its place into broadsheet.toml.")
    try:
        with closing(sqlite3.connect(source, timeout=60)) as original, closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA synchronous=OFF")  # whoever wants the copy on the medium says so
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise OSError(f"{error}") from error
        raise PaperError(f"{source} cannot be copied ({error}). Try again when nothing else works on it.") from error
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise PaperError(f"{source} is damaged ({found}). Restore the last good backup.")


def put_sqlite(copy: Path, target: Path) -> None:
    """Put a copy in the place of a database that nobody has open."""
    beside = target.with_name(target.name + BESIDE)
    shutil.copyfile(copy, beside)
    for companion in ("-wal", "-shm"):  # they belong to what was there; the copy has none
        target.with_name(target.name + companion).unlink(missing_ok=True)
    beside.rename(target)


def dump_postgresql(address: str, target: Path) -> None:
    """Write the whole database, as at one moment, into a file for `load_postgresql`; PaperError when it fails."""
    options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    _run([_program("pg_dump"), *options, f"--dbname={_without_password(address)}"], address)


def load_postgresql(address: str, dump: Path) -> None:
    """Put the dump in the place of whatever the database holds, in one transaction; PaperError when it fails."""
    clear, script = dump.with_name("clear.sql"), dump.with_name("newsroom.sql")
    try:
        clear.write_text(_CLEAR, encoding="utf-8")
        # First whole into a file: what is cut off on its way must not be taken for all there is.
        _run([_program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(dump)], address)
        options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        files = (f"--file={clear}", f"--file={script}")
        _run([_program("psql"), *options, *files, f"--dbname={_without_password(address)}"], address)
    finally:
        clear.unlink(missing_ok=True)
        script.unlink(missing_ok=True)


def is_empty_postgresql(address: str) -> bool:
    """Whether the database has no table; PaperError when it cannot be reached."""
    import psycopg

    try:
        with psycopg.connect(address) as connection:
            row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").fetchone()
    except psycopg.Error as error:
        raise PaperError(f"The database does not answer: {error}. Look at its address and whether it runs.") from error
    return row == (0,)


@contextmanager
def scratch_postgresql(address: str, name: str) -> Iterator[str]:
    """The address of an empty database on the same server, removed afterwards; PaperError when it may not be made."""
    import psycopg
    from psycopg import sql

    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(drop)
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    except psycopg.Error as error:
        user = urlsplit(address).username or "the paper's user"
        raise PaperError(f"No database {name} for a trial: {error}. Allow it: ALTER ROLE {user} CREATEDB") from error
    try:
        yield urlsplit(address)._replace(path=f"/{quote(name)}").geturl()
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(drop)


def _program(name: str) -> str:
    """One of PostgreSQL's programs; Debian keeps the newest of them off the usual path."""
    found = shutil.which(name) or max(map(str, _DEBIAN_PROGRAMS.glob(f"*/bin/{name}")), default=None)
    if found is None:
        raise PaperError(f"The program {name} is missing. Install it: sudo apt install postgresql-client")
    return found


def _without_password(address: str) -> str:
    """The address as it may stand in the list of processes, which everybody on the machine can read."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    user = f"{(parts.username or '')}@" if parts.username else ""
    return parts._replace(netloc=f"{user}{host}").geturl()


def _run(command: Sequence[str], address: str) -> None:
    password = urlsplit(address).password
    environment = os.environ | ({"PGPASSWORD": unquote(password)} if password else {})
    ended = subprocess.run(  # noqa: S603 -- PostgreSQL's own program
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        name = Path(command[0]).name
        raise PaperError(f"{name} failed: {ended.stderr.strip()[:500]}. Look at the database, then try again.")
