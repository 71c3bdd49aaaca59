"""The demonstration paper, exported and brought into an empty newsroom, is printed the same page by page."""

import json
import sqlite3
import tarfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from broadsheet.importers.packing import LINES
from tests.site.commands import done_well, refused

pytestmark = pytest.mark.slow

OUTPUTS = "html,feeds,calendar,redirects"
"""All but pictures, which are printed from the same files, and the search, which is made from the same pages."""


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but those in which the press keeps what it did."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def printed(paper: Path) -> dict[str, bytes]:
    """The paper, printed whole as of one moment into a folder of its own."""
    target = paper.with_name(f"{paper.name}-printed")
    now = ("--now", "2026-11-24T18:00:00Z")
    done_well("press", "--paper", paper, "--to", target, *now, "--output", OUTPUTS)
    return files_of(target)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration paper."""
    folder = tmp_path_factory.mktemp("demonstration") / "paper"
    done_well("demo", folder, "--no-serve")
    return folder


@pytest.fixture(scope="module")
def export(demonstration: Path) -> Path:
    """Its export, as a folder."""
    target = demonstration.with_name("export")
    report = json.loads(done_well("export", "jsonl", target, "--paper", demonstration, "--json"))
    assert report["adds_up"]
    assert report["counts"]["story"]["carried"] > 300
    return target


@pytest.fixture(scope="module")
def second(demonstration: Path, export: Path) -> Path:
    """An empty paper with the same settings file, into which the export was brought."""
    paper = demonstration.with_name("second")
    languages = ("--language", "en,ru,ar", "--timezone", "Europe/London", "--address", "http://localhost:8000/")
    done_well("init", paper, "--name", "The Varrowmouth Breakwater", *languages)
    report = json.loads(done_well("import", "jsonl", export, "--paper", paper, "--json"))
    assert report["adds_up"]
    assert report["losses"] == []
    return paper


def test_every_page_feed_calendar_and_redirect_is_the_same(demonstration: Path, second: Path) -> None:
    before, after = printed(demonstration), printed(second)
    assert len([path for path in before if path.endswith(".html")]) > 500
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == []


def test_exported_again_it_is_the_same_to_the_byte(export: Path, second: Path) -> None:
    target = second.with_name("again")
    done_well("export", "jsonl", target, "--paper", second)
    assert files_of(target) == files_of(export)


def test_brought_in_again_it_adds_and_changes_nothing(export: Path, second: Path) -> None:
    def rows() -> list[object]:
        with closing(sqlite3.connect(second / "newsroom.db")) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            kept = [name for name in sorted(names) if name.startswith(("newsroom_", "wagtailcore_page"))]
            return [database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in kept]  # noqa: S608

    before, media = rows(), files_of(second / "media")
    report = json.loads(done_well("import", "jsonl", export, "--paper", second, "--json"))
    assert report["losses"] == []
    assert rows() == before
    assert files_of(second / "media") == media


def test_an_archive_holds_the_same_and_has_the_same_bytes_each_time(demonstration: Path, export: Path) -> None:
    wanted = files_of(export)
    for ending in ("zip", "tar"):
        one, two = (demonstration.with_name(f"{name}.{ending}") for name in ("one", "two"))
        for target in (one, two):
            done_well("export", "jsonl", target, "--paper", demonstration)
        assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(demonstration.with_name("one.zip")) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == wanted
    with tarfile.open(demonstration.with_name("one.tar")) as packed_tar:
        found = {entry.name: packed_tar.extractfile(entry) for entry in packed_tar}
        assert {name: file.read() for name, file in found.items() if file} == wanted


def test_an_archive_is_brought_in_like_a_folder(demonstration: Path, second: Path, tmp_path: Path) -> None:
    archive = tmp_path / "paper.tar"
    done_well("export", "jsonl", archive, "--paper", demonstration)
    done_well("import", "jsonl", archive, "--paper", second)
    assert "damaged" in refused("import", "jsonl", _cut(archive), "--paper", second)


def _cut(archive: Path) -> Path:
    cut = archive.with_name("cut.zip")
    cut.write_bytes(archive.read_bytes()[:1000])
    return cut


def test_the_account_is_nowhere_in_it(demonstration: Path, export: Path) -> None:
    login = json.loads((demonstration / "demonstration-login.json").read_text())
    everything = b"".join(files_of(export).values())
    assert not [word for word in (login["password"], login["secret"], "otpauth") if word.encode() in everything]
    lines = [json.loads(line) for line in (export / LINES).read_text(encoding="utf-8").splitlines()]
    assert not [key for line in lines for key in line if key in ("owner", "user", "account", "email")]
