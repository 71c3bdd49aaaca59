"""Answers that are files: whole, in part, compressed, or "you have it already"."""

from broadsheet.site.server.bodies import COPIES, IN_MEMORY, Bodies
from broadsheet.site.server.conditions import (
    ENCODED_TAGS,
    Span,
    Unsatisfiable,
    best_encoding,
    same_as_known,
    span_of,
)
from broadsheet.site.server.headers import protection
from broadsheet.site.server.messages import Answer, Part, Request
from broadsheet.site.server.places import Found
from broadsheet.tree.serving import media_type

type Headers = tuple[tuple[str, str], ...]


class FileAnswers:
    """Answers requests for files that were found. All raise FileNotFoundError for one that has gone meanwhile."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._stood_in: dict[tuple[int, str, str], tuple[Found, Answer]] = {}

    async def answer(self, found: Found, request: Request, caching: str) -> Answer:
        """The answer to a request for this file, which may be kept for as long as `caching` says."""
        digest = self._bodies.digest(found)
        tag = digest.hex()[:32]
        common = self._common_headers(found, caching)
        if same_as_known(request.header("If-None-Match"), tag):
            return Answer(status=304, headers=(("ETag", f'"{tag}"'), *common))
        if request.header("Range"):
            return _partial(found, tag, common, request)
        encoding, body = await self._body(found, digest, request)
        ending = ENCODED_TAGS.get(encoding, "")
        coded = ("Content-Encoding", encoding) if ending else ("Accept-Ranges", "bytes")
        headers = (*_described(found, body), ("ETag", f'"{tag}{ending}"'), coded, *common)
        return Answer(status=200, headers=headers, body=body)

    async def instead(self, status: int, found: Found, request: Request, caching: str) -> Answer:
        """This file as the body of another answer: it has no versions and no parts."""
        key = (status, found.path, self._encoding(found, request))
        ready = self._stood_in.get(key)
        if ready is not None and ready[0].version == found.version:
            return ready[1]  # whoever asks for what is not there asks for much of it
        encoding, body = await self._body(found, self._bodies.digest(found), request)
        coded = (("Content-Encoding", encoding),) if encoding in ENCODED_TAGS else ()
        headers = (*_described(found, body), *coded, *self._common_headers(found, caching))
        answer = Answer(status=status, headers=headers, body=body)
        self._stood_in[key] = found, answer
        return answer

    def _common_headers(self, found: Found, caching: str) -> Headers:
        vary = (("Vary", "Accept-Encoding"),) if self._bodies.can_be_packed(found) else ()
        return (("Cache-Control", caching), *vary, *protection(found.path))

    def _encoding(self, found: Found, request: Request) -> str:
        if not self._bodies.can_be_packed(found):
            return "identity"
        return best_encoding(request.header("Accept-Encoding"), tuple(COPIES))

    async def _body(self, found: Found, digest: bytes, request: Request) -> tuple[str, bytes | Part]:
        """The encoding that suits the reader, and the body in it."""
        encoding = self._encoding(found, request)
        if encoding != "identity":
            return encoding, await self._packed(found, digest, encoding)
        if found.size > IN_MEMORY:
            return encoding, Part(file=found.file, start=0, length=found.size)
        return encoding, found.file.read_bytes()

    async def _packed(self, found: Found, digest: bytes, encoding: str) -> bytes:
        copy = self._bodies.copy(found, encoding)
        if copy:
            return copy.read_bytes()
        body = self._bodies.kept(digest, encoding)
        if body is None:
            body = await self._bodies.pack(found.file.read_bytes(), encoding)
            self._bodies.keep(digest, encoding, body)
        return body


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
