"""`broadsheet init` on the command line, where nobody can be asked."""

import subprocess
import sys
from pathlib import Path


def init(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = (sys.executable, "-m", "broadsheet.cli", "init", str(folder), *options)
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_without_a_terminal_it_asks_nothing_and_says_that_no_administrator_was_made(tmp_path: Path) -> None:
    made = init(tmp_path / "paper", "--name", "The Quay Lantern", "--admin", "ada")
    assert (made.returncode, "?" in made.stdout + made.stderr) == (0, False)
    assert "No administrator was made: the password of ada" in made.stderr
    assert 'name = "The Quay Lantern"' in (tmp_path / "paper" / "broadsheet.toml").read_text(encoding="utf-8")


def test_a_paper_that_is_there_keeps_its_settings(tmp_path: Path) -> None:
    assert init(tmp_path / "paper", "--name", "The Quay Lantern").returncode == 0
    before = (tmp_path / "paper" / "broadsheet.toml").read_bytes()
    again = init(tmp_path / "paper", "--name", "Another name")
    assert again.returncode == 0
    assert again.stderr.splitlines()[0] == "Making the paper …"
    assert "Nobody can log in yet" in again.stderr
    assert (tmp_path / "paper" / "broadsheet.toml").read_bytes() == before
