"""
The bytes of files, as they are and compressed, and the tags that name their versions.

A tag is the digest of the bytes themselves, worked out once for each version of a file: it is the digest
the ledger will claim, but it holds from the moment the file is renamed into place, and never lies.
"""

import asyncio
import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import brotli
import zstandard

from broadsheet.site.server.places import Found
from broadsheet.tree.compression import LARGEST, SMALLEST, CompressedCopies, is_text
from broadsheet.tree.encoders import PAGE_SIZE
from broadsheet.tree.serving import is_immutable

IN_MEMORY: Final = 2_000_000
"""Bytes up to which a file is read whole to be sent; larger ones are sent by their path or in pieces."""

KEPT_BYTES: Final = 48_000_000
"""Bytes of compressed bodies kept in memory."""

KEPT_TAGS: Final = 100_000
"""Versions of files whose digest is kept."""

COPIES: Final = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
"""Encodings on offer, the better one first, and the endings of their copies."""

THOROUGH_AT_ONCE: Final = 4
"""Bodies packed thoroughly at the same time: a page with all it needs. When more is asked for, quick settings do."""

_QUICK: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": lambda data: zstandard.compress(data, 6),
    "gzip": lambda data: zlib.compress(data, 6, wbits=31),
}

_THOROUGH: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    # A tenth smaller, which decides whether a first view fits into a connection's first packets; the best setting
    # of all saves 3 % more for twice the time, and is for the copies laid beside the files when nobody waits.
    "br": lambda data: brotli.compress(data, quality=10),
    "zstd": lambda data: zstandard.compress(data, 17),
    "gzip": lambda data: zlib.compress(data, 9, wbits=31),
}


class Bodies:
    """What is known of the files of one tree; `copies` is the record of compressed ones, None without."""

    def __init__(self, copies: CompressedCopies | None) -> None:
        self._copies = copies
        self._digests: OrderedDict[tuple[str, tuple[int, int, int]], bytes] = OrderedDict()
        self._packed: OrderedDict[tuple[bytes, str], bytes] = OrderedDict()
        self._packed_bytes = 0
        self._thorough = 0

    def digest(self, found: Found) -> bytes:
        """
        What names this version of a file: the digest of its bytes.

        Pictures and recordings in `_a/` are named by their address, which changes with their bytes: they
        can be large. Raises OSError when the file has gone meanwhile.
        """
        if is_immutable(found.path) and not is_text(found.path):
            return hashlib.sha256(f"{found.path} {found.size}".encode()).digest()
        key = (found.path, found.version)
        digest = self._digests.get(key)
        if digest is None:
            with found.file.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").digest()
            self._digests[key] = digest
            if len(self._digests) > KEPT_TAGS:
                self._digests.popitem(last=False)
        return digest

    def can_be_packed(self, found: Found) -> bool:
        """Whether a file comes compressed to whoever takes that."""
        return is_text(found.path) and SMALLEST <= found.size <= LARGEST

    def copy(self, found: Found, encoding: str) -> Path | None:
        """The compressed copy laid beside a file, if it is of these very bytes."""
        return self._copies.valid(found.path, self.digest(found), COPIES[encoding]) if self._copies else None

    def kept(self, digest: bytes, encoding: str) -> bytes | None:
        """A body that was compressed before."""
        packed = self._packed.get((digest, encoding))
        if packed is not None:
            self._packed.move_to_end((digest, encoding))
        return packed

    def keep(self, digest: bytes, encoding: str, packed: bytes) -> None:
        """Keep a compressed body under the digest of what it was made from; the longest unused make room."""
        former = self._packed.pop((digest, encoding), b"")
        self._packed[digest, encoding] = packed
        self._packed_bytes += len(packed) - len(former)
        while self._packed_bytes > KEPT_BYTES:
            _, gone = self._packed.popitem(last=False)
            self._packed_bytes -= len(gone)

    async def pack(self, data: bytes, encoding: str) -> bytes:
        """These bytes compressed while somebody waits, beside the loop, so that another request can go first."""
        thorough = len(data) <= PAGE_SIZE and self._thorough < THOROUGH_AT_ONCE
        self._thorough += thorough
        try:
            return await asyncio.to_thread((_THOROUGH if thorough else _QUICK)[encoding], data)
        finally:
            self._thorough -= thorough
