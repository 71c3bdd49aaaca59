"""`broadsheet check`: looks at a paper's parts and says what is wrong and what to do."""

import os
from collections.abc import Iterator
from pathlib import Path

from broadsheet.edition.store import Edition
from broadsheet.errors import DatabaseUnreachableError
from broadsheet.press.job import ledger_path
from broadsheet.site import open_newsroom
from broadsheet.site.deployment import deployment
from broadsheet.site.finding import Finding
from broadsheet.site.host_findings import hosts
from broadsheet.site.paper_file import FILE_NAME, PaperFile, read_paper_file
from broadsheet.site.pressing import settings_not_composed
from broadsheet.tree.ledger import Ledger


def check_paper(folder: Path, *, deploy: bool = False) -> tuple[Finding, ...]:
    """
    Look at everything; with `deploy` also whether it may be shown to the world.

    Raises PaperNotFoundError or SettingRefusedError when the settings cannot be read.
    """
    paper = read_paper_file(folder.resolve())
    found = (*_settings(paper), *_folders(paper), *_newsroom(paper), *_printed(paper), *hosts(paper))
    return (*found, *deployment(paper)) if deploy else found


def _settings(paper: PaperFile) -> Iterator[Finding]:
    yield Finding(what=f"“{paper.name}” at {paper.public_address}, settings readable")
    if paper.public_address.startswith("http://localhost"):
        yield Finding(
            what="The public address is this machine's own",
            remedy="Before readers come, write the real one as `address` in broadsheet.toml.",
        )


def _folders(paper: PaperFile) -> Iterator[Finding]:
    for path in (paper.media, paper.destination):
        if not os.access(path, os.W_OK):
            yield Finding(what=f"{path} cannot be written", wrong=True, remedy="Check its owner and rights.")


def _newsroom(paper: PaperFile) -> Iterator[Finding]:
    try:
        open_newsroom(paper.folder)
    except DatabaseUnreachableError as error:
        yield Finding(what=str(error), wrong=True)
        return
    from broadsheet.newsroom.migrating import pending_migrations, unknown_migrations
    from broadsheet.newsroom.state import read_state
    from broadsheet.site.operations import findings

    yield from findings.program()
    yield from findings.disk(paper)
    if unknown := unknown_migrations():
        yield Finding(
            what=f"The newsroom's database is of a later version than this Broadsheet ({unknown[-1]})",
            wrong=True,
            remedy="Install that version again, or restore a backup of this one.",
        )
    if pending := pending_migrations():
        yield Finding(
            what=f"The newsroom's database is of an earlier version ({len(pending)} changes to its tables wait)",
            wrong=True,
            remedy="Bring it up to date with: broadsheet upgrade",
        )
        return
    state = read_state()
    yield from findings.backups(paper, state)
    for look in (findings.worker, findings.timer, findings.outbox, findings.press):
        yield from look(state)


def _printed(paper: PaperFile) -> Iterator[Finding]:
    path = ledger_path(paper.folder / "ledgers", paper.destination)
    if not paper.edition.exists() or not path.exists():
        yield _not_printed(paper)
        return
    for setting in settings_not_composed(paper):
        yield Finding(
            what=f"{FILE_NAME} says another {setting} than what is printed",
            wrong=True,
            remedy="Bring it in: start `broadsheet serve` anew, or: broadsheet compose, then broadsheet press",
        )
    with Edition.open(paper.edition) as edition, Ledger.open(path) as ledger:
        left = len(ledger.pending()[0])
        serials = {int(value) for value in ledger.metas("serial:").values()}
        behind = edition.serial - min(serials, default=0)
        yield Finding(what=f"{ledger.count():,} files printed")
    if left or behind:
        yield Finding(
            what=f"{left:,} files and {behind:,} changes still to be printed",
            wrong=True,
            remedy="Print them with: broadsheet press",
        )


def _not_printed(paper: PaperFile) -> Finding:
    if not paper.edition.exists() and any((paper.folder / "ledgers").glob("*.db")):
        return Finding(
            what=f"{paper.edition} is missing: what was published is only in the newsroom",
            wrong=True,
            remedy="Bring it back with: broadsheet compose --all, then broadsheet press",
        )
    return Finding(what="Nothing has been printed yet", remedy="Print it with: broadsheet press")
