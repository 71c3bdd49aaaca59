"""What is due, late, refused and printed is said in words, on a screen and on the first one; and can be tried again."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.retrying import PrintAgain
from broadsheet.newsroom.due import Happening, due_list, late
from broadsheet.newsroom.models import ArticlePage, OutboxRow
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.schedule import next_due
from broadsheet.newsroom.state import read_state
from broadsheet.newsroom.vocabularies import Stage
from broadsheet.newsroom.worker_sign import LOOK, PRINT, WAKE_PIPE_NAME, call_worker, is_listening
from broadsheet.press.job import ledger_path
from broadsheet.press.last_run import LastRun, RunKind, note_run
from broadsheet.tree.note import LAST_BACKUP, write_note
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """A folder of this test's own for what worker and press leave word in."""
    from dataclasses import replace

    settings.PAPER = replace(settings.PAPER, folder=tmp_path, destination=tmp_path / "site")
    (tmp_path / "ledgers").mkdir()
    return tmp_path


@pytest.fixture
def desk(client: Client) -> Client:
    editor = account(Role.EDITOR)
    editor.is_superuser = True  # entering the newsroom is tested with the accounts
    editor.save()
    client.force_login(editor)
    return client


@pytest.fixture
def worker(folder: Path) -> Any:
    """Somebody who listens, as the worker does."""
    os.mkfifo(folder / WAKE_PIPE_NAME)
    pipe = os.open(folder / WAKE_PIPE_NAME, os.O_RDWR | os.O_NONBLOCK)
    yield pipe
    os.close(pipe)


def screen(desk: Client, address: str = "/newsroom/state/") -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def scheduled(title: str, minutes: float) -> ArticlePage:
    page = making.draft_story(title)
    page.go_live_at = timezone.now() + timedelta(minutes=30)
    page.save_revision().publish()
    from wagtail.models import Revision

    moment = timezone.now() + timedelta(minutes=minutes)
    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=moment)
    return page


def test_what_is_due_comes_in_order_and_what_is_past_its_time_is_late(desk: Client) -> None:
    scheduled("Tomorrow's cranes", 60 * 24)
    scheduled("Late cranes", -30)
    goes = making.story("Old cranes")
    ArticlePage.objects.filter(pk=goes.pk).update(expire_at=timezone.now() + timedelta(minutes=5))
    due = due_list()
    assert [each.title for each in due] == ["Late cranes", "Old cranes", "Tomorrow's cranes"]
    assert [each.happening for each in due] == [Happening.APPEARS, Happening.GOES, Happening.APPEARS]
    assert [each.title for each in late(due)] == ["Late cranes"]
    assert "1 thing is late." in screen(desk)
    today = screen(desk, "/newsroom/")
    assert "Late cranes" in today
    assert "Tomorrow" not in today


def test_a_worker_is_known_by_its_pipe(folder: Path, worker: int) -> None:
    assert is_listening(folder)
    assert call_worker(folder, LOOK)
    assert os.read(worker, 10) == LOOK
    assert not is_listening(folder / "nowhere")


def test_without_a_worker_what_waits_is_an_alarm(desk: Client) -> None:
    OutboxRow.objects.all().delete()
    assert read_state().troubles == ()
    making.story()
    assert "worker does not run" in screen(desk)


def test_refusals_and_failed_files_are_told_with_their_reasons(desk: Client, folder: Path) -> None:
    OutboxRow.objects.create(record_id="x", kind="article", refusal="“Cranes” has no headline.")
    failing = LastRun(
        ended_at="2026-11-24T07:00:00+00:00", printed=3, failed=1, failures=(("a/index.html", "broken picture"),)
    )
    note_run(ledger_path(folder / "ledgers", folder / "site"), RunKind.PAGES, failing)
    shown = screen(desk)
    for words in ("“Cranes” has no headline.", "a/index.html", "broken picture", "3 printed", "1 failed"):
        assert words in shown
    assert "1 file could not be printed." in screen(desk, "/newsroom/")


