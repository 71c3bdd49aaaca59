import gzip
import hashlib
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import DestinationFullError
from broadsheet.tree.artifact import Printed, Spec
from broadsheet.tree.compression import CompressedCopies, caught_up, is_text, refreshed
from broadsheet.tree.encoders import ENCODERS as ALL_ENCODERS
from broadsheet.tree.folder import Folder
from broadsheet.tree.ledger import Ledger
from broadsheet.tree.packed import UNUSED_DAYS

ENCODERS = {".gz": lambda data: gzip.compress(data, mtime=0)}
PAGE = b"<p>Cranes stand still.</p>" * 100


def digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


@pytest.fixture
def tree(tmp_path) -> Path:
    tree = tmp_path / "site"
    tree.mkdir()
    return tree


@pytest.fixture
def copies(tmp_path, tree):
    copies = CompressedCopies.open(tmp_path / "compressed.db", tree)
    yield copies
    copies.close()


def lay(tree: Path, path: str, data: bytes) -> None:
    """As the press does."""
    Folder(tree).put([(path, data)], durable=False)


def counted(encoders=ENCODERS):
    """These encoders, and what they were given so far."""
    given: list[bytes] = []

    def counting(encode):
        return lambda data: given.append(data) or encode(data)

    return {ending: counting(encode) for ending, encode in encoders.items()}, given


def test_a_text_gets_a_copy_that_unpacks_to_it(tree, copies):
    lay(tree, "a/index.html", PAGE)
    assert copies.refresh(ENCODERS).made == 1
    copy = copies.valid("a/index.html", digest(PAGE), ".gz")
    assert gzip.decompress(copy.read_bytes()) == PAGE


def test_pictures_short_texts_and_hidden_files_get_none(tree, copies):
    for path in ("a.jpg", "b.avif", ".hidden/index.html", ".broadsheet.html"):
        lay(tree, path, PAGE)
    lay(tree, "short.html", b"<p>x")
    assert copies.refresh(ENCODERS).made == 0
    assert list(tree.rglob("*.gz")) == []


def test_a_second_run_makes_nothing(tree, copies):
    lay(tree, "a.html", PAGE)
    copies.refresh(ENCODERS)
    before = (tree / "a.html.gz").stat().st_ino
    assert copies.refresh(ENCODERS).made == 0
    assert (tree / "a.html.gz").stat().st_ino == before


def test_a_page_printed_again_with_the_same_bytes_gets_its_copy_back(tree, copies):
    lay(tree, "a.html", PAGE)
    copies.refresh(ENCODERS)
    before = (tree / "a.html.gz").stat().st_ino
    lay(tree, "a.html", PAGE)
    assert copies.refresh(ENCODERS).compressed == 0
    assert (tree / "a.html.gz").stat().st_ino == before


def test_a_copy_of_former_bytes_is_never_valid(tree, copies):
    lay(tree, "a.html", PAGE)
    copies.refresh(ENCODERS)
    lay(tree, "a.html", PAGE + b"!")
    assert copies.valid("a.html", digest(PAGE + b"!"), ".gz") is None
    copies.refresh(ENCODERS)
    assert gzip.decompress(copies.valid("a.html", digest(PAGE + b"!"), ".gz").read_bytes()) == PAGE + b"!"
    assert copies.valid("a.html", digest(PAGE), ".gz") is None


def test_a_copy_that_somebody_else_laid_there_is_not_valid(tree, copies):
    lay(tree, "a.html", PAGE)
    copies.refresh(ENCODERS)
    lay(tree, "a.html.gz", gzip.compress(b"other"))
    assert copies.valid("a.html", digest(PAGE), ".gz") is None
    assert copies.refresh(ENCODERS).made == 1


def test_the_copy_of_a_withdrawn_page_is_taken_away(tree, copies):
    lay(tree, "a.html", PAGE)
    copies.refresh(ENCODERS)
    (tree / "a.html").unlink()
    assert copies.refresh(ENCODERS).removed == 1
    assert list(tree.iterdir()) == []


def test_the_same_bytes_are_compressed_once_whatever_they_are_called(tree, copies):
    encoders, given = counted()
    for name in ("a.html", "b.html", "c/index.html"):
        lay(tree, name, PAGE)
    report = copies.refresh(encoders)
    assert (report.made, report.compressed, given) == (3, 1, [PAGE])
    assert {gzip.decompress(copy.read_bytes()) for copy in tree.rglob("*.gz")} == {PAGE}


