"""What is sent to the newsroom has a largest size: a body nobody asked for fills no disk."""

from typing import Final

from broadsheet.site.server.messages import Application, Message, Receive, Request, Scope, Send

LARGEST_BODY: Final = 40 * 1024 * 1024
"""Bytes of the largest request: one picture, or one long story. The files for nginx and Caddy say the same."""

TOO_LARGE: Final = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Too large</title></head>
<body><main><h1>This is too large to be taken at once</h1>
<p>Nothing was saved. Go back in your browser: what you typed still stands there.</p>
<p>At most 40 MB are taken at once. Choose fewer or smaller files, and send again.</p>
</main></body></html>
"""


class Bounded:
    """An application that is asked only what is small enough."""

    def __init__(self, application: Application, largest: int = LARGEST_BODY) -> None:
        self._application = application
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, refuse it for the size it states, or break it off at the size it has."""
        stated = Request(scope).header("Content-Length")
        if stated.isdecimal() and int(stated[:20]) > self._largest:
            headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"%d" % len(TOO_LARGE))]
            await send({"type": "http.response.start", "status": 413, "headers": headers})
            await send({"type": "http.response.body", "body": TOO_LARGE})
            return
        await self._application(scope, _counted(receive, self._largest), send)


def _counted(receive: Receive, largest: int) -> Receive:
    come = 0

    async def counting() -> Message:
        nonlocal come
        message = await receive()
        come += len(message.get("body", b""))
        # A body of no stated size that grows without end ends as if its sender had gone.
        return message if come <= largest else {"type": "http.disconnect"}

    return counting
