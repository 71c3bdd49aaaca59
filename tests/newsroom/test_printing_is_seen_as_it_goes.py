"""The State screen says what is being printed, how far it is, what the last runs did, and how each host fares."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from os import kill
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from broadsheet.newsroom.desks.state.printing import CALLED, PrintingRows, lasting, listed
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.state import PaperState, Place
from broadsheet.newsroom.worker_sign import PRINT, call_worker
from broadsheet.press.last_run import LastRun, RunKind
from broadsheet.press.outputs import FACTORIES, PAGES
from broadsheet.press.under_way import UnderWay
from broadsheet.site.paper_file import read_paper_file
from tests.newsroom.people import account
from tests.newsroom.test_the_worker import publish, wait_until
from tests.site.serving import free_port

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOST = "sftp://lantern@web.example:22/www"

# A press that prints one file and then waits for a file called `go-on`.
SLOW = """
import os, pathlib, time
import broadsheet.press.run as running
write, running.BATCH, written = running.write_in_order, 1, []
def slowly(*arguments, **options):
    while written and not pathlib.Path("go-on").exists():
        time.sleep(0.05)
    written.append(arguments)
    return write(*arguments, **options)
running.write_in_order = slowly
pathlib.Path("press.pid").write_text(str(os.getpid()))
from broadsheet.cli import run
import sys
sys.argv = ["broadsheet", "press", "--no-copies", "--output", "html,feeds"]
run()
"""

WORKER = """
import sys
from pathlib import Path
from broadsheet.site import open_newsroom
from broadsheet.site.presses import TO_HOSTS, PressCommands
from broadsheet.site.worker import run
folder = Path(sys.argv[1])
open_newsroom(folder)
pages = (sys.executable, "-c", sys.argv[2])
run(folder, commands=PressCommands(pages=pages, pictures=(), copies=(), hosts=TO_HOSTS), parent=0)
"""


def state(own: Place, *hosts: Place, worker: bool = True) -> PaperState:
    nothing: dict[str, Any] = {"due": (), "waiting": 0, "refused": (), "backed_up_at": None, "worker_looked_at": None}
    return PaperState(now=NOW, worker=worker, own=own, hosts=hosts, **nothing)


def going(**said: Any) -> UnderWay:
    return UnderWay(started_at=(NOW - timedelta(seconds=65)).isoformat(), **said)


def ended(**said: Any) -> LastRun:
    return LastRun(ended_at="2026-11-24T07:00:00+00:00", **said)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 seconds"), (0.3, "0.3 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"),
     (121, "2 minutes 1 second"), (7325.4, "122 minutes 5 seconds"), (-3, "0 seconds")],
)  # fmt: skip
def test_how_long_a_run_took_is_said_in_words(seconds: float, said: str) -> None:
    assert lasting(seconds) == said


def test_every_output_has_a_name_that_editors_use() -> None:
    assert CALLED.keys() == FACTORIES.keys()
    assert listed(()) == listed(tuple(FACTORIES)) == "everything"
    assert listed(("images",)) == "pictures"
    assert listed(PAGES) == "pages, feeds, diary files, old addresses and search"


def test_a_run_that_goes_on_is_told_with_what_how_far_and_how_long() -> None:
    own = Place(going=going(outputs=("html", "feeds"), done=500, planned=2000), runs={})
    rows = PrintingRows.of(state(own, Place(host=HOST, going=going(), runs={})))
    here, there = rows.going
    assert (here.what, here.done, here.planned) == ("Being printed: pages and feeds", 500, 2000)
    assert here.far == "500 of 2,000 files, 1 minute 5 seconds so far"
    assert there.what == f"Being brought to {HOST}: everything"
    assert there.far == "Looking what there is to do, 1 minute 5 seconds so far"
    assert rows.announced == f"{here.what}. {there.what}."
    assert rows.ended == []
    assert [row.said for row in rows.hosts] == ["Nothing has been brought there yet."]


def test_a_run_that_was_cut_short_is_told_as_ended_and_is_an_alarm_when_nobody_goes_on_with_it() -> None:
    own = Place(going=going(done=500, planned=2000, cut_short=True), runs={})
    rows = PrintingRows.of(state(own))
    assert rows.going == []
    assert rows.announced == "Nothing is being printed at the moment."
    (row,) = rows.ended
    assert row.said.startswith("It was cut short after 500 of 2,000 files.")
    assert row.wrong
    assert state(own).troubles == ()
    assert "nobody goes on with it" in " ".join(state(own, worker=False).troubles)


def test_what_failed_is_said_once_for_each_reason() -> None:
    failures = (*((f"{number}/index.html", "The template has an error.") for number in range(20)),)
    run = ended(printed=3, withdrawn=1, seconds=2.5, failed=4000, failures=failures, earlier=(ended(printed=7),))
    last, failed, before = PrintingRows.of(state(Place(runs={RunKind.PAGES: run}))).ended
    assert last.said == "3 printed, 1 taken down, in 2.5 seconds, 4,000 failed"
    assert failed.what == "0/index.html and 3,999 more"
    assert failed.said.startswith("The template has an error. It is tried again by itself")
    assert (before.what, before.said) == ("Pages, before that", "7 printed, 0 taken down, in 0 seconds")


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (ended(printed=12, seconds=3.0), "reached: 12 brought, 0 taken down, in 3 seconds"),
        (ended(), "reached: nothing had changed"),
        (ended(broken="No answer.", unreached=True), "not reached: No answer. It is tried again by itself;"),
        (ended(broken=f"{HOST} does not answer.", unreached=True), "not reached: does not answer. It is tried again"),
        (ended(broken="Its key is new."), "broke off: Its key is new. It is tried again by itself;"),
        (ended(failed=1, failures=(("a", "no"),)), "reached: nothing had changed, 1 failed"),
    ],
)
def test_a_host_is_told_with_whether_it_was_reached_and_what_it_got(run: LastRun, said: str) -> None:
    place = Place(host=HOST, runs={RunKind.PAGES: run})
    row, *_ = PrintingRows.of(state(Place(runs={}), place)).hosts
    assert row.what == HOST
    assert row.said.startswith(said)
    assert row.wrong == (not run.well)
    assert bool(state(Place(runs={}), place).troubles) == (not run.well)


@pytest.mark.django_db
def test_when_a_host_last_got_everything_is_told_as_long_as_it_does_not() -> None:
    broken = ended(broken="No answer.", unreached=True)
    rows = [
        PrintingRows.of(state(Place(runs={}), Place(host=HOST, runs={RunKind.PAGES: run}))).hosts[0]
        for run in (broken, replace(broken, well_before="2026-11-20T07:00:00+00:00"))
    ]
    assert rows[0].said.endswith("It never got everything.")
    assert "It last got everything on Fri 20 November 2026" in rows[1].said


@contextmanager
def working(folder: Path) -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-c", WORKER, str(folder), SLOW], stdin=subprocess.PIPE) as worker:
        try:
            yield
        finally:
            worker.terminate()


@pytest.mark.slow
@pytest.mark.django_db
def test_a_slow_press_is_seen_killed_and_gone_on_with_and_a_silent_host_is_named(
    tmp_path: Path, client: Client, settings: Any
) -> None:
    folder = tmp_path / "paper"
    publish(folder, "Cranes")
    host = f"sftp://lantern@127.0.0.1:{free_port()}/www"
    with (folder / "broadsheet.toml").open("a") as file:
        file.write(f'\n[[hosts]]\naddress = "{host}"\n')
    settings.PAPER = read_paper_file(folder)
    editor = account(Role.EDITOR)
    editor.is_superuser = True  # entering the newsroom is tested with the accounts
    editor.save()
    client.force_login(editor)

    def shown() -> str:
        return re.sub(r"\s+", " ", client.get("/newsroom/state/now/").content.decode())

    def says(pattern: str) -> bool:
        return re.search(pattern, shown()) is not None

    with working(folder):
        wait_until(lambda: says(r"Being printed: pages and feeds.*\d of \d+ files, \d+ seconds? so far"))
        kill(int((folder / "press.pid").read_text()), signal.SIGKILL)
        wait_until(lambda: "Pages and feeds: begun, not ended" in shown())
        assert "Being printed:" not in shown()
        wait_until(lambda: f"Being brought to {host}: everything" in shown())
        (folder / "go-on").touch()
        assert call_worker(folder, PRINT)
        wait_until(lambda: says(r"Pages</bdi></span>.{0,80}\d+ printed, 0 taken down, in"))
        assert "begun, not ended" not in shown()
        wait_until(lambda: f"{host} is not reached, and does not get what is published." in shown())
        assert says(r"not reached: .*Check address and network.*It is tried again by itself")
        assert "It never got everything." in shown()
