"""
WACZ: a zip of WARC files with a list of all its parts and their hashes (Web Archive Collection Zipped, 1.1).

Nothing is taken from a package whose hashes do not agree. Names in it are only ever names: a part is written under a
name of ours, and no more of it than the package says it has.
"""

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.fetching.coding import PIECE

_LIST: Final = "datapackage.json"
_DIGEST_OF_LIST: Final = "datapackage-digest.json"
_LARGEST_LIST: Final = 50_000_000
_MOST_UNPACKED: Final = 20
"""How many times its own size a package may unpack to; WARC files in it are packed already."""
_ARCHIVES: Final = (".warc", ".warc.gz", ".arc", ".arc.gz")
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    path: str
    algorithm: str
    digest: str


def unpacked_archives(path: Path, folder: Path) -> list[tuple[str, Path]]:
    """
    The WARC files of a package, each under its name in it and where it was put into `folder`.

    Raises SourceUnreadableError when it is no package, hashes do not agree, or it unpacks to more than makes sense.
    """
    try:
        with zipfile.ZipFile(path) as package:
            _check_sizes(path, package)
            parts = list(_parts(path, package))
            for number, part in enumerate(parts):
                _check_and_keep(path, package, part, folder / f"{number}.warc" if _is_archive(part.path) else None)
    except _BROKEN as error:
        raise _refused(path, f"it is no WACZ file that can be read ({type(error).__name__})") from error
    kept = [(part.path, folder / f"{number}.warc") for number, part in enumerate(parts) if _is_archive(part.path)]
    if not kept:
        raise _refused(path, "no WARC file is in it")
    return kept


def _refused(path: Path, why: str) -> SourceUnreadableError:
    return SourceUnreadableError(f"“{path.name}” was not taken: {why}. Get it again from where it was made.")


def _check_sizes(path: Path, package: zipfile.ZipFile) -> None:
    total = sum(info.file_size for info in package.infolist())
    if total > path.stat().st_size * _MOST_UNPACKED + _LARGEST_LIST:
        raise _refused(path, f"it unpacks to {total:,} bytes, far more than archives do")
    if shutil.disk_usage(path.parent).total < total:
        raise _refused(path, f"it unpacks to {total:,} bytes, more than the disk holds")


def _parts(path: Path, package: zipfile.ZipFile) -> Iterator[_Part]:
    """What the package's own list names; a WARC file that is not in it is a reason to refuse the whole."""
    names = set(package.namelist())
    listed = _json(path, package, _LIST)
    if _DIGEST_OF_LIST in names:
        said = _json(path, package, _DIGEST_OF_LIST)
        yield _part(path, {"path": _LIST, "hash": said.get("hash") if isinstance(said, dict) else None})
    resources = listed.get("resources") if isinstance(listed, dict) else None
    if not isinstance(resources, list):
        raise _refused(path, f"its {_LIST} lists nothing")
    parts = [_part(path, resource) for resource in resources]
    missing = [part.path for part in parts if part.path not in names]
    if missing:
        raise _refused(path, f"“{missing[0][:200]}” is in its list but not in it")
    unlisted = sorted(name for name in names if _is_archive(name) and name not in {part.path for part in parts})
    if unlisted:
        raise _refused(path, f"“{unlisted[0][:200]}” is in it but not in its list, so nothing vouches for it")
    yield from parts


def _part(path: Path, resource: Any) -> _Part:
    place = resource.get("path") if isinstance(resource, dict) else None
    said = resource.get("hash") if isinstance(resource, dict) else None
    if not isinstance(place, str) or not isinstance(said, str):
        raise _refused(path, "its list names a part without path or hash")
    algorithm, _, digest = said.partition(":")
    if algorithm not in ("sha256", "sha512"):
        raise _refused(path, f"the hash of “{place[:200]}” is of the kind “{algorithm[:20]}”, which proves nothing")
    return _Part(path=place, algorithm=algorithm, digest=digest.lower())


def _json(path: Path, package: zipfile.ZipFile, name: str) -> Any:
    if name not in package.namelist():
        raise _refused(path, f"its {name} is missing")
    with package.open(name) as opened:
        data = opened.read(_LARGEST_LIST + 1)
    if len(data) > _LARGEST_LIST:
        raise _refused(path, f"its {name} is too large")
    return json.loads(data)


def _check_and_keep(path: Path, package: zipfile.ZipFile, part: _Part, target: Path | None) -> None:
    digest = hashlib.new(part.algorithm)
    with package.open(part.path) as opened, (target or Path("/dev/null")).open("wb") as kept:
        while piece := opened.read(PIECE):
            digest.update(piece)
            kept.write(piece)
    if digest.hexdigest() != part.digest:
        raise _refused(path, f"“{part.path[:200]}” is not what its hash in the package says")


def _is_archive(name: str) -> bool:
    return name.lower().endswith(_ARCHIVES)
