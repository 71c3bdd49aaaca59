"""
Workers on other machines print the very tree that one machine prints.

Scheduler and workers are processes of their own. Each worker stands in an empty folder and is ended at once if it so
much as looks for a file of the paper.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from broadsheet.errors import PressError
from broadsheet.press import bench, cluster, run
from broadsheet.press.printing import Gathered
from broadsheet.press.staff import Staffing
from tests.press.helped_press import claims, job, paper_in
from tests.press.html_trees import tree_of

GUARD = """
import os, sys

def refuse(event, arguments):
    named = os.fsdecode(arguments[0]) if arguments and isinstance(arguments[0], (str, bytes)) else ""
    if named.startswith({paper!r}):
        open({trespass!r}, "a").write(event + " " + named)
        os._exit(1)

sys.addaudithook(refuse)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """A scheduler with its address, and its workers."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: Sequence["subprocess.Popen[bytes]"]
    trespass: Path


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper, printed by one process into `alone`."""
    folder = paper_in(tmp_path_factory.mktemp("paper"))
    job(folder, "alone", Staffing(workers=1)).run()
    return folder


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH", 10)
    monkeypatch.setattr(run, "PICTURES", 5)


@pytest.fixture
def machines(paper: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Two workers."""
    place = tmp_path_factory.mktemp("machines")
    trespass, found = place / "trespass", place / "scheduler.json"
    (place / "guard.py").write_text(GUARD.format(paper=str(paper), trespass=str(trespass)), encoding="utf-8")
    started = [
        _start(place / "scheduler", "dask_scheduler", "--host=127.0.0.1", "--port=0", f"--scheduler-file={found}")
    ]
    address = _address(found)
    options = (address, "--nthreads=1", "--no-nanny", f"--preload={place / 'guard.py'}")
    started += [_start(place / name, "dask_worker", *options) for name in ("one", "two")]
    try:
        _wait_for_workers(address, 2)
        yield Machines(address=address, scheduler=started[0], workers=started[1:], trespass=trespass)
    finally:
        for process in started:
            process.kill()
            process.wait()


def _start(folder: Path, program: str, *options: str) -> "subprocess.Popen[bytes]":
    folder.mkdir()
    command = (sys.executable, "-m", f"distributed.cli.{program}", "--no-dashboard", *options)
    path = os.pathsep.join(each for each in sys.path if each)
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env={"PATH": os.environ["PATH"], "PYTHONPATH": path}
        )


def _address(found: Path) -> str:
    while not (found.is_file() and found.read_text()):  # the test's own limit ends this
        time.sleep(0.05)
    return str(json.loads(found.read_text())["address"])


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count)


@pytest.fixture
def printed_here(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The makers of what the run's own process prints."""
    makers: set[str] = set()
    own = bench.Bench.printed

    def noted(self: bench.Bench, gathered: Gathered) -> object:
        makers.add(gathered.spec.maker)
        return own(self, gathered)

    monkeypatch.setattr(bench.Bench, "printed", noted)
    return makers


def test_with_one_worker_killed_the_tree_is_that_of_one_machine(
    paper: Path, machines: Machines, printed_here: set[str]
) -> None:
    def kill_one(_done: int, _total: int) -> None:
        machines.workers[0].send_signal(signal.SIGKILL)

    helped = job(paper, "cluster", Staffing(cluster=machines.address))
    report = helped.run(progress=kill_one)
    assert (report.failures, report.remarks) == ((), ())
    assert machines.workers[0].wait() == -signal.SIGKILL
    assert tree_of(paper / "cluster") == tree_of(paper / "alone")
    assert claims(helped) == claims(job(paper, "alone", Staffing(workers=1)))
    assert printed_here <= {"images.document"}  # which are only copied
    assert not machines.trespass.exists()


def test_with_no_worker_left_the_run_prints_the_rest_itself(
    paper: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LOOK_EVERY", 0.2)
    monkeypatch.setattr(cluster, "WAITS_FOR_WORKERS", 1.0)

    def kill_all(_done: int, _total: int) -> None:
        for worker in machines.workers:
            worker.send_signal(signal.SIGKILL)

    report = job(paper, "deserted", Staffing(cluster=machines.address)).run(progress=kill_all)
    assert report.failures == ()
    assert "no worker is left" in report.remarks[0]
    assert tree_of(paper / "deserted") == tree_of(paper / "alone")


def test_with_the_scheduler_gone_the_run_prints_the_rest_itself(
    paper: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LOOK_EVERY", 0.2)
    monkeypatch.setattr(cluster, "WAITS_FOR_WORKERS", 1.0)
    report = job(paper, "headless", Staffing(cluster=machines.address)).run(
        progress=lambda done, _: machines.scheduler.kill() if done else None
    )
    assert report.failures == ()
    assert report.remarks
    assert tree_of(paper / "headless") == tree_of(paper / "alone")


def test_a_worker_whose_templates_or_code_are_others_prints_nothing(
    paper: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "recipes_of", lambda _bench, names: dict.fromkeys(names, b"another"))
    report = job(paper, "other", Staffing(cluster=machines.address)).run()
    assert report.failures == ()
    assert "Install the same on both" in report.remarks[0]
    assert tree_of(paper / "other") == tree_of(paper / "alone")


def test_a_page_that_fails_there_is_told_as_it_is_told_here(paper: Path, machines: Machines, tmp_path: Path) -> None:
    broken = paper / "templates" / "event.html"
    broken.write_text("{{ it.nothing_of_the_kind }}", encoding="utf-8")
    try:
        here = job(paper, "broken-here", Staffing(workers=1)).run()
        there = job(paper, "broken-there", Staffing(cluster=machines.address)).run()
    finally:
        broken.unlink()
    assert here.failures
    assert there.failures == here.failures


def test_a_scheduler_that_does_not_answer_is_named(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWERS_WITHIN", 1)
    with pytest.raises(PressError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        job(paper, "nobody", Staffing(cluster="tcp://127.0.0.1:9")).run()
