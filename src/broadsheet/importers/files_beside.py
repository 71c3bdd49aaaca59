"""Finds files that lie beside a source, in its folder or below it, never outside."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from broadsheet.importers.records import ImportedDocument

AUDIO_ENDINGS: Final = ("aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav", "weba")
PICTURE_ENDINGS: Final = ("avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp")
_PAGE_ENDINGS: Final = ("asp", "aspx", "cfm", "cgi", "htm", "html", "jsp", "php", "phtml", "pl", "shtml", "xhtml")
_ENDING: Final = re.compile(r"\.([a-z][a-z0-9]{1,4})$")
_UPLOADS: Final = re.compile(r"^.*?(?:^|/)(?:wp-content|uploads)/")


def ending_of(address: str) -> str:
    """The ending of the file an address names, in lower case without its dot; "" when it has none."""
    try:
        found = _ENDING.search(unquote(urlsplit(address.strip()).path).lower())
    except ValueError:
        return ""
    return found[1] if found else ""


def names_document(address: str) -> bool:
    """Whether an address names a file that is neither a page nor a picture, as far as its ending tells."""
    return ending_of(address) not in ("", *_PAGE_ENDINGS, *PICTURE_ENDINGS)


def file_beside(folder: Path | None, path: str) -> tuple[str, Path] | None:
    """The file at a path that a source names: its path from the folder and where it lies; None when it is absent."""
    name = posixpath.normpath(path.lstrip("/")) if path.strip("/") else ".."
    if folder is None or name.startswith("../") or name in ("..", "."):
        return None
    try:
        root = folder.resolve()
        file = (root / name).resolve()
        inside = file.is_relative_to(root) and file.is_file()
    except (OSError, ValueError):
        return None
    return (name, file) if inside else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsBeside:
    """
    Documents and recordings of a source that lie in `folder` (None: in none).

    `stands_alone` says of a file's bare name whether it can mean one file only; then it may lie in the folder itself,
    wherever the site had it.
    """

    folder: Path | None
    stands_alone: Callable[[str], bool] = lambda _name: False

    def find(self, address: str) -> ImportedDocument | None:
        """The file that an address of the source's own site names; None when it names no document or none is there."""
        if self.folder is None or not names_document(address):
            return None
        found = (file_beside(self.folder, path) for path in self._paths(address))
        return next((ImportedDocument(source_id=name, file=file) for name, file in filter(None, found)), None)

    def _paths(self, address: str) -> Iterator[str]:
        path = urlsplit(address.strip()).path
        yield path
        yield unquote(path)
        below = unquote(path)
        while (shorter := _UPLOADS.sub("", below, count=1)) != below:
            below = shorter
            yield below
        name = unquote(path).rpartition("/")[2]
        if self.stands_alone(name):
            yield name
