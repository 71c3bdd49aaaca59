"""An export as one thing: a folder, a `.zip` or a `.tar` with the lines and, beside them, the files they name."""

import os
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Protocol

LINES: Final = "paper.jsonl"
"""What the file of the lines is called in a folder or archive."""

_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""The moment that every entry of an archive bears, so that the same paper gives the same bytes."""

_CHUNK: Final = 1 << 20


class Parcel(Protocol):
    """Where an export is written to."""

    def write_lines(self, lines: Iterable[bytes]) -> None:
        """Write the lines; once, and first."""

    def write_file(self, path: str, file: Path) -> None:
        """Write one file that the lines name."""


@contextmanager
def parcel(target: Path) -> Iterator[Parcel]:
    """
    What is written to `target`, by its ending: `.zip`, `.tar`, `.jsonl` with the files beside it, else a folder.

    An archive, and the file of lines, appear whole at the end or not at all.
    """
    match target.suffix.lower():
        case ".zip" | ".tar":
            with _beside(target) as part, _Zip(part) if target.suffix.lower() == ".zip" else _Tar(part) as written:
                yield written
        case ".jsonl":
            with _Folder(target) as folder:
                yield folder
        case _:
            with _Folder(target / LINES) as folder:
                yield folder


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A file next to the target that takes its place at the end."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class _Folder:
    """The lines in a file, and the files below its folder. What lies there already with its content is left."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._part = _beside(target)
        self._lines = Path()

    def __enter__(self) -> "_Folder":
        self._lines = self._part.__enter__()
        return self

    def __exit__(self, *error: object) -> bool | None:
        return self._part.__exit__(*error)  # type: ignore[arg-type]  # as it was handed in

    def write_lines(self, lines: Iterable[bytes]) -> None:
        with self._lines.open("wb") as file:
            file.writelines(lines)

    def write_file(self, path: str, file: Path) -> None:
        place = self._target.parent / path
        if place.exists() and place.stat().st_size == file.stat().st_size:
            return
        with _beside(place) as part:
            shutil.copyfile(file, part)


class _Zip:
    def __init__(self, part: Path) -> None:
        self._archive = zipfile.ZipFile(part, "w")

    def __enter__(self) -> "_Zip":
        return self

    def __exit__(self, *_error: object) -> None:
        self._archive.close()

    def write_lines(self, lines: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(LINES, _OLDEST)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(info, "w", force_zip64=True) as entry:
            for line in lines:
                entry.write(line)

    def write_file(self, path: str, file: Path) -> None:
        info = zipfile.ZipInfo(path, _OLDEST)  # stored: pictures are packed already
        with self._archive.open(info, "w", force_zip64=True) as entry, file.open("rb") as source:
            shutil.copyfileobj(source, entry, _CHUNK)


class _Tar:
    """A tar says how long an entry is before it, so the lines are written beside first."""

    def __init__(self, part: Path) -> None:
        self._folder = part.parent
        self._archive = tarfile.open(part, "w", format=tarfile.PAX_FORMAT)  # noqa: SIM115  # closed at the end

    def __enter__(self) -> "_Tar":
        return self

    def __exit__(self, *_error: object) -> None:
        self._archive.close()

    def write_lines(self, lines: Iterable[bytes]) -> None:
        with tempfile.TemporaryFile(dir=self._folder) as written:
            written.writelines(lines)
            size = written.tell()
            written.seek(0)
            self._add(LINES, size, written)

    def write_file(self, path: str, file: Path) -> None:
        with file.open("rb") as source:
            self._add(path, file.stat().st_size, source)

    def _add(self, name: str, size: int, source: "BinaryIO") -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o644
        self._archive.addfile(info, source)
