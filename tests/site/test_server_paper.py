"""A whole paper served: its tree, its newsroom, its worker."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from tests.site.serving import Server, free_port, lay

ENVIRONMENT = {**os.environ, "PYTHONPATH": ":".join(sys.path)}

MAKE = """
import sys
from pathlib import Path
from broadsheet.site.setup import make_paper
make_paper(Path(sys.argv[1]), name="The Harbour Lamp")
"""

SERVE = """
import sys
from pathlib import Path
from broadsheet.site.server import serve
sys.exit(serve(Path(sys.argv[1]), port=int(sys.argv[2]), ready=lambda: print("ready", flush=True)))
"""

COMPRESS = "broadsheet.site.server.compression"


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Path:
    paper = tmp_path_factory.mktemp("papers") / "lamp"
    subprocess.run([sys.executable, "-c", MAKE, paper], env=ENVIRONMENT, check=True)
    lay(paper / "site", "index.html", b"<p>The front.</p>" * 100)
    return paper


@pytest.fixture(scope="module")
def server(paper):
    port = free_port()
    command = [sys.executable, "-c", SERVE, paper, str(port)]
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    yield Server(port)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_readers_get_pages_and_editors_the_newsroom(server):
    assert server.get("/").status == 200
    reply = server.get("/newsroom/login/")
    assert reply.status == 200
    assert b"csrfmiddlewaretoken" in reply.body


def test_whoever_is_not_logged_in_sees_no_page_of_the_newsroom(server):
    for path in ("/newsroom/", "/newsroom/media/anything.jpg"):
        assert server.get(path).status in (302, 403)


def test_the_newsrooms_styles_come_compressed_and_are_kept(server):
    reply = server.get("/newsroom/static/wagtailadmin/css/core.css?v=1", Accept_Encoding="br")
    assert reply.headers["content-type"] == "text/css; charset=utf-8"
    assert b"{" in brotli.decompress(reply.body)
    assert "immutable" in reply.headers["cache-control"]
    assert server.get("/newsroom/static/wagtailadmin/css/core.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["", "nothing.css", "../settings.py", "%2e%2e/urls.py", "wagtailadmin/", ".hidden"])
def test_nothing_else_is_handed_out_with_them(server, name):
    assert server.raw(f"/newsroom/static/{name}".encode()).split(b" ", 2)[1] == b"404"


def test_the_copies_of_a_paper_are_made_by_one_command(paper):
    subprocess.run([sys.executable, "-m", COMPRESS, paper], env=ENVIRONMENT, check=True)
    assert brotli.decompress((paper / "site" / "index.html.br").read_bytes()) == b"<p>The front.</p>" * 100


def test_a_folder_without_a_paper_is_named(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", COMPRESS, tmp_path], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "There is no paper in" in ended.stderr) == (1, True)
