"""
Records out of one WARC or ARC file, packed or not, by warcio; what cannot be read costs only itself.

A hostile file gets no further than a broken one: lines and heads have a largest size, bodies are read in pieces up to
what their reader wants, and after a failure reading goes on at the next place that looks like a record.
"""

import contextlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from broadsheet.errors import AnswerRefusedError
from broadsheet.fetching.coding import PIECE, unpacked

_LONGEST_LINE: Final = 200_000
_MOST_LINES: Final = 5_000
"""Lines of all heads of one record together."""
_BLOCK: Final = 4_096
"""Packed bytes that are unpacked at once; a bomb makes a thousand times as many of them."""
_MOST_FAILURES: Final = 100
"""Failures in a row after which nothing more is looked for in a file."""
_WINDOW: Final = 1_000_000
_GZIP: Final = b"\x1f\x8b\x08"
_PLAIN_START: Final = re.compile(rb"(?<=\n)WARC/1\.\d\r?\n|(?<=\n)https?://\S+ [\d.]+ \d{14} \S+ \d+\r?\n")
_BROKEN: Final = (ArchiveLoadFailed, zlib.error, OSError, ValueError, LookupError, AttributeError, TypeError, EOFError)
"""What warcio raises on what is no proper record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: the byte it starts at, and warcio's view of it, good until the next one is asked for."""

    offset: int
    view: Any

    def field(self, name: str) -> str:
        """A field of the record's own head, "" when it has none."""
        return (self.view.rec_headers.get_header(name) or "").strip()

    def http_field(self, name: str) -> str:
        """A field of the answer inside it, "" when it has none."""
        head = self.view.http_headers
        return (head.get_header(name) or "").strip() if head else ""

    @property
    def kind(self) -> str:
        """`response`, `revisit`, `request` and so on, in lower case."""
        return str(self.view.rec_type or "").lower()

    @property
    def status(self) -> int:
        """The number of the answer; 200 for what was kept without one, 0 when it cannot be read."""
        if self.view.http_headers is None:
            return 200
        code = self.view.http_headers.get_statuscode() or ""
        return int(code) if code.isdecimal() and len(code) == 3 else 0

    def body(self, most: int) -> bytes:
        """The body as a reader's browser had it. Raises AnswerRefusedError when it is broken or has more bytes."""
        return b"".join(self.pieces(most))

    def pieces(self, most: int) -> Iterator[bytes]:
        """The same in pieces."""
        stream = self.view.raw_stream
        if self.http_field("Transfer-Encoding").lower() == "chunked":
            stream = ChunkedDataReader(stream, decomp_type=None)
        raw = iter(lambda: stream.read(PIECE), b"")
        try:
            first = next(raw, b"")
            packing = self.http_field("Content-Encoding")
            if packing and not _looks_packed(first, packing):
                packing = ""  # the crawler unpacked it and left the field
            yield from unpacked(chain((first,), raw), packing, most=most)
            if getattr(self.view.raw_stream, "limit", 0) > 0:
                raise AnswerRefusedError("It is cut off: the archive ends in the middle of it.")
        except _BROKEN as error:
            raise AnswerRefusedError(f"Its bytes cannot be read ({type(error).__name__}).") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Bytes from `offset` to `end` (-1: the end of the file) that are no record; `packed_as_one` tells one reason."""

    offset: int
    end: int
    why: str
    packed_as_one: bool = False


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio ships no types
    """Reads lines of a bounded size, and a bounded number of them between two calls of `begin`."""

    _lines = 0

    def begin(self) -> None:
        self._lines = 0

    def readline(self, length: int | None = None) -> bytes:
        self._lines += 1
        line: bytes = super().readline(min(length or _LONGEST_LINE, _LONGEST_LINE))
        if self._lines > _MOST_LINES or (len(line) >= _LONGEST_LINE and not line.endswith(b"\n")):
            raise ArchiveLoadFailed("its head has no end")
        return line


def records(stream: BinaryIO) -> Iterator[Record | Unreadable]:
    """All records of a file from where it stands, with what lies between them and cannot be read."""
    start: int | None = stream.tell()
    failed: Unreadable | None = None
    failures = 0
    while start is not None:
        stream.seek(start)
        reading = _Reading(stream)
        for record in reading.until_failure():
            if failed is not None:
                yield failed
            failed, failures = None, 0
            yield record
        begun, start = start, None
        if reading.failure is not None:
            failures += 1
            # What stopped a reading that had got somewhere may be a record to one that starts at it.
            if failures < _MOST_FAILURES:
                start = _next_start(stream, max(reading.offset, begun + 1))
            failed = _joined(failed, reading, start)
    if failed is not None:
        yield failed


def _joined(before: Unreadable | None, reading: "_Reading", start: int | None) -> Unreadable | None:
    """What one failure after another could not read, as one; nothing when no byte is lost."""
    if before is not None:
        return replace(before, end=-1 if start is None else start)
    if start == reading.offset:
        return None
    why = reading.failure or ""
    end = -1 if start is None else start
    return Unreadable(offset=reading.offset, end=end, why=why, packed_as_one="non-chunked" in why)


def record_at(stream: BinaryIO, offset: int) -> Record:
    """The record that starts at an offset found before. Raises AnswerRefusedError when there is none."""
    stream.seek(offset)
    found = next(_Reading(stream).until_failure(), None)
    if found is None:
        raise AnswerRefusedError(f"There is no record at byte {offset:,}.")
    return found


class _Reading:
    """One pass of warcio; afterwards `failure` says why it ended early, and `offset` where."""

    def __init__(self, stream: BinaryIO) -> None:
        self._records = ArchiveIterator(stream, arc2warc=True)
        self._records.reader = self._reader = _Reader(stream, block_size=_BLOCK)
        self._stream = stream
        self.offset = self._records.offset
        self.failure: str | None = None

    def until_failure(self) -> Iterator[Record]:
        while True:
            try:
                self._reader.begin()
                with contextlib.redirect_stderr(io.StringIO()):  # warcio's own remarks
                    if self._records.record is not None:
                        self._records.read_to_end()
                        self.offset = self._records.offset
                    self._reader.begin()
                    view = next(self._records, None)
            except _BROKEN as error:
                self.failure = _in_words(error)
                return
            if view is None:
                self._check_end()
                return
            yield Record(offset=self.offset, view=view)

    def _check_end(self) -> None:
        """Find out whether the file really ends here; warcio takes bytes it makes nothing of for its end."""
        self._stream.seek(self.offset)
        while piece := self._stream.read(PIECE):
            if piece.strip(b"\r\n\0 "):
                self.failure = "it is cut off or damaged"
                return


def _in_words(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:200] if isinstance(error, ArchiveLoadFailed) and words else f"{type(error).__name__} {words}"[:200]


def _next_start(stream: BinaryIO, offset: int) -> int | None:
    """The next place from `offset` at which a record may start."""
    stream.seek(0)
    packed = stream.read(len(_GZIP)) == _GZIP
    position = max(0, offset - 1)
    while True:
        stream.seek(position)
        window = stream.read(_WINDOW)
        place = window.find(_GZIP, 1) if packed else _place(window)
        if place >= 0:
            return position + place
        if len(window) < _WINDOW:
            return None
        position += _WINDOW - 1_000


def _place(window: bytes) -> int:
    found = _PLAIN_START.search(window, 1)
    return found.start() if found else -1


def _looks_packed(first: bytes, packing: str) -> bool:
    """Whether bytes can be what their field says; gzip is known by its first two."""
    return not packing.lower().endswith("gzip") or first.startswith(_GZIP[:2]) or not first