def test_a_page_that_comes_back_is_not_compressed_again(tmp_path, tree):
    encoders, given = counted()
    for data in (PAGE, PAGE + b"!", PAGE):
        lay(tree, "a.html", data)
        refreshed(tree, tmp_path / "compressed.db", encoders)
    assert given == [PAGE, PAGE + b"!"]
    assert gzip.decompress((tree / "a.html.gz").read_bytes()) == PAGE


def test_what_compressing_does_not_make_smaller_is_not_tried_again(tmp_path, tree):
    encoders, given = counted({".gz": lambda data: data + b"!"})
    for name in ("a.html", "b.html"):
        lay(tree, name, PAGE)
        refreshed(tree, tmp_path / "compressed.db", encoders)
    assert given == [PAGE]
    assert list(tree.rglob("*.gz")) == []


def test_what_was_kept_and_written_to_since_is_made_again(tmp_path, tree):
    lay(tree, "a.html", PAGE)
    refreshed(tree, tmp_path / "compressed.db", ENCODERS)
    (tree / "a.html.gz").write_bytes(b"somebody wrote through the link")
    report = refreshed(tree, tmp_path / "compressed.db", ENCODERS)
    assert report.compressed == 1
    assert gzip.decompress((tree / "a.html.gz").read_bytes()) == PAGE


def test_compressed_bytes_go_when_no_page_had_them_for_long(tmp_path, tree):
    record, kept = tmp_path / "compressed.db", tmp_path / "cache" / "packed"
    lay(tree, "a.html", PAGE)
    lay(tree, "b.html", PAGE + b"!")
    refreshed(tree, record, ENCODERS, today=100)
    (tree / "a.html").unlink()
    (kept / "left over.part").write_bytes(b"of a run that was killed")
    refreshed(tree, record, ENCODERS, today=100 + UNUSED_DAYS)
    assert sum(path.is_file() for path in kept.rglob("*")) == 2
    refreshed(tree, record, ENCODERS, today=101 + UNUSED_DAYS)
    left = [path for path in kept.rglob("*") if path.is_file()]
    assert [gzip.decompress(path.read_bytes()) for path in left] == [PAGE + b"!"]
    assert (tree / "b.html.gz").stat().st_ino == left[0].stat().st_ino


def test_a_page_exchanged_while_it_is_compressed_gets_no_copy_of_what_it_was(tree, copies):
    lay(tree, "a.html", PAGE)

    def exchanging(data: bytes) -> bytes:
        lay(tree, "a.html", PAGE + b"newer")
        return gzip.compress(data)

    assert copies.refresh({".gz": exchanging}).made == 0
    assert [path.name for path in tree.iterdir()] == ["a.html"]
    copies.refresh(ENCODERS)
    assert gzip.decompress((tree / "a.html.gz").read_bytes()) == PAGE + b"newer"


def claim(ledger: Ledger, path: str, data: bytes) -> None:
    spec = Spec(maker="html.article", subject=path, number=1, language="en", path=path)
    printed = Printed(spec=spec, key=b"key", digest=digest(data), size=len(data), due=None, inputs=())
    ledger.commit([printed], {}, {})


def test_only_what_the_ledger_says_has_changed_is_looked_at(tmp_path, tree):
    record, place = tmp_path / "compressed.db", tmp_path / "ledger.db"
    encoders, given = counted()
    options = {"ledger": place, "beside": ("search",)}
    with Ledger.open(place) as ledger:
        for path in ("a.html", "b.html", "c.html"):
            lay(tree, path, PAGE + path.encode())
            claim(ledger, path, PAGE + path.encode())
        assert caught_up(tree, record, encoders, **options, today=7).made == 3  # the whole tree, once a day
        lay(tree, "a.html", PAGE + b"newer")
        claim(ledger, "a.html", PAGE + b"newer")
        lay(tree, "unclaimed.html", PAGE)
        lay(tree, "search/index.json", PAGE + b"found")
        given.clear()
        report = caught_up(tree, record, encoders, **options, today=7)
        assert (report.made, report.kept, given) == (2, 0, [PAGE + b"newer", PAGE + b"found"])
        Folder(tree).remove(["b.html"])
        ledger.commit([Printed.nothing(ledger.find("b.html").spec, due=None, inputs=())], {}, {})
        caught_up(tree, record, encoders, **options, today=7)
        assert caught_up(tree, record, encoders, **options, today=8).made == 1
    assert (tree / "unclaimed.html.gz").exists()


