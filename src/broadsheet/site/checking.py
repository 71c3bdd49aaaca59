"""`broadsheet check`: looks at a paper's parts and says what is wrong and what to do."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from broadsheet.edition.store import Edition
from broadsheet.press.job import ledger_path
from broadsheet.site import configure
from broadsheet.site.deployment import deployment
from broadsheet.site.finding import Finding
from broadsheet.site.paper_file import PaperFile, read_paper_file
from broadsheet.tree.ledger import Ledger

ROOM_WANTED: Final = 500_000_000
"""Bytes that should be free on the disk."""


def check_paper(folder: Path, *, deploy: bool = False) -> tuple[Finding, ...]:
    """
    Look at everything; with `deploy` also whether it may be shown to the world.

    Raises PaperNotFoundError or SettingRefusedError when the settings cannot be read.
    """
    paper = read_paper_file(folder.resolve())
    found = (*_settings(paper), *_folders(paper), *_newsroom(paper), *_printed(paper))
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
    free = shutil.disk_usage(paper.folder).free
    yield Finding(
        what=f"{free // 1_000_000:,} MB free on the disk",
        wrong=free < ROOM_WANTED,
        remedy="Free some space: printing stops when the disk is full." if free < ROOM_WANTED else "",
    )


def _newsroom(paper: PaperFile) -> Iterator[Finding]:
    configure(paper.folder)
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from broadsheet.newsroom.models import OutboxRow

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding(
            what="The newsroom's database is of an earlier version",
            wrong=True,
            remedy=f"Bring it up to date with: broadsheet init {paper.folder}",
        )
        return
    for row in OutboxRow.objects.exclude(refusal=""):
        yield Finding(what=f"Not published: {row.refusal}", wrong=True, remedy="Correct the page and publish it again.")
    waiting = OutboxRow.objects.filter(refusal="").count()
    yield Finding(
        what=f"{waiting:,} changes wait to be published",
        remedy="They are as soon as `broadsheet serve` runs." if waiting else "",
    )


def _printed(paper: PaperFile) -> Iterator[Finding]:
    path = ledger_path(paper.folder / "ledgers", paper.destination)
    if not paper.edition.exists() or not path.exists():
        yield Finding(what="Nothing has been printed yet", remedy="Print it with: broadsheet press")
        return
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
