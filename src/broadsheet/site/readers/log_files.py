"""The lines of logs, plain or packed by gzip, in so much memory as one line takes."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Final, cast

from broadsheet.errors import SourceUnreadableError
from broadsheet.site.readers.log_lines import LONGEST

_GZIP: Final = b"\x1f\x8b"


def lines_of(log: Path) -> Iterator[bytes]:
    """
    Each line, of one too long only its beginning; SourceUnreadableError when there is no such file.

    A packed log that breaks off, or is damaged on its way, ends there with an empty line, which is none of a log.
    """
    try:
        opened = _opened(log)
    except OSError as error:
        raise SourceUnreadableError(f"The log {log} cannot be read: {error.strerror or error}.") from error
    with closing(opened) as file:
        try:
            yield from _lines(file)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield b""
        except OSError as error:
            raise SourceUnreadableError(f"The log {log} cannot be read: {error.strerror or error}.") from error


def _opened(log: Path) -> IO[bytes]:
    with log.open("rb") as file:
        is_packed = file.read(2) == _GZIP
    return cast("IO[bytes]", gzip.open(log, "rb") if is_packed else log.open("rb"))


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = file.readline(LONGEST + 1)
