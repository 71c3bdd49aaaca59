"""
`broadsheet upgrade`: the paper's newsroom comes up to this version, or everything stays as it was.

Backed up first; then a copy is migrated and composed as a trial, which harms nothing when it fails; then the newsroom
itself, and the paper is printed. Whatever goes wrong there puts both databases back from the backup.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from broadsheet.errors import BroadsheetError, DestinationBusyError, UpgradeFailedError
from broadsheet.newsroom.worker_sign import LOCK_NAME
from broadsheet.press.last_run import last_runs
from broadsheet.press.report import RunReport
from broadsheet.site.operations import newsroom_steps
from broadsheet.site.operations.archive import Manifest, unpack, verified
from broadsheet.site.operations.backup import back_up
from broadsheet.site.operations.databases import (
    COPY_NAMES,
    DatabaseKind,
    kind_of,
    load_postgresql,
    put_sqlite,
    scratch_postgresql,
)
from broadsheet.site.operations.newsroom_steps import Step
from broadsheet.site.paper_file import FILE_NAME, PaperFile, quoted, read_paper_file, written_paper_file
from broadsheet.site.pressing import press_job, run_press
from broadsheet.tree.lock import only_run

BACKUPS: Final = "backups"
"""The folder in the paper's own for backups nobody named a place for."""

_EDITION: Final = "edition.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeReport:
    """What an upgrade did."""

    backup: Path
    applied: tuple[str, ...]
    refusals: tuple[str, ...]
    printed: int

    def sentence(self) -> str:
        """For people."""
        changes = f"{len(self.applied):,} changes to its tables" if self.applied else "its tables were up to date"
        lines = [f"The paper is up to date: {changes}, {self.printed:,} files printed."]
        lines += [f"  Not published: {reason}" for reason in self.refusals]
        lines.append(f"As it was before, it lies in {self.backup}. Next: broadsheet serve")
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        return {
            "backup": str(self.backup),
            "applied": list(self.applied),
            "refusals": list(self.refusals),
            "printed": self.printed,
        }


def upgrade(folder: Path, *, backup: Path | None = None, say: Callable[[str], None]) -> UpgradeReport:
    """
    Upgrade the paper in `folder`; `say` is told what goes on.

    Raises UpgradeFailedError, which says whether anything was changed and put back, or BackupRefusedError.
    """
    paper = read_paper_file(folder.resolve())
    try:
        with only_run(paper.folder / LOCK_NAME):  # no worker begins meanwhile
            return _Upgrade(paper=paper, backup=_backed_up(paper, backup, say), say=say).run()
    except DestinationBusyError:
        raise UpgradeFailedError(
            "The paper is at work, so nothing was changed. Stop `broadsheet serve`, or its service, and try again."
        ) from None


def _backed_up(paper: PaperFile, named: Path | None, say: Callable[[str], None]) -> Path:
    say("Backing the paper up …")
    if named is None:
        named = paper.folder / BACKUPS / f"before-upgrade-{datetime.now(UTC):%Y-%m-%dT%H%M%S}.tar.gz"
        named.parent.mkdir(mode=0o700, exist_ok=True)
    return back_up(paper.folder, named).file


@dataclass(frozen=True, slots=True, kw_only=True)
class _Upgrade:
    paper: PaperFile
    backup: Path
    say: Callable[[str], None]

    def run(self) -> UpgradeReport:
        manifest = verified(self.backup)
        with tempfile.TemporaryDirectory(prefix=".upgrade-", dir=self.paper.folder) as scratch:
            kept = Path(scratch)
            unpack(self.backup, manifest, kept, only={COPY_NAMES[manifest.database], _EDITION})
            self.say("Trying it on a copy …")
            try:
                self._try(kept, manifest)
            except BroadsheetError as error:
                raise UpgradeFailedError(
                    f"{error} That was on a copy: the paper itself was not changed. Its backup is {self.backup}."
                ) from error
            try:
                return self._do()
            except BaseException as error:
                self._undo(kept, manifest, error)
                raise

    def _try(self, kept: Path, manifest: Manifest) -> None:
        trial = kept / "trial"
        trial.mkdir()
        with self._trial_database(trial, kept / COPY_NAMES[manifest.database]) as database:
            text = written_paper_file(
                name=self.paper.name,
                address=self.paper.public_address,
                languages=self.paper.languages,
                timezone=self.paper.timezone,
                database=database,
            )
            text = text.replace('media = "media"', f"media = {quoted(str(self.paper.media))}")
            (trial / FILE_NAME).write_text(text, encoding="utf-8")
            shutil.copyfile(self.paper.secret_key_file, trial / self.paper.secret_key_file.name)
            if (kept / _EDITION).exists():
                shutil.copyfile(kept / _EDITION, trial / _EDITION)
            newsroom_steps.run(trial, Step.MIGRATE)
            newsroom_steps.run(trial, Step.COMPOSE_ALL)

    @contextmanager
    def _trial_database(self, trial: Path, copy: Path) -> Iterator[str]:
        if kind_of(self.paper.database) is DatabaseKind.SQLITE:
            shutil.copyfile(copy, trial / "newsroom.db")
            yield "newsroom.db"
            return
        name = f"{urlsplit(self.paper.database).path.removeprefix('/')}_trial"
        with scratch_postgresql(self.paper.database, name) as address:
            load_postgresql(address, copy)
            yield address

    def _do(self) -> UpgradeReport:
        self.say("Bringing the newsroom up to date …")
        applied = newsroom_steps.run(self.paper.folder, Step.MIGRATE)["applied"]
        composed = newsroom_steps.run(self.paper.folder, Step.COMPOSE_ALL if applied else Step.COMPOSE)
        return UpgradeReport(
            backup=self.backup,
            applied=tuple(applied),
            refusals=tuple(composed["refusals"]),
            printed=len(self._print().printed) if composed["serial"] else 0,
        )

    def _print(self) -> RunReport:
        """Print; a file that could be made before and cannot now is a reason to go back."""
        self.say("Printing …")
        job = press_job(self.paper.folder, now=datetime.now(UTC))
        before = {path for run in last_runs(job.ledger).values() for path, _ in run.failures}
        report = run_press(job)
        failed = [each for each in report.failures if each.path not in before]
        if failed:
            raise UpgradeFailedError(f"{len(failed):,} files can no longer be printed: {failed[0].reason}")
        return report

    def _undo(self, kept: Path, manifest: Manifest, error: BaseException) -> None:
        self.say("Putting everything back …")
        copy = kept / COPY_NAMES[manifest.database]
        try:
            if manifest.database is DatabaseKind.POSTGRESQL:
                load_postgresql(self.paper.database, copy)
            else:
                put_sqlite(copy, Path(self.paper.database))
            if (kept / _EDITION).exists():
                put_sqlite(kept / _EDITION, self.paper.edition)
        except (BroadsheetError, OSError) as other:
            raise UpgradeFailedError(
                f"{error} And it could not be put back ({other}). Restore the backup {self.backup} into a new folder."
            ) from error
        if isinstance(error, BroadsheetError):
            raise UpgradeFailedError(
                f"{error} Everything was put back from {self.backup}. Install the earlier version of Broadsheet again; "
                "its next press run mends the printed pages."
            ) from error
