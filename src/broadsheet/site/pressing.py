"""A press job for a paper's folder, without Django."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from broadsheet.errors import DestinationBusyError
from broadsheet.press.job import PressJob
from broadsheet.press.output import PressSettings
from broadsheet.site.paper_file import read_paper_file
from broadsheet.site.server.compression import compress_paper


def press_job(folder: Path, *, now: datetime, outputs: tuple[str, ...] = (), to: Path | None = None) -> PressJob:
    """What `broadsheet press` prints for the paper in `folder`; PaperNotFoundError when there is none."""
    paper = read_paper_file(folder.resolve())
    return PressJob(
        edition=paper.edition,
        destination=(to or paper.destination).resolve(),
        ledgers=paper.folder / "ledgers",
        settings=PressSettings.of_paper(paper.folder, paper.media, outputs),
        now=now,
    )


def make_copies(folder: Path, job: PressJob) -> None:
    """
    What may wait until the pages are out: compressed copies beside them, and the search index.

    Another process that does so already is left to it.
    """
    with suppress(DestinationBusyError):
        job.index_for_search()
    if job.destination == read_paper_file(folder.resolve()).destination.resolve():
        with suppress(DestinationBusyError):
            compress_paper(folder.resolve())
