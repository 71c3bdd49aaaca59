"""A paper of every output with original pictures, printed by whoever is asked; and the processes below this one."""

import os
from pathlib import Path

from bench.process_tree import below
from broadsheet.edition.store import Edition
from broadsheet.press.job import PressJob
from broadsheet.press.output import PressSettings
from broadsheet.press.staff import Staffing
from broadsheet.tree.ledger import Ledger
from tests.press.sample_paper import NOW, records
from tests.press.whole_paper import OUTPUTS, as_laid_out, lay_out


def paper_in(folder: Path) -> Path:
    """A paper's folder with an edition, originals, and a template of its own."""
    lay_out(folder / "media")
    (folder / "templates").mkdir()
    (folder / "templates" / "own.css").write_text("p{color:teal}", encoding="utf-8")
    with Edition.open(folder / "edition.db") as edition:
        edition.write([as_laid_out(record) for record in records()])
    return folder


def job(paper: Path, into: str, staffing: Staffing) -> PressJob:
    """A run of everything into a folder of this name in the paper's."""
    return PressJob(
        edition=paper / "edition.db",
        destination=paper / into,
        ledgers=paper / "ledgers",
        settings=PressSettings.of_paper(paper, paper / "media", OUTPUTS),
        now=NOW,
        staffing=staffing,
    )


def claims(made: PressJob) -> dict[str, tuple[object, tuple[str, ...]]]:
    """What the ledger claims, and from what it says that was made."""
    with Ledger.open(made.ledger) as ledger:
        return {each.spec.path: (each, ledger.inputs_of(each.spec.path)) for each in ledger.artifacts()}


def printing() -> list[int]:
    """The processes that print for this one: what the server of forks has forked."""
    return [each for child in below(os.getpid()) if _is_server(child) for each in below(child)]


def _is_server(process: int) -> bool:
    return b"forkserver" in Path(f"/proc/{process}/cmdline").read_bytes()
