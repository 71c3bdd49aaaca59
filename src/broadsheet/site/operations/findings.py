"""What `broadsheet check` finds in a paper's machinery: disk, backup, worker, timer, press. Django must be set up."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from broadsheet.newsroom.state import BACKUP_EVERY, PaperState
from broadsheet.press.last_run import LastRun, RunKind
from broadsheet.site.finding import Finding
from broadsheet.site.operations.backup import versions
from broadsheet.site.paper_file import PaperFile
from broadsheet.tree.note import LAST_BACKUP, read_note

ROOM_WANTED: Final = 500_000_000
"""Bytes that should be free on the disk, besides those of the next backup."""

LONG_WITHOUT_LOOK: Final = timedelta(hours=1)
"""A worker that did not look for work so long hangs; the longest press run takes less."""

_BACK_UP: Final = "Make one, on another disk if you can: broadsheet backup FILE"


def program() -> Iterator[Finding]:
    """The versions at work."""
    yield Finding(what=", ".join(f"{name} {number}" for name, number in versions().items()))


def disk(paper: PaperFile) -> Iterator[Finding]:
    """Room for printing and for one more backup."""
    free, backup = shutil.disk_usage(paper.folder).free, _next_backup(paper)
    wrong = free < ROOM_WANTED + backup
    yield Finding(
        what=f"{free // 1_000_000:,} MB free on the disk; the next backup takes about {_megabytes(backup)}",
        wrong=wrong,
        remedy="Free some space: neither printing nor the next backup has room enough." if wrong else "",
    )


def backups(paper: PaperFile, state: PaperState) -> Iterator[Finding]:
    """How old the last backup is; a paper made lately need not have one yet."""
    if state.backed_up_at is not None:
        old = "No newer one since" if state.backup_is_old else "Last backup"
        what = f"{old} {_ago(state.now - state.backed_up_at)}: {read_note(paper.folder / LAST_BACKUP).get('file')}"
        yield Finding(what=what, wrong=state.backup_is_old, remedy=_BACK_UP if state.backup_is_old else "")
        return
    made = datetime.fromtimestamp(paper.secret_key_file.stat().st_mtime, UTC)
    yield Finding(what="Never backed up", wrong=state.now - made > BACKUP_EVERY, remedy=_BACK_UP)


def worker(state: PaperState) -> Iterator[Finding]:
    """Whether there is somebody to publish and print."""
    if not state.worker:
        yield Finding(
            what="Nobody is at work: no worker runs",
            wrong=state.stands_still,
            remedy="Start it with: broadsheet serve (or: systemctl start broadsheet)",
        )
        return
    silent = state.now - (state.worker_looked_at or state.now)
    hangs = silent > LONG_WITHOUT_LOOK
    yield Finding(
        what=f"The worker runs; it last looked for work {_ago(silent)}",
        wrong=hangs,
        remedy="It hangs. Start it anew: systemctl restart broadsheet" if hangs else "",
    )


def timer(state: PaperState) -> Iterator[Finding]:
    """What is late, and what comes next."""
    overdue = state.late
    for each in overdue:
        yield Finding(
            what=f"Late since {_clock(each.moment)}: “{each.title}” {each.happening.value}. {each.refusal}".rstrip(),
            wrong=True,
            remedy="Open it in the newsroom and publish it by hand, or give it another time.",
        )
    coming = [each for each in state.due if each not in overdue]
    if coming:
        first = coming[0]
        yield Finding(what=f"Next: “{first.title}” {first.happening.value} at {_clock(first.moment)}")
    else:
        yield Finding(what="Nothing is set for a later time")


def outbox(state: PaperState) -> Iterator[Finding]:
    """What could not be published, and what waits to be."""
    for row in state.refused:
        yield Finding(what=f"Not published: {row.refusal}", wrong=True, remedy="Correct the page and publish it again.")
    yield Finding(
        what=f"{state.waiting:,} changes wait to be published",
        remedy="They are as soon as the worker runs." if state.waiting and not state.worker else "",
    )


def press(state: PaperState) -> Iterator[Finding]:
    """How the last runs ended."""
    for kind, run in state.runs.items():
        yield from _run(kind, run, state.now)


def _run(kind: RunKind, run: LastRun, now: datetime) -> Iterator[Finding]:
    when = _ago(now - datetime.fromisoformat(run.ended_at))
    if run.broken:
        remedy = "Put that right, then: broadsheet press"
        yield Finding(what=f"Printing {kind.value} broke off {when}: {run.broken}", wrong=True, remedy=remedy)
        return
    yield Finding(what=f"Last printed {kind.value} {when}: {run.printed:,} files in {run.seconds:.1f} s")
    for path, reason in run.failures:
        yield Finding(
            what=f"Not printed: {path}: {reason}", wrong=True, remedy="Put that right, then: broadsheet press"
        )


def _next_backup(paper: PaperFile) -> int:
    """Bytes: as large as the last one, or as what will be in it."""
    last = read_note(paper.folder / LAST_BACKUP).get("size")
    if isinstance(last, int):
        return last
    databases = (paper.edition, Path(paper.database))
    return sum(path.stat().st_size for path in databases if path.is_file()) + sum(
        (Path(folder) / name).stat().st_size for folder, _, names in os.walk(paper.media) for name in names
    )


def _megabytes(size: int) -> str:
    return f"{max(1, size // 1_000_000):,} MB"


def _ago(span: timedelta) -> str:
    seconds = max(0, int(span.total_seconds()))
    for length, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if count := seconds // length:
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return "just now"


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
