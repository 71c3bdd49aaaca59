"""Serves the newsroom's styles, scripts and fonts, wherever the packages that bring them lie."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from broadsheet.site.server.bodies import Bodies
from broadsheet.site.server.file_answers import FileAnswers
from broadsheet.site.server.messages import Answer, Receive, Request, Scope, Send
from broadsheet.site.server.places import Found, found_at, is_plain
from broadsheet.site.server.sending import send_answer
from broadsheet.tree.serving import ASK_AGAIN, FOR_EVER

STATIC: Final = "/newsroom/static/"

type Finder = Callable[[str], str | None]
"""From a name below the static folder to the path of the file, None when there is none."""


class StaticApplication:
    """The ASGI application of files that come with the program."""

    def __init__(self, find: Finder) -> None:
        self._find = find
        self._answers = FileAnswers(Bodies(None))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        await send_answer(await self._answer(request), request, send)

    async def _answer(self, request: Request) -> Answer:
        found = self._found(request.path.removeprefix(STATIC))
        if found is None or request.method not in ("GET", "HEAD"):
            return Answer(status=404, headers=(("Cache-Control", ASK_AGAIN), ("Content-Length", "0")))
        # Their addresses carry a version in the query, where they carry one at all.
        return await self._answers.answer(found, request, FOR_EVER if "v=" in request.query else ASK_AGAIN)

    def _found(self, name: str) -> Found | None:
        path = self._find(name) if name and is_plain(name) else None
        return found_at(f"{STATIC.strip('/')}/{name}", Path(path)) if path else None
