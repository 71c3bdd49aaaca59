"""Old addresses: the table the press printed, read again whenever it changes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, unquote_plus

from broadsheet.site.server.messages import Request

FILE: Final = "redirects.json"

_UNREAD: Final = (0, 0, 0)


class Redirects:
    """The redirects of one tree."""

    def __init__(self, tree: Path) -> None:
        self._file = tree / FILE
        self._version = _UNREAD
        self._table: Mapping[str, str] = {}

    def for_query(self, request: Request) -> str | None:
        """Where an old address that is nothing without its query leads now."""
        return self._look(request, f"{request.path}?{unquote(request.query)}") if request.query else None

    def for_path(self, request: Request) -> str | None:
        """Where an old address leads now, whatever its query says."""
        other = request.path.removesuffix("/") if request.path.endswith("/") else f"{request.path}/"
        return self._look(request, request.path, other)

    def _look(self, request: Request, *keys: str) -> str | None:
        """Where the first of these that is known leads."""
        table = self._current()
        for key in keys:
            target = table.get(key) or (table.get(unquote_plus(key)) if "?" in key else None)
            if target is not None:
                # Slashes at the start are stripped, so that no entry can name another host.
                return f"{request.root}/{quote(target.lstrip('/'), safe='/:@!$&()*+,;=-._~')}"
        return None

    def _current(self) -> Mapping[str, str]:
        try:
            seen = self._file.stat()
            version = (seen.st_ino, seen.st_size, seen.st_mtime_ns)
            if version != self._version:
                self._table = _read(self._file)
                self._version = version
        except FileNotFoundError:
            self._table, self._version = {}, _UNREAD
        except (OSError, ValueError):
            return self._table  # half a table cannot be, the press renames; an unreadable one leaves what was known
        return self._table


def _read(file: Path) -> Mapping[str, str]:
    value = json.loads(file.read_bytes())
    if not isinstance(value, dict):
        return {}
    return {f"/{old.lstrip('/')}": new for old, new in value.items() if isinstance(new, str)}
