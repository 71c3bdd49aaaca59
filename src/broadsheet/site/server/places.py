"""From the path of a request to a file of the tree, and never out of it."""

import os
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final

from broadsheet.tree.folder import BESIDE, COPIES

NEVER_SERVED: Final = (BESIDE, *COPIES)
"""Endings of files that lie in the tree but are nobody's page: half-written ones and compressed copies."""

INDEX: Final = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of the tree: its path there, where it lies, its size in bytes, and what tells its versions apart."""

    path: str
    file: Path
    size: int
    version: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slashless:
    """The address of a page without its final slash."""


class Places:
    """The files of one tree."""

    def __init__(self, tree: Path) -> None:
        self._root = str(tree)

    def find(self, path: str) -> Found | Slashless | None:
        """What a request's path, percent-decoded, means here; None when there is nothing to be seen."""
        within = path.removeprefix("/")
        if not is_plain(within):
            return None
        if not within or within.endswith("/"):
            return self.file(f"{within}{INDEX}")
        found = self.file(within)
        if found is None and self.file(f"{within}/{INDEX}") is not None:
            return Slashless()
        return found

    def file(self, path: str) -> Found | None:
        """The file at a path of the tree, if it is one that may be served."""
        if not is_plain(path) or path.endswith(NEVER_SERVED):
            return None
        found = found_at(path, Path(f"{self._root}/{path}"))
        return self._through_links(path) if found and self._has_links(path) else found

    def _has_links(self, path: str) -> bool:
        place = self._root
        for name in path.split("/"):
            place = f"{place}/{name}"
            if os.path.islink(place):  # noqa: PTH114 -- a Path for each costs more than looking
                return True
        return False

    def _through_links(self, path: str) -> Found | None:
        try:
            root = os.path.realpath(self._root)
            real = Path(os.path.realpath(f"{root}/{path}"))
        except (OSError, ValueError):
            return None  # a circle of links
        return found_at(path, real) if str(real).startswith(f"{root}/") else None  # never a link that leads out


def found_at(path: str, file: Path) -> Found | None:
    """The file that lies here, known by this path; None when it is missing, or no file at all."""
    try:
        seen = file.stat()
    except (OSError, ValueError):
        return None  # missing, or a name too long or of signs no file has
    if not S_ISREG(seen.st_mode):
        return None
    return Found(path=path, file=file, size=seen.st_size, version=(seen.st_ino, seen.st_size, seen.st_mtime_ns))


def is_plain(path: str) -> bool:
    """Whether a path names things by what they are called: nothing hidden, nothing above, nothing twice."""
    if "\0" in path or "\\" in path:
        return False
    within = f"/{path.removesuffix('/')}/" if path else ""
    return "//" not in within and "/." not in within
