"""An archive as a source of saved pages; its pictures and files come out of it, too, and nothing is ever fetched."""

import hashlib
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final
from urllib.parse import unquote, urlsplit

from broadsheet.errors import AnswerRefusedError, SourceUnreadableError
from broadsheet.fetching.coding import PIECE, unpacked
from broadsheet.importers.archives.captures import Capture, Captures, key_of
from broadsheet.importers.archives.reading import Unreadable, record_at, records
from broadsheet.importers.archives.wacz import unpacked_archives
from broadsheet.importers.files_beside import names_document
from broadsheet.importers.pages.source import SavedPage
from broadsheet.importers.records import ImportedDocument, ImportedImage
from broadsheet.importers.report import Loss, Tally

LARGEST_PAGE: Final = 20_000_000
LARGEST_PICTURE: Final = 100_000_000
LARGEST_DOCUMENT: Final = 200_000_000
_ENDINGS: Final = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")
_MOST_UNPACKED: Final = 100
_NO_NAME: Final = re.compile(r"[^\w.-]+")


class WarcSource:
    """
    One archive, or a folder of them. It is read once to learn what it holds, then record by record.

    `tally` counts captures: each is carried, or left out for a reason.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.tally = Tally()
        self._spool = Path(tempfile.mkdtemp(prefix="broadsheet-archive-"))
        self._open = ExitStack()
        weakref.finalize(self, _leave_nothing, self._open, self._spool)
        self._files = [(name, self._open.enter_context(_opened(file))) for name, file in self._archives(path)]
        self._captures = Captures(tally=self.tally, names=[name for name, _ in self._files])
        self._pictures: dict[str, ImportedImage | None] = {}
        self._told: set[str] = set()
        self._handed: set[str] = set()
        for number in range(len(self._files)):
            self._index(number)
        self._captures.finish()

    def pages(self) -> Iterator[SavedPage]:
        """Every page, in the order of the archive; one that cannot be read is told once and left out."""
        for capture in self._captures.in_order():
            content = self._body(capture, LARGEST_PAGE) if capture.is_page else None
            if content is not None:
                yield SavedPage(
                    address=capture.address,
                    where=self._captures.where(capture),
                    content=content,
                    media_type=capture.media_type,
                    charset=capture.charset,
                    others=tuple(self._captures.leads.get(key_of(capture.address), ())),
                )

    def picture(self, address: str) -> ImportedImage | None:
        """The picture that was captured at an address; None when none was, or a page in its place."""
        key = key_of(address)
        if key not in self._pictures:
            capture = self._captures.found(address)
            file = self._kept(capture, LARGEST_PICTURE) if capture and not capture.is_page else None
            self._pictures[key] = ImportedImage(source_id=key, file=file, address=address) if file else None
        return self._pictures[key]

    def document(self, address: str) -> ImportedDocument | None:
        """The file for readers that was captured at an address."""
        capture = self._captures.found(address)
        if capture is None or capture.is_page or not names_document(address):
            return None
        file = self._kept(capture, LARGEST_DOCUMENT)
        return ImportedDocument(source_id=key_of(address), file=file) if file else None

    def hand_over(self, tally: Tally) -> None:
        """Add what was counted here to the tally of an import, when all has been read and every picture asked for."""
        self._tell_unused()
        report = self.tally.report()
        for what, count in report.counts.items():
            tally.found(what, count.found)
            tally.carried(what, count.carried)
        for loss in report.losses:
            tally.lose(loss)

    def _tell_unused(self) -> None:
        """Tell of captures that are neither pages nor were asked for by one."""
        for capture in self._captures.in_order():
            if not capture.is_page and key_of(capture.address) not in self._handed:
                self.tally.carried("capture", -1)
                kind = capture.media_type.partition("/")[0]
                shown = kind in ("image", "audio", "video") or names_document(capture.address)
                self._captures.leave_out(
                    "no story shows it or leads to it" if shown else "it is no page, picture or file for readers",
                    capture.address,
                )
        self._captures.tell_left_out()

    def _archives(self, path: Path) -> Iterator[tuple[str, Path]]:
        try:
            paths = sorted(path.iterdir()) if path.is_dir() else [path]
        except OSError as error:
            raise _unreadable(path, error) from error
        paths = [each for each in paths if each.name.lower().endswith(_ENDINGS)] if path.is_dir() else paths
        if not paths:
            raise SourceUnreadableError(
                f"No archive lies in “{path.name}”. Give a file that ends in {', '.join(_ENDINGS)}."
            )
        for each in paths:
            if _starts_with(each, b"PK\x03\x04"):
                folder = Path(tempfile.mkdtemp(dir=self._spool))
                yield from ((f"{each.name}: {name}", file) for name, file in unpacked_archives(each, folder))
            else:
                yield each.name, each

    def _index(self, number: int) -> None:
        name, stream = self._files[number]
        start = list(islice(records(stream), 2))
        if not start:
            raise SourceUnreadableError(f"“{name}” is empty; nothing was imported. Give a WARC, ARC or WACZ file.")
        if isinstance(start[0], Unreadable) and start[0].end < 0:
            raise SourceUnreadableError(f"“{name}” is no WARC, ARC or WACZ file. Give another file.")
        if isinstance(start[-1], Unreadable) and start[-1].packed_as_one:
            stream = self._open.enter_context(self._repacked(name, stream))
            self._files[number] = (name, stream)
        stream.seek(0)
        self._captures.read(number, records(stream))

    def _repacked(self, name: str, stream: BinaryIO) -> BinaryIO:
        """A file that was packed as one, unpacked, so that its records can be found again by their place."""
        size = stream.seek(0, 2)
        stream.seek(0)
        most = size * _MOST_UNPACKED + LARGEST_PAGE
        copy = tempfile.TemporaryFile(dir=self._spool)  # noqa: SIM115 - closed with all others
        try:
            for piece in unpacked(iter(lambda: stream.read(PIECE), b""), "gzip", most=most):
                copy.write(piece)
        except AnswerRefusedError as error:
            raise SourceUnreadableError(f"“{name}” cannot be unpacked: {error} Give it unpacked.") from error
        return copy

    def _body(self, capture: Capture, most: int) -> bytes | None:
        try:
            return record_at(self._files[capture.file][1], capture.offset).body(most)
        except AnswerRefusedError as error:
            self._tell(capture, str(error))
            return None

    def _kept(self, capture: Capture, most: int) -> Path | None:
        """A capture's body as a file, in a folder of its own and under a name like its own."""
        self._handed.add(key_of(capture.address))
        place = self._spool / hashlib.sha256(key_of(capture.address).encode()).hexdigest()
        name = (
            _NO_NAME.sub("-", PurePosixPath(unquote(urlsplit(capture.address).path)).name)[-80:].lstrip(".") or "file"
        )
        file = place / name
        if file.exists():
            return file
        place.mkdir(exist_ok=True)
        part = place / f"{name}.part"
        try:
            with part.open("wb") as opened:
                for piece in record_at(self._files[capture.file][1], capture.offset).pieces(most):
                    opened.write(piece)
        except AnswerRefusedError as error:
            part.unlink()
            self._tell(capture, str(error))
            return None
        return part.rename(file)

    def _tell(self, capture: Capture, why: str) -> None:
        """A capture that turns out to be unreadable, told once."""
        if capture.address not in self._told:
            self._told.add(capture.address)
            self.tally.carried("capture", -1)
            where = self._captures.where(capture)
            self.tally.lose(Loss(what="capture", where=where, which=capture.address, why=why))


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise _unreadable(file, error) from error


def _starts_with(file: Path, start: bytes) -> bool:
    with _opened(file) as opened:
        return opened.read(len(start)) == start


def _unreadable(path: Path, error: OSError) -> SourceUnreadableError:
    return SourceUnreadableError(f"“{path}” cannot be read: {error.strerror}. Check its name and permissions.")


def _leave_nothing(files: ExitStack, spool: Path) -> None:
    files.close()
    shutil.rmtree(spool, ignore_errors=True)
