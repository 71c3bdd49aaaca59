"""Processes that print beside the run's own give the tree and ledger that one process gives, whatever befalls them."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet.press import run, staff
from broadsheet.press.processes import Errand
from broadsheet.press.staff import Staffing
from broadsheet.tree.ledger import Ledger
from tests.press.helped_press import below, claims, job, paper_in, printing
from tests.press.html_trees import tree_of

ALONE, HELPED = Staffing(workers=1), Staffing(workers=2)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper, printed by one process into `alone`."""
    folder = paper_in(tmp_path_factory.mktemp("paper"))
    job(folder, "alone", ALONE).run()
    return folder


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH", 10)
    monkeypatch.setattr(run, "CLAIM", 40)
    monkeypatch.setattr(run, "PICTURES", 5)


def test_tree_and_ledger_are_those_of_one_process(paper: Path) -> None:
    helped = job(paper, "helped", HELPED)
    report = helped.run()
    assert (report.failures, report.remarks) == ((), ())
    assert tree_of(paper / "helped") == tree_of(paper / "alone")
    assert claims(helped) == claims(job(paper, "alone", ALONE))


def test_what_lies_there_already_is_neither_printed_nor_written_again(paper: Path) -> None:
    helped = job(paper, "twice", HELPED)
    first = helped.run()
    again = replace(helped, settings=replace(helped.settings, outputs=("html",)))
    with Ledger.open(helped.ledger) as ledger:
        ledger.start({"whole:html": "no"}, (), (), {})  # so that every page is looked at
    report = again.run()
    assert report.printed == ()
    assert 0 < report.kept < len(first.printed)
    assert again.run(full=True).failures == ()
    assert tree_of(paper / "twice") == tree_of(paper / "alone")


def test_processes_that_are_killed_leave_nothing_out(paper: Path) -> None:
    killed: list[int] = []

    def kill_one(_done: int, _total: int) -> None:
        for process in printing()[:1] if len(killed) < 2 else ():
            os.kill(process, signal.SIGKILL)
            killed.append(process)

    report = job(paper, "killed", HELPED).run(progress=kill_one)
    assert killed
    assert report.failures == ()
    told = "one was killed, or found no memory. What was lost is printed again; nothing is missing."
    assert report.remarks == (f"The processes that print: {told}",)
    assert tree_of(paper / "killed") == tree_of(paper / "alone")


def test_after_many_losses_the_run_asks_nobody(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Errand, "of", lambda *_: None)  # nobody can do anything with this
    report = job(paper, "lost", HELPED).run()
    assert report.failures == ()
    assert "The rest is printed by this process alone" in report.remarks[-1]
    assert tree_of(paper / "lost") == tree_of(paper / "alone")


def test_an_edition_that_has_gone_on_is_not_mixed_in(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of = Errand.of
    monkeypatch.setattr(Errand, "of", lambda *given: replace(of(*given), serial=of(*given).serial - 1))
    report = job(paper, "gone-on", HELPED).run()
    assert "Something was published" in report.remarks[0]
    assert tree_of(paper / "gone-on") == tree_of(paper / "alone")


def test_when_the_run_is_killed_its_processes_end_and_the_next_run_finishes(paper: Path) -> None:
    wanted = job(paper, "cut-short", HELPED)
    program = (
        "import sys, time; from pathlib import Path; from tests.press import helped_press as h; "
        "from broadsheet.press.staff import Staffing; from broadsheet.press import run; run.BATCH = 10; "
        "h.job(Path(sys.argv[1]), 'cut-short', Staffing(workers=2)).run("
        "progress=lambda done, _: done and (print('one', flush=True), time.sleep(60)))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(paper)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": _path()}
    )
    assert child.stdout is not None
    with child, child.stdout:
        assert child.stdout.readline() == b"one\n"
        started = [*below(child.pid)]
        assert len(started) >= 3  # the server and two that print
        child.kill()
    while any(_runs(process) for process in started):  # the test's own limit ends this
        time.sleep(0.05)
    assert wanted.run().failures == ()
    assert tree_of(paper / "cut-short") == tree_of(paper / "alone")


@pytest.mark.parametrize(("asked", "artifacts", "count"), [(0, 2_999, 1), (1, 9_999, 1), (5, 1, 5)])
def test_one_process_prints_a_small_run(asked: int, artifacts: int, count: int) -> None:
    assert Staffing(workers=asked).count(artifacts) == count


def test_a_large_run_takes_every_processor_it_may() -> None:
    assert Staffing().count(staff.WORTH_HELP) == len(os.sched_getaffinity(0))


@pytest.mark.parametrize(("available", "count"), [(0, 1), (700_000_000, 1), (900_000_000, 2), (1 << 40, 8)])
def test_where_memory_is_short_fewer_processes_print(
    monkeypatch: pytest.MonkeyPatch, available: int, count: int
) -> None:
    monkeypatch.setattr(staff, "_processors", lambda: 8)
    monkeypatch.setattr(staff, "_available", lambda: available)
    assert Staffing().count(staff.WORTH_HELP) == count
    assert Staffing(workers=3).count(1) == 3


def test_the_system_says_how_much_memory_can_be_had() -> None:
    assert staff._available() > 10_000_000


def _path() -> str:
    return os.pathsep.join(sys.path)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
