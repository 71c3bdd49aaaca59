"""
Serves a printed tree: an ASGI application that needs nothing but the folder.

Pages are kept by readers and asked for again with their tag; what lies in `_a/` is kept for ever. Texts
go out compressed, from the copies laid beside them where these are of the very bytes, else compressed
once and kept. Old addresses lead to new ones; whatever is missing gets the paper's own page for that.
"""

import asyncio
from pathlib import Path
from typing import Final
from urllib.parse import quote

from broadsheet.site.server.bodies import COPIES, IN_MEMORY, Bodies, packed
from broadsheet.site.server.conditions import (
    ENCODED_TAGS,
    Span,
    Unsatisfiable,
    best_encoding,
    same_as_known,
    span_of,
)
from broadsheet.site.server.headers import ASK_AGAIN, caching, media_type, protection
from broadsheet.site.server.messages import Answer, Part, Receive, Request, Scope, Send, encoded_headers
from broadsheet.site.server.places import Found, Places, Slashless, is_plain
from broadsheet.site.server.redirects import Redirects
from broadsheet.tree.compression import CompressedCopies

type Headers = tuple[tuple[str, str], ...]

PIECE: Final = 256 * 1024
"""Bytes of a file read and sent at a time."""

MISSING_PAGE: Final = "404.html"

_PLAIN: Final[Headers] = (("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff"))

_HOUR: Final = "public, max-age=3600"

_AT_ONCE: Final = 64 * 1024
"""Bytes that are compressed without letting another request go first."""


