"""
A new newsroom in a moment: the tables as all migrations leave them, kept as SQL for SQLite.

Running the migrations one by one takes ten seconds. The SQL holds what they made, with their own record of having run,
so that `migrate` after it finds nothing to do, or only what is newer. It is used only for an empty SQLite file and only
with the versions it was made with; otherwise the migrations run.
`python -m broadsheet.site.empty_newsroom` makes it anew, the same to the byte while no migration changes.
"""

import os
import re
import sqlite3
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

SQL_NAME = "empty_newsroom.sql"
MADE_WITH = ("django", "wagtail", "modelsearch", "django-taggit", "django-allauth")

_MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?'")
_UNIQUE_ID = re.compile(r"'[0-9a-f]{32}'")


def versions_line() -> str:
    """The first line of the SQL: what it was made with."""
    return "-- " + " ".join(f"{name}=={version(name)}" for name in MADE_WITH)


def fill_empty_database() -> bool:
    """Fill Django's default database if it is an empty SQLite file and the SQL fits; whether it was filled."""
    from django.db import connection

    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return False
    resource = files("broadsheet.site") / SQL_NAME
    if not resource.is_file():
        return False
    sql = resource.read_text(encoding="utf-8")
    if not sql.startswith(versions_line() + "\n"):
        return False
    connection.ensure_connection()
    raw: sqlite3.Connection = connection.connection
    raw.executescript(f"PRAGMA foreign_keys=OFF; {sql} PRAGMA foreign_keys=ON;")
    return True


def migrated_sql() -> str:
    """Migrate an empty database in memory and write it down; Django must be set up for any paper."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    return versions_line() + "\n" + "\n".join(dumped(connection.connection)) + "\n"


def dumped(raw: sqlite3.Connection) -> list[str]:
    """The statements that make this database again. A virtual table makes its inner tables itself."""
    virtual = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'").fetchall())
    inner = tuple(f"{name}_" for name in virtual)
    kept = [
        statement
        for statement in raw.iterdump()
        if not any(word in statement for word in ("sqlite_master", "writable_schema", *inner))
    ]
    return [*map(_settled, kept[:-1]), *(f"{sql};" for sql in virtual.values()), kept[-1]]


def _settled(statement: str) -> str:
    """The statement without what is another at every run: when a migration ran, and ids drawn by lot."""
    return _UNIQUE_ID.sub("lower(hex(randomblob(16)))", _MOMENT.sub("'2026-01-01 00:00:00'", statement))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.site.settings"
    os.environ.pop("BROADSHEET_PAPER", None)

    import django

    django.setup()
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name(SQL_NAME)
    target.write_text(migrated_sql(), encoding="utf-8")
