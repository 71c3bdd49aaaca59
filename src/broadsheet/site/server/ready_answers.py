"""
Answers given before, ready to be given again: nothing is read, compressed or put together for most requests.

An answer holds for one version of a file. Each request looks at the file once more, along the path readers ask for and
so through whatever links lie there: a page printed again is seen at once.
"""

import os
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from broadsheet.site.server.bodies import COPIES
from broadsheet.site.server.conditions import best_encoding, same_as_known
from broadsheet.site.server.messages import Answer, Message, Scope, Send, encoded_headers
from broadsheet.site.server.places import Found

KEPT_BYTES: Final = 32_000_000
"""Bytes of bodies kept ready."""

OVERHEAD: Final = 2_000
"""Bytes that an answer may take up beside its body."""

_OF_A_BODY: Final = frozenset({"Content-Type", "Content-Length", "Content-Encoding", "Accept-Ranges", "ETag"})

_ENCODING: Final = b"accept-encoding"
_KNOWN: Final = b"if-none-match"
_ASKS_MORE: Final = frozenset({b"range", b"if-range"})
"""With these, a request is answered for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A whole answer, as the two messages of ASGI."""

    start: Message
    body: Message

    async def send(self, send: Send) -> None:
        """Send it."""
        await send(self.start)
        await send(self.body)


@dataclass(slots=True, kw_only=True)
class _File:
    """What is ready of one version of a file: for whoever has it, and by encoding for whoever has not."""

    place: str
    version: tuple[int, int, int]
    tag: str
    packable: bool
    unchanged: Ready
    whole: dict[str, Ready] = field(default_factory=dict)
    size: int = 0


class ReadyAnswers:
    """The answers ready for one tree; those longest unused make room."""

    def __init__(self, tree: Path, kept_bytes: int = KEPT_BYTES) -> None:
        self._tree = str(tree)
        self._kept_bytes = kept_bytes
        self._files: OrderedDict[str, _File] = OrderedDict()
        self._bytes = 0

    def answer(self, scope: Scope) -> Ready | None:
        """The answer to a request, if one is ready for the version that lies there now."""
        path = scope["path"]
        file = self._files.get(path)
        if file is None or scope["method"] != "GET" or scope["query_string"]:
            return None
        if _version_of(file.place) != file.version:
            self._forget(path)
            return None
        self._files.move_to_end(path)
        return _suited(file, scope["headers"])

    def keep(self, path: str, found: Found, answer: Answer) -> None:
        """Keep what a request for this path was answered with; only whole files with their bytes at hand are kept."""
        if answer.status != _WHOLE or not isinstance(answer.body, bytes):
            return
        place = f"{self._tree}/{found.path}"
        if _version_of(place) != found.version:
            return  # printed again this very moment
        named = dict(answer.headers)
        file = self._files.get(path)
        if file is None or file.version != found.version:
            self._forget(path)
            file = self._files[path] = _file(place, found, answer, named)
        encoding = named.get("Content-Encoding", "identity")
        if encoding not in file.whole:
            file.whole[encoding] = _ready(_WHOLE, answer.headers, answer.body)
            self._grow(file, len(answer.body) + OVERHEAD)

    def _grow(self, file: _File, size: int) -> None:
        file.size += size
        self._bytes += size
        while self._bytes > self._kept_bytes:
            self._forget(next(iter(self._files)))

    def _forget(self, path: str) -> None:
        file = self._files.pop(path, None)
        if file is not None:
            self._bytes -= file.size


_OFFERED: Final = tuple(COPIES)
_WHOLE: Final = 200
_UNCHANGED: Final = 304


def _file(place: str, found: Found, answer: Answer, named: dict[str, str]) -> _File:
    tag = named["ETag"].strip('"').partition("-")[0]
    unchanged = (("ETag", f'"{tag}"'), *(each for each in answer.headers if each[0] not in _OF_A_BODY))
    return _File(
        place=place,
        version=found.version,
        tag=tag,
        packable="Vary" in named,
        unchanged=_ready(_UNCHANGED, unchanged, b""),
    )


def _ready(status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> Ready:
    return Ready(
        start={"type": "http.response.start", "status": status, "headers": encoded_headers(headers)},
        body={"type": "http.response.body", "body": body},
    )


def _suited(file: _File, headers: Iterable[tuple[bytes, bytes]]) -> Ready | None:
    """What suits a reader with these headers; None when it is not ready, or takes a closer look."""
    accepted = known = None
    for name, value in headers:
        if name == _ENCODING:
            if accepted is not None:
                return None
            accepted = value
        elif name == _KNOWN:
            if known is not None:
                return None
            known = value
        elif name in _ASKS_MORE:
            return None
    if known is not None and same_as_known(known.decode("latin-1"), file.tag):
        return file.unchanged
    encoding = best_encoding(accepted.decode("latin-1"), _OFFERED) if accepted and file.packable else "identity"
    return file.whole.get(encoding)


def _version_of(place: str) -> tuple[int, int, int] | None:
    """What tells the versions of a file apart; None when nothing lies there."""
    try:
        seen = os.stat(place)  # noqa: PTH116 -- making a Path doubles what this costs
    except OSError:
        return None
    return seen.st_ino, seen.st_size, seen.st_mtime_ns
