"""An answer given again is the answer a server would give that had never been asked before."""

import asyncio
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.site.server.ready_answers import OVERHEAD, ReadyAnswers
from broadsheet.site.server.tree_application import TreeApplication
from tests.site.serving import lay

PAGES = ("index.html", "a/index.html", "404.html", "_a/x.css", "_a/y.avif")
PATHS = ("/", "/index.html", "/a/", "/a", "/a/index.html", "/_a/x.css", "/_a/y.avif", "/none/")
HEADERS = (
    (b"accept-encoding", b"gzip"),
    (b"accept-encoding", b"br, gzip"),
    (b"accept-encoding", b"identity"),
    (b"range", b"bytes=2-5"),
    (b"if-none-match", b"*"),
    (b"if-none-match", b'"nonsense"'),
)


def asked(application: TreeApplication, path: str, method: str = "GET", headers=(), query: bytes = b"") -> list:
    """The messages a request is answered with."""
    sent: list = []

    async def send(message) -> None:
        sent.append(dict(message))

    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": list(headers)}
    asyncio.run(application(scope, None, send))
    return sent


REQUEST = st.tuples(st.sampled_from(PATHS), st.sampled_from(["GET", "HEAD"]), st.lists(st.sampled_from(HEADERS)))
PRINT = st.tuples(st.sampled_from(PAGES), st.integers(0, 2).map(lambda number: f"<p>{number}</p>".encode() * 200))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(REQUEST, PRINT), max_size=25))
def test_whatever_is_asked_and_printed_in_between_the_answer_is_a_new_servers(steps):
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for path in PAGES:
            lay(tree, path, b"<p>first</p>" * 200)
        long_running = TreeApplication(tree)
        for step in steps:
            if len(step) == 2:
                lay(tree, *step)
            else:
                assert asked(long_running, *step) == asked(TreeApplication(tree), *step)


def test_a_link_turned_outwards_is_seen_at_once(tmp_path):
    tree = tmp_path / "site"
    lay(tree, "old/index.html", b"<p>page</p>")
    lay(tmp_path, "outside/index.html", b"secret")
    (tree / "way").symlink_to(tree / "old")
    application = TreeApplication(tree)
    assert asked(application, "/way/")[1]["body"] == b"<p>page</p>"
    (tree / "way").unlink()
    (tree / "way").symlink_to(tmp_path / "outside")
    assert asked(application, "/way/")[0]["status"] == 404


def test_what_is_kept_ready_stays_within_bounds(tmp_path):
    application = TreeApplication(tmp_path)
    application._ready = ready = ReadyAnswers(tmp_path, kept_bytes=3 * (OVERHEAD + 1000))
    for number in range(10):
        lay(tmp_path, f"{number}.avif", bytes(1000))
        asked(application, f"/{number}.avif")
    scope = {"method": "GET", "query_string": b"", "headers": []}
    kept = [number for number in range(10) if ready.answer({**scope, "path": f"/{number}.avif"})]
    assert kept == [7, 8, 9]
