"""The worker brings what editors publish to the press, on time, and survives being killed."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.edition.store import Edition
from broadsheet.newsroom.worker_sign import PRINT, call_worker, is_listening, last_look
from broadsheet.site.presses import PressCommands, Presses, Reported

PATIENCE = 60
"""Seconds after which a test gives up; no measure of speed."""

PUBLISH = """
import sys
from datetime import timedelta
from pathlib import Path
from broadsheet.site.setup import make_paper
make_paper(Path(sys.argv[1]), name="The Quay")
from django.utils import timezone
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.shelves import home_of, month_shelf
home = home_of("en")
later = timezone.now() + timedelta(seconds=float(sys.argv[3])) if len(sys.argv) > 3 else None
page = ArticlePage(title=sys.argv[2], locale=home.locale, live=False, go_live_at=later)
month_shelf(home, "2026-11").add_child(instance=page)
page.save_revision().publish()
"""

# Stands for the press: writes down the serial it was called for.
PRESS = """
import json, pathlib, sqlite3
serial = sqlite3.connect("edition.db").execute("SELECT value FROM meta WHERE name = 'serial'").fetchone()[0]
with pathlib.Path("printed.jsonl").open("a") as file:
    file.write(json.dumps(int(serial)) + "\\n")
"""


def publish(folder: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", PUBLISH, str(folder), *arguments], check=True)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the worker did nothing"
        time.sleep(0.1)


def titles(folder: Path) -> set[str]:
    if not (folder / "edition.db").exists():
        return set()
    with Edition.open(folder / "edition.db") as edition:
        return {record.title for record in map(edition.read, edition.ids("article")) if record}  # type: ignore[union-attr]


def printed(folder: Path) -> list[int]:
    path = folder / "printed.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def serial(folder: Path) -> int:
    with Edition.open(folder / "edition.db") as edition:
        return edition.serial


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "broadsheet.site.worker",
        str(folder),
        "--child",
        "--",
        sys.executable,
        "-c",
        PRESS,
    ]
    return subprocess.Popen(command, stdin=subprocess.PIPE)


@pytest.mark.slow
def test_what_is_published_or_falls_due_is_composed_and_printed(tmp_path: Path) -> None:
    folder = tmp_path / "paper"

    def is_out(title: str) -> bool:
        return title in titles(folder) and printed(folder)[-1:] == [serial(folder)]

    publish(folder, "At once")
    with start(folder) as worker:
        wait_until(lambda: is_out("At once"))
        times = len(printed(folder))
        assert call_worker(folder, PRINT)
        wait_until(lambda: len(printed(folder)) > times)  # asked for, though nothing changed
        looked = last_look(folder)
        assert looked is not None
        publish(folder, "Later", "4")
        assert "Later" not in titles(folder)
        wait_until(lambda: is_out("Later"))
        assert last_look(folder) > looked
        worker.send_signal(signal.SIGKILL)
    publish(folder, "After the kill")
    with start(folder) as worker:
        wait_until(lambda: is_out("After the kill"))
        second = subprocess.run(
            [sys.executable, "-m", "broadsheet.site.worker", str(folder)], capture_output=True, text=True, check=False
        )
        assert second.returncode == 1
        assert "worker already" in second.stderr
        assert worker.stdin is not None
        worker.stdin.close()  # as when the server dies
        assert worker.wait(timeout=PATIENCE) == 0
    assert not is_listening(folder)


@pytest.mark.parametrize(
    ("report", "due"), [(b'{"next_due": 12}', 12.0), (b'{"next_due": null}', None), (b"", None), (b"[]", None)]
)
def test_the_press_says_when_it_must_print_again(report: bytes, due: float | None) -> None:
    assert Reported.of(0, report).next_due == due


def script(folder: Path, name: str, body: str) -> tuple[str, ...]:
    """A command that runs this Python in the paper's folder."""
    (folder / f"{name}.py").write_text(f"import json, os, pathlib, time\n{body}\n")
    return (sys.executable, str(folder / f"{name}.py"))


