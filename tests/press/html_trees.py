"""Prints the sample paper as pages and reads them again, for the tests of the html output."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import html5lib

from broadsheet.edition.store import Edition
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.html import HtmlOutput
from broadsheet.press.report import RunReport
from broadsheet.press.run import PressRun
from broadsheet.tree.folder import MARK, Folder
from broadsheet.tree.ledger import Ledger
from tests.press.sample_paper import NOW, sample_edition

SETTINGS = PressSettings(media=Path("media"))


def press(
    edition: Edition, folder: Path, *, templates: Path | None = None, now: datetime = NOW, ledger: str = "ledger"
) -> RunReport:
    """One run of the html output into `folder/site`, or into a folder named for another ledger."""
    with Ledger.open(folder / f"{ledger}.db") as opened:
        return PressRun(
            edition=edition,
            ledger=opened,
            storage=Folder(folder / ("site" if ledger == "ledger" else ledger)),
            outputs=(HtmlOutput(replace(SETTINGS, templates=templates)),),
            now=now,
        ).execute()


def printed_sample(folder: Path) -> Path:
    """The sample paper's tree, made in this folder."""
    with sample_edition(folder / "edition.db") as edition:
        assert press(edition, folder).failures == ()
    return folder / "site"


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file of a tree but the mark."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def parsed(page: Path) -> object:
    """A page as a strict parser reads it: any error raises."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return parser.parse(page.read_text(encoding="utf-8"))
