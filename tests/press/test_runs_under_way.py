"""What goes on, and how earlier runs ended, is told by small files; a killed run is never taken for a living one."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.errors import TreeError
from broadsheet.press.last_run import KEPT, LastRun, RunKind, last_runs, note_run
from broadsheet.press.run import silent
from broadsheet.press.under_way import UnderWay, telling, under_way
from broadsheet.tree.lock import is_held, only_run

KILLED = """
import pathlib, sys, time
from broadsheet.press.under_way import UnderWay, telling
run = UnderWay(started_at="2026-11-24T07:00:00+00:00", outputs=("html",))
with telling(pathlib.Path(sys.argv[1]), run, lambda done, planned: None) as tell:
    tell(500, 2000)
    print("told", flush=True)
    time.sleep(600)
"""

RUN = UnderWay.begun(datetime(2026, 11, 24, 7, tzinfo=UTC), ("html", "feeds"))
AGAIN = UnderWay.begun(datetime(2026, 11, 24, 8, tzinfo=UTC), ())


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "0123.db"


def ended(**said: object) -> LastRun:
    return LastRun(**{"ended_at": "2026-11-24T07:00:00+00:00", **said})  # type: ignore[arg-type]  # as files have them


def test_a_run_is_seen_as_long_as_it_goes_on(ledger: Path) -> None:
    heard: list[tuple[int, int]] = []
    assert under_way(ledger) is None
    with telling(ledger, RUN, lambda *numbers: heard.append(numbers)) as tell:
        assert under_way(ledger) == RUN
        tell(0, 1200)
        assert under_way(ledger) == replace(RUN, planned=1200)
    assert under_way(ledger) is None
    assert heard == [(0, 1200)]


def test_a_killed_run_is_over_and_the_next_one_takes_its_place(ledger: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(ledger)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "told\n"
        going = under_way(ledger)
        run.send_signal(signal.SIGKILL)
    assert going is not None
    assert not going.cut_short
    assert under_way(ledger) == replace(going, cut_short=True)
    with telling(ledger, AGAIN, silent):
        assert under_way(ledger) == AGAIN
    assert under_way(ledger) is None


def test_a_run_that_says_why_it_ended_leaves_nothing_and_one_that_does_not_was_cut_short(ledger: Path) -> None:
    with pytest.raises(TreeError), telling(ledger, AGAIN, silent):
        raise TreeError("The harbour is closed.")
    assert under_way(ledger) is None
    with pytest.raises(ZeroDivisionError), telling(ledger, AGAIN, silent):
        raise ZeroDivisionError
    left = under_way(ledger)
    assert left is not None
    assert left.cut_short


def test_what_cannot_be_written_or_read_stops_nothing(ledger: Path) -> None:
    note = ledger.with_suffix(".now.json")
    (note / "in the way").mkdir(parents=True)
    with telling(ledger, AGAIN, silent) as tell:
        tell(1, 2)
    assert under_way(ledger) is None
    (note / "in the way").rmdir()
    note.rmdir()
    for damage in (
        "",
        "{",
        "[]",
        '{"started_at": "soon"}',
        '{"started_at": 3, "outputs": [], "done": 0, "planned": 0}',
    ):
        note.write_text(damage)
        assert under_way(ledger) is None


def test_looking_at_a_lock_takes_it_from_nobody(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    assert not is_held(lock)
    assert not lock.exists()
    with only_run(lock):
        assert is_held(lock)
        assert is_held(lock)
    assert not is_held(lock)
    with only_run(lock):
        pass


def test_runs_that_did_something_are_kept_and_those_that_did_not_are_not(ledger: Path) -> None:
    for printed in (3, 0, 0, 2, 0):
        note_run(ledger, RunKind.PAGES, ended(printed=printed))
    last = last_runs(ledger)[RunKind.PAGES]
    assert last.printed == 0
    assert [run.printed for run in last.earlier] == [2, 3]
    for printed in range(1, 10):
        note_run(ledger, RunKind.PAGES, ended(printed=printed))
    last = last_runs(ledger)[RunKind.PAGES]
    assert [run.printed for run in (last, *last.earlier)] == [9, 8, 7, 6, 5][: KEPT + 1]
    assert all(run.earlier == () for run in last.earlier)


def test_a_reason_is_kept_once_and_the_last_good_run_is_never_forgotten(ledger: Path) -> None:
    note_run(ledger, RunKind.PAGES, ended(ended_at="2026-11-23T07:00:00+00:00", printed=1))
    for reason in ("no answer",) * 8 + ("no room",) * 8:
        note_run(ledger, RunKind.PAGES, LastRun.broken_off(reason, datetime.now(UTC), unreached=True))
    last = last_runs(ledger)[RunKind.PAGES]
    assert (last.broken, last.unreached) == ("no room", True)
    assert [run.broken or run.printed for run in last.earlier] == ["no answer", 1]
    assert last.last_well_at == "2026-11-23T07:00:00+00:00"
    note_run(ledger, RunKind.PAGES, ended(failed=1, failures=(("a/index.html", "broken picture"),)))
    assert last_runs(ledger)[RunKind.PAGES].last_well_at == "2026-11-23T07:00:00+00:00"
    note_run(ledger, RunKind.PAGES, ended())
    assert last_runs(ledger)[RunKind.PAGES].last_well_at == ended().ended_at


def test_what_an_earlier_version_wrote_is_read(ledger: Path) -> None:
    ledger.with_suffix(".pages.json").write_text(
        '{"ended_at": "2026-11-24T07:00:00+00:00", "seconds": 1.5, "printed": 2, "kept": 0, "withdrawn": 0, '
        '"failed": 0, "failures": [], "broken": ""}'
    )
    assert last_runs(ledger)[RunKind.PAGES] == ended(seconds=1.5, printed=2)