def test_pages_wait_for_no_pictures_and_these_are_gone_on_with(tmp_path: Path) -> None:
    pages = script(tmp_path, "pages", "print(json.dumps({'next_due': None}))")
    slow = (
        "with open('pictures.txt', 'a') as file: file.write('began\\n')\n"
        "if not os.path.exists('go'): time.sleep(60)\n"
        "with open('pictures.txt', 'a') as file: file.write('ended\\n')\n"
        "print(json.dumps({'next_due': 77, 'printed': ['x' * 100] * 2000}))"
    )
    presses = Presses(tmp_path, PressCommands(pages=pages, pictures=script(tmp_path, "pictures", slow), copies=()))
    noted = tmp_path / "pictures.txt"
    presses.print()
    wait_until(lambda: noted.exists() and noted.read_text() == "began\n")
    (tmp_path / "go").touch()
    presses.print()
    wait_until(lambda: noted.read_text() == "began\nbegan\nended\n")
    wait_until(lambda: presses.look() is None and presses.again_at == 77)
    presses.end()


def test_a_press_that_fails_is_tried_again_after_ever_longer_waits(tmp_path: Path) -> None:
    presses = Presses(
        tmp_path, PressCommands(pages=script(tmp_path, "pages", "raise SystemExit(1)"), pictures=(), copies=())
    )
    waits = []
    for _ in range(3):
        before = time.monotonic()
        presses.print()
        assert presses._retry_at is not None
        waits.append(presses._retry_at - before)
    assert waits[0] < waits[1] < waits[2]


def test_search_that_had_to_wait_is_brought_up_though_nothing_more_is_published(tmp_path: Path) -> None:
    noted = tmp_path / "copies.txt"
    presses = Presses(
        tmp_path,
        PressCommands(
            pages=script(tmp_path, "pages", "print(json.dumps({'next_due': None}))"),
            pictures=(),
            copies=script(tmp_path, "copies", "with open('copies.txt', 'a') as file: file.write('made\\n')"),
        ),
        search_pause=0,
    )
    presses.print()
    wait_until(lambda: presses.look() is None and noted.exists() and noted.read_text() == "made\nmade\n")
    presses.end()


SAID = "print(json.dumps({'next_due': 5}))"
"""How a stand-in for the press reports."""


def test_a_press_that_waits_prints_and_the_next_one_is_made_ready(tmp_path: Path) -> None:
    noted = tmp_path / "printed.txt"
    pages = script(tmp_path, "pages", f"open('printed.txt', 'a').write('afresh\\n')\n{SAID}")
    ready = script(tmp_path, "ready", f"if input() == '': open('printed.txt', 'a').write('ready\\n')\n{SAID}")
    presses = Presses(tmp_path, PressCommands(pages=pages, pictures=(), copies=(), ready=ready))
    for _ in range(3):
        presses.print()
        assert presses.again_at == 5
    presses.end()
    assert noted.read_text() == "afresh\nready\nready\n"


def test_a_press_that_died_waiting_is_replaced_by_one_started_afresh(tmp_path: Path) -> None:
    pages = script(tmp_path, "pages", f"open('printed.txt', 'a').write('afresh\\n')\n{SAID}")
    dead = script(tmp_path, "ready", "raise SystemExit(3)")
    presses = Presses(tmp_path, PressCommands(pages=pages, pictures=(), copies=(), ready=dead))
    presses.print()
    assert presses._ready is not None
    presses._ready.process.wait(timeout=PATIENCE)
    presses.print()
    presses.end()
    assert (tmp_path / "printed.txt").read_text() == "afresh\nafresh\n"


def test_a_press_that_fails_after_waiting_is_tried_again_as_any_other(tmp_path: Path) -> None:
    pages = script(tmp_path, "pages", SAID)
    failing = script(tmp_path, "ready", "input()\nraise SystemExit(1)")
    presses = Presses(tmp_path, PressCommands(pages=pages, pictures=(), copies=(), ready=failing))
    presses.print()
    before = time.monotonic()
    presses.print()
    presses.end()
    assert presses._retry_at is not None
    assert presses._retry_at >= before + 15


def test_a_clock_set_back_has_the_press_look_again_and_delays_no_retry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    presses = Presses(tmp_path, PressCommands(pages=script(tmp_path, "pages", SAID), pictures=(), copies=()))
    wall, running = time.time(), time.monotonic()
    monkeypatch.setattr("broadsheet.site.presses.time.time", lambda: wall)
    monkeypatch.setattr("broadsheet.site.presses.time.monotonic", lambda: running)
    presses.print()
    presses.again_at = None
    assert not presses.is_due()
    wall -= 5
    assert not presses.is_due()  # put right a little
    wall -= 86_400
    assert presses.is_due()
    assert not presses.is_due()  # said once
    presses._try_again("The press", 1)
    assert not presses.is_due()
    wall -= 86_400
    presses.is_due()
    running += 16
    assert presses.is_due()
