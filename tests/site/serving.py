"""A real server on a free port of this machine, for the tests of what readers get."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVE = """
import sys
from pathlib import Path
from broadsheet.site.server.serving import Served, serve

async def newsroom(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"newsroom " + scope["path"].encode()})

serve(
    Served(tree=Path(sys.argv[1]), record=Path(sys.argv[2]), port=int(sys.argv[3]), newsroom=lambda: newsroom),
    lambda: print("ready", flush=True),
)
"""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Server:
    """What a reader's browser sees of a server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """One request; header names are written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        reply = Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        connection.close()
        return reply

    def raw(self, target: bytes, headers: bytes = b"") -> bytes:
        """The whole reply to a request line with this target and these lines, byte for byte."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            head = b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            connection.sendall(head + headers + b"\r\n")
            return b"".join(iter(lambda: connection.recv(65536), b""))


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def running(tree: Path, record: Path) -> Iterator[Server]:
    """A server of this tree, stopped and waited for at the end."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, tree, record, str(port)],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={"PYTHONPATH": ":".join(sys.path), "PATH": "/usr/bin:/bin"},
        text=True,
    )
    try:
        assert process.stdout.readline() == "ready\n"
        yield Server(port)
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == 0


def lay(tree: Path, path: str, data: bytes) -> None:
    """As the press does: beside, then renamed."""
    target = tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".part")
    beside.write_bytes(data)
    beside.rename(target)
