"""Prints the sample paper as pages and reads them again, for the tests of the html output."""

import html
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

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


def dead_links(tree: Path, address: str, elsewhere: re.Pattern[str]) -> list[str]:
    """
    Every link, picture and file that a page names inside its own tree and that is not there.

    Relative names are followed as from disk; one that starts at a server's root is dead, because a mirror may lie
    anywhere. Names below the paper's address count as the tree's own. What matches `elsewhere` is left out.
    """
    dead = []
    for page in sorted(tree.rglob("*.html")):
        for target in sorted(_named_in(page.read_text(encoding="utf-8"))):
            inside = target.removeprefix(address)
            start = tree if inside != target else page.parent
            if urlsplit(inside).scheme or inside.startswith("#"):
                continue
            file = Path(unquote(urlsplit(urljoin(f"{start.as_uri()}/", inside)).path))
            if target.startswith("/") or not file.is_relative_to(tree):
                dead.append(f"{page.relative_to(tree)}: {target}")
            elif not elsewhere.fullmatch(str(file.relative_to(tree))):
                found = file / "index.html" if inside != target and file.is_dir() else file
                dead += [] if found.is_file() else [f"{page.relative_to(tree)}: {target}"]
    return dead


def _named_in(text: str) -> set[str]:
    """What a page's attributes name."""
    plain = re.findall(r"\s(?:href|src|poster)=[\"']?([^\"'\s>]+)", text)
    sets = re.findall(r"\ssrcset=[\"']([^\"']+)", text)
    return {html.unescape(name) for name in (*plain, *(each.split()[0] for one in sets for each in one.split(", ")))}


def parsed(page: Path) -> object:
    """A page as a strict parser reads it: any error raises."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return parser.parse(page.read_text(encoding="utf-8"))
