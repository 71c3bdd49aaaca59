"""The demonstration paper is made through the newsroom and every address the explanation names is there."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.reader_pages import PAGES
from broadsheet.tree.compression import refreshed
from broadsheet.tree.encoders import ENCODERS
from tests.machine.quiet_server import serving
from tests.press.html_trees import dead_links
from tests.site.serving import running

LATER = re.compile(r"_a/[0-9a-f]{16}/.*|.*card\.png")
"""Pictures, which the worker prints after the pages."""

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration paper, made by the command in a process of its own."""
    folder = tmp_path_factory.mktemp("demonstration") / "paper"
    said = broadsheet("demo", str(folder), "--no-serve")
    assert "FAILED" not in said
    assert "dropped" not in said
    assert "refused" not in said
    return folder


def broadsheet(*words: str) -> str:
    """What a command says that ends well, run in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "broadsheet.cli", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_every_address_the_explanation_names_is_printed(demonstration: Path) -> None:
    addresses = re.findall(r"\]\((/[^)]*)\)", (ROOT / "docs/explanation/origin.md").read_text())
    assert len(addresses) > 10
    for address in addresses:
        path = demonstration / "site" / (f"{address[1:]}index.html" if address.endswith("/") else address[1:])
        assert path.is_file(), address


def test_its_login_stands_with_the_second_factor_in_a_file_of_its_owner(demonstration: Path) -> None:
    file = demonstration / "demonstration-login.json"
    login = json.loads(file.read_text())
    assert file.stat().st_mode & 0o077 == 0
    assert len(login["recovery_codes"]) == 10
    assert login["app_address"].startswith("otpauth://totp/")
    assert login["secret"] in login["app_address"]


def test_it_may_not_be_shown_to_the_world(demonstration: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "broadsheet.cli", "check", "--deploy", "--paper", str(demonstration)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1
    assert "a demonstration's account" in done.stdout


def test_every_link_of_every_page_leads_to_something_printed(demonstration: Path) -> None:
    assert dead_links(demonstration / "site", "http://localhost:8000/", LATER) == []


def test_there_is_a_page_of_every_kind_to_be_looked_at(demonstration: Path) -> None:
    for name, path in PAGES.items():
        assert (demonstration / "site" / path / ("index.html" if path.endswith("/") or not path else "")).is_file(), (
            name
        )


@pytest.mark.parametrize("copies", [False, True], ids=["just printed", "with copies"])
@pytest.mark.parametrize("name", ["front", "article of every element"])
def test_a_first_view_fits_into_a_connections_first_packets(
    demonstration: Path, tmp_path: Path, name: str, copies: bool
) -> None:
    """Page, styles, icon and script with their headers, to a reader who has nothing yet; no copy need lie there."""
    tree, record = demonstration / "site", tmp_path / "compressed.db"
    page = (tree / PAGES[name] / "index.html").read_text()
    parts = re.findall(r'<link rel="(?:stylesheet|icon)"[^>]* href="([^"]+)"|<script[^>]* src="([^"]+)"', page)
    paths = [PAGES[name], *("_a/" + "".join(part).rpartition("/")[2] for part in parts)]
    if copies:
        files = [PAGES[name] + "index.html", *paths[1:]]
        refreshed(tree, record, ENCODERS, files)
    with running(tree, record) as server:
        replies = [server.raw(f"/{path}".encode(), b"Accept-Encoding: gzip, br\r\n") for path in paths]
    assert 3 <= len(replies) <= 4
    assert all(reply.startswith(b"HTTP/1.1 200") for reply in replies)
    assert sum(map(len, replies)) <= 14_336, dict(zip(paths, map(len, replies), strict=True))


def test_no_supporter_and_no_draft_is_in_the_tree(demonstration: Path) -> None:
    pages = (path.read_text() for path in (demonstration / "site").rglob("*.html"))
    assert not any("Seventh week: the company writes" in page for page in pages)
    assert not list((demonstration / "site").rglob("*.part"))
    assert not list((demonstration / "site").rglob("*.db"))


# ---- search


@pytest.fixture(scope="module")
def searchable(demonstration: Path) -> Path:
    """The printed demonstration with its search index."""
    assert "pages indexed" in broadsheet("press", "--paper", str(demonstration), "--output", "search")
    return demonstration / "site"


@pytest.fixture(scope="module", params=["our server", "another server, under a path"])
def address(searchable: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The demonstration as served at the root by ourselves, and by the plainest of servers below a path."""
    if request.param == "our server":
        with running(searchable, searchable.parent / "served-copies.db") as server:
            yield f"http://127.0.0.1:{server.port}/"
    else:
        with serving(searchable.parent) as host:
            yield f"{host}{searchable.name}/"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("root", "words", "story"),
    [
        ("", "locked terminal", "2026/11/crane-drivers-ask-for-company/"),
        ("", "Signal House heat", "2026/11/signal-house-gets-its-heat-back/"),
        ("ru/", "крановщикам", "ru/2026/11/kranovshchiki-istki/"),
        ("ar/", "الرافعات", "ar/2026/11/crane-drivers-eastquay/"),
    ],
)
def test_a_reader_finds_a_story_by_its_words_and_nobody_else_is_asked(
    browser, address: str, root: str, words: str, story: str
) -> None:
    reader = browser.new_page()
    asked: list[str] = []
    troubles: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    reader.on("pageerror", lambda error: troubles.append(str(error)))
    reader.goto(f"{address}{root}search/index.html")
    reader.fill("input[type=search]", words)
    reader.press("input[type=search]", "Enter")
    reader.wait_for_selector(".found a")
    links = reader.eval_on_selector_all(".found a", "links => links.map(link => link.href)")
    assert f"{address}{story}index.html" in links
    assert all(link.startswith(address + root) for link in links)
    assert [url for url in asked if not url.startswith(address)] == []
    assert troubles == []
    reader.locator(f".found a[href$='{story}index.html']").click()
    reader.wait_for_selector(".story h1")
    reader.close()


def test_without_script_the_search_page_leads_to_every_headline(demonstration: Path) -> None:
    site = demonstration / "site"
    for root in ("", "ru/", "ar/"):
        page = (site / root / "search/index.html").read_text(encoding="utf-8")
        years = re.findall(r'href="[./a-z]*archive/(\d{4})/index/index\.html', page)
        stories = {each.parent.parent.parent.name for each in site.glob(f"{root}20??/??/*/index.html")}
        assert set(years) == stories
        for year in years:
            listed = (site / root / f"archive/{year}/index/index.html").read_text(encoding="utf-8")
            for story in site.glob(f"{root}{year}/??/*/index.html"):
                assert f"{year}/{story.parent.parent.name}/{story.parent.name}/index.html" in listed
