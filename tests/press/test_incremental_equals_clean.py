"""Whatever happens in an evening, printing what changed gives the very bytes of printing everything."""

import tempfile
from datetime import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.edition import Edition
from broadsheet.edition.canonical import Record
from broadsheet.press.run import PressRun
from broadsheet.tree.folder import MARK, Folder
from broadsheet.tree.ledger import Ledger
from tests.press import edits
from tests.press.listing_output import ListingOutput

# A folder in memory where the system has one: hundreds of runs with fsync would wait for the disk.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file of a tree but the mark."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


BOTH = ("first", "second")


def press(edition: Edition, ledger: Path, folder: Path, now: datetime, outputs: tuple[str, ...] = BOTH) -> None:
    """One run that prints some of the outputs."""
    with Ledger.open(ledger) as opened:
        run = PressRun(
            edition=edition,
            ledger=opened,
            storage=Folder(folder),
            outputs=tuple(map(ListingOutput, outputs)),
            now=now,
        )
        report = run.execute()
        assert report.failures == ()
        assert outputs != BOTH or opened.pending() == ((), ())


_edits = st.one_of(edits.stories(), edits.issues(), edits.others(), edits.removals())
_evenings = st.lists(
    st.tuples(
        st.lists(_edits, min_size=1, max_size=3),
        st.integers(min_value=0, max_value=400),
        st.sampled_from((BOTH, BOTH[:1], BOTH[1:])),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=50)
@given(evening=_evenings)
def test_any_edits_and_any_passing_of_time_equal_a_clean_build(
    evening: list[tuple[list[Record | str], int, tuple[str, ...]]],
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
        root = Path(scratch)
        now = edits.moment(600)
        with Edition.open(root / "edition.db") as edition:
            edition.write(edits.beginning())
            press(edition, root / "ledger.db", root / "site", now)
            for changes, later, outputs in evening:
                for edit in changes:
                    edits.apply(edition, edit)
                now = max(now, edits.moment(600 + later))
                press(edition, root / "ledger.db", root / "site", now, outputs)
            press(edition, root / "ledger.db", root / "site", now)
            press(edition, root / "clean.db", root / "clean", now)
            assert tree_of(root / "site") == tree_of(root / "clean")
