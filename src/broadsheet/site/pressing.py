"""A press job for a paper's folder, without Django."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.edition.store import Edition
from broadsheet.errors import BroadsheetError, DestinationBusyError, DestinationUnreachableError
from broadsheet.press.job import PressJob
from broadsheet.press.last_run import LastRun, RunKind, note_run
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs import SEARCH
from broadsheet.press.report import RunReport
from broadsheet.press.run import silent
from broadsheet.press.staff import Staffing
from broadsheet.site.paper_file import PaperFile, read_paper_file
from broadsheet.tree.destination import Destination

if TYPE_CHECKING:
    from broadsheet.press.outputs.search import SearchReport
    from broadsheet.press.printing import Failure


def press_job(
    folder: Path,
    *,
    now: datetime,
    outputs: tuple[str, ...] = (),
    to: Destination | None = None,
    staffing: Staffing = Staffing(),  # noqa: B008 -- frozen
) -> PressJob:
    """What `broadsheet press` prints for the paper in `folder`; PaperNotFoundError when there is none."""
    paper = read_paper_file(folder.resolve())
    return PressJob(
        edition=paper.edition,
        destination=to or paper.destination.resolve(),
        ledgers=paper.folder / "ledgers",
        settings=PressSettings.of_paper(paper.folder, paper.media, outputs),
        now=now,
        staffing=staffing,
    )


def nothing_more(_report: RunReport) -> "Sequence[Failure]":
    """All was done by the run itself."""
    return ()


def run_press(
    job: PressJob,
    *,
    full: bool = False,
    progress: Callable[[int, int], None] = silent,
    then: "Callable[[RunReport], Sequence[Failure]]" = nothing_more,
) -> RunReport:
    """
    Print, and leave word of how the run ended for those who look after the paper; errors as they come.

    `then` is done after it; what it could not do is counted among the run's failures.
    """
    kind = RunKind.of(job.settings.outputs)
    try:
        report = job.run(full=full, progress=progress, begun=datetime.now(UTC))
        if more := tuple(then(report)):
            report = replace(report, failures=(*report.failures, *more))
    except DestinationBusyError:  # the other run tells its own end
        raise
    except BroadsheetError as error:
        unreached = isinstance(error, DestinationUnreachableError)
        _note(job, kind, LastRun.broken_off(str(error), datetime.now(UTC), unreached=unreached))
        raise
    _note(job, kind, LastRun.of(report, datetime.now(UTC)))
    return report


def _note(job: PressJob, kind: RunKind, run: LastRun) -> None:
    with suppress(OSError):  # no room for a line: the run itself says so
        note_run(job.ledger, kind, run)


def settings_not_composed(paper: PaperFile) -> tuple[str, ...]:
    """What `broadsheet.toml` says otherwise than what is published: composing has not brought it in yet."""
    if not paper.edition.exists():
        return ()
    with Edition.open(paper.edition) as edition:
        known = edition.paper()
    if known is None:
        return ()
    pairs = {
        "address": (known.address, paper.public_address),
        "timezone": (known.timezone, paper.timezone),
        "languages": (tuple((each.code, each.name) for each in known.languages), paper.languages),
    }
    return tuple(name for name, (published, said) in pairs.items() if published != said)


def carry_search(paper: PaperFile, job: PressJob, report: RunReport) -> "Sequence[Failure]":
    """Bring the search index of the paper's own folder to where the job printed; what could not be brought."""
    return job.carry_search(paper.destination, again=report.whole) if job.settings.prints(SEARCH) else ()


def make_copies(folder: Path, job: PressJob) -> "SearchReport | None":
    """
    What may wait until the pages are out: compressed copies beside them, and the search index if it is asked for.

    Another process that does so already is left to it. Returns what was done for search, if anything was to be.
    """
    from broadsheet.site.server.compression import compress_paper

    if not isinstance(job.destination, Path):
        return None  # what is made in the folder is brought there
    report = None
    with suppress(DestinationBusyError):
        report = job.index_for_search() if job.settings.prints(SEARCH) else None
    if job.destination == read_paper_file(folder.resolve()).destination.resolve():
        with suppress(DestinationBusyError):
            compress_paper(folder.resolve(), job.ledger)
    return report
