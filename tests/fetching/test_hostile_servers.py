"""Servers that drip, flood, lie or break off: each costs little time and memory, and is told in words."""

import gzip
import time
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import AnswerRefusedError, ConnectionFailedError
from broadsheet.fetching import Fetcher, Limits, Pace
from broadsheet.fetching.coding import unpacked
from broadsheet.fetching.pacing import FAILURES

MIB = 1024 * 1024


def asker(**limits) -> Fetcher:
    return Fetcher(loopback=True, pace=Pace(pause=0), limits=Limits(**limits))


def seconds_of(deed) -> float:
    start = time.monotonic()
    deed()
    return time.monotonic() - start


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"


@pytest.mark.parametrize(
    "answering",
    [
        lambda request: request.drip(HEAD * 100, 0.05),
        lambda request: request.drip(b"x" * 1000, 0.05),
        lambda request: (request.send(HEAD + b"\r\n"), request.drip(b"x" * 1000, 0.05)),
        lambda request: (request.send(HEAD + b"Content-Length: 900\r\n\r\n"), request.drip(b"x" * 900, 0.05)),
        lambda request: (
            request.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
            request.drip(b"1\r\nx\r\n" * 1000, 0.05),
        ),
        lambda request: [(request.send(b"HTTP/1.1 100 Continue\r\n\r\n"), time.sleep(0.05)) for _ in range(1000)],
    ],
    ids=["fields", "status line", "body", "body of known length", "chunks", "continue"],
)
def test_a_server_that_drips_is_left_after_the_whole_time(site, answering):
    address = site.page("/drip", answering)

    def ask():
        with pytest.raises(ConnectionFailedError, match="too slowly"):
            asker(total=0.8, idle=5).fetch(address)

    assert seconds_of(ask) < 3


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200", HEAD, HEAD + b"Content-Length: 9\r\n\r\nabc"])
def test_a_server_that_falls_silent_is_left_after_the_idle_time(site, sent):
    address = site.page("/silent", lambda request: (request.send(sent), time.sleep(5)))

    def ask():
        with pytest.raises(ConnectionFailedError, match="too slowly"):
            asker(total=60, idle=0.5).fetch(address)

    assert seconds_of(ask) < 3


def endless(request) -> None:
    request.send(HEAD + b"\r\n")
    while True:
        request.send(b"x" * MIB)


def endless_chunks(request) -> None:
    request.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        request.send(b"100000\r\n" + b"x" * MIB + b"\r\n")


def endless_chunk_line(request) -> None:
    request.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;")
    while True:
        request.send(b"x" * MIB)


def endless_field(request) -> None:
    request.send(HEAD + b"X-Long: ")
    while True:
        request.send(b"x" * MIB)


def endless_fields(request) -> None:
    request.send(HEAD)
    while True:
        request.send(b"X-More: x\r\n" * 10_000)


NOUGHTS = bytes(200 * MIB)
GZIP_BOMB = gzip.compress(NOUGHTS)
BROTLI_BOMB = brotli.compress(NOUGHTS, quality=4)
BOMB_IN_A_BOMB = gzip.compress(GZIP_BOMB)
del NOUGHTS


