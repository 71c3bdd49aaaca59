"""
`broadsheet restore`: a paper in a new folder, from the file of a backup.

Every checksum is compared before anything is written; what is written takes its name only when it is whole.
"""

import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from broadsheet.errors import PaperError, RestoreRefusedError
from broadsheet.site.operations import newsroom_steps
from broadsheet.site.operations.archive import Manifest, unpack, verified
from broadsheet.site.operations.databases import (
    COPY_NAMES,
    DatabaseKind,
    is_empty_postgresql,
    kind_of,
    load_postgresql,
)
from broadsheet.site.paper_file import FILE_NAME, SECRET_KEY_FILE_NAME, quoted, read_paper_file
from broadsheet.site.secret_key import make_secret_key

_INSIDE: Final = {"edition": "edition.db", "media": "media", "destination": "site"}
"""Where the parts of a restored paper lie: always in its own folder, whatever its settings said before."""

_SQLITE_FILE: Final = "newsroom.db"

_ROOM_TO_SPARE: Final = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was brought back, and of which moment. `moved`: settings that named places elsewhere, as they were."""

    folder: Path
    manifest: Manifest
    moved: Mapping[str, str]


def restore(archive: Path, folder: Path, *, database: str | None = None) -> Restored:
    """
    Bring the paper in `archive` back in `folder`, which must be new or empty.

    `database` is the address of an empty PostgreSQL database, or the name of a file for SQLite; without it the
    newsroom goes where it lay: into a file in the folder, or into the PostgreSQL database its settings name. Raises
    ArchiveRefusedError, RestoreRefusedError, or PaperError from the database; then the folder is as before.
    """
    manifest = verified(archive)
    folder = folder.resolve()
    _check(folder, manifest)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        unpack(archive, manifest, staging)
        paper = read_paper_file(staging)
        wanted = database or (paper.database if manifest.database is DatabaseKind.POSTGRESQL else _SQLITE_FILE)
        moved = _settle(staging, wanted)
        _place(staging, manifest, wanted)
        staging.chmod(0o755)  # the web server reads the printed pages in it
        staging.rename(folder)  # in the place of an empty folder, too
    except OSError as error:
        raise RestoreRefusedError(
            f"The paper cannot be written to {folder}: {error.strerror or error}. Free some space, or name another."
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Restored(folder=folder, manifest=manifest, moved=moved)


def _check(folder: Path, manifest: Manifest) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RestoreRefusedError(f"{folder} is not empty and stays as it is. Name a new or an empty folder.")
    if FILE_NAME not in manifest.files or COPY_NAMES[manifest.database] not in manifest.files:
        raise RestoreRefusedError("The backup has no settings or no newsroom in it. Take an earlier one.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder.parent).free < manifest.size * _ROOM_TO_SPARE:
        raise RestoreRefusedError(
            f"The paper takes {manifest.size // 1_000_000:,} MB, which {folder.parent} has not. Free some space there."
        )


def _settle(staging: Path, database: str) -> Mapping[str, str]:
    """Have every part of the paper lie in its folder; the settings that said otherwise, as they were."""
    path = staging / FILE_NAME
    text = path.read_text(encoding="utf-8")
    head, table, rest = text.partition("\n[")
    moved = {}
    for setting, value in {**_INSIDE, "database": database}.items():
        line = re.compile(rf"^{setting}[ \t]*=[ \t]*(.*)$", re.MULTILINE)
        wanted = f"{setting} = {quoted(value)}"
        found = line.search(head)
        if found is None:
            head = f"{head.rstrip()}\n{wanted}\n"
            continue
        head = head[: found.start()] + wanted + head[found.end() :]
        if found[0] != wanted and setting != "database":
            moved[setting] = found[1].strip()
    path.write_text(head + table + rest, encoding="utf-8")
    read_paper_file(staging)
    for name in ("media", "site"):
        (staging / name).mkdir(exist_ok=True)
    key = staging / SECRET_KEY_FILE_NAME
    make_secret_key(key)  # where the backup had none
    key.chmod(0o600)
    return moved


def _place(staging: Path, manifest: Manifest, database: str) -> None:
    """Put the newsroom where it belongs, and compose again what was published while it was backed up."""
    copy = staging / COPY_NAMES[manifest.database]
    if kind_of(database) is DatabaseKind.POSTGRESQL:
        if not is_empty_postgresql(database):
            raise RestoreRefusedError("The PostgreSQL database is not empty and stays as it is. Make a new one.")
        _fill_postgresql(staging, copy, manifest, database)
    elif manifest.database is DatabaseKind.SQLITE:
        if Path(database).name != database or (staging / database).exists():
            raise RestoreRefusedError(f"{database} is no name for the newsroom's file. Name another, without a folder.")
        copy.rename(staging / database)
    else:
        raise RestoreRefusedError(
            "This newsroom lay in PostgreSQL. Make an empty database and name it: --database postgresql://user@host/name"
        )
    if manifest.edition_ahead:
        newsroom_steps.run(staging, newsroom_steps.Step.COMPOSE_ALL)


def _fill_postgresql(staging: Path, copy: Path, manifest: Manifest, database: str) -> None:
    if manifest.database is DatabaseKind.POSTGRESQL:
        load_postgresql(database, copy)
        copy.unlink()
        return
    try:
        newsroom_steps.run(staging, newsroom_steps.Step.TAKE_OVER, str(copy))
    except PaperError as error:
        raise RestoreRefusedError(f"{error} Empty the database before you try again.") from error
    for each in staging.glob(f"{copy.name}*"):
        each.unlink()
