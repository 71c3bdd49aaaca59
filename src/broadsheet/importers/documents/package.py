"""Opens the zipped files of office programs without being taken in: sizes are checked before anything is unpacked."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import lxml.etree

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.documents.document import MOST_TAGS, too_much

LARGEST_UNPACKED: Final = 300_000_000
"""Bytes of all parts together."""
LARGEST_XML: Final = 16_000_000
"""Bytes of one part that is text; two hundred pages of prose have about two million."""
MOST_PARTS: Final = 5_000
_TEXT_ENDINGS: Final = (".xml", ".rels")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The parts of one office file by their path in it."""

    name: str
    file: zipfile.ZipFile
    parts: frozenset[str]

    def read(self, part: str) -> bytes:
        """The bytes of a part; empty when there is none."""
        return self.file.read(part) if part in self.parts else b""

    def tree(self, part: str) -> Any:
        """The root of a part that is XML, None when there is none. Nothing outside it is ever looked up."""
        data = self.read(part)
        if not data:
            return None
        parser = lxml.etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return lxml.etree.fromstring(data, parser)
        except lxml.etree.XMLSyntaxError as error:
            raise broken(self.name) from error

    def under(self, folder: str) -> Iterator[str]:
        """The parts in a folder, in order of their names."""
        yield from sorted(part for part in self.parts if part.startswith(folder) and posixpath.basename(part))


def broken(name: str) -> SourceUnreadableError:
    """What is said of a file that claims a format but is not in it."""
    return SourceUnreadableError(
        f"“{name}” is damaged or not what its name says. Open it in the program it was written with and save it again."
    )


@contextmanager
def opened_package(name: str, data: bytes) -> Iterator[Package]:
    """
    The parts of a zipped file.

    Raises SourceUnreadableError for what is no such file, what unpacks to too much, and text that defines entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = file.infolist()
            _check_sizes(name, entries)
            package = Package(name=name, file=file, parts=frozenset(entry.filename for entry in entries))
            _check_texts(package)
            yield package
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, RecursionError):
            raise
        raise broken(name) from error


def _check_sizes(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise SourceUnreadableError(f"“{name}” is locked with a password. Save it without one and try again.")
    texts = [entry.file_size for entry in entries if entry.filename.endswith(_TEXT_ENDINGS)]
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or whole > LARGEST_UNPACKED or max(texts, default=0) > LARGEST_XML:
        raise too_much(name)


def _check_texts(package: Package) -> None:
    """Files of office programs define no document type; one that does wants to harm whoever reads it."""
    tags = 0
    for part in package.parts:
        if part.endswith(_TEXT_ENDINGS):
            text = package.read(part).replace(b"\0", b"")
            tags += text.count(b"<")
            if tags > MOST_TAGS:
                raise too_much(package.name)
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise SourceUnreadableError(
                    f"“{package.name}” defines entities, which no office program does. Ask its author for another copy."
                )
