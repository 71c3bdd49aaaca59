"""The press that the worker keeps waiting prints what a press started afresh would, and only when it is told."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.paper import LanguageVersion, Paper
from broadsheet.edition.records import Article
from broadsheet.edition.store import Edition
from broadsheet.site.paper_file import FILE_NAME, written_paper_file

PATIENCE = 120
PRESS = ("press", "--json", "--no-copies", "--output", "html,feeds")


def story(number: int) -> Article:
    day = datetime(2026, 11, number, 12, tzinfo=UTC)
    return Article(
        id=f"story-{number}", language="en", title=f"Ferry {number} leaves", slug=f"ferry-{number}", month="2026-11",
        published=day, body=(Paragraph(text=Inline("It left on time.")),),
    )  # fmt: skip


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    text = written_paper_file(
        name="The Quay", address="https://quay.example/", languages=(("en", "English"),), timezone="UTC"
    )
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with Edition.open(tmp_path / "edition.db") as edition:
        languages = (LanguageVersion(code="en", name="English"),)
        edition.write([Paper(name="The Quay", address="https://quay.example/", languages=languages), story(1)])
    press(tmp_path)
    return tmp_path


def press(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = (sys.executable, "-m", "broadsheet.cli", *PRESS, *options)
    return subprocess.run(command, cwd=folder, capture_output=True, check=True)


def waiting(folder: Path) -> "subprocess.Popen[bytes]":
    command = (sys.executable, "-m", "broadsheet.cli.ready", *PRESS)
    return subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_told_to_it_prints_what_was_published_while_it_waited(paper: Path) -> None:
    ready = waiting(paper)
    with Edition.open(paper / "edition.db") as edition:
        edition.write([story(2)])
    # A template that came while it waited counts, too.
    (paper / "templates").mkdir()
    (paper / "templates" / "own.css").write_text("p { color: red }")
    said, _ = ready.communicate(b"\n", timeout=PATIENCE)
    assert ready.returncode == 0
    assert "2026/11/ferry-2/index.html" in json.loads(said)["printed"]
    assert b"as it should be" in press_verified(paper)


def press_verified(folder: Path) -> bytes:
    command = (sys.executable, "-m", "broadsheet.cli", "press", "--verify", "--output", "html,feeds")
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout


def test_when_nobody_is_left_to_tell_it_ends_and_prints_nothing(paper: Path) -> None:
    with Edition.open(paper / "edition.db") as edition:
        edition.write([story(3)])
    ready = waiting(paper)
    said, _ = ready.communicate(timeout=PATIENCE)
    assert (ready.returncode, said) == (0, b"")
    assert not (paper / "site/2026/11/ferry-3").exists()


def test_it_waits_for_a_paper_that_has_published_nothing_yet(tmp_path: Path) -> None:
    text = written_paper_file(
        name="New", address="https://new.example/", languages=(("en", "English"),), timezone="UTC"
    )
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    ready = waiting(tmp_path)
    ready.communicate(b"\n", timeout=PATIENCE)
    assert ready.returncode == 1  # the run itself says that there is nothing to print
    assert not (tmp_path / "ledgers").exists() or not list((tmp_path / "ledgers").glob("*.db"))
