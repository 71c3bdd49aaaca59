"""The few words of ASGI that the server speaks: requests taken apart, answers put together."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Request:
    """What the tree's part of the server wants to know of a request."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: str = scope.get("query_string", b"").decode("latin-1")
        self.root: str = scope.get("root_path", "")
        self.can_send_paths = "http.response.pathsend" in (scope.get("extensions") or {})

    @cached_property
    def _headers(self) -> Mapping[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for name, value in self._scope["headers"]:
            key = name.lower()
            found[key] = b", ".join((found[key], value)) if key in found else value
        return found

    def header(self, name: str) -> str:
        """The value of a header, "" when the request has none."""
        return self._headers.get(name.lower().encode(), b"").decode("latin-1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Bytes of a file: from `start`, so many."""

    file: Path
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer; its body is bytes at hand, or a part of a file."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes | Part = b""


@lru_cache(maxsize=200)
def encoded_headers(headers: tuple[tuple[str, str], ...]) -> Sequence[tuple[bytes, bytes]]:
    """Headers as ASGI wants them."""
    return [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers]