def test_a_ledger_that_cannot_be_read_has_the_whole_tree_looked_through(tmp_path, tree):
    lay(tree, "a.html", PAGE)
    (tmp_path / "ledger.db").write_bytes(b"no ledger" * 500)
    for _ in range(2):
        caught_up(tree, tmp_path / "compressed.db", ENCODERS, ledger=tmp_path / "ledger.db", beside=(), today=7)
        (tree / "a.html.gz").unlink()
    report = caught_up(tree, tmp_path / "compressed.db", ENCODERS, ledger=tmp_path / "none.db", beside=(), today=7)
    assert report.made == 1


UNPACK = {".gz": gzip.decompress, ".br": brotli.decompress, ".zst": zstandard.decompress}


@given(data=st.binary(max_size=3000).map(lambda some: some * 3))
def test_every_way_to_compress_is_undone_and_always_gives_the_same(data):
    assert set(UNPACK) == set(ALL_ENCODERS)
    for ending, encode in ALL_ENCODERS.items():
        assert UNPACK[ending](encode(data)) == data
        assert encode(data) == encode(data)


def test_only_the_files_named_are_looked_at(tree, copies):
    lay(tree, "a.html", PAGE)
    lay(tree, "b.html", PAGE)
    assert copies.refresh(ENCODERS, ["b.html", "gone.html", "c.jpg"]).made == 1
    assert not (tree / "a.html.gz").exists()


def test_a_damaged_record_is_begun_anew(tmp_path, tree):
    lay(tree, "a.html", PAGE)
    (tmp_path / "compressed.db").write_bytes(b"not a database" * 100)
    assert refreshed(tree, tmp_path / "compressed.db", ENCODERS).made == 1


@given(st.text(max_size=40))
def test_whether_a_name_is_a_text_is_always_answered(name):
    assert is_text(name) in (True, False)
    assert is_text(f"{name}.html")


@contextmanager
def file_size_limit(size: int):
    """No file may grow beyond `size` bytes: what a full disk looks like to whoever writes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, former)


def test_a_full_disk_is_named_and_leaves_the_pages_whole(tree, copies):
    lay(tree, "a.html", PAGE)
    with file_size_limit(10), pytest.raises(DestinationFullError, match=r"a\.html\.gz"):
        copies.refresh(ENCODERS)
    assert [path.name for path in tree.iterdir()] == ["a.html"]
    assert (tree / "a.html").read_bytes() == PAGE
    assert copies.refresh(ENCODERS).made == 1


KILLED = """
import gzip, sys
from pathlib import Path
from broadsheet.tree.compression import refreshed
print("begun", flush=True)
refreshed(Path(sys.argv[1]), Path(sys.argv[2]), {".gz": lambda data: gzip.compress(data, 9, mtime=0)})
"""


def test_a_run_killed_at_any_moment_leaves_only_copies_that_are_right(tmp_path, tree):
    record = tmp_path / "compressed.db"
    pages = {f"{number}/index.html": PAGE + str(number).encode() * 5_000 for number in range(60)}
    for path, data in pages.items():
        lay(tree, path, data)
    for pause in range(12):
        run = subprocess.Popen(
            [sys.executable, "-c", KILLED, tree, record], stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)}
        )
        run.stdout.readline()
        for turn in range(pause):  # pages are exchanged under its hands, the first of them all the time
            pages["0/index.html"] = PAGE + str(100 * pause + turn).encode() * 5_000
            lay(tree, "0/index.html", pages["0/index.html"])
            time.sleep(1 / 400)
        run.kill()
        run.communicate()
        copies = CompressedCopies.open(record, tree)
        for path, data in pages.items():
            copy = copies.valid(path, digest(data), ".gz")
            assert copy is None or gzip.decompress(copy.read_bytes()) == data
            lies = tree / f"{path}.gz"  # what a server hands out that asks nobody
            assert not lies.exists() or gzip.decompress(lies.read_bytes()) == data
        copies.close()
    refreshed(tree, record, ENCODERS)
    assert len(list(tree.rglob("*.gz"))) == len(pages)


def test_what_is_read_most_gets_its_copy_first(tree, copies):
    names = (
        "2025/12/rents/index.html",
        "2026/11/cranes/index.html",
        "archive/2026/index.html",
        "index.html",
        "_a/x.css",
    )
    for number, path in enumerate(names):
        lay(tree, path, PAGE + str(number).encode())
    order: list[str] = []

    def noting(data: bytes) -> bytes:
        order.append(names[int(data.removeprefix(PAGE))])
        return b"packed"

    copies.refresh({".gz": noting})
    assert order[0] == "index.html"
    assert order.index("_a/x.css") < order.index("2026/11/cranes/index.html") < order.index("2025/12/rents/index.html")
