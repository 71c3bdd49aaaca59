"""An upgrade brings an earlier paper up to date; whatever goes wrong, the paper is as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

import broadsheet as package
from broadsheet.site.operations.archive import verified
from broadsheet.site.setup import lay_out
from tests.site.whole_papers import broadsheet, made, tree

HERE = Path(__file__).parent

# A migration of a version to come. It does harm, outside of any transaction, before it fails.
MIGRATION = """
import pathlib
from django.db import migrations

def step(apps, schema_editor):
    schema_editor.execute("DELETE FROM newsroom_outboxrow")
    schema_editor.execute("CREATE TABLE of_the_version_to_come (page INTEGER REFERENCES wagtailcore_page)")
    runs = pathlib.Path({runs!r})
    runs.write_text(runs.read_text() + "x" if runs.exists() else "x")
    if len(runs.read_text()) == {fails_at}:
        raise ValueError("this migration fails on purpose")

class Migration(migrations.Migration):
    atomic = False
    dependencies = [("newsroom", {newest!r})]
    operations = [migrations.RunPython(step)]
"""


def version_to_come(folder: Path, *, fails_at: int) -> Mapping[str, str]:
    """The environment in which Broadsheet is a version with one migration more, failing at this run of it."""
    source = Path(package.__file__).parent
    shutil.copytree(source, folder / "broadsheet", ignore=shutil.ignore_patterns("__pycache__"))
    migrations = folder / "broadsheet" / "newsroom" / "migrations"
    newest = max(path.stem for path in migrations.glob("0*.py"))
    text = MIGRATION.format(runs=str(folder / "runs"), fails_at=fails_at, newest=newest)
    (migrations / "9000_to_come.py").write_text(text)
    return os.environ | {"PYTHONPATH": str(folder)}


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A paper whose newsroom an earlier version left."""
    folder = tmp_path / "paper"
    languages = (("en", "English"),)
    lay_out(
        folder,
        name="The Quay",
        address="https://quay.example/",
        languages=languages,
        timezone="UTC",
        database="newsroom.db",
    )
    with closing(sqlite3.connect(folder / "newsroom.db")) as connection:
        connection.executescript((HERE / "earlier_newsroom.sql").read_text(encoding="utf-8"))
    return folder


def content(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_an_earlier_paper_comes_up_to_date_and_is_printed(earlier: Path) -> None:
    assert "earlier version" in broadsheet("check", "--paper", earlier, code=1)
    said = broadsheet("upgrade", "--paper", earlier)
    assert "files printed" in said
    assert "Harbour fees rise" in (earlier / "site/2026/11/harbour-fees-rise/index.html").read_text()
    assert (earlier / "site/issues/7/index.html").exists()
    assert not (earlier / "site/2026/11/not-yet").exists()
    broadsheet("check", "--paper", earlier)
    (backup,) = (earlier / "backups").iterdir()
    assert "newsroom.sqlite3" in verified(backup).files
    assert not list(earlier.glob(".upgrade-*"))


def test_a_second_upgrade_has_nothing_to_do(earlier: Path) -> None:
    broadsheet("upgrade", "--paper", earlier)
    said = broadsheet("upgrade", "--paper", earlier, "--backup", earlier / "second.tar.gz")
    assert "tables were up to date, 0 files printed" in said


def test_what_fails_on_the_copy_never_touches_the_paper(earlier: Path, tmp_path: Path) -> None:
    before = content(earlier / "newsroom.db")
    said = broadsheet("upgrade", "--paper", earlier, code=1, env=version_to_come(tmp_path / "src", fails_at=1))
    assert "fails on purpose" in said
    assert "was not changed" in said
    assert content(earlier / "newsroom.db") == before
    broadsheet("upgrade", "--paper", earlier)


def test_what_fails_on_the_paper_itself_is_put_back(earlier: Path, tmp_path: Path) -> None:
    before = content(earlier / "newsroom.db")
    said = broadsheet("upgrade", "--paper", earlier, code=1, env=version_to_come(tmp_path / "src", fails_at=2))
    assert "fails on purpose" in said
    assert "put back" in said
    assert content(earlier / "newsroom.db") == before
    broadsheet("upgrade", "--paper", earlier)


def test_a_press_run_that_fails_puts_the_newsroom_back(earlier: Path) -> None:
    before = content(earlier / "newsroom.db")
    (earlier / "templates").mkdir()
    (earlier / "templates" / "footer.html").write_text("{% if %}")
    said = broadsheet("upgrade", "--paper", earlier, code=1)
    assert "footer.html" in said
    assert "put back" in said
    assert content(earlier / "newsroom.db") == before
    assert not list(earlier.glob(".upgrade-*"))


def test_a_paper_at_work_is_not_upgraded(earlier: Path) -> None:
    broadsheet("upgrade", "--paper", earlier)
    worker = subprocess.Popen(
        [sys.executable, "-m", "broadsheet.site.worker", str(earlier), "--child"], stdin=subprocess.PIPE
    )
    while not (earlier / "worker.wake").exists():
        assert worker.poll() is None
    assert "Stop `broadsheet serve`" in broadsheet("upgrade", "--paper", earlier, code=1)
    worker.communicate(timeout=60)


@pytest.mark.postgresql
@pytest.mark.slow
def test_on_postgresql_everything_is_put_back_too(postgres, tmp_path: Path) -> None:
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE quay_upgraded")
    paper = made(tmp_path / "paper", postgres.url("quay_upgraded"))
    printed = tree(paper)
    for fails_at, word in ((1, "was not changed"), (2, "put back")):
        environment = version_to_come(tmp_path / f"src{fails_at}", fails_at=fails_at)
        file = tmp_path / f"b{fails_at}.tar.gz"
        assert word in broadsheet("upgrade", "--paper", paper, "--backup", file, code=1, env=environment)
        assert tables(postgres.url("quay_upgraded")) == (0, 1)
    environment = version_to_come(tmp_path / "src", fails_at=0)
    broadsheet("upgrade", "--paper", paper, "--backup", tmp_path / "b.tar.gz", env=environment)
    assert tables(postgres.url("quay_upgraded")) == (1, 1)
    assert tree(paper).keys() == printed.keys()
    with psycopg.connect(postgres.url()) as connection:
        row = connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE '%_trial'").fetchone()
    assert row == (0,)


def tables(address: str) -> tuple[int, int]:
    """How many tables there are of the version to come, and of pages."""
    with psycopg.connect(address) as connection:
        found = [
            connection.execute("SELECT count(*) FROM pg_tables WHERE tablename = %s", [name]).fetchone()[0]
            for name in ("of_the_version_to_come", "wagtailcore_page")
        ]
    return (found[0], found[1])
