"""A newsroom of its own on a free port of this machine, for tests in a real browser; it ends with its process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME, PASSWORD = "editor", "a long enough password"

SERVE = """
import socketserver, sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from broadsheet.site import configure
from broadsheet.site.setup import Administrator, lay_out, make_administrator, prepare_newsroom

folder = Path(sys.argv[1])
lay_out(folder, name="The Quay", address="http://localhost/", languages=(("en", "English"),),
    timezone="UTC", database="newsroom.db")
configure(folder)
prepare_newsroom()
make_administrator(Administrator(name=sys.argv[2], password=sys.argv[3]))

from django.core.wsgi import get_wsgi_application
from broadsheet.newsroom.compose import compose, note_everything

note_everything()
compose()

class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True

class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass

server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet)
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextmanager
def newsroom(folder: Path) -> Iterator[str]:
    """The address of a new paper's newsroom, with one administrator, `NAME`."""
    forgotten = ("DJANGO_SETTINGS_MODULE", "BROADSHEET_PAPER")
    environment = {name: value for name, value in os.environ.items() if name not in forgotten}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, folder / "paper", NAME, PASSWORD],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, "the newsroom did not start"
        yield f"http://127.0.0.1:{port}/newsroom/"
    finally:
        process.kill()
        process.communicate()
