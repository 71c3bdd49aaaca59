"""Damaged and hostile archives: each costs no more than itself, little memory, and is told in words."""

import gzip
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.archives.source import WarcSource
from tests.importers.web_archives import ADDRESS, PACKED, PAGE, Archive, contents, one_page, report_of


@pytest.mark.parametrize("packed", [True, False])
def test_bytes_that_are_no_record_cost_only_themselves(tmp_path, packed):
    archive = Archive(packed=packed)
    archive.answer(b"<p>before</p>", "http://old.example/before")
    archive.raw(
        b"\x1f\x8b\x08 this is no record" * 50 + b"\r\n\r\n"
        if packed
        else b"WARC/1.0\r\nContent-Length: x\r\n\r\n\r\n\r\n"
    )
    archive.answer(b"<p>after</p>", "http://old.example/after")
    source = archive.source(tmp_path)
    assert contents(source)["http://old.example/after"] == b"<p>after</p>"
    assert contents(source)["http://old.example/before"] == b"<p>before</p>"
    assert report_of(source).losses


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_cut_off_anywhere_gives_what_is_whole_and_tells_the_rest(tmp_path, packed):
    archive = Archive(packed=packed)
    archive.answer(b"<p>first</p>", "http://old.example/first")
    whole = len(archive.data)
    archive.answer(PAGE * 100, "http://old.example/second")
    for cut in range(whole + 1, len(archive.data) - 5, 37):
        path = tmp_path / "cut.warc.gz"
        path.write_bytes(archive.data[:cut])
        source = WarcSource(path)
        assert contents(source)["http://old.example/first"] == b"<p>first</p>"
        report = report_of(source)
        # Of a packed record all may be there but its last bytes, which only prove it.
        assert contents(source).get("http://old.example/second") == PAGE * 100 or report.losses


def test_a_bomb_in_a_body_costs_one_page_and_little_memory(tmp_path):
    nested = gzip.compress(gzip.compress(bytes(300_000_000)))
    archive = Archive()
    archive.answer(gzip.compress(bytes(100_000_000)), fields={"Content-Encoding": "gzip"})
    archive.answer(nested, "http://old.example/nested", fields={"Content-Encoding": "gzip, gzip"})
    archive.answer(b"<p>fine</p>", "http://old.example/fine")
    tracemalloc.start()
    try:
        source = archive.source(tmp_path)
        assert contents(source) == {"http://old.example/fine": b"<p>fine</p>"}
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()
    assert report_of(source).counts["capture"].dropped == 2


@pytest.mark.parametrize("head", [b"WARC/1.0\r\nX: " + b"x" * 50_000_000, b"WARC/1.0\r\n" + b"X: x\r\n" * 5_000_000])
def test_a_head_without_end_costs_little_memory(tmp_path, head):
    path = tmp_path / "head.warc.gz"
    good = one_page().data
    path.write_bytes(good + gzip.compress(head) + good)
    del head
    tracemalloc.start()
    try:
        source = WarcSource(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert contents(source) == {ADDRESS: PAGE}
    assert report_of(source).losses


@pytest.mark.parametrize("start", [b"\x1f\x8b\x08", b"\nWARC/1.0\r\n"])
def test_a_file_of_nothing_but_beginnings_is_given_up_soon(tmp_path, start):
    path = tmp_path / "starts.warc"
    path.write_bytes(one_page().data + start * 1_000_000)
    source = WarcSource(path)
    assert contents(source) == {ADDRESS: PAGE}
    assert len(report_of(source).losses) < 10


def _whole(*, packed: bool) -> bytes:
    archive = Archive(packed=packed)
    archive.answer()
    archive.answer(PACKED["br"], "http://old.example/br", fields={"Content-Encoding": "br"})
    archive.request("GET / HTTP/1.1")
    archive.answer(b"", "http://old.example/moved", status="301 Moved", fields={"Location": ADDRESS})
    return archive.data


WHOLE_ONES = [_whole(packed=True), _whole(packed=False)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_a_damaged_archive_is_refused_or_read_with_sums_that_agree(tmp_path, data):
    damaged = bytearray(data.draw(st.sampled_from(WHOLE_ONES)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    path = tmp_path / "damaged.warc"
    path.write_bytes(damaged)
    try:
        source = WarcSource(path)
    except SourceUnreadableError:
        return
    report_of(source)
