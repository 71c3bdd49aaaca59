"""The files in `deploy/` do what they say, tried with the programs they are for."""

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import brotli
import pytest

from broadsheet.edition.records import StandingPage
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.html import HtmlOutput
from broadsheet.press.outputs.redirects import RedirectsOutput
from broadsheet.site.server.headers import protection
from broadsheet.tree.compression import refreshed
from broadsheet.tree.encoders import ENCODERS
from broadsheet.tree.serving import caching, media_type
from tests.conftest import skip_or_fail
from tests.house.sources import ROOT
from tests.press.outputs_sample import PAPER, press_of
from tests.site.web_servers import CADDY_MISSING, NGINX_MISSING, WebServer, check_nginx, running_caddy, running_nginx

NOT_FOR_READERS = (".br", ".gz", ".zst", "redirects.caddy", "redirects.nginx")
"""Packed copies, and what servers read; Caddy hides the files it reads."""

UNITS = ("broadsheet.service", "broadsheet-backup.service", "broadsheet-backup.timer")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A printed paper with redirects, packed copies, and files of every kind that readers get."""
    folder = tmp_path_factory.mktemp("printed")
    pages = [
        StandingPage(
            id="a",
            language="en",
            title="About us",
            path="about",
            old_addresses=("/who.php?id=3", "/old-about/", "/?p=12"),
        ),
        StandingPage(id="b", language="en", title="Contact", path="about/contact"),
    ]
    press = press_of(folder, [PAPER, *pages], (HtmlOutput(PressSettings(media=folder)), RedirectsOutput()))
    assert press.print().failures == ()
    site = next(path.parent for path in folder.rglob("redirects.json"))
    for name in (
        "_a/x/crane.avif",
        "_a/x/letter.pdf",
        "_a/search/index.wasm",
        "feed.atom",
        "diary.ics",
        "_a/x/logo.svg",
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(b"some bytes " * 60)
    (site / "search").mkdir(exist_ok=True)
    (site / "search" / "index.html").write_text("<!doctype html><title>Search</title>")
    (site / "ar").mkdir(exist_ok=True)
    (site / "ar" / "404.html").write_text("<!doctype html><html lang=ar><title>404</title>")
    refreshed(site, folder / "copies.db", ENCODERS)
    return site


@pytest.fixture(scope="module")
def newsroom() -> Iterator[int]:
    """Stands where Broadsheet listens; tells what reached it."""

    class Tells(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"newsroom {self.path} {self.headers['Host']} {self.headers['X-Forwarded-Proto']}".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tells)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request, tree: Path, newsroom: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "nginx":
        if not _has("nginx"):
            skip_or_fail("nginx", NGINX_MISSING)
        with running_nginx(folder, tree, newsroom) as running:
            yield running
    else:
        if not _has("caddy"):
            skip_or_fail("caddy", CADDY_MISSING)
        with running_caddy(folder, tree, newsroom) as running:
            yield running


def _has(program: str) -> bool:
    return shutil.which(program) is not None or Path("/usr/sbin", program).exists()


def address_of(path: str) -> str:
    return f"/{path.removesuffix('index.html')}"


def files_for_readers(tree: Path) -> list[str]:
    paths = (path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())
    return [path for path in sorted(paths) if not path.startswith(".") and not path.endswith(NOT_FOR_READERS)]


def test_every_file_comes_with_its_bytes_type_and_protection(server: WebServer, tree: Path) -> None:
    for path in files_for_readers(tree):
        reply = server.get(address_of(path))
        assert (reply.status, reply.body) == (200, (tree / path).read_bytes()), path
        assert reply.headers["cache-control"] == caching(path), path
        if path.rpartition(".")[2] in {"html", "css", "js", "avif", "pdf", "svg", "wasm", "ics", "atom", "json"}:
            assert _plain(reply.headers["content-type"]) == _plain(media_type(path)), path
        for name, value in protection(path):
            if name not in {"Content-Disposition", "Cross-Origin-Resource-Policy"}:
                assert reply.headers.get(name.lower()) == value, (path, name)


def _plain(kind: str) -> str:
    """A media type without its parameters, in its newer name."""
    return kind.partition(";")[0].replace("application/javascript", "text/javascript")


def test_packed_copies_are_handed_out_and_are_the_same_page(server: WebServer, tree: Path) -> None:
    page = (tree / "about/index.html").read_bytes()
    reply = server.get("/about/", Accept_Encoding="gzip")
    assert reply.headers["content-encoding"] == "gzip"
    assert gzip.decompress(reply.body) == page
    assert "accept-encoding" in reply.headers["vary"].lower()
    both = server.get("/about/", Accept_Encoding="br, gzip")
    unpack = brotli.decompress if both.headers["content-encoding"] == "br" else gzip.decompress
    assert unpack(both.body) == page


def test_a_page_exchanged_is_never_handed_out_as_its_former_copy(server: WebServer, tree: Path) -> None:
    from broadsheet.tree.folder import Folder

    assert server.get("/about/contact/", Accept_Encoding="gzip").headers.get("content-encoding") == "gzip"
    before = (tree / "about/contact/index.html").read_bytes()
    after = before.replace(b"Contact", b"Where we are")
    try:
        Folder(tree).put([("about/contact/index.html", after)], durable=False)
        reply = server.get("/about/contact/", Accept_Encoding="gzip, br")
        assert (gzip.decompress(reply.body) if "content-encoding" in reply.headers else reply.body) == after
    finally:
        Folder(tree).put([("about/contact/index.html", before)], durable=False)
        refreshed(tree, tree.parent / "copies.db", ENCODERS)


def test_a_reader_who_has_the_page_is_told_it_did_not_change(server: WebServer) -> None:
    version = server.get("/about/").headers["etag"]
    assert server.get("/about/", If_None_Match=version).status == 304


def test_what_is_missing_is_said_by_the_papers_own_page(server: WebServer, tree: Path) -> None:
    reply = server.get("/nothing/here/")
    assert (reply.status, reply.body) == (404, (tree / "404.html").read_bytes())
    assert reply.headers["content-security-policy"]
    assert server.get("/ar/nothing/").body == (tree / "ar/404.html").read_bytes()


def test_old_addresses_lead_to_the_new(server: WebServer) -> None:
    for old in ("/old-about/", "/old-about", "/who.php?id=3", "/?p=12"):
        reply = server.get(old)
        assert (reply.status, reply.headers["location"]) == (301, "/about/"), old
    assert server.get("/who.php?id=4").status == 404
    assert server.get("/?from=a-friend").status == 200


def test_an_address_without_its_slash_gets_it(server: WebServer) -> None:
    reply = server.get("/about")
    assert reply.status in {301, 308}
    assert reply.headers["location"].endswith("/about/")


@pytest.mark.parametrize(
    "path", ["/.broadsheet", "/about/index.html.gz", "/about/index.html.part", "/about/../../edition.db"]
)
def test_what_is_not_for_readers_cannot_be_had(server: WebServer, path: str) -> None:
    assert server.get(path).status in {400, 404}


def test_the_newsroom_has_its_own_name_and_only_that(server: WebServer) -> None:
    reply = server.get("/newsroom/stories/?a=1", host="newsroom.paper.example")
    assert reply.body == b"newsroom /newsroom/stories/?a=1 newsroom.paper.example https"
    assert server.get("/newsroom/").status == 404
    assert server.get("/", host="newsroom.paper.example").headers["location"].endswith("/newsroom/")
    assert server.get("/about/", host="newsroom.paper.example").status == 404


def test_without_tls_a_reader_is_led_to_it(server: WebServer) -> None:
    reply = server.get_plain("/about/")
    assert reply.status in {301, 308}
    assert reply.headers["location"].startswith("https://paper.example")


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_nobodys_address_is_written_down(kind: str, tree: Path, tmp_path: Path) -> None:
    if not _has(kind):
        skip_or_fail(kind, NGINX_MISSING if kind == "nginx" else CADDY_MISSING)
    running = running_nginx if kind == "nginx" else running_caddy
    with running(tmp_path, tree, 1) as server:  # nobody listens there: the newsroom is down
        for path in ("/", "/about/", "/nothing-of-the-kind/", "/who.php?id=3"):
            server.get(path)
        assert server.get("/newsroom/secret-path/", host="newsroom.paper.example").status == 502
    said = server.said()
    for trace in ("secret-path", "nothing-of-the-kind", "remote_ip", "client:"):
        assert trace not in said, said


def test_nginx_finds_no_fault(tree: Path, tmp_path: Path) -> None:
    if not _has("nginx"):
        skip_or_fail("nginx", NGINX_MISSING)
    assert "successful" in check_nginx(tmp_path, tree)
    assert "warn" not in check_nginx(tmp_path, tree)


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_no_fault(unit: str, tmp_path: Path) -> None:
    if not _has("systemd-analyze"):
        skip_or_fail("systemd", "no systemd-analyze: sudo apt install -y systemd")
    for name in UNITS:
        text = (ROOT / "deploy" / name).read_text()
        # The program and the account need not be on this machine.
        text = text.replace("/opt/broadsheet/.venv/bin/broadsheet", "/bin/true")
        (tmp_path / name).write_text(re.sub(r"^(User|Group)=.*\n", "", text, flags=re.MULTILINE))
    ended = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit], capture_output=True, text=True, check=False
    )
    ours = [line for line in ended.stderr.splitlines() if "broadsheet" in line]
    assert (ended.returncode, ours) == (0, [])


@pytest.mark.parametrize("unit", ["broadsheet.service", "broadsheet-backup.service"])
def test_systemd_finds_the_services_well_fenced_in(unit: str) -> None:
    if not _has("systemd-analyze"):
        skip_or_fail("systemd", "no systemd-analyze: sudo apt install -y systemd")
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", "--no-pager", ROOT / "deploy" / unit]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-500:] + ended.stderr
