"""What a request asks for, taken apart without a server."""

import socket
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.errors import SettingRefusedError
from broadsheet.site.server.bodies import Bodies
from broadsheet.site.server.bounded import Bounded
from broadsheet.site.server.conditions import Span, Unsatisfiable, best_encoding, same_as_known, span_of
from broadsheet.site.server.messages import Request
from broadsheet.site.server.places import Found, Places
from broadsheet.site.server.serving import check_address
from broadsheet.site.server.tree_application import TreeApplication
from tests.machine.event_loop import run_alone

OFFERED = ("br", "gzip")


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("identity", "identity"),
        ("identity;q=1, br;q=0.5", "identity"),
        ("GZIP", "gzip"),
        ("br;q=nonsense", "identity"),
        ("identity;q=0.5, *;q=0", "identity"),
    ],
)
def test_the_most_welcome_encoding_is_chosen(asked, best):
    assert best_encoding(asked, OFFERED) == best


@given(st.text())
def test_any_wish_for_encodings_is_answered(asked):
    assert best_encoding(asked, OFFERED) in (*OFFERED, "identity")


@given(st.text(), st.integers(0, 10_000))
def test_any_range_is_answered_inside_the_file(asked, size):
    match span_of(asked, size):
        case Span(start=start, length=length):
            assert 0 <= start < start + length <= size
        case Unsatisfiable() | None:
            pass


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1, 100))
def test_a_range_gives_the_bytes_it_names(first, extra, size):
    span = span_of(f"bytes={first}-{first + extra}", size)
    data = bytes(size)
    if first >= size:
        assert isinstance(span, Unsatisfiable)
    else:
        assert span.length == len(data[first : first + extra + 1])
        assert span.start == first


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=5-2", "items=0-1", "bytes=-", "bytes=a-b", ""])
def test_what_is_no_single_range_gives_the_whole(asked):
    assert span_of(asked, 100) is None


@given(st.text())
def test_any_list_of_known_versions_is_answered(known):
    assert same_as_known(known, "0" * 32) in (True, False)


# ---- places


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("paper")
    tree = place / "site"
    for path in ("index.html", "a/index.html", "a/b.html", ".secret/index.html", "_a/x.css"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(b"page")
    (place / "outside.html").write_bytes(b"secret")
    (tree / "out.html").symlink_to(place / "outside.html")
    (tree / "out").symlink_to(place)
    (tree / "round").symlink_to(tree / "round")
    return tree


PIECES = st.sampled_from(
    ["/", "//", ".", "..", "...", "\\", "\0", "a", "b.html", "index.html", "out", "out.html", "outside.html", "round",
     ".secret", ".part", ".br", "site", "%2e", "\udc80", "é", "~", " ", ":", "_a", "x.css"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_no_path_leads_out_of_the_tree(tree, path):
    found = Places(tree).find(f"/{path}")
    if isinstance(found, Found):
        assert found.file.read_bytes() == b"page"
        assert found.file.is_relative_to(tree.resolve())
        assert not any(name.startswith(".") for name in found.file.relative_to(tree.resolve()).parts)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.binary(max_size=30), st.sampled_from(["GET", "HEAD"]))
@example("a", b"\r", "GET")
def test_every_request_is_answered(tree, path, query, method):
    scope = {"type": "http", "method": method, "path": f"/{path}", "query_string": query, "headers": []}
    answer = run_alone(TreeApplication(tree).answer(Request(scope)))
    assert answer.status in (200, 301, 308, 404)
    assert b"secret" not in (answer.body if isinstance(answer.body, bytes) else b"")
    assert all("\n" not in value and "\r" not in value for _, value in answer.headers)


# ---- memory and addresses


def test_compressed_bodies_are_kept_within_bounds(monkeypatch):
    monkeypatch.setattr("broadsheet.site.server.bodies.KEPT_BYTES", 250)
    bodies = Bodies(None)
    for number in range(3):
        bodies.keep(bytes([number]), "br", bytes(100))
    assert bodies.kept(b"\0", "br") is None
    assert bodies.kept(b"\1", "br") == bodies.kept(b"\2", "br") == bytes(100)


async def _reads_all(scope, receive, send):
    come = b""
    while (message := await receive())["type"] == "http.request":
        come += message.get("body", b"")
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200 if message["type"] == "http.request" else 0})
    await send({"type": "http.response.body", "body": come})


def asked_of_bounded(pieces: list[bytes], stated: int | None) -> tuple[int, bytes]:
    """Status and body when these pieces come in, of which 100 bytes are taken."""
    headers = [(b"content-length", str(stated).encode())] if stated is not None else []
    scope = {"type": "http", "method": "POST", "path": "/newsroom/", "query_string": b"", "headers": headers}
    left = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces] + [{"type": "http.request"}]
    sent = []

    async def receive():
        return left.pop(0)

    async def send(message):
        sent.append(message)

    run_alone(Bounded(_reads_all, 100)(scope, receive, send))
    return sent[0]["status"], sent[1]["body"]


def test_what_is_too_large_by_its_own_word_is_not_even_read():
    status, body = asked_of_bounded([b"x" * 60], 101)
    assert status == 413
    assert b"At most 40 MB" in body


def test_what_grows_beyond_all_bounds_is_broken_off():
    assert asked_of_bounded([b"x" * 60, b"y" * 60, b"z" * 60], None) == (0, b"x" * 60)
    assert asked_of_bounded([b"x" * 60, b"y" * 40], 100) == (200, b"x" * 60 + b"y" * 40)


def test_an_address_in_use_is_named_with_the_remedy():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingRefusedError, match=f"{port}.*choose another port"):
            check_address("127.0.0.1", port)


def test_a_port_beyond_all_ports_is_refused():
    with pytest.raises(SettingRefusedError, match="from 1 to 65535"):
        check_address("127.0.0.1", 70_000)
