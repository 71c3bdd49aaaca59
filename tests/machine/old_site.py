"""A site as one finds them: a real HTTP server on loopback, each address of which behaves as a test wants."""

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Request:
    """What one client asked, and the means to answer it byte by byte."""

    line: str
    fields: Mapping[str, str]
    connection: socket.socket

    @property
    def path(self) -> str:
        return self.line.split(" ")[1]

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def answer(self, body: bytes = b"", status: str = "200 OK", **fields: str) -> None:
        """A proper answer; `content_type="text/html"` becomes the field `Content-Type`."""
        named = {name.replace("_", "-").title(): value for name, value in fields.items()}
        named.setdefault("Content-Length", str(len(body)))
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self.send(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body)

    def drip(self, data: bytes, seconds: float) -> None:
        """Every byte by itself, with a pause before each."""
        for number in range(len(data)):
            time.sleep(seconds)
            self.send(data[number : number + 1])


type Answering = Callable[[Request], None]


@dataclass
class OldSite:
    """A running site: `root` is its address without a slash, `asked` every request in order."""

    root: str = ""
    pages: dict[str, Answering] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def page(self, path: str, answering: Answering) -> str:
        """Have a path answered; its whole address."""
        self.pages[path] = answering
        return self.root + path

    def file(self, path: str, body: bytes, content_type: str, **fields: str) -> str:
        """Have a path answered with a file; its whole address."""
        return self.page(path, lambda request: request.answer(body, content_type=content_type, **fields))

    def times_asked(self, path: str) -> int:
        return sum(request.path == path for request in self.asked)


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        line = self.rfile.readline().decode("latin-1").strip()
        if not line:
            return
        fields = {}
        while text := self.rfile.readline().decode("latin-1").strip():
            name, _, value = text.partition(":")
            fields[name.strip().lower()] = value.strip()
        request = Request(line, fields, self.connection)
        site: OldSite = self.server.site
        site.asked.append(request)
        with suppress(OSError):  # a client that hangs up is what many tests are about
            site.pages.get(request.path, lambda unknown: unknown.answer(b"gone", "404 Not Found"))(request)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 50


@contextmanager
def old_site() -> Iterator[OldSite]:
    """A site on a free port of 127.0.0.1 while the context lasts."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        site = OldSite(root=f"http://127.0.0.1:{server.server_address[1]}")
        server.site = site
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
