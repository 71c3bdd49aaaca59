"""A real S3 server on this machine, with a bucket of its own for each test, and a bad line in front of it."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from broadsheet.tree.destination import BucketAddress


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


_OWNER = "AWS4-HMAC-SHA256 Credential=reader/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
"""The server believes whoever names himself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningS3:
    """An S3 server, asked without the library that the press uses."""

    port: int
    _seen: dict[str, bytes] = field(default_factory=dict)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def request(self, method: str, path: str) -> tuple[int, Mapping[str, str], bytes]:
        """One plain request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers={"Authorization": _OWNER})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def make_bucket(self, name: str) -> None:
        status, _, body = self.request("PUT", f"/{name}")
        assert status == 200, body

    def objects(self, bucket: str) -> dict[str, bytes]:
        """Every object but marks."""
        _, _, listed = self.request("GET", f"/{bucket}?list-type=2&max-keys=1000")
        found = re.findall(r"<Key>([^<]+)</Key>.*?<ETag>([^<]+)</ETag>", listed.decode(), re.DOTALL)
        wanted = {unescape(key): tag for key, tag in found if not key.endswith(".broadsheet")}
        for key, tag in wanted.items():
            if tag not in self._seen:  # the tag is a digest of the bytes
                self._seen[tag] = self.request("GET", f"/{bucket}/{key}")[2]
        return {key: self._seen[tag] for key, tag in wanted.items()}


@contextmanager
def running_s3(folder: Path) -> Iterator[RunningS3]:
    """Moto's S3 server in a process of its own."""
    server = RunningS3(port=free_port())
    program = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(server.port)]
    with (folder / "s3.log").open("wb") as log:
        process = subprocess.Popen(program, stdout=log, stderr=log, env={**os.environ, "PYTHONWARNINGS": "ignore"})
    try:
        _wait_for(server.port, process)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + 120
    while time.monotonic() < ends and process.poll() is None:
        with socket.socket() as found:
            if found.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the S3 server did not start")


type Fate = Callable[[int, str, str], str]
"""What becomes of a request, by its number, method and path: "" goes through, "503" is refused, "cut" breaks off
before, "lost" is done but the answer never comes."""


@dataclass(slots=True)
class BadLine:
    """A proxy before a server; `fate` may be changed while it runs."""

    target: int
    fate: Fate = lambda _number, _method, _path: ""
    port: int = 0
    asked: list[str] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0
    _server: ThreadingHTTPServer | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen."""
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_any(self) -> None:
                line.pass_on(self)

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = do_any  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Broken lines are what this is for."""

        self._server = Quiet(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Listen no more: whoever asks finds nobody."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def pass_on(self, handler: BaseHTTPRequestHandler) -> None:
        """Do with one request what its fate is."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        with self._lock:
            self.asked.append(f"{handler.command} {handler.path}")
            fate = self.fate(len(self.asked), handler.command, handler.path)
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            answer = self._answer(handler, body) if fate in ("", "lost") else None
        finally:
            with self._lock:
                self.under_way -= 1
        if fate in ("cut", "lost") or self._server is None:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
        elif answer is None:
            said = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
            _send(handler, int(fate), [("Content-Type", "application/xml")], said)
        else:
            _send(handler, *answer)

    def _answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.target, timeout=30)
        connection.request(handler.command, handler.path, body, dict(handler.headers.items()))
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, answer.getheaders(), data


def _send(handler: BaseHTTPRequestHandler, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    handler.send_response_only(status)
    for name, value in headers:
        if name.lower() not in ("content-length", "connection", "transfer-encoding", "date"):
            handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


@contextmanager
def bad_line(target: int) -> Iterator[BadLine]:
    """A proxy before the server at this port."""
    line = BadLine(target)
    line.start()
    try:
        yield line
    finally:
        line.stop()


def address_of(
    endpoint: str, bucket: str, folder: Path, *, prefix: str = "www", compression: str = ""
) -> BucketAddress:
    """A bucket's address, with a key file in this folder."""
    key_file = folder / "bucket.key"
    key_file.write_text("[default]\naws_access_key_id = reader\naws_secret_access_key = of-news\n")
    key_file.chmod(0o600)
    return BucketAddress(bucket=bucket, prefix=prefix, endpoint=endpoint, key_file=key_file, compression=compression)
