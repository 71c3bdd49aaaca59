"""What search remembers between calls: the pages it knows, the bundles it made, what waits."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from broadsheet.edition.canonical import moment_from, moment_text
from broadsheet.edition.database import UnfitDatabaseError, open_database, transaction
from broadsheet.edition.late import dataclass
from broadsheet.press.outputs.search_bundles import SearchedPage

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO meta VALUES ('format', '1');
CREATE TABLE IF NOT EXISTS page (path TEXT PRIMARY KEY, language TEXT NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bundle (
    name TEXT PRIMARY KEY, signature BLOB NOT NULL, files TEXT NOT NULL, former TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltBundle:
    """A bundle in the tree: the signature it was made with, its files, and those of the time before that lie there."""

    name: str
    signature: bytes
    files: tuple[str, ...]
    former: tuple[str, ...] = ()


class SearchState:
    """The memory of one tree's search, in a file of its own. Losing it only means indexing everything again."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = _opened(path)
        except UnfitDatabaseError:
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            self._connection = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever indexed from here."""
        return self.started is None

    @property
    def started(self) -> datetime | None:
        """When the last round of indexing began."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = 'started'").fetchone()
        return moment_from(row[0]) if row else None

    def start(self, now: datetime) -> None:
        """A round of indexing begins."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('started', ?)", (moment_text(now),))

    def wait_for(self, paths: Iterable[str]) -> None:
        """Note pages that changed."""
        with transaction(self._connection) as connection:
            connection.executemany("INSERT OR IGNORE INTO waiting VALUES (?)", ((path,) for path in paths))

    def waiting(self) -> tuple[str, ...]:
        """The pages that changed since they were last looked at."""
        return tuple(row[0] for row in self._connection.execute("SELECT path FROM waiting ORDER BY path"))

    def note(self, looked_at: Iterable[tuple[str, SearchedPage | None]]) -> None:
        """Note what these paths hold now; they wait no more."""
        with transaction(self._connection) as connection:
            for path, page in looked_at:
                if page is None:
                    connection.execute("DELETE FROM page WHERE path = ?", (path,))
                else:
                    row = (path, page.language, page.digest)
                    connection.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", row)
                connection.execute("DELETE FROM waiting WHERE path = ?", (path,))

    def pages(self) -> tuple[SearchedPage, ...]:
        """All pages known."""
        rows = self._connection.execute("SELECT path, language, digest FROM page")
        return tuple(SearchedPage(path=path, language=language, digest=digest) for path, language, digest in rows)

    def bundles(self) -> dict[str, BuiltBundle]:
        """All bundles in the tree, by name."""
        rows = self._connection.execute("SELECT name, signature, files, former FROM bundle ORDER BY name")
        return {
            name: BuiltBundle(
                name=name, signature=signature, files=tuple(json.loads(files)), former=tuple(json.loads(former))
            )
            for name, signature, files, former in rows
        }

    def keep(self, bundle: BuiltBundle) -> None:
        """Note a bundle that lies in the tree."""
        row = (bundle.name, bundle.signature, json.dumps(bundle.files), json.dumps(bundle.former))
        self._connection.execute("INSERT OR REPLACE INTO bundle VALUES (?, ?, ?, ?)", row)

    def forget(self, name: str) -> None:
        """Note that a bundle is gone."""
        self._connection.execute("DELETE FROM bundle WHERE name = ?", (name,))


def _opened(path: Path) -> sqlite3.Connection:
    return open_database(path, schema=_SCHEMA, synchronous="NORMAL", cache_mebibytes=8)
