"""The worker brings what editors publish to the press, on time, and survives being killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.edition.store import Edition
from broadsheet.site.watching import watched_worker

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


@pytest.mark.slow
def test_what_is_published_or_falls_due_is_composed_and_printed(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    publish(folder, "At once")
    with watched_worker(folder, press=(sys.executable, "-c", PRESS)):
        wait_until(lambda: titles(folder) == {"At once"} and printed(folder)[-1:] == [serial(folder)])
        publish(folder, "Later", "4")
        assert "Later" not in titles(folder)
        wait_until(lambda: "Later" in titles(folder) and printed(folder)[-1:] == [serial(folder)])
        worker = int((folder / "worker.pid").read_text())
        os.kill(worker, signal.SIGKILL)
        publish(folder, "After the kill")
        wait_until(lambda: "After the kill" in titles(folder) and printed(folder)[-1:] == [serial(folder)])
        second = subprocess.run(
            [sys.executable, "-m", "broadsheet.site.worker", str(folder)], capture_output=True, text=True, check=False
        )
        assert second.returncode == 1
        assert "worker already" in second.stderr
        worker = int((folder / "worker.pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
