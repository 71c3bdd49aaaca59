"""
Compressed bytes by the digest of what they were made from, kept from run to run.

The same bytes are compressed once: under whatever name they come, and when a page comes back. Copies beside pages are
hard links to what lies here, so they take no room of their own where both are on one file system.
"""

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

STORE: Final = "cache/packed"
"""The usual place, in the paper's folder."""

UNUSED_DAYS: Final = 30
"""Days after which compressed bytes that lie beside no page are thrown away."""

SCHEMA: Final = """
-- What lies here. `looks` is "" where compressing saves nothing; `used` is the day it was last beside a page.
CREATE TABLE IF NOT EXISTS packed (
    digest BLOB, ending TEXT, looks TEXT NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (digest, ending)
) WITHOUT ROWID;
"""


def looks(path: Path) -> str:
    """What tells one version of a file from the next without reading it; "" when there is none."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where compressed bytes lie; None where compressing saves nothing."""

    place: Path | None


class Packed:
    """The compressed bytes of one paper. All methods raise OSError as it comes."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, today: int) -> None:
        self._connection = connection
        self._folder = folder
        self._today = today
        self._made: set[Path] = set()

    def find(self, digest: bytes, ending: str) -> Kept | None:
        """What is kept of bytes with this digest; None when it is yet to be made."""
        row = self._connection.execute(
            "SELECT looks FROM packed WHERE digest = ? AND ending = ?", (digest, ending)
        ).fetchone()
        if row is None:
            return None
        place = self._place(digest, ending)
        if row[0] and row[0] != looks(place):
            return None  # gone, or written to by somebody else: a link leads here from the tree
        return Kept(place=place if row[0] else None)

    def keep(self, digest: bytes, ending: str, packed: bytes | None) -> Path | None:
        """Keep what was made of bytes with this digest; None says that compressing saves nothing."""
        place = self._place(digest, ending)
        seen = ""
        if packed is not None:
            if place.parent not in self._made:
                place.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(place.parent)
            beside = place.with_name(f"{place.name}.part")
            try:
                beside.write_bytes(packed)
                beside.rename(place)
            except OSError:
                with suppress(OSError):
                    beside.unlink()
                raise
            seen = looks(place)
        self._connection.execute(
            "INSERT OR REPLACE INTO packed VALUES (?, ?, ?, ?)", (digest, ending, seen, self._today)
        )
        return place if packed is not None else None

    def prune(self) -> int:
        """Throw away what lay beside no page for long, and what nobody knows of; how many files."""
        self._connection.execute(
            "UPDATE packed SET used = ? WHERE EXISTS "
            "(SELECT 1 FROM copy WHERE copy.digest = packed.digest AND copy.ending = packed.ending)",
            (self._today,),
        )
        self._connection.execute("DELETE FROM packed WHERE used < ?", (self._today - UNUSED_DAYS,))
        known = {
            f"{digest.hex()}{ending}"
            for digest, ending in self._connection.execute("SELECT digest, ending FROM packed WHERE looks != ''")
        }
        removed = 0
        for folder, _, names in os.walk(self._folder):
            for name in names:
                if name not in known:
                    Path(folder, name).unlink(missing_ok=True)
                    removed += 1
        return removed

    def _place(self, digest: bytes, ending: str) -> Path:
        name = digest.hex()
        return self._folder / name[:2] / f"{name}{ending}"