@pytest.mark.parametrize(
    "answering",
    [
        endless,
        endless_chunks,
        endless_chunk_line,
        endless_field,
        endless_fields,
        lambda request: request.answer(GZIP_BOMB, content_encoding="gzip"),
        lambda request: request.answer(BROTLI_BOMB, content_encoding="br"),
        lambda request: request.answer(BOMB_IN_A_BOMB, content_encoding="gzip, gzip"),
        lambda request: request.send(HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n"),
    ],
)
def test_a_flood_is_dammed_and_memory_stays_small(site, answering):
    address = site.page("/flood", answering)
    tracemalloc.start()
    try:
        with pytest.raises((AnswerRefusedError, ConnectionFailedError)) as refusal:
            asker(size=MIB, total=60).fetch(address)
        assert tracemalloc.get_traced_memory()[1] < 20 * MIB
    finally:
        tracemalloc.stop()
    assert "slowly" not in str(refusal.value)


@pytest.mark.parametrize("packing", ["zstd", "gzip, gzip, gzip", "x" * 500, "gzip, exe"])
def test_a_packing_nobody_here_knows_is_refused(site, packing):
    with pytest.raises(AnswerRefusedError, match="cannot be unpacked"):
        asker().fetch(site.file("/a", b"words", "text/plain", content_encoding=packing))


@pytest.mark.parametrize(
    "packing",
    ["gzip", "x-gzip", "deflate", "br"],
)
def test_packed_bytes_that_are_cut_off_or_broken_are_refused(site, packing):
    whole = {
        "gzip": gzip.compress(b"words " * 500),
        "x-gzip": gzip.compress(b"words " * 500),
        "deflate": zlib.compress(b"words " * 500),
        "br": brotli.compress(b"words " * 500),
    }[packing]
    assert asker().fetch(site.file("/a", whole, "text/plain", content_encoding=packing))[1] == b"words " * 500
    for damaged in (whole[:-6], b"\xff" + whole[5:], b""):
        with pytest.raises(AnswerRefusedError, match="broken or cut off"):
            asker().fetch(site.file("/a", damaged, "text/plain", content_encoding=packing))


@pytest.mark.parametrize("difference", [-3, 3])
def test_a_length_that_is_not_the_bodys_is_never_taken_for_a_whole(site, difference):
    body = b"0123456789"
    address = site.file("/a", body, "text/plain", content_length=str(len(body) + difference))
    if difference > 0:
        with pytest.raises(ConnectionFailedError, match="broke off"):
            asker().fetch(address)
    else:
        assert asker().fetch(address)[1] == body[:difference]


def test_chunks_that_break_off_are_never_taken_for_a_whole(site):
    address = site.page("/a", lambda request: request.send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n"))
    with pytest.raises(ConnectionFailedError, match="broke off"):
        asker().fetch(address)


@pytest.mark.parametrize(
    ("status", "said"), [("404 Not Found", "404 Not Found"), ("500 No", "500"), ("299 Odd", "299")]
)
def test_an_answer_that_is_not_the_thing_is_refused_with_its_number(site, status, said):
    address = site.page("/a", lambda request: request.answer(b"sorry", status))
    with pytest.raises(AnswerRefusedError, match=said):
        asker().fetch(address)


def test_a_busy_server_is_asked_again_when_it_says_and_then_left(site):
    def busy(request):
        if site.times_asked("/a") < 3:
            request.answer(status="503 Busy", retry_after="1")
        else:
            request.answer(b"words", content_type="text/plain")

    address = site.page("/a", busy)
    assert seconds_of(lambda: asker().fetch(address)) >= 2
    busier = site.page("/b", lambda request: request.answer(status="429 Too many", retry_after="99999"))
    with pytest.raises(ConnectionFailedError, match="too busy"):
        asker().fetch(busier)
    assert site.times_asked("/b") == 1


def test_a_host_that_never_answers_is_asked_no_more(site):
    address = site.page("/a", lambda _request: None)
    fetcher = asker()
    for _ in range(FAILURES + 5):
        with pytest.raises(ConnectionFailedError):
            fetcher.fetch(address)
    assert len(site.asked) == FAILURES


def test_a_host_is_left_alone_between_two_requests(site):
    address = site.file("/a", b"words", "text/plain")
    fetcher = Fetcher(loopback=True, pace=Pace(pause=0.4))
    assert seconds_of(lambda: [fetcher.fetch(address) for _ in range(3)]) >= 0.8


@given(st.lists(st.binary(max_size=50)), st.sampled_from(["gzip", "deflate", "br", "gzip, br"]))
def test_what_was_packed_comes_out_again_however_it_is_cut(pieces, packing):
    data = b"".join(pieces)
    for layer in packing.split(", "):
        data = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[layer](data)
    cut = [data[place : place + 3] for place in range(0, len(data), 3)]
    assert b"".join(unpacked(cut, packing, most=10_000)) == b"".join(pieces)


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br"]))
def test_any_bytes_unpack_or_are_refused(data, packing):
    try:
        result = b"".join(unpacked([data], packing, most=1000))
    except AnswerRefusedError:
        return
    assert len(result) <= 1000


def test_bare_deflate_and_several_members_of_gzip_are_read():
    bare = zlib.compressobj(wbits=-15)
    assert b"".join(unpacked([bare.compress(b"words") + bare.flush()], "deflate", most=99)) == b"words"
    members = gzip.compress(b"wo") + gzip.compress(b"rds") + bytes(7)
    assert b"".join(unpacked([members], "gzip", most=99)) == b"words"
