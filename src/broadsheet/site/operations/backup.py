"""
`broadsheet backup`: everything of a paper that cannot be made again, in one file.

That is the newsroom's database, the edition, the originals of pictures and documents, the settings, the paper's own
templates and the key of its sessions. Printed pages, their ledgers and caches are printed again. Editors work on
meanwhile: the databases are copied first, each as at one moment, then the originals they name, which never change.
"""

import errno
import os
import platform
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from broadsheet.edition.store import Edition
from broadsheet.errors import BackupRefusedError
from broadsheet.site.operations.archive import ArchiveWriter, Manifest
from broadsheet.site.operations.databases import COPY_NAMES, DatabaseKind, copy_sqlite, dump_postgresql, kind_of
from broadsheet.site.paper_file import FILE_NAME, SECRET_KEY_FILE_NAME, PaperFile, read_paper_file
from broadsheet.tree.folder import BESIDE
from broadsheet.tree.note import LAST_BACKUP, write_note

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, None)
"""None: SQLite does not say which; it is raised here only for want of room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What was backed up: how many files, and the size of the archive in bytes."""

    file: Path
    files: int
    size: int

    def sentence(self) -> str:
        """One line for people."""
        return f"{self.files:,} files are safe in {self.file} ({self.size / 1_000_000:,.1f} MB)."


def back_up(folder: Path, target: Path) -> BackupReport:
    """
    Write the backup of the paper in `folder` to `target`.

    Raises BackupRefusedError when the file exists already, lies inside of what is backed up, or has no room; then
    there is nothing of it. Other errors of the paper as they come.
    """
    paper = read_paper_file(folder.resolve())
    target = target.resolve()
    _check(paper, target)
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as scratch:
            manifest = _write(paper, Path(scratch), target)
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise BackupRefusedError(
                f"No room for the backup in {target.parent}. Free some space, or name a file on another disk."
            ) from error
        raise BackupRefusedError(f"{error.filename or target} cannot be read or written: {error.strerror}.") from error
    size = target.stat().st_size
    with suppress(OSError):  # a disk without room for this line has the backup all the same
        write_note(paper.folder / LAST_BACKUP, {"at": manifest.made_at, "file": str(target), "size": size})
    return BackupReport(file=target, files=len(manifest.files), size=size)


def _check(paper: PaperFile, target: Path) -> None:
    if target.exists():
        raise BackupRefusedError(f"{target} exists already and stays as it is. Name another file.")
    if not target.parent.is_dir():
        raise BackupRefusedError(f"There is no folder {target.parent}. Make it, or name another file.")
    for folder in (paper.media, paper.destination, paper.folder / "templates"):
        if target.is_relative_to(folder):
            raise BackupRefusedError(f"A backup in {folder} would become part of the paper. Name a file elsewhere.")


def _write(paper: PaperFile, scratch: Path, target: Path) -> Manifest:
    kind = kind_of(paper.database)
    before = _serial(paper.edition)
    database = scratch / COPY_NAMES[kind]
    if kind is DatabaseKind.POSTGRESQL:
        dump_postgresql(paper.database, database)
    else:
        copy_sqlite(Path(paper.database), database)
    edition = scratch / "edition.db"
    if paper.edition.exists():
        copy_sqlite(paper.edition, edition)
    with _archive(target) as archive:
        archive.add(database.name, database)
        database.unlink()
        if edition.exists():
            archive.add(edition.name, edition)
        for name, path in _files(paper):
            with suppress(FileNotFoundError):  # deleted meanwhile
                archive.add(name, path)
        manifest = Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            database=kind,
            edition_ahead=_serial(edition) != before,
            versions=versions(),
            size=archive.size,
            files=archive.digests,
        )
        archive.finish(manifest)
    return manifest


@contextmanager
def _archive(target: Path) -> Iterator[ArchiveWriter]:
    """An archive that takes its name only when it is whole and on the medium."""
    beside = target.with_name(target.name + BESIDE)
    # It holds the accounts of the newsroom and the key of its sessions.
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                yield ArchiveWriter(tar)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(target)
    finally:
        beside.unlink(missing_ok=True)


def _files(paper: PaperFile) -> Iterator[tuple[str, Path]]:
    """Every file besides the databases: its name in the archive, and where it lies."""
    for name, path in ((FILE_NAME, paper.folder / FILE_NAME), (SECRET_KEY_FILE_NAME, paper.secret_key_file)):
        yield name, path
    for name, folder in (("media", paper.media), ("templates", paper.folder / "templates")):
        yield from ((f"{name}/{path.relative_to(folder).as_posix()}", path) for path in _below(folder))


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (path for path in (Path(place) / name for name in sorted(names)) if path.is_file())


def _serial(edition: Path) -> int:
    if not edition.exists():
        return 0
    with Edition.open(edition) as opened:
        return opened.serial


def versions() -> Mapping[str, str]:
    """What a paper is made with here, for those who bring it back elsewhere."""
    names = ("broadsheet", "django", "wagtail")
    return {**{name: version(name) for name in names}, "python": platform.python_version(), "sqlite": _sqlite()}


def _sqlite() -> str:
    with closing(sqlite3.connect(":memory:")) as connection:
        return str(connection.execute("SELECT sqlite_version()").fetchone()[0])
