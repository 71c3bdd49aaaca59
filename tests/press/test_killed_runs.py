"""
A press run killed with -9 at any moment leaves no half page, and the next run makes everything whole.

`BROADSHEET_KILLS` says how often to kill; 40 times when it is not set.
"""

import os
import random
import signal
import tempfile
import time
from pathlib import Path

from broadsheet.edition import Edition
from broadsheet.edition.canonical import Record
from tests.press import edits
from tests.press.test_incremental_equals_clean import MEMORY, press, tree_of

KILLS = int(os.environ.get("BROADSHEET_KILLS", "40"))
NOW = edits.moment(3000)


def an_edit(chance: random.Random) -> list[Record | str]:
    """A few stories, now and then a topic renamed or a story withdrawn."""
    names = chance.sample(edits.STORIES, 4)
    stories = [
        edits.story(name, headline=f"Headline {chance.random()}", hours=chance.randrange(700), topics=edits.TOPICS[:2])
        for name in names[:3]
    ]
    return [*stories, names[3]]


def killed_press(root: Path, after: float | None) -> float:
    """Run the press in a process of its own and kill it after so many seconds, if any; how long it lived."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            with Edition.open(root / "edition.db") as edition:
                press(edition, root / "ledger.db", root / "site", NOW)
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.perf_counter() - started


def visible(tree: dict[str, bytes]) -> dict[str, bytes]:
    """What a reader could be shown."""
    return {path: data for path, data in tree.items() if not path.endswith(".part")}


def test_killed_at_any_moment_no_page_is_half_and_the_next_run_is_whole() -> None:
    chance = random.Random(7)
    with tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
        root = Path(scratch)
        with Edition.open(root / "edition.db") as edition:
            edition.write(edits.beginning())
            press(edition, root / "clean.db", root / "clean", NOW)
        # How long a first run takes when nobody kills it: kills fall within that.
        lasts = killed_press(root, None)
        before: dict[str, bytes] = {}
        after = tree_of(root / "clean")
        cut_short = 0
        for _ in range(KILLS):
            killed_press(root, chance.uniform(0, lasts))
            found = visible(tree_of(root / "site")) if (root / "site").exists() else {}
            for path, data in found.items():
                assert data in (before.get(path), after.get(path)), f"{path} is neither the old page nor the new one"
            cut_short += found != after
            with Edition.open(root / "edition.db") as edition:
                press(edition, root / "ledger.db", root / "site", NOW)
                assert visible(tree_of(root / "site")) == after
                for edit in an_edit(chance):
                    edits.apply(edition, edit)
                press(edition, root / "clean.db", root / "clean", NOW)
            before, after = after, tree_of(root / "clean")
        assert cut_short > KILLS / 10, "the kills came too late to test anything"
