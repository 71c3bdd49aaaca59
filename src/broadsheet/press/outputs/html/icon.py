"""The paper's icon, drawn by hand: a folded front page in the accent colour, as a PNG of one bit a pixel."""

import struct
import zlib
from functools import lru_cache
from typing import Final

_GRID: Final = (
    "................",
    "................",
    "..############..",
    "..############..",
    "................",
    "..######.#####..",
    "..######........",
    "..######.#####..",
    "..######........",
    "..######.#####..",
    "................",
    "..############..",
    "................",
    "..############..",
    "................",
    "................",
)


@lru_cache(16)
def icon(accent: str, size: int) -> bytes:
    """A square PNG of this many pixels a side, a multiple of 16; `accent` is `#rrggbb`."""
    scale = size // len(_GRID)
    rows = b"".join((b"\0" + _packed(line, scale)) * scale for line in _GRID)
    palette = bytes.fromhex(accent.removeprefix("#")) + b"\xff\xff\xff"
    header = struct.pack(">IIBBBBB", size, size, 1, 3, 0, 0, 0)
    # Stored, not compressed: the same bytes whichever zlib there is.
    data = zlib.compress(rows, 0) if size <= 32 else zlib.compress(rows, 9)  # small enough
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _packed(line: str, scale: int) -> bytes:
    bits = "".join(("1" if sign == "#" else "0") * scale for sign in line)
    return int(bits, 2).to_bytes(len(bits) // 8)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
