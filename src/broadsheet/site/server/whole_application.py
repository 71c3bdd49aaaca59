"""The whole server as one ASGI application: readers' pages, and everything under /newsroom/ to Django."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from broadsheet.site.server.bounded import Bounded
from broadsheet.site.server.messages import Application, Receive, Scope, Send
from broadsheet.site.server.static_application import STATIC

NEWSROOM: Final = "/newsroom/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomApplications:
    """The newsroom: its pages, and the styles and scripts they need."""

    pages: Application
    files: Application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await (self.files if scope["path"].startswith(STATIC) else self.pages)(scope, receive, send)


type Loader = Callable[[], Application]
"""Loads Django and the newsroom, which takes seconds; called once, off the event loop."""


class Newsroom:
    """The newsroom's application, loaded when it is first needed or warmed up for."""

    def __init__(self, load: Loader) -> None:
        self._load = load
        self._application: Application | None = None
        self._loading = asyncio.Lock()

    async def application(self) -> Application:
        """The application, loaded if it was not."""
        if self._application is None:
            async with self._loading:
                if self._application is None:
                    self._application = Bounded(await asyncio.to_thread(self._load))
        return self._application


class WholeApplication:
    """The tree's application, with the newsroom beside it where there is one."""

    def __init__(self, tree: Application, newsroom: Newsroom | None) -> None:
        self._tree = tree
        self._newsroom = newsroom

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        match scope["type"]:
            case "http" if self._newsroom and scope["path"].startswith(NEWSROOM):
                await (await self._newsroom.application())(scope, receive, send)
            case "http" if self._newsroom and scope["path"] == NEWSROOM.removesuffix("/"):
                await _to_the_newsroom(scope, send)
            case "http":
                await self._tree(scope, receive, send)
            case "websocket":
                await send({"type": "websocket.close", "code": 1000})


async def _to_the_newsroom(scope: Scope, send: Send) -> None:
    location = f"{scope.get('root_path', '')}{NEWSROOM}".encode()
    await send({"type": "http.response.start", "status": 308, "headers": [(b"location", location)]})
    await send({"type": "http.response.body", "body": b""})
