"""
Every output: whatever an evening brings, wherever runs are killed, the tree is that of a clean build byte for byte.

`BROADSHEET_EVENINGS` says how many evenings to try; 12 when it is not set.
"""

import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from broadsheet.edition.store import Edition
from tests.press.evenings import Act, evenings
from tests.press.sample_paper import NOW, records
from tests.press.test_incremental_equals_clean import MEMORY
from tests.press.whole_paper import OUTPUTS, Destination, as_laid_out, lay_out

EVENINGS = int(os.environ.get("BROADSHEET_EVENINGS", "12"))


def differences(first: dict[str, bytes], second: dict[str, bytes]) -> dict[str, str]:
    """What one tree has and the other has not, by path."""
    return {
        path: "differs" if path in first and path in second else "too much" if path in first else "missing"
        for path in sorted({*first, *second})
        if first.get(path) != second.get(path)
    }


def spend(evening: list[Act], root: Path) -> dict[str, str]:
    """Live through the evening, print everything; how that differs from a clean build."""
    site, clean = Destination(root=root, name="site"), Destination(root=root, name="clean")
    lay_out(root / "media")
    now = NOW
    with Edition.open(root / "edition.db") as edition:
        edition.write(map(as_laid_out, records()))
        assert site.press(edition, now).failures == ()
        for act in evening:
            for edit in act.edits:
                edit.apply(edition)
            now += timedelta(hours=act.hours)
            if act.killed_after is None:
                site.press(edition, now, act.outputs, full=act.full)
            else:
                site.killed_press(now, act.outputs, act.killed_after)
        assert site.press(edition, now).failures == ()
        assert site.pending() == ((), ())
        clean.press(edition, now)
    return differences(site.tree(), clean.tree())


@pytest.mark.timeout(240 + 30 * EVENINGS)  # as long as it takes, when somebody asks for many
@settings(max_examples=EVENINGS)
@given(evening=evenings)
def test_any_evening_with_any_kills_equals_a_clean_build_in_every_output(evening: list[Act]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
        assert spend(evening, Path(scratch)) == {}


YEARS = 24 * 365 * 12
"""In hours."""


@pytest.mark.parametrize("killed_after", [None, 3, 40])
@pytest.mark.parametrize("outputs", [OUTPUTS, OUTPUTS[:1]], ids=["all", "one"])
def test_a_clock_that_ran_ahead_leaves_nothing_of_the_future(
    outputs: tuple[str, ...], killed_after: int | None
) -> None:
    ahead = Act(edits=(), hours=YEARS, outputs=OUTPUTS, killed_after=killed_after, full=False)
    back = Act(edits=(), hours=-YEARS, outputs=outputs, killed_after=killed_after, full=False)
    with tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
        assert spend([ahead, back], Path(scratch)) == {}