def test_the_last_backup_is_told(desk: Client, folder: Path) -> None:
    assert "No backup has been made yet" in screen(desk)
    write_note(folder / LAST_BACKUP, {"at": timezone.now().isoformat(), "file": "b.tar.gz", "size": 1})
    assert "Last backup:" in screen(desk)
    assert not read_state().backup_is_old


def test_trying_again_clears_refusals_and_calls_the_worker(
    desk: Client, worker: int, django_capture_on_commit_callbacks: Any
) -> None:
    OutboxRow.objects.create(record_id="x", kind="article", refusal="no headline")
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post("/newsroom/state/").status_code == 302
    assert not OutboxRow.objects.exclude(refusal="").exists()
    assert PRINT in os.read(worker, 100)


def test_trying_again_without_a_worker_says_so_and_changes_nothing(desk: Client) -> None:
    OutboxRow.objects.create(record_id="x", kind="article", refusal="no headline")
    assert "worker does not run" in desk.post("/newsroom/state/").content.decode()
    assert OutboxRow.objects.exclude(refusal="").exists()


def test_a_writer_may_neither_see_the_state_nor_try_again(client: Client, worker: int) -> None:
    writer = account(Role.WRITER)
    with pytest.raises(PermissionDenied):
        PrintAgain().execute(writer)
    client.force_login(writer)
    for answer in (client.get("/newsroom/state/"), client.post("/newsroom/state/")):
        assert answer.status_code in {302, 403}
    with pytest.raises(BlockingIOError):
        os.read(worker, 1)


def test_an_editor_without_a_worker_is_refused_with_the_remedy() -> None:
    with pytest.raises(ActionRefusedError, match="starts it"):
        PrintAgain().execute(account(Role.EDITOR))


def test_today_shows_what_waits_and_nothing_of_wagtails(desk: Client) -> None:
    story = making.draft_story("Pilots on strike")
    ArticlePage.objects.filter(pk=story.pk).update(stage=Stage.WITH_EDITOR, stage_at=timezone.now())
    shown = screen(desk, "/newsroom/")
    assert "Pilots on strike" in shown
    assert "No issue is being made" in shown
    assert "Search all pages" not in shown
    assert "Dashboard" not in shown.partition("desk-today")[2]


@pytest.mark.parametrize("address", ["/newsroom/", "/newsroom/state/"])
def test_the_number_of_queries_does_not_grow_with_the_archive(desk: Client, address: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            screen(desk, address)
        return len(captured)

    making.story("First")
    queries()  # what is read once a process
    few = queries()
    for number in range(12):
        making.story(f"Story {number}")
        scheduled(f"Later {number}", 60 * 24)
        OutboxRow.objects.create(record_id=str(number), kind="article", refusal="no headline")
    assert queries() == few


@pytest.mark.skipif("BROADSHEET_TEST_DATABASE" in os.environ, reason="how PostgreSQL looks depends on what it has")
def test_the_timer_never_walks_through_the_archive() -> None:
    with CaptureQueriesContext(connection) as captured:
        due_list()
        next_due()
    asked = [query["sql"] for query in captured if "wagtailcore_" in query["sql"] or "newsroom_" in query["sql"]]
    assert len(asked) >= 6
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = " ".join(row[3] for row in cursor.fetchall())
            assert "SCAN" not in steps, (sql, steps)
            assert "TEMP B-TREE" not in steps, (sql, steps)


def test_what_the_press_left_is_read_back_and_damage_is_no_fault(folder: Path) -> None:
    from broadsheet.press.last_run import last_runs

    ledger = ledger_path(folder / "ledgers", folder / "site")
    run = LastRun(ended_at="2026-11-24T07:00:00+00:00", seconds=1.5, printed=2, failed=1, failures=(("a", "b"),))
    note_run(ledger, RunKind.PAGES, run)
    note_run(ledger, RunKind.PICTURES, LastRun.broken_off("no room", timezone.now()))
    assert last_runs(ledger)[RunKind.PAGES] == run
    assert last_runs(ledger)[RunKind.PICTURES].broken == "no room"
    for damage in ('{"failures": 3}', '{"failures": []}', "[]", "{", ""):
        ledger.with_suffix(".pages.json").write_text(damage)
        assert RunKind.PAGES not in last_runs(ledger)
