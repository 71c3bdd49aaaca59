"""
Takes out of picture files all that is not the picture, without touching a pixel.

Each format is a row of parts with a name; those that decide how the picture looks are copied, everything else is left
out, known or unknown, with whatever lies behind the picture's end. A file that breaks the format's rules raises
ValueError, IndexError or struct.error.

Formats: JPEG (ITU T.81, JFIF 1.02), PNG 3 (W3C), GIF89a, WebP (RFC 9649).
"""

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

_NEXT_MARKER: Final = re.compile(rb"\xff+([^\x00\xff])")
_SCAN_END: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_APPLICATION: Final = range(0xE0, 0xF0)


def stripped_jpeg(data: bytes) -> bytes:
    """The first picture of the file: frame, tables, scans, colour profile, and how its colours are meant."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    return b"\xff\xd8" + b"".join(_jpeg_parts(data)) + b"\xff\xd9"


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    position = 2
    while (found := _NEXT_MARKER.search(data, position)) is not None:
        marker, position = found[1][0], found.end()
        if marker == _END:
            return
        if marker in _STANDALONE or marker == _START:
            continue
        (length,) = struct.unpack_from(">H", data, position)
        payload = data[position + 2 : position + length]
        position += length
        if marker in _APPLICATION:
            payload = _jpeg_application(marker, payload)
        if payload and marker != _COMMENT:
            yield struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload
        if marker == _SCAN:
            end = _SCAN_END.search(data, position)
            yield data[position : end.start() if end else len(data)]
            position = end.start() if end else len(data)


def _jpeg_application(marker: int, payload: bytes) -> bytes:
    """What is kept of an application's segment: density without the small picture, colour profile, colour transform."""
    if marker == 0xE0 and payload.startswith(b"JFIF\0"):
        return payload[:12] + b"\0\0"
    if marker == 0xE2 and payload.startswith(b"ICC_PROFILE\0"):
        return payload
    return payload if marker == 0xEE and payload.startswith(b"Adobe") else b""


_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
)


def stripped_png(data: bytes) -> bytes:
    """The chunks that say how the picture looks and moves."""
    if not data.startswith(_PNG_START):
        raise ValueError("no PNG")
    kept, position, name = [_PNG_START], len(_PNG_START), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, position)
        if name in _PNG_KEPT:
            kept.append(data[position : position + 12 + length])
        position += 12 + length
    return b"".join(kept)


_WEBP_KEPT: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_SAYS_METADATA: Final = 0x08 | 0x04


def stripped_webp(data: bytes) -> bytes:
    """The chunks of the picture, its transparency, movement and colour profile."""
    riff, size, webp = struct.unpack_from("<4sI4s", data)
    if (riff, webp) != (b"RIFF", b"WEBP"):
        raise ValueError("no WebP")
    kept, position = [b"WEBP"], 12
    while position + 8 <= min(len(data), size + 8):
        name, length = struct.unpack_from("<4sI", data, position)
        chunk = data[position : position + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_SAYS_METADATA]) + chunk[9:]
        if name in _WEBP_KEPT:
            kept.append(chunk)
        position += len(chunk)
    body = b"".join(kept)
    return struct.pack("<4sI", b"RIFF", len(body)) + body


_GIF_LOOPS_AND_COLOURS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def stripped_gif(data: bytes) -> bytes:
    """Every frame with its timing, how often they repeat, and the colour profile."""
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError("no GIF")
    position = 13 + _gif_colours(data[10])
    kept = [data[:position]]
    while position < len(data) and (kind := data[position]) != 0x3B:
        if kind == 0x2C:
            end = _gif_blocks_end(data, position + 11 + _gif_colours(data[position + 9]))
        elif kind == 0x21:
            end = _gif_blocks_end(data, position + 2)
        else:
            raise ValueError("unknown part")
        if kind == 0x2C or _gif_keeps(data, position):
            kept.append(data[position:end])
        position = end
    return b"".join([*kept, b"\x3b"])


def _gif_colours(flags: int) -> int:
    """Bytes of the table of colours that these flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(data: bytes, position: int) -> int:
    while data[position]:
        position += 1 + data[position]
    return position + 1


def _gif_keeps(data: bytes, position: int) -> bool:
    label = data[position + 1]
    if label == 0xFF:
        return data[position + 3 : position + 14] in _GIF_LOOPS_AND_COLOURS
    return label in (0xF9, 0x01)


STRIPPERS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "GIF": stripped_gif,
    "JPEG": stripped_jpeg,
    "PNG": stripped_png,
    "WEBP": stripped_webp,
}
"""By Pillow's name of the format. What is not here can only be decoded and written anew."""
