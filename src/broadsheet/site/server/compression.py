"""Lays compressed copies beside the files of a tree, after a press run, when nobody waits."""

import gzip
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import brotli

from broadsheet.tree.compression import Compress, CompressionReport, refreshed

ENCODERS: Final[Mapping[str, Compress]] = {
    ".br": lambda data: bytes(brotli.compress(data, quality=9)),
    ".gz": lambda data: gzip.compress(data, compresslevel=9, mtime=0),
}
"""Ways to compress, by the ending of the copy. The highest of brotli's settings takes ten times as long for 4 %."""

NICENESS: Final = 15


def compress_tree(tree: Path, record: Path, paths: Iterable[str] | None = None) -> CompressionReport:
    """
    Bring the compressed copies of a tree up to date, of these files or of all.

    Lowers the priority of the whole process, so call it from one of its own. Raises DestinationFullError
    or DestinationRefusedError; the pages are whole whatever happens.
    """
    os.nice(NICENESS)
    return refreshed(tree, record, ENCODERS, paths)
