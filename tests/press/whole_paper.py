"""The sample paper with originals that are really there, and a press of every output that may be killed."""

import hashlib
import io
import os
import signal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PIL import Image as Pillow

from broadsheet.edition.canonical import Record
from broadsheet.edition.records import Document, Image
from broadsheet.edition.store import Edition
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs import FACTORIES, make_outputs
from broadsheet.press.report import RunReport
from broadsheet.press.run import PressRun
from broadsheet.tree.artifact import Printed, Spec
from broadsheet.tree.folder import MARK, Folder
from broadsheet.tree.ledger import Ledger
from tests.press.sample_paper import records

OUTPUTS = tuple(FACTORIES)
COLOURS = ("firebrick", "steelblue")
"""Pictures with another look, for an original that is replaced."""


def drawn(colour: str) -> bytes:
    """A tiny picture of one colour."""
    written = io.BytesIO()
    Pillow.new("RGB", (24, 16), colour).save(written, "PNG")
    return written.getvalue()


def originals() -> Mapping[str, bytes]:
    """What lies in the media folder, by file name."""
    texts = {record.file: record.id.encode() for record in records() if isinstance(record, Document)}
    return {f"{colour}.png": drawn(colour) for colour in COLOURS} | texts


def lay_out(media: Path) -> None:
    """Put the originals into a media folder."""
    media.mkdir()
    for name, data in originals().items():
        (media / name).write_bytes(data)


def as_laid_out(record: Record, colour: str = COLOURS[0]) -> Record:
    """The record with the file that really is there."""
    match record:
        case Image():
            data = drawn(colour)
            digest = hashlib.sha256(data).hexdigest()
            return replace(record, file=f"{colour}.png", digest=digest, width=24, height=16)
        case Document():
            data = record.id.encode()
            return replace(record, digest=hashlib.sha256(data).hexdigest(), size=len(data))
        case _:
            return record


class Doom:
    """Kills its process with -9 when the so-manieth step comes; never when there is no number."""

    def __init__(self, steps: int | None) -> None:
        self._left = steps

    def step(self) -> None:
        """One step nearer."""
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                os.kill(os.getpid(), signal.SIGKILL)


class MortalFolder(Folder):
    """A destination whose process may die before any file."""

    def __init__(self, root: Path, doom: Doom) -> None:
        super().__init__(root)
        self._doom = doom

    def put(self, artifacts: Iterable[tuple[str, bytes]], *, durable: bool) -> Mapping[str, str]:
        for artifact in artifacts:
            self._doom.step()
            super().put((artifact,), durable=durable)
        return {}

    def remove(self, paths: Iterable[str]) -> Mapping[str, str]:
        for path in paths:
            self._doom.step()
            super().remove((path,))
        return {}


class MortalLedger(Ledger):
    """A ledger whose process may die before any transaction."""

    doom: Doom

    def start(
        self,
        meta: Mapping[str, str],
        to_print: Iterable[Spec],
        to_withdraw: Iterable[str],
        digests: Mapping[str, bytes],
    ) -> None:
        self.doom.step()
        super().start(meta, to_print, to_withdraw, digests)

    def commit(
        self,
        printed: Iterable[Printed],
        digests: Mapping[str, bytes],
        derived: Mapping[str, tuple[str, ...]],
        withdrawn: Iterable[str] = (),
    ) -> None:
        self.doom.step()
        super().commit(printed, digests, derived, withdrawn)

    def finish(self, meta: Mapping[str, str], recipes: Mapping[str, bytes]) -> None:
        self.doom.step()
        super().finish(meta, recipes)

    def forget(self) -> None:
        self.doom.step()
        super().forget()
        self.doom.step()


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """One place that the paper in `root` is printed to, with the ledger beside it."""

    root: Path
    name: str

    def press(
        self,
        edition: Edition,
        now: datetime,
        outputs: Sequence[str] = OUTPUTS,
        *,
        doom: Doom | None = None,
        full: bool = False,
    ) -> RunReport:
        """One run, as a process of its own would make it."""
        doom = doom or Doom(None)
        settings = PressSettings(media=self.root / "media", cache=self.root / "cache", outputs=tuple(outputs))
        with MortalLedger.open(self.root / f"{self.name}.db") as ledger:
            ledger.doom = doom
            folder = MortalFolder(self.root / self.name, doom)
            folder.sweep()
            return PressRun(
                edition=edition, ledger=ledger, storage=folder, outputs=make_outputs(settings), now=now
            ).execute(full=full)

    def killed_press(self, now: datetime, outputs: Sequence[str], steps: int) -> None:
        """A run in a process that dies at the so-manieth write, or ends if it has fewer."""
        child = os.fork()
        if child == 0:
            try:
                with Edition.open(self.root / "edition.db") as edition:
                    self.press(edition, now, outputs, doom=Doom(steps))
            finally:
                os._exit(0)
        os.waitpid(child, 0)

    def pending(self) -> object:
        """What the ledger says is still to be done."""
        with Ledger.open(self.root / f"{self.name}.db") as ledger:
            return ledger.pending()

    def tree(self) -> dict[str, bytes]:
        """Every file of the tree but the mark."""
        folder = self.root / self.name
        files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}
