"""`broadsheet check` names what is wrong in a paper, each with what to do next, and ends accordingly."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadsheet.press.job import ledger_path
from broadsheet.press.last_run import LastRun, RunKind, note_run
from broadsheet.tree.note import LAST_BACKUP, write_note
from tests.site.whole_papers import broadsheet, made


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("quay") / "paper")


@pytest.fixture
def paper(printed: Path, tmp_path: Path) -> Path:
    """A copy of its own for one test, of which nothing is wrong."""
    copied = tmp_path / "paper"
    shutil.copytree(printed, copied, ignore=shutil.ignore_patterns("worker.wake"))
    former, own = (ledger_path(each / "ledgers", each / "site") for each in (printed, copied))
    for ending in (".db", ".pages.json"):
        shutil.copyfile(former.with_suffix(ending), own.with_suffix(ending))
    return copied


def wrong(paper: Path) -> dict[str, str]:
    """What is wrong, with the remedy; the exit code must say the same."""
    expected = json.loads(broadsheet("check", "--json", "--paper", paper, code=1))
    return {each["what"]: each["remedy"] for each in expected if each["wrong"]}


def change(paper: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(paper / "newsroom.db")) as connection, connection:
        connection.execute(statement, values)


def test_a_sound_paper_is_told_to_be_sound(paper: Path) -> None:
    said = broadsheet("check", "--paper", paper)
    assert "!" not in said
    for words in ("django", "MB free", "Never backed up", "no worker runs", "Nothing is set", "Last printed pages"):
        assert words in said


def test_what_was_refused_is_named(paper: Path) -> None:
    row = "INSERT INTO newsroom_outboxrow (record_id, kind, noted_at, refusal) VALUES ('x', 'article', '2026-11-24', ?)"
    change(paper, row, "“Cranes” has no headline.")
    assert wrong(paper) == {"Not published: “Cranes” has no headline.": "Correct the page and publish it again."}


def test_what_is_late_is_named_and_so_is_the_missing_worker(paper: Path) -> None:
    hour_ago = (datetime.now(UTC) - timedelta(hours=1)).replace(tzinfo=None)
    change(paper, "UPDATE wagtailcore_page SET expire_at = ? WHERE title = 'Cranes stand still'", str(hour_ago))
    found = wrong(paper)
    assert any(what.startswith("Late since") and "“Cranes stand still” is taken down" in what for what in found)
    assert "broadsheet serve" in found["Nobody is at work: no worker runs"]


def test_what_waits_while_nobody_works_is_wrong(paper: Path) -> None:
    row = (
        "INSERT INTO newsroom_outboxrow (record_id, kind, noted_at, refusal) VALUES ('x', 'article', '2026-11-24', '')"
    )
    change(paper, row)
    assert list(wrong(paper)) == ["Nobody is at work: no worker runs"]


def test_a_failed_file_and_a_broken_run_are_named(paper: Path) -> None:
    ledger = ledger_path(paper / "ledgers", paper / "site")
    ended = "2026-11-24T07:00:00+00:00"
    note_run(ledger, RunKind.PAGES, LastRun(ended_at=ended, failed=1, failures=(("a/index.html", "broken picture"),)))
    note_run(ledger, RunKind.PICTURES, LastRun(ended_at=ended, broken="No room left."))
    found = wrong(paper)
    assert "Not printed: a/index.html: broken picture" in found
    assert any("Printing pictures broke off" in what and "No room left." in what for what in found)


def test_a_backup_too_old_is_wrong_and_one_of_today_is_not(paper: Path) -> None:
    for days, is_wrong in ((0, False), (9, True)):
        at = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        write_note(paper / LAST_BACKUP, {"at": at, "file": "b.tar.gz", "size": 1})
        assert any("No newer one since 9 days ago" in what for what in (wrong(paper) if is_wrong else {})) is is_wrong
        broadsheet("check", "--paper", paper, code=int(is_wrong))


def test_a_paper_never_backed_up_is_wrong_once_it_is_not_new(paper: Path) -> None:
    long_ago = (datetime.now(UTC) - timedelta(days=30)).timestamp()
    os.utime(paper / "secret.key", (long_ago, long_ago))
    assert "broadsheet backup" in wrong(paper)["Never backed up"]


def test_room_is_wanted_for_the_next_backup(paper: Path) -> None:
    now = datetime.now(UTC).isoformat()
    write_note(paper / LAST_BACKUP, {"at": now, "file": "b.tar.gz", "size": 10**15})
    (what,) = wrong(paper)
    assert "the next backup takes about 1,000,000,000 MB" in what


def test_a_database_of_a_later_version_is_named(paper: Path) -> None:
    change(paper, "INSERT INTO django_migrations (app, name, applied) VALUES ('newsroom', '9999_later', '2027-01-01')")
    (what,) = wrong(paper)
    assert "newsroom.9999_later" in what
