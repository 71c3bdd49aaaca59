"""Each redirects file, put to use as it says at its own top, with the program it is for."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadsheet.edition.records import StandingPage
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.html import HtmlOutput
from broadsheet.press.outputs.redirects import RedirectsOutput
from tests.conftest import skip_or_fail
from tests.press.outputs_sample import PAPER, press_of
from tests.site.serving import Server, free_port
from tests.site.web_servers import CADDY_MISSING, NGINX_MISSING, nginx_main, nginx_program, running_program

OLD = ("/?p=7", "/archive/?y=2009", "/who.php?id=3", "/old-about/", "/old name.html")
ASKED = (*OLD[:4], "/old-about", "/old%20name.html")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A printed paper of one page that had other addresses."""
    folder = tmp_path_factory.mktemp("printed")
    page = StandingPage(id="a", language="en", title="About us", path="about", old_addresses=OLD)
    press = press_of(folder, [PAPER, page], (HtmlOutput(PressSettings(media=folder)), RedirectsOutput()))
    assert press.print().failures == ()
    return next(path.parent for path in folder.rglob("redirects.json"))


def told_use(file: Path) -> str:
    """The lines of use at the top of a redirects file, without what tells of them."""
    lines = re.findall(r"^# {5}(.*)$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert lines
    return "\n".join(lines)


@contextmanager
def nginx(folder: Path, tree: Path) -> Iterator[Server]:
    port = free_port()
    here = f"server {{\n listen 127.0.0.1:{port};\n root {tree};"
    use = (
        told_use(tree / "redirects.nginx")
        .replace("server {", here)
        .replace("redirects.nginx", f"{tree}/redirects.nginx")
    )
    (folder / "paper.conf").write_text(use)
    with running_program([nginx_program(), "-p", folder, "-c", nginx_main(folder)], folder, port):
        yield Server(port)


@contextmanager
def caddy(folder: Path, tree: Path) -> Iterator[Server]:
    port = free_port()
    use = told_use(tree / "redirects.caddy").replace("redirects.caddy", f"{tree}/redirects.caddy")
    site = f"http://127.0.0.1:{port} {{\nroot * {tree}\n{use}\nfile_server\n}}\n"
    (folder / "Caddyfile").write_text(f"{{\nadmin off\n}}\n{site}")
    command = [shutil.which("caddy"), "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    with running_program(command, folder, port):
        yield Server(port)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if shutil.which(request.param, path="/usr/sbin:/usr/bin:/bin:/usr/local/bin") is None:
        skip_or_fail(request.param, NGINX_MISSING if request.param == "nginx" else CADDY_MISSING)
    running = nginx if request.param == "nginx" else caddy
    with running(tmp_path_factory.mktemp(request.param), tree) as found:
        yield found


@pytest.mark.parametrize(
    "old", ["/?p=7", "/archive/?y=2009", "/who.php?id=3", "/old-about/", "/old-about", "/old%20name.html"]
)
def test_an_old_address_leads_on(server: Server, old: str) -> None:
    reply = server.get(old)
    assert reply.status == 301
    assert re.sub(r"^https?://[^/]+", "", reply.headers["location"]) == "/about/"


@pytest.mark.parametrize("path", ["/", "/?from=a-friend", "/archive/", "/archive/?y=2010", "/about/"])
def test_a_page_is_a_page(server: Server, path: str) -> None:
    assert server.get(path).status == 200


def test_a_page_without_its_slash_is_not_answered_there(server: Server) -> None:
    reply = server.get("/about")
    assert reply.status in {301, 302, 308}
    assert reply.headers["location"].endswith("/about/")


def test_what_never_was_is_missing(server: Server) -> None:
    assert server.get("/who.php?id=4").status == 404
    assert server.get("/nothing/").status == 404
