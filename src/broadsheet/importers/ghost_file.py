"""
Opens a Ghost export and takes from it what belongs to a paper; all else is counted and never looked at.

An export also holds settings with keys, sessions, tokens and the hashes of passwords: of those tables only the number
of rows is asked, and of a user only name, web address and what readers are told.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.ghost_menus import MENUS
from broadsheet.importers.report import Loss, Severity, Tally

type Row = Mapping[str, Any]

READ: Final = ("posts", "tags", "users", "posts_tags", "posts_authors", "posts_meta")
_OF_USERS: Final = ("id", "name", "slug", "bio", "profile_image", "cover_image")
_MEMBERS: Final = "personal data is not taken in here; supporters come the sealed way"
_COMMENTS: Final = "their writers are members, whose names stand in no part of the file that is read; keep the file"
_SECRETS: Final = "it belongs to the old software: settings, keys and logins are not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class GhostExport:
    """The tables that are read, as lists of rows."""

    posts: list[Row]
    tags: list[Row]
    users: list[Row]
    posts_tags: list[Row]
    posts_authors: list[Row]
    posts_meta: list[Row]
    menus: Mapping[str, str]


def open_ghost(path: Path, tally: Tally) -> GhostExport:
    """The export in this file. Raises SourceUnreadableError, naming the remedy, when it is none."""
    try:
        whole = json.loads(path.read_bytes())
    except OSError as error:
        raise SourceUnreadableError(
            f"“{path}” cannot be read: {error.strerror}. Check its name and permissions."
        ) from error
    except (ValueError, RecursionError) as error:
        raise SourceUnreadableError(f"“{path.name}” is no JSON. Export it again from Ghost’s settings.") from error
    data = _data(whole)
    if data is None or not isinstance(data.get("posts"), list):
        raise SourceUnreadableError(f"“{path.name}” is no Ghost export: it has no posts. Export it again from Ghost.")
    _count_the_rest(data, tally)
    tables = {name: _rows(data.get(name)) for name in READ}
    tables["users"] = [{name: row.get(name) for name in _OF_USERS} for row in tables["users"]]
    return GhostExport(**tables, menus=_menus(data))


def _menus(data: Mapping[str, Any]) -> Mapping[str, str]:
    """The settings that are menus, as they are stored; no other setting is looked at."""
    rows = _rows(data.get("settings"))
    return {str(row.get("key")): str(row.get("value") or "") for row in rows if row.get("key") in MENUS}


def _data(whole: Any) -> Any:
    """The tables: version 1 has them at the top, later ones within a list of databases."""
    databases = whole.get("db") if isinstance(whole, dict) else None
    if isinstance(databases, list) and databases and isinstance(databases[0], dict):
        whole = databases[0]
    data = whole.get("data", whole) if isinstance(whole, dict) else None
    return data if isinstance(data, dict) else None


def _rows(table: Any) -> list[Row]:
    return [row for row in table if isinstance(row, dict)] if isinstance(table, list) else []


def _count_the_rest(data: Mapping[str, Any], tally: Tally) -> None:
    for name, table in data.items():
        if name in READ or not isinstance(table, list) or not table:
            continue
        is_members = name == "members"
        what = "member" if is_members else "comment" if name == "comments" else f"row of the table “{name[:60]}”"
        menus = sum(isinstance(row, dict) and row.get("key") in MENUS for row in table) if name == "settings" else 0
        tally.found(what, len(table))
        tally.carried(what, menus)
        if name == "comments":
            tally.lose(Loss(what=what, where="the file", which="all of them", why=_COMMENTS, count=len(table)))
            continue
        why, severity = (_MEMBERS, Severity.REFUSED) if is_members else (_SECRETS, Severity.DROPPED)
        lost = Loss(
            what=what, where="the file", which="all of them", why=why, severity=severity, count=len(table) - menus
        )
        if lost.count:
            tally.lose(lost)
