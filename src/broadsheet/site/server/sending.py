"""Sends answers."""

import asyncio
from typing import Final

from broadsheet.site.server.messages import Answer, Part, Request, Send, encoded_headers

PIECE: Final = 256 * 1024
"""Bytes of a file read and sent at a time."""

_UNCHANGED: Final = 304


async def send_answer(answer: Answer, request: Request, send: Send) -> None:
    """Send an answer: by the path of its file where the server below can do that, else in pieces."""
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
