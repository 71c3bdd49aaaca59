"""A folder as destination: no half page, nothing outside, nothing of anybody else's."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from broadsheet.errors import DestinationFullError, DestinationRefusedError
from broadsheet.tree.folder import Folder


def test_what_is_put_is_there_and_what_is_removed_leaves_no_empty_folder(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "site")
    folder.put([("2026/11/a/index.html", b"one"), ("2026/11/b/index.html", b"two")], durable=True)
    assert folder.read("2026/11/a/index.html") == b"one"
    folder.remove(["2026/11/a/index.html", "2026/11/b/index.html", "never/was"])
    assert list((tmp_path / "site").iterdir()) == []
    folder.put([("2026/11/a/index.html", b"again")], durable=False)
    folder.settle()
    assert folder.read("2026/11/a/index.html") == b"again"


def test_compressed_copies_go_with_their_page(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    copies = [("a/index.html.br", b"x"), ("a/index.html.gz", b"x")]
    folder.put([("a/index.html", b"x"), *copies], durable=False)
    folder.put([("a/index.html", b"another")], durable=False)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["index.html"]
    folder.put(copies, durable=False)
    folder.remove(["a/index.html"])
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("path", ["../out", "a/../../out", "/etc/out", "a\0b"])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    folder = Folder(tmp_path / "site")
    with pytest.raises(DestinationRefusedError, match="leads out"):
        folder.put([(path, b"x")], durable=False)


def test_a_folder_of_somebody_elses_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(DestinationRefusedError, match="did not print"):
        Folder(tmp_path).claim("mark")
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_folder_knows_its_ledger(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "site")
    assert not folder.claim("one")
    assert folder.claim("one")
    assert not folder.claim("two")


def test_a_file_where_a_folder_must_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a").write_text("in the way")
    with pytest.raises(DestinationRefusedError, match=r"a/index\.html"):
        Folder(tmp_path / "site").put([("a/index.html", b"x")], durable=False)


def test_half_written_files_are_swept_away(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html.part").write_bytes(b"half")
    assert Folder(tmp_path).sweep() == 1
    assert not (tmp_path / "a" / "index.html.part").exists()


def test_a_full_disk_is_said_and_the_old_page_stays_whole(tmp_path: Path) -> None:
    # A limit on file sizes fails a write half-way, as a full disk does; in a process of its own.
    program = f"""
import resource, signal
from pathlib import Path
from broadsheet.errors import TreeError
from broadsheet.tree.folder import Folder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Folder(Path({str(tmp_path)!r}))
folder.put([("index.html", b"old" * 10)], durable=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    folder.put([("index.html", b"new" * 100_000)], durable=True)
except TreeError as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "index.html cannot be written" in done.stdout
    assert (tmp_path / "index.html").read_bytes() == b"old" * 10
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_no_room_left_has_its_own_remedy(tmp_path: Path) -> None:
    error = Folder(tmp_path).refusal("index.html", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert isinstance(error, DestinationFullError)
    assert "Free some space" in str(error)
