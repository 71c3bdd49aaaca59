"""Finds the pictures that lines and bodies name: files beside the source, or addresses that are not fetched here."""

import posixpath
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from broadsheet.importers.files_beside import file_beside
from broadsheet.importers.names import one_line
from broadsheet.importers.records import ImportedImage


@dataclass(slots=True, kw_only=True)
class PicturesBeside:
    """Pictures of a source lying in `folder` (None: in none); `base_url` completes addresses from the root."""

    folder: Path | None
    base_url: str = ""
    _found: dict[tuple[str, str], ImportedImage | None] = field(default_factory=dict)

    def find(self, source: str, base: str = "") -> ImportedImage | None:
        """The picture a `src` names, seen from the page at `base`; None when it cannot be one."""
        key = (one_line(source), base)
        if key not in self._found:
            self._found[key] = self._search(*key)
        return self._found[key]

    def _search(self, source: str, base: str) -> ImportedImage | None:
        try:
            parts = urlsplit(source)
            site = urljoin(self.base_url, base)
            absolute = urlsplit(urljoin(site, source)).geturl()
        except ValueError:
            return None
        if parts.scheme.lower() in ("http", "https") or (not parts.scheme and parts.netloc):
            return self._at_address(absolute if "://" in absolute else f"https:{source}")
        if parts.scheme or not source:
            return None
        beside = self._beside(source) or self._beside(unquote(parts.path))
        at_address = self._at_address(absolute) if absolute.lower().startswith(("http://", "https://")) else None
        if beside:
            return replace(beside, address=at_address.url) if at_address else beside
        return at_address or self._missing(source)

    @staticmethod
    def _at_address(address: str) -> ImportedImage | None:
        plain = "".join(address.split())
        return (
            ImportedImage(source_id=plain, url=plain)
            if urlsplit(plain).netloc and not set('<>"') & set(plain)
            else None
        )

    def _beside(self, path: str) -> ImportedImage | None:
        found = file_beside(self.folder, path)
        return ImportedImage(source_id=found[0], file=found[1]) if found else None

    @staticmethod
    def _missing(source: str) -> ImportedImage | None:
        name = posixpath.normpath(source.lstrip("/"))
        return None if name.startswith("..") or name == "." else ImportedImage(source_id=name)
