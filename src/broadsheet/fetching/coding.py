"""
Unpacks what servers and archives packed for the way (gzip, deflate, Brotli), never more of it than is wanted.

Nothing is unpacked ahead: however small the packed bytes and however large what is in them, no more than one piece of
`PIECE` bytes lies in memory here.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import brotli

from broadsheet.errors import AnswerRefusedError

PIECE: Final = 65_536
_MOST_LAYERS: Final = 2


def layers_of(content_encoding: str) -> tuple[str, ...]:
    """
    What was done to the bytes, in the order in which it is undone.

    Raises AnswerRefusedError for what is not known here, or for more layers than make sense.
    """
    named = [word.strip().lower() for word in content_encoding.split(",")]
    layers = [word.removeprefix("x-") for word in named if word not in ("", "identity", "none")]
    unknown = [layer for layer in layers if layer not in _DECODERS]
    if unknown or len(layers) > _MOST_LAYERS:
        raise AnswerRefusedError(f"Its bytes are packed as “{content_encoding[:60]}”, which cannot be unpacked here.")
    return tuple(reversed(layers))


def unpacked(pieces: Iterable[bytes], content_encoding: str, *, most: int) -> Iterator[bytes]:
    """
    The bytes as they were before they were packed, piece by piece.

    Raises AnswerRefusedError when they are broken, cut off, or more than `most`.
    """
    for layer in layers_of(content_encoding):
        pieces = _DECODERS[layer](pieces)
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            raise too_large(most)
        yield piece


def too_large(most: int) -> AnswerRefusedError:
    """The refusal of what has too many bytes."""
    return AnswerRefusedError(f"It has more than {most:,} bytes, which is more than is taken here.")


def _broken() -> AnswerRefusedError:
    return AnswerRefusedError("Its packed bytes are broken or cut off.")


def _gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Gzip may be several members one after another; zeros or other rests behind a whole member are left out."""
    decoder = zlib.decompressobj(wbits=31)
    for piece in pieces:
        rest = piece
        while rest:
            if decoder.eof:
                if not rest.startswith(b"\x1f"):
                    return
                decoder = zlib.decompressobj(wbits=31)
            yield from _inflated(decoder, rest)
            rest = decoder.unused_data
    if not decoder.eof:
        raise _broken()


def _inflated(decoder: Any, data: bytes) -> Iterator[bytes]:
    try:
        while data:
            yield decoder.decompress(data, PIECE)
            data = decoder.unconsumed_tail
    except zlib.error as error:
        raise _broken() from error


def _undeflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What is called deflate is zlib's form by the book and often the bare one."""
    decoder: Any = None
    for piece in pieces:
        if decoder is None and piece:
            with_head = len(piece) > 1 and piece[0] & 0x0F == 8 and int.from_bytes(piece[:2]) % 31 == 0
            decoder = zlib.decompressobj(wbits=15 if with_head else -15)
        if decoder is not None and not decoder.eof:
            yield from _inflated(decoder, piece)
    if decoder is None or not decoder.eof:
        raise _broken()


def _unbrotlied(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    try:
        for piece in pieces:
            yield decoder.process(piece, output_buffer_limit=PIECE)
            while not decoder.can_accept_more_data():
                yield decoder.process(b"", output_buffer_limit=PIECE)
    except brotli.error as error:
        raise _broken() from error
    if not decoder.is_finished():
        raise _broken()


_DECODERS: Final[dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]]] = {
    "gzip": _gunzipped,
    "deflate": _undeflated,
    "br": _unbrotlied,
}
