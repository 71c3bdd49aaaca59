"""What was fetched is kept, what was begun is gone on with, by the same run, by the next one, and after a kill."""

import hashlib
import random
import subprocess
import sys
import threading
import time

import pytest

from broadsheet.errors import AnswerRefusedError, ConnectionFailedError
from broadsheet.fetching import FetchedFiles, Fetcher, Limits, Pace

BODY = random.Random(7).randbytes(300_000)
HALF = len(BODY) // 2
CHANGED = BODY[::-1]


def kept(folder, **limits) -> FetchedFiles:
    return FetchedFiles(folder, Fetcher(loopback=True, pace=Pace(pause=0), limits=Limits(**limits)))


def part_of(request, body: bytes, *, only: int = 10**9, etag: str = '"one"', **fields: str) -> None:
    """Answer as a server does that knows ranges, but break off after `only` bytes."""
    wanted = request.fields.get("range", "").removeprefix("bytes=").removesuffix("-")
    start = int(wanted) if wanted and request.fields.get("if-range") == etag else 0
    if start >= len(body):
        request.answer(status="416 Range Not Satisfiable")
        return
    rest = body[start:]
    lines = {"Content-Length": str(len(rest)), "ETag": etag, **fields}
    if start:
        lines["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    request.send(f"HTTP/1.1 {'206 Partial Content' if start else '200 OK'}\r\n{head}\r\n".encode() + rest[:only])


def starts(site) -> list[str]:
    return [request.fields.get("range", "") for request in site.asked]


def test_what_lies_there_is_not_asked_for_again_and_the_same_bytes_lie_there_once(site, tmp_path):
    one, two = site.file("/one.png", BODY, "image/png"), site.file("/two.png", BODY, "image/png")
    with kept(tmp_path) as files:
        first, second = files.get(one), files.get(two)
    with kept(tmp_path) as files:
        assert files.get(one) == first
    assert first.file == second.file
    assert first.file.name == first.digest == hashlib.sha256(BODY).hexdigest()
    assert first.file.read_bytes() == BODY
    assert (first.media_type, first.address) == ("image/png", one)
    assert len(site.asked) == 2


def test_a_file_damaged_on_the_disk_is_fetched_again(site, tmp_path):
    address = site.file("/one.png", BODY, "image/png")
    with kept(tmp_path) as files:
        files.get(address).file.write_bytes(b"damaged")
        assert files.get(address).file.read_bytes() == BODY
    assert len(site.asked) == 2


def test_what_is_forgotten_leaves_nothing(site, tmp_path):
    address = site.file("/one.png", BODY, "image/png")
    with kept(tmp_path) as files:
        files.get(address)
        files.forget(address)
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def test_a_broken_connection_is_gone_on_with_at_once(site, tmp_path):
    address = site.page("/a", lambda request: part_of(request, BODY, only=HALF))
    with kept(tmp_path) as files:
        assert files.get(address).file.read_bytes() == BODY
    assert starts(site) == ["", f"bytes={HALF}-"]


def test_the_next_run_goes_on_where_this_one_broke_off(site, tmp_path):
    address = site.page("/a", lambda request: part_of(request, BODY, only=1000))
    with kept(tmp_path, tries=1) as files, pytest.raises(ConnectionFailedError, match="broke off"):
        files.get(address)
    site.page("/a", lambda request: part_of(request, BODY))
    with kept(tmp_path) as files:
        assert files.get(address).file.read_bytes() == BODY
    assert starts(site) == ["", "bytes=1000-"]
    assert not list(tmp_path.glob("*.part"))


def test_what_has_changed_meanwhile_is_fetched_whole(site, tmp_path):
    address = site.page("/a", lambda request: part_of(request, BODY, only=1000))
    with kept(tmp_path, tries=1) as files, pytest.raises(ConnectionFailedError):
        files.get(address)
    site.page("/a", lambda request: part_of(request, CHANGED, etag='"two"'))
    with kept(tmp_path) as files:
        assert files.get(address).file.read_bytes() == CHANGED


@pytest.mark.parametrize("etag", ["", 'W/"weak"'])
def test_without_means_to_know_it_is_the_same_it_is_fetched_whole(site, tmp_path, etag):
    address = site.page("/a", lambda request: part_of(request, BODY, only=1000, etag=etag))
    with kept(tmp_path, tries=1) as files, pytest.raises(ConnectionFailedError):
        files.get(address)
    site.page("/a", lambda request: part_of(request, BODY, etag=etag))
    with kept(tmp_path) as files:
        assert files.get(address).file.read_bytes() == BODY
    assert starts(site) == ["", ""]


def test_a_run_killed_after_the_last_byte_ends_well_the_next_time(site, tmp_path):
    """Asked for what is behind the end, a server says there is nothing; then the whole is fetched."""
    address = site.page("/a", lambda request: part_of(request, BODY, **{"Content-Length": str(len(BODY) + 1)}))
    with kept(tmp_path, tries=1) as files, pytest.raises(ConnectionFailedError):
        files.get(address)
    site.page("/a", lambda request: part_of(request, BODY))
    with kept(tmp_path) as files:
        assert files.get(address).file.read_bytes() == BODY


@pytest.mark.parametrize("given", ["bytes 0-9/10", "bytes 7-99999/100000", "words", ""])
def test_a_server_that_gives_another_part_than_was_asked_for_is_not_believed(site, tmp_path, given):
    address = site.page("/a", lambda request: part_of(request, BODY, only=1000))
    with kept(tmp_path, tries=1) as files, pytest.raises(ConnectionFailedError):
        files.get(address)
    site.page(
        "/a",
        lambda request: (
            request.answer(BODY[:10], "206 Partial Content", content_range=given)
            if "range" in request.fields
            else part_of(request, BODY)
        ),
    )
    with kept(tmp_path) as files:
        assert files.get(address).file.read_bytes() == BODY


def test_what_is_too_large_leaves_nothing_behind(site, tmp_path):
    address = site.page("/a", lambda request: (request.send(b"HTTP/1.1 200 OK\r\n\r\n"), request.send(BODY)))
    with kept(tmp_path, size=100_000) as files, pytest.raises(AnswerRefusedError, match="more than 100,000 bytes"):
        files.get(address)
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


FETCHING = """
import pathlib, sys
from broadsheet.fetching import FetchedFiles, Fetcher
with FetchedFiles(pathlib.Path(sys.argv[1]), Fetcher(loopback=True)) as files:
    files.get(sys.argv[2])
"""


def test_killed_in_the_middle_and_run_again_it_goes_on(site, tmp_path):
    written = threading.Event()

    def half_then_silence(request):
        part_of(request, BODY, only=HALF)
        written.set()
        time.sleep(30)

    address = site.page("/a", half_then_silence)
    process = subprocess.Popen([sys.executable, "-c", FETCHING, tmp_path, address])
    assert written.wait(60)
    part = hashlib.sha256(address.encode()).hexdigest() + ".part"
    while not (tmp_path / part).exists() or (tmp_path / part).stat().st_size < HALF:
        time.sleep(0.02)
    process.kill()
    process.wait()
    site.page("/a", lambda request: part_of(request, BODY))
    with kept(tmp_path) as files:
        assert files.get(address).file.read_bytes() == BODY
    assert starts(site) == ["", f"bytes={HALF}-"]


def test_threads_ask_several_hosts_at_once_but_each_host_one_thing_at_a_time(site, tmp_path):
    running, most = [], []

    def slow(request):
        running.append(request.path)
        most.append(len(running))
        time.sleep(0.1)
        running.remove(request.path)
        request.answer(request.path.encode(), content_type="text/plain")

    addresses = [site.page(f"/{number}", slow) for number in range(6)]
    with kept(tmp_path) as files:
        threads = [threading.Thread(target=files.get, args=(address,)) for address in addresses]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [files.get(address).file.read_text() for address in addresses] == [f"/{number}" for number in range(6)]
    assert max(most) == 1
