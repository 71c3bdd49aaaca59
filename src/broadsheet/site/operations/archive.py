"""
The file of a backup: a tar packed with gzip, whose last member names every other one with its SHA-256.

Because the list comes last, a file that was cut off has none and is refused. Nothing of what lies in the archive is
believed before all of it was read: `verified` does that, and `unpack` checks each file again while it writes it.
"""

import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from broadsheet.errors import ArchiveRefusedError, BackupRefusedError
from broadsheet.site.operations.databases import DatabaseKind

FORMAT: Final = 1
"""Raised when a backup can no longer be read by an earlier Broadsheet."""

MANIFEST: Final = "manifest.json"

PARTS: Final = frozenset(
    {"newsroom.sqlite3", "newsroom.pgdump", "edition.db", "broadsheet.toml", "secret.key", "media", "templates"}
)
"""What may stand in a backup: names of files, or first names of their paths."""

_CHUNK: Final = 1 << 20

_LARGEST_MANIFEST: Final = 256_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """
    What a backup says of itself.

    `made_at` is in ISO 8601, `files` gives the SHA-256 of each by its name, `size` their bytes together. With
    `edition_ahead` something was published while the backup was made: what brings it back composes everything again.
    """

    made_at: str
    database: DatabaseKind
    edition_ahead: bool
    versions: Mapping[str, str]
    size: int
    files: Mapping[str, str]

    def as_json(self) -> bytes:
        """The member of the archive that says it."""
        content = {
            "format": FORMAT,
            "made_at": self.made_at,
            "database": self.database.value,
            "edition_ahead": self.edition_ahead,
            "versions": dict(self.versions),
            "size": self.size,
            "files": dict(self.files),
        }
        return json.dumps(content, indent=1, ensure_ascii=False).encode()


@dataclass(slots=True)
class ArchiveWriter:
    """An archive that is being written."""

    tar: tarfile.TarFile
    digests: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def add(self, name: str, path: Path) -> None:
        """Put one file in; FileNotFoundError when it is gone, BackupRefusedError when it shrinks under the reading."""
        with path.open("rb") as source:
            member = self.tar.gettarinfo(arcname=name, fileobj=source)
            member.type, member.linkname = tarfile.REGTYPE, ""  # a second hard link is a file of its own here
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            reading = _Reading(source)
            try:
                self.tar.addfile(member, reading)
            except OSError as error:
                if "unexpected end of data" not in str(error):
                    raise
                raise BackupRefusedError(f"{path} became shorter while it was read. Run the backup again.") from error
        self.digests[name] = reading.digest.hexdigest()
        self.size += reading.size

    def finish(self, manifest: Manifest) -> None:
        """Write the list of all files, after which the archive is whole."""
        data = manifest.as_json()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(data), 0o600
        self.tar.addfile(member, io.BytesIO(data))


class _Reading:
    """A file that notes the digest of what is read from it. One that grows meanwhile is read as far as it went."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._source.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data


def verified(path: Path) -> Manifest:
    """
    Read the whole archive and compare every checksum; what it says of itself.

    Raises ArchiveRefusedError when anything is damaged, missing, too much, or would be written outside.
    """
    digests: dict[str, str] = {}
    manifest: Manifest | None = None
    with _reading(path) as tar:
        for name, stream in _members(path, tar):
            if manifest is not None:
                raise _refused(path, f"{name} comes after its list of files")
            if name == MANIFEST:
                manifest = _manifest(path, stream.read(_LARGEST_MANIFEST))
            elif name in digests:
                raise _refused(path, f"{name} is in it twice")
            else:
                digests[name] = _digest(stream)
    if manifest is None:
        raise _refused(path, "its end is missing")
    for name in sorted({*digests, *manifest.files}):
        if digests.get(name) != manifest.files.get(name):
            raise _refused(path, f"{name} is not what was backed up")
    return manifest


def unpack(path: Path, manifest: Manifest, folder: Path, only: Container[str] | None = None) -> None:
    """Write the files of a verified archive, or `only` these, below `folder`; ArchiveRefusedError if it has changed."""
    with _reading(path) as tar:
        for name, stream in _members(path, tar):
            if name == MANIFEST or (only is not None and name not in only):
                continue
            if _written(folder / name, stream) != manifest.files.get(name):
                raise _refused(path, f"{name} changed while it was read")


def _written(target: Path, stream: IO[bytes]) -> str:
    """Write a file; the digest of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _members(path: Path, tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for member in tar:
        stream = tar.extractfile(member) if member.isreg() else None
        if stream is None:
            raise _refused(path, f"{member.name} is a link or something else that is no plain file")
        if not _is_ours(member.name):
            raise _refused(path, f"{member.name} is nothing a paper has")
        yield member.name, stream
    while tar.fileobj.read(_CHUNK):  # to its very end, where the checksum of the whole stands
        pass


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    plain = not name.startswith("/") and "\\" not in name and not any(part in {"", ".", ".."} for part in parts)
    return plain and (name == MANIFEST or parts[0] in PARTS)


@contextmanager
def _reading(path: Path) -> Iterator[tarfile.TarFile]:
    if not path.is_file():
        raise ArchiveRefusedError(f"There is no backup {path}. Look for its name, which usually ends in .tar.gz.")
    try:
        with tarfile.open(path, "r:gz") as tar:
            yield tar
    except (tarfile.TarError, EOFError, zlib.error, UnicodeError, ValueError) as error:
        raise _refused(path, f"it cannot be read ({str(error) or 'its end is missing'})") from error
    except OSError as error:
        if error.errno is not None:  # of the disk, not of what is in the file
            raise
        raise _refused(path, f"it cannot be read ({error})") from error


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _manifest(path: Path, data: bytes) -> Manifest:
    try:
        content: dict[str, Any] = json.loads(data)
        if int(content["format"]) > FORMAT:
            raise ArchiveRefusedError(f"{path} was made by a newer Broadsheet. Install that version, then restore it.")
        return Manifest(
            made_at=str(content["made_at"]),
            database=DatabaseKind(content["database"]),
            edition_ahead=bool(content["edition_ahead"]),
            versions={str(name): str(value) for name, value in content["versions"].items()},
            size=int(content["size"]),
            files={str(name): str(value) for name, value in content["files"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused(path, "its list of files cannot be read") from error


def _refused(path: Path, why: str) -> ArchiveRefusedError:
    return ArchiveRefusedError(f"{path} is no whole backup: {why}. Take an earlier one.")
