"""A disk that became read-only, by a fault or by hand: the press says so and how to go on, and goes on later."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.newsroom.generated_lines import written_lines
from tests.site.commands import done_well, refused

pytestmark = pytest.mark.slow


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """The disk refuses to be written."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper with a few stories, to be copied."""
    folder = tmp_path_factory.mktemp("paper")
    done_well("init", folder / "paper")
    done_well("import", "jsonl", written_lines(folder / "lines", 5), "--paper", folder / "paper")
    return folder / "paper"


def test_a_tree_on_a_read_only_disk_is_named_and_printed_later(disk: Path, few: Path, tmp_path: Path) -> None:
    paper, site = tmp_path / "paper", disk / "site"
    shutil.copytree(few, paper)
    done_well("press", "--no-copies", "--paper", paper, "--to", site)
    printed = {file: file.read_bytes() for file in site.rglob("*.html")}
    done_well("import", "jsonl", written_lines(tmp_path / "more", 9), "--paper", paper)
    with read_only(disk):
        message = refused("press", "--no-copies", "--paper", paper, "--to", site)
        assert str(site) in message
        assert "read-only" in message.lower()
        assert "Make it writable" in message
        assert {file: file.read_bytes() for file in site.rglob("*.html")} == printed
    done_well("press", "--no-copies", "--paper", paper, "--to", site)
    assert "as it should be" in done_well("press", "--verify", "--paper", paper, "--to", site)


@pytest.mark.parametrize("command", [("press", "--no-copies"), ("compose",)])
def test_a_paper_on_a_read_only_disk_is_named(disk: Path, few: Path, command: tuple[str, ...]) -> None:
    paper = disk / "paper"
    shutil.copytree(few, paper)
    with read_only(disk):
        message = refused(*command, "--paper", paper)
        assert str(paper) in message
        assert "read-only" in message.lower()
        assert "Make it writable" in message
    done_well("press", "--no-copies", "--paper", paper)
    assert "as it should be" in done_well("press", "--verify", "--paper", paper)
