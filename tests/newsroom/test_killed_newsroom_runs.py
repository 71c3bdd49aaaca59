"""
Importing and composing killed with -9 at any moment show nothing by halves, and the next run makes everything whole.

`BROADSHEET_KILLS` says how often to kill each; 6 times when it is not set.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from broadsheet.edition import canonical
from broadsheet.edition.checks import check_record
from broadsheet.edition.store import Edition
from tests.newsroom.generated_lines import STORIES, written_lines

KILLS = int(os.environ.get("BROADSHEET_KILLS", "6"))
ROOT = Path(__file__).parents[2]
# In memory where the system has that: hundreds of runs would wait for the disk.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None

# As long as it takes, when somebody asks for many.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(240 + 30 * KILLS)]


class Newsroom:
    """A paper whose importing and composing happen in processes that may be killed."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "paper"
        self.source = written_lines(root / "source", whole=True)
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        made = [sys.executable, "-m", "broadsheet.cli", "init", str(self.folder), "--timezone", "Europe/Helsinki"]
        subprocess.run(made, check=True, stdin=subprocess.DEVNULL, capture_output=True, env=environment)
        command = [sys.executable, "-m", "tests.newsroom.mortal", str(self.folder)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def run(self, line: str, kill_after: float | None = None) -> tuple[bool, float]:
        """Do it, kill it after so many seconds if it lasts so long; whether it was killed, and seconds it took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        child = int(self._process.stdout.readline())
        started = time.perf_counter()
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(child, signal.SIGKILL)
        code = int(self._process.stdout.readline())
        assert code in (0, -signal.SIGKILL), f"{line} ended with code {code}"
        assert kill_after is not None or code == 0
        return code != 0, time.perf_counter() - started

    def keep(self, name: str) -> Path:
        """Copy the paper's files away."""
        place = self.folder.with_name(name)
        shutil.copytree(self.folder, place)
        return place

    def restore(self, place: Path) -> None:
        """Have the paper's files as they were when they were kept."""
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(place, self.folder, dirs_exist_ok=True)

    def end(self) -> None:
        """No more lines."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()

    # ---- what is there

    def edition(self) -> dict[str, bytes]:
        """The bytes of every record of the edition, each of which is whole."""
        if not (self.folder / "edition.db").exists():
            return {}
        with Edition.open(self.folder / "edition.db") as edition:
            found = {}
            for kind in sorted(canonical.RECORD_KINDS):
                for name in edition.ids(kind):
                    record = edition.read(name)
                    assert record is not None
                    check_record(record)
                    found[name] = canonical.canonical_bytes(record)
                    assert canonical.digest(found[name]) == edition.digest(name)
            return found

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Rows of the newsroom's database."""
        with closing(sqlite3.connect(self.folder / "newsroom.db")) as connection:
            return connection.execute(query).fetchall()

    def stories(self) -> dict[object, object]:
        """The permanent id of every line's story."""
        rows = self.rows(
            "SELECT source_id, permanent_id FROM newsroom_importedline "
            "JOIN newsroom_articlepage ON page_ptr_id = page_id"
        )
        assert len(rows) == len(dict(rows))
        return dict(rows)

    def files(self) -> list[tuple[object, ...]]:
        """Every picture and document with what is known of it, and what lies in the media folder."""
        columns = "permanent_id, digest, file, title"
        media = self.folder / "media"
        return [
            *self.rows(f"SELECT {columns}, credit, focal_point_x FROM newsroom_broadimage ORDER BY 1"),  # noqa: S608
            *self.rows(f"SELECT {columns} FROM newsroom_broaddocument ORDER BY 1"),  # noqa: S608
            *sorted((str(path.relative_to(media)), path.stat().st_size) for path in media.rglob("*") if path.is_file()),
        ]

    def waiting(self) -> set[object]:
        """The pages the outbox names; pictures and documents come with the pages that show them."""
        rows = self.rows("SELECT record_id FROM newsroom_outboxrow WHERE kind NOT IN ('image-file', 'document-file')")
        return {row[0] for row in rows}

    def is_sound(self) -> None:
        """No page by halves: each has its story, its parent and its number of children."""
        assert self.rows("PRAGMA integrity_check") == [("ok",)]
        assert self.rows("PRAGMA foreign_key_check") == []
        assert self.rows(_WRONG_NUMBERS_OF_CHILDREN) == []
        assert self.rows(_PICTURES_TWICE) == []
        pages = self.rows("SELECT COUNT(*) FROM newsroom_articlepage")[0][0]
        assert pages == len(self.stories()), "a story without its line, or a line without its story"


_WRONG_NUMBERS_OF_CHILDREN = """
SELECT path FROM wagtailcore_page AS page WHERE numchild <> (
    SELECT COUNT(*) FROM wagtailcore_page AS child
    WHERE child.depth = page.depth + 1 AND SUBSTR(child.path, 1, LENGTH(page.path)) = page.path
)
"""
_PICTURES_TWICE = "SELECT permanent_id FROM newsroom_broadimage GROUP BY permanent_id HAVING COUNT(*) > 1"


def differing(found: dict[str, bytes], wanted: dict[str, bytes]) -> dict[str, tuple[bytes | None, bytes | None]]:
    """The records that are not the same."""
    names = {name for name in found | wanted if found.get(name) != wanted.get(name)}
    return {name: (found.get(name), wanted.get(name)) for name in names}


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    """An empty paper, and a file to import."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
        made = Newsroom(Path(scratch))
        yield made
        made.end()


def test_an_import_killed_at_any_moment_leaves_no_half_story_and_the_next_one_is_whole(newsroom: Newsroom) -> None:
    chance = random.Random(11)
    empty = newsroom.keep("empty")
    _, lasts = newsroom.run(f"import {newsroom.source}")
    wanted, stories = newsroom.edition(), newsroom.stories()
    files = newsroom.files()
    assert len(files) > 8
    assert len(stories) == STORIES
    cut_short = 0
    for _ in range(KILLS):
        newsroom.restore(empty)
        killed, lasted = newsroom.run(f"import {newsroom.source}", chance.uniform(0, lasts))
        cut_short += killed
        # Whoever else uses the machine must not make all kills come too late.
        lasts = lasts if killed else min(lasts, lasted)
        newsroom.is_sound()
        half = newsroom.edition()
        assert half.keys() <= wanted.keys()
        live = set(newsroom.stories().values())
        assert live <= half.keys() | newsroom.waiting(), "a story is neither composed nor waiting for it"
        newsroom.run(f"import {newsroom.source}")
        newsroom.is_sound()
        assert newsroom.stories() == stories
        assert newsroom.files() == files
        assert differing(newsroom.edition(), wanted) == {}
        assert newsroom.waiting() == set()
    assert cut_short > KILLS / 10, "the kills came too late to test anything"


def test_composing_killed_at_any_moment_shows_only_whole_records_and_the_next_one_does_the_rest(
    newsroom: Newsroom,
) -> None:
    chance = random.Random(12)
    newsroom.run(f"take-in {newsroom.source}")
    full = newsroom.keep("full")
    noted = newsroom.waiting()
    _, lasts = newsroom.run("compose")
    wanted = newsroom.edition()
    assert noted <= wanted.keys()
    cut_short = 0
    for _ in range(KILLS):
        newsroom.restore(full)
        killed, lasted = newsroom.run("compose", chance.uniform(0, lasts))
        cut_short += killed
        lasts = lasts if killed else min(lasts, lasted)
        half = newsroom.edition()
        assert all(wanted[name] == data for name, data in half.items())
        assert noted <= half.keys() | newsroom.waiting(), "a record is neither composed nor waiting for it"
        newsroom.run("compose")
        assert differing(newsroom.edition(), wanted) == {}
        assert newsroom.waiting() == set()
    assert cut_short > KILLS / 10, "the kills came too late to test anything"
