"""
Saved pages in a folder: made by wget or HTTrack, or saved by a browser. Nothing outside the folder is read.

Where a page was public is told by what HTTrack or the browser wrote into it, else by its place in the folder: below a
folder named like a host, or below the base address that the caller gives.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote, unquote, urljoin, urlsplit

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.files_beside import PICTURE_ENDINGS, file_beside, names_document
from broadsheet.importers.pages.decoding import LARGEST
from broadsheet.importers.pages.source import SavedPage
from broadsheet.importers.records import ImportedDocument, ImportedImage

_ENDINGS: Final = (
    ".html",
    ".htm",
    ".xhtml",
    ".shtml",
    ".php",
    ".php3",
    ".phtml",
    ".asp",
    ".aspx",
    ".jsp",
    ".cfm",
    ".cgi",
    ".pl",
)
_FIRST: Final = ("index.html", "index.htm", "index.php", "default.htm", "default.html", "default.asp", "index.shtml")
_HOST: Final = re.compile(
    r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:[:+]\d+)?|localhost(?:[:+]\d+)?|\d+(?:\.\d+){3}(?:[:+]\d+)?", re.IGNORECASE
)
_MIRRORED: Final = re.compile(rb"<!-- Mirrored from ([^\s<>]{3,1000}) by HTTrack")
_SAVED: Final = re.compile(rb"<!-- saved from url=\(\d{1,6}\)(https?://[^\s<>]{3,1000}) -->")
_DYNAMIC: Final = re.compile(r"\.(?:php|asp|aspx|jsp|cfm|cgi|pl)$|[?@][^/]*=", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class FolderSource:
    """The pages below `folder`; `base_url` is where its top was public, "" unknown."""

    folder: Path
    base_url: str = ""
    name: str = ""
    hosts: frozenset[str] = frozenset()
    _pictures: dict[str, ImportedImage | None] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path, base_url: str = "") -> Self:
        """Raises SourceUnreadableError when it is no folder that can be read."""
        try:
            names = [each.name for each in folder.iterdir() if each.is_dir()]
        except OSError as error:
            why = f"“{folder}” is no folder that can be read: {error.strerror}."
            raise SourceUnreadableError(f"{why} Give the folder that holds the saved pages.") from error
        hosts = frozenset(name for name in names if _HOST.fullmatch(name))
        return cls(folder=folder.resolve(), base_url=base_url, name=folder.resolve().name, hosts=hosts)

    def pages(self) -> Iterator[SavedPage]:
        """Every page, by path. One that is too large or cannot be read comes without content."""
        for path in self._files():
            name = path.relative_to(self.folder).as_posix()
            lower = name.lower()
            if lower.endswith(_ENDINGS) or _DYNAMIC.search(name) or "." not in path.name:
                content = _content(path)
                if lower.endswith(_ENDINGS) or _looks_like_page(content):
                    yield self._page(name, content)

    def _files(self) -> Iterator[Path]:
        for top, folders, files in os.walk(self.folder, followlinks=False):
            folders.sort()
            for name in sorted(files):
                path = Path(top) / name
                try:
                    if path.is_file() and path.resolve().is_relative_to(self.folder):
                        yield path
                except OSError:
                    continue

    def _page(self, name: str, content: bytes) -> SavedPage:
        placed, *others = self._addresses(name)
        told = _told_address(content)
        found = told or placed
        also = tuple(dict.fromkeys(each for each in (placed, *others) if each and each != found))
        return SavedPage(address=found, where=name, content=content, media_type="text/html", others=also)

    def _addresses(self, name: str) -> tuple[str, ...]:
        """Where a file's place says it was public, then the other addresses by which pages here lead to it."""
        literal = self._address_of(name)
        first, last = name.rpartition("/")[::2]
        if last.lower() in _FIRST:
            return self._address_of(f"{first}/" if first else ""), literal
        public = name
        if _DYNAMIC.search(name.removesuffix(".html")):
            public = name.removesuffix(".html").replace("@", "?", 1)
        path, mark, query = public.partition("?")
        address = self._address_of(path) + (f"?{quote(query, safe='=&+%;:,/')}" if mark else "")
        return (address, literal) if address != literal else (literal,)

    def _address_of(self, name: str) -> str:
        host, _, rest = name.partition("/")
        if host in self.hosts and (rest or name.endswith("/")):
            scheme = "https" if self.base_url.startswith("https:") else "http"
            own = urlsplit(self.base_url)
            scheme = own.scheme if own.netloc.lower() == host.lower().replace("+", ":") else scheme
            return f"{scheme}://{host.replace('+', ':')}/{quote(rest, safe='/~')}"
        base = self.base_url or "/"
        return urljoin(base if base.endswith("/") else f"{base}/", quote(name, safe="/~") or "./")

    def picture(self, address: str) -> ImportedImage | None:
        """The picture that lies where the address leads."""
        if address not in self._pictures:
            found = self._file(address)
            ending = found[0].rpartition(".")[2].lower() if found else ""
            known = found is not None and (ending in PICTURE_ENDINGS or not names_document(found[0]))
            self._pictures[address] = ImportedImage(source_id=found[0], file=found[1]) if found and known else None
        return self._pictures[address]

    def document(self, address: str) -> ImportedDocument | None:
        """The file for readers that lies where the address leads."""
        found = self._file(address) if names_document(address) else None
        return ImportedDocument(source_id=found[0], file=found[1]) if found else None

    def _file(self, address: str) -> tuple[str, Path] | None:
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        path = unquote(parts.path)
        names = [path, *([f"{path}?{parts.query}", f"{path}@{parts.query}"] if parts.query else [])]
        base = urlsplit(self.base_url)
        for name in reversed(names):
            for place in self._places(parts.netloc, name, base.netloc, unquote(base.path)):
                found = file_beside(self.folder, place)
                if found and found[1].is_relative_to(self.folder):
                    return found
        return None

    def _places(self, host: str, name: str, base_host: str, base_path: str) -> Iterator[str]:
        folder = host.lower().replace(":", "+")
        if host in self.hosts or folder in self.hosts:
            yield f"{host if host in self.hosts else folder}{name}"
        if not host or host.lower() == base_host.lower():
            top = base_path if base_path.endswith("/") else f"{base_path}/"
            yield name.removeprefix(top) if name.startswith(top) else name


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError:
        return b""


def _looks_like_page(content: bytes) -> bool:
    head = content[:2_000].lower()
    return b"<html" in head or b"<!doctype html" in head or b"<body" in head


def _told_address(content: bytes) -> str:
    """Where HTTrack or a browser wrote that it found the page; "" when neither did."""
    mirrored = _MIRRORED.search(content[:20_000]) or _MIRRORED.search(content[-20_000:])
    if mirrored:
        return "http://" + mirrored[1].decode("utf-8", errors="replace").removeprefix("http://")
    saved = _SAVED.search(content[:20_000])
    return saved[1].decode("utf-8", errors="replace") if saved else ""
