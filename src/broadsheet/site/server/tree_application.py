"""
Serves a printed tree: an ASGI application that needs nothing but the folder.

Pages are kept by readers and asked for again with their tag; what lies in `_a/` is kept for ever. Texts
go out compressed, from the copies laid beside them where these are of the very bytes, else compressed
once and kept. Old addresses lead to new ones; whatever is missing gets the paper's own page for that.
"""

from pathlib import Path
from typing import Final
from urllib.parse import quote

from broadsheet.site.server.bodies import Bodies
from broadsheet.site.server.file_answers import FileAnswers, Headers
from broadsheet.site.server.messages import Answer, Receive, Request, Scope, Send
from broadsheet.site.server.places import Found, Places, Slashless, is_plain
from broadsheet.site.server.ready_answers import ReadyAnswers
from broadsheet.site.server.redirects import Redirects
from broadsheet.site.server.sending import send_answer
from broadsheet.tree.compression import CompressedCopies
from broadsheet.tree.serving import ASK_AGAIN, caching

MISSING_PAGE: Final = "404.html"

_PLAIN: Final[Headers] = (("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff"))

_IN_QUERIES: Final = "%!$&'()*+,;=:@/?"
"""What stands in a query as it is (RFC 3986), and what is encoded already."""

_HOUR: Final = "public, max-age=3600"


class TreeApplication:
    """The ASGI application of one tree; `copies` is the record of its compressed copies, None without."""

    def __init__(self, tree: Path, copies: CompressedCopies | None = None) -> None:
        self._places = Places(tree)
        self._redirects = Redirects(tree)
        self._answers = FileAnswers(Bodies(copies))
        self._ready = ReadyAnswers(tree)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        ready = self._ready.answer(scope)
        if ready is not None:
            await ready.send(send)
            return
        request = Request(scope)
        await send_answer(await self.answer(request), request, send)

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
                try:
                    answer = await self._answers.answer(found, request, caching(found.path))
                except FileNotFoundError:
                    return await self._missing(request)  # withdrawn this very moment
                self._ready.keep(request.path, found, answer)
                return answer
            case Slashless():
                return _moved(308, _with_slash(request))
            case None:
                return await self._missing(request)

    async def _missing(self, request: Request) -> Answer:
        moved = self._redirects.for_path(request)
        if moved:
            return _moved(301, moved)
        found = self._missing_page(request.path)
        if found is None:
            return Answer(status=404, headers=(("Cache-Control", ASK_AGAIN), *_PLAIN), body=b"There is no such page.\n")
        return await self._answers.instead(404, found, request, ASK_AGAIN)

    def _missing_page(self, path: str) -> Found | None:
        """The page of the language whose tree the address would lie in, else the paper's own."""
        language = path.removeprefix("/").partition("/")[0]
        own = self._places.file(f"{language}/{MISSING_PAGE}") if language and is_plain(language) else None
        return own or self._places.file(MISSING_PAGE)


def _moved(status: int, location: str) -> Answer:
    return Answer(status=status, headers=(("Location", location), ("Cache-Control", _HOUR), ("Content-Length", "0")))


def _with_slash(request: Request) -> str:
    # As it came, but for what no header may hold.
    query = f"?{quote(request.query.encode('latin-1'), safe=_IN_QUERIES)}" if request.query else ""
    return f"{request.root}{quote(request.path)}/{query}"
