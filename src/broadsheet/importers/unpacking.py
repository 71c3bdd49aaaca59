"""Exports that come as an archive, as files to read from. An archive is somebody else's: see limits."""

import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.packing import LINES

MOST_FILES: Final = 1_000_000
LARGEST: Final = 1_000_000_000
"""Bytes of one file in an archive that is not the lines, or the export, themselves."""

_TIMES: Final = 200
"""How many times larger than the archive its contents may be: text packs to a twentieth, a bomb to a thousandth."""

_ROOM: Final = 100_000_000
_CHUNK: Final = 1 << 20
_DAMAGED: Final = (zipfile.BadZipFile, tarfile.TarError, EOFError, NotImplementedError, RuntimeError, ValueError)


@contextmanager
def lines_file(source: Path) -> Iterator[Path]:
    """
    The file of lines in `source`: itself, the one in a folder, or the one in a `.zip` or `.tar`, unpacked meanwhile.

    Raises SourceUnreadableError, naming the remedy, when there is none or the archive is damaged or too large.
    """
    if source.is_dir():
        yield _lines_in(source, source)
    elif _is_archive(source):
        with tempfile.TemporaryDirectory(prefix="broadsheet-import-") as folder:
            _unpack(source, Path(folder))
            yield _lines_in(Path(folder), source)
    else:
        yield source


@contextmanager
def export_files(sources: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    """
    The files of a WordPress export: each as it is, or those ending in .xml of an archive, unpacked meanwhile.

    Raises SourceUnreadableError, naming the remedy, when an archive has none, or is damaged or too large.
    """
    with ExitStack() as stack:
        found: list[Path] = []
        for source in sources:
            if not _is_archive(source):
                found.append(source)
                continue
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="broadsheet-import-")))
            _unpack(source, folder)
            inside = sorted(path for path in folder.rglob("*.xml") if path.is_file())
            if not inside:
                raise SourceUnreadableError(f"“{source.name}” has no file that ends in .xml; name the export itself.")
            found += inside
        yield tuple(found)


def _is_archive(source: Path) -> bool:
    return source.name.lower().endswith((".zip", ".tar", ".tar.gz", ".tgz"))


def _lines_in(folder: Path, source: Path) -> Path:
    own = folder / LINES
    found = [own] if own.is_file() else sorted(folder.glob("*.jsonl")) or sorted(folder.glob("*/*.jsonl"))
    if len(found) == 1:
        return found[0]
    raise SourceUnreadableError(
        f"“{source.name}” has {len(found) or 'no'} files that end in .jsonl; name the one to import."
    )


def _unpack(source: Path, folder: Path) -> None:
    try:
        left = _ROOM + _TIMES * source.stat().st_size
        entries = _zip_entries(source) if source.suffix.lower() == ".zip" else _tar_entries(source)
        for number, (name, entry) in enumerate(entries):
            place = _place(name, folder)
            if place is None:
                continue
            if number >= MOST_FILES:
                raise SourceUnreadableError(f"“{source.name}” has more than {MOST_FILES:,} files; divide it.")
            left -= _copied(entry, place, left, source)
    except OSError as error:
        raise SourceUnreadableError(
            f"“{source.name}” cannot be unpacked: {error.strerror or error}. Check its name, "
            "its permissions and the room on the disk."
        ) from error
    except _DAMAGED as error:
        raise SourceUnreadableError(f"“{source.name}” is damaged: {error}. Copy or make it once more.") from error


def _zip_entries(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(source) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                with archive.open(info) as entry:
                    yield info.filename, entry


def _tar_entries(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Ordinary files only: a link in an archive may lead out of it."""
    with tarfile.open(source, "r:*") as archive:
        for info in archive:
            entry = archive.extractfile(info) if info.isreg() else None
            if entry is not None:
                with entry:
                    yield info.name, entry


def _place(name: str, folder: Path) -> Path | None:
    """Where an entry lies; None when its name leads anywhere else than below the folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name or not path.parts or ":" in path.parts[0]:
        return None
    return folder.joinpath(*path.parts)


def _copied(entry: IO[bytes], place: Path, left: int, source: Path) -> int:
    """Write an entry to its place; how many bytes it had."""
    place.parent.mkdir(parents=True, exist_ok=True)
    most = left if place.suffix in (".jsonl", ".xml") else min(left, LARGEST)
    written = 0
    with place.open("wb") as file:
        while data := entry.read(_CHUNK):
            written += len(data)
            if written > most:
                raise SourceUnreadableError(
                    f"What lies in “{source.name}” is far larger than the archive should hold; unpack it yourself and "
                    "name the folder if you trust it."
                )
            file.write(data)
    return written
