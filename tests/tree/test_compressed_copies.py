import gzip
import hashlib
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import DestinationFullError
from broadsheet.tree.compression import CompressedCopies, is_text, refreshed

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
    """As the press does: beside, then renamed."""
    target = tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".part")
    beside.write_bytes(data)
    beside.rename(target)


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


def test_a_page_printed_again_with_the_same_bytes_keeps_its_copy(tree, copies):
    lay(tree, "a.html", PAGE)
    copies.refresh(ENCODERS)
    lay(tree, "a.html", PAGE)
    assert copies.refresh(ENCODERS).made == 0


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
        time.sleep(pause / 400)
        run.kill()
        run.communicate()
        lay(tree, "0/index.html", PAGE + str(pause).encode() * 5_000)
        pages["0/index.html"] = PAGE + str(pause).encode() * 5_000
        copies = CompressedCopies.open(record, tree)
        for path, data in pages.items():
            copy = copies.valid(path, digest(data), ".gz")
            assert copy is None or gzip.decompress(copy.read_bytes()) == data
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