class TreeApplication:
    """The ASGI application of one tree; `copies` is the record of its compressed copies, None without."""

    def __init__(self, tree: Path, copies: CompressedCopies | None = None) -> None:
        self._places = Places(tree)
        self._redirects = Redirects(tree)
        self._bodies = Bodies(copies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            request = Request(scope)
            await _send(await self.answer(request), request, send)

    async def answer(self, request: Request) -> Answer:
        """The answer to a request."""
        if request.method not in ("GET", "HEAD"):
            return Answer(
                status=405, headers=(("Allow", "GET, HEAD"), *_PLAIN), body=b"Only reading is possible here.\n"
            )
        moved = self._redirects.for_query(request)
        if moved:
            return _moved(301, moved)
        match self._places.find(request.path):
            case Found() as found:
                return await self._file(found, request)
            case Slashless():
                return _moved(308, _with_slash(request))
            case None:
                return await self._missing(request)

    # ---- files

    async def _file(self, found: Found, request: Request) -> Answer:
        try:
            digest = self._bodies.digest(found)
            tag = digest.hex()[:32]
            common = self._common_headers(found)
            if same_as_known(request.header("If-None-Match"), tag):
                return Answer(status=304, headers=(("ETag", f'"{tag}"'), *common))
            if request.header("Range"):
                return _partial(found, tag, common, request)
            return await self._whole(found, digest, common, request)
        except FileNotFoundError:
            return await self._missing(request)  # withdrawn this very moment

    def _common_headers(self, found: Found) -> Headers:
        vary = (("Vary", "Accept-Encoding"),) if self._bodies.can_be_packed(found) else ()
        return (("Cache-Control", caching(found.path)), *vary, *protection(found.path))

    async def _whole(self, found: Found, digest: bytes, common: Headers, request: Request, status: int = 200) -> Answer:
        encoding = self._encoding(found, request)
        body = await self._body(found, digest, encoding)
        ending = ENCODED_TAGS.get(encoding, "")
        coded = ("Content-Encoding", encoding) if ending else ("Accept-Ranges", "bytes")
        headers = (*_described(found, body), ("ETag", f'"{digest.hex()[:32]}{ending}"'), coded, *common)
        return Answer(status=status, headers=headers, body=body)

    def _encoding(self, found: Found, request: Request) -> str:
        if not self._bodies.can_be_packed(found):
            return "identity"
        return best_encoding(request.header("Accept-Encoding"), tuple(COPIES))

    async def _body(self, found: Found, digest: bytes, encoding: str) -> bytes | Part:
        if encoding == "identity":
            if found.size > IN_MEMORY:
                return Part(file=found.file, start=0, length=found.size)
            return found.file.read_bytes()
        copy = self._bodies.copy(found, encoding)
        if copy:
            return copy.read_bytes()
        body = self._bodies.kept(digest, encoding)
        if body is None:
            data = found.file.read_bytes()
            small = len(data) <= _AT_ONCE
            body = packed(data, encoding) if small else await asyncio.to_thread(packed, data, encoding)
            self._bodies.keep(digest, encoding, body)
        return body

    # ---- what is not there

    async def _missing(self, request: Request) -> Answer:
        moved = self._redirects.for_path(request)
        if moved:
            return _moved(301, moved)
        found = self._missing_page(request.path)
        if found is None:
            return Answer(status=404, headers=(("Cache-Control", ASK_AGAIN), *_PLAIN), body=b"There is no such page.\n")
        common = tuple(header for header in self._common_headers(found) if header[0] != "Cache-Control")
        common = (("Cache-Control", ASK_AGAIN), *common)
        whole = await self._whole(found, self._bodies.digest(found), common, request, 404)
        headers = tuple(header for header in whole.headers if header[0] not in ("ETag", "Accept-Ranges"))
        return Answer(status=404, headers=headers, body=whole.body)

    def _missing_page(self, path: str) -> Found | None:
        """The page of the language whose tree the address would lie in, else the paper's own."""
        language = path.removeprefix("/").partition("/")[0]
        own = self._places.file(f"{language}/{MISSING_PAGE}") if language and is_plain(language) else None
        return own or self._places.file(MISSING_PAGE)


def _described(found: Found, body: bytes | Part) -> Headers:
    length = body.length if isinstance(body, Part) else len(body)
    return ("Content-Type", media_type(found.path)), ("Content-Length", str(length))


def _partial(found: Found, tag: str, common: Headers, request: Request) -> Answer:
    """Part of a file as it is, or the whole of it: never part of something compressed."""
    condition = request.header("If-Range")
    span = None if condition and condition != f'"{tag}"' else span_of(request.header("Range"), found.size)
    known: Headers = (("ETag", f'"{tag}"'), ("Accept-Ranges", "bytes"), *common)
    if isinstance(span, Unsatisfiable):
        return Answer(status=416, headers=(("Content-Range", f"bytes */{found.size}"), ("Content-Length", "0"), *known))
    whole = span is None
    span = span or Span(start=0, length=found.size)
    part = Part(file=found.file, start=span.start, length=span.length)
    if not whole:
        last = span.start + span.length - 1
        known = (("Content-Range", f"bytes {span.start}-{last}/{found.size}"), *known)
    return Answer(status=200 if whole else 206, headers=(*_described(found, part), *known), body=part)


def _moved(status: int, location: str) -> Answer:
    return Answer(status=status, headers=(("Location", location), ("Cache-Control", _HOUR), ("Content-Length", "0")))


def _with_slash(request: Request) -> str:
    query = f"?{request.query}" if request.query else ""
    return f"{request.root}{quote(request.path)}/{query}"


# ---- sending


async def _send(answer: Answer, request: Request, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded_headers(answer.headers)})
    body = answer.body
    if request.method == "HEAD" or answer.status == _UNCHANGED:
        await send({"type": "http.response.body", "body": b""})
    elif isinstance(body, bytes):
        await send({"type": "http.response.body", "body": body})
    elif request.can_send_paths and body.start == 0 and body.length == body.file.stat().st_size:
        await send({"type": "http.response.pathsend", "path": str(body.file)})
    else:
        await _send_pieces(body, send)


_UNCHANGED: Final = 304


async def _send_pieces(part: Part, send: Send) -> None:
    left = part.length
    with part.file.open("rb") as file:
        file.seek(part.start)
        while left > 0:
            piece = await asyncio.to_thread(file.read, min(PIECE, left))
            if not piece:
                break
            left -= len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
