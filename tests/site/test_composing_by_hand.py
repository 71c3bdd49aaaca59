"""What a person at the command line is told when something of the paper is lost, changed or does not answer."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.commands import broadsheet, done_well, refused

LINE = {"title": "Cranes stand still", "date": "2026-11-05", "body_html": "<p>Nothing moves.</p>"}
UNREACHABLE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A printed paper with one story, to be copied."""
    folder = tmp_path_factory.mktemp("paper")
    (folder / "lines.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    done_well("init", folder / "paper", "--address", "https://quay.example/")
    assert "– Nothing has been printed yet" in broadsheet("check", "--paper", folder / "paper").stdout
    done_well("import", "jsonl", folder / "lines.jsonl", "--paper", folder / "paper")
    done_well("press", "--no-copies", "--paper", folder / "paper")
    return folder / "paper"


@pytest.fixture
def paper(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "paper", ignore=shutil.ignore_patterns("*.wake")))


def say(paper: Path, setting: str, value: str) -> None:
    """Write another value for a setting into `broadsheet.toml`."""
    file = paper / "broadsheet.toml"
    text, count = re.subn(
        rf"^{setting} = .*$", f'{setting} = "{value}"', file.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert count == 1
    file.write_text(text, encoding="utf-8")


def test_everything_comes_back_after_a_lost_edition(paper: Path) -> None:
    story = (paper / "site/2026/11/cranes-stand-still/index.html").read_bytes()
    (paper / "edition.db").unlink()
    assert "compose --all" in refused("press", "--paper", paper)
    check = broadsheet("check", "--paper", paper)
    assert "! " + str(paper / "edition.db") in check.stdout
    assert check.returncode == 1
    done_well("compose", "--all", "--paper", paper)
    done_well("press", "--no-copies", "--paper", paper)
    assert (paper / "site/2026/11/cranes-stand-still/index.html").read_bytes() == story


def test_press_says_what_the_settings_file_says_otherwise_and_compose_brings_it_in(paper: Path) -> None:
    say(paper, "address", "https://elsewhere.example/")
    assert "another address" in broadsheet("press", "--no-copies", "--paper", paper).stderr
    assert "! broadsheet.toml says another address" in broadsheet("check", "--paper", paper).stdout
    done_well("compose", "--paper", paper)
    assert "another" not in broadsheet("press", "--no-copies", "--paper", paper).stderr
    front = (paper / "site/index.html").read_text(encoding="utf-8")
    assert "https://elsewhere.example/" in front
    assert "https://quay.example/" not in front


def test_a_database_that_does_not_answer_is_told_in_words(paper: Path, tmp_path: Path) -> None:
    say(paper, "database", UNREACHABLE)
    check = broadsheet("check", "--paper", paper)
    assert "! The newsroom's database does not answer" in check.stdout
    assert check.returncode == 1
    (tmp_path / "lines.jsonl").write_text(json.dumps(LINE), encoding="utf-8")
    for words in (("compose",), ("import", "jsonl", tmp_path / "lines.jsonl"), ("users", "list")):
        assert "does not answer" in refused(*words, "--paper", paper)
    worker = [sys.executable, "-m", "broadsheet.site.worker", str(paper)]
    ended = subprocess.run(worker, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("The newsroom's database does not answer")
    assert "Traceback" not in ended.stderr
