"""
The processes that print for the worker: pages at once, and behind them pictures and copies.

Publishing waits for none of what comes behind: pictures still being made when something is published are
broken off (a press run may end at any moment) and gone on with after the pages.
"""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final, Self

from broadsheet.press.outputs import PAGES, PICTURES
from broadsheet.press.outputs.search import PAUSE
from broadsheet.site.host_presses import FIRST_WAIT, LONGEST_WAIT, HostPresses

_PRESS: Final = (sys.executable, "-m", "broadsheet.cli", "press")

log = logging.getLogger("broadsheet.worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class PressCommands:
    """
    What is run in the paper's folder to print pages, then pictures, then copies; an empty one is left out.

    `hosts` prints to buckets and web hosts, for a paper that has some.
    """

    pages: Sequence[str] = (*_PRESS, "--json", "--no-copies", "--output", ",".join(PAGES))
    pictures: Sequence[str] = (*_PRESS, "--json", "--no-copies", "--output", ",".join(PICTURES))
    copies: Sequence[str] = (*_PRESS, "--copies")
    hosts: Sequence[str] = ()


TO_HOSTS: Final = (*_PRESS, "--hosts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """How a press run ended. `next_due` is in seconds since 1970."""

    well: bool
    next_due: float | None

    @classmethod
    def of(cls, code: int, report: bytes) -> Self:
        """From its exit code and the report it wrote."""
        try:
            due = json.loads(report).get("next_due")
        except (ValueError, AttributeError):
            due = None
        return cls(well=code == 0, next_due=float(due) if due is not None else None)


@dataclass(slots=True)
class Presses:
    """
    The presses of one paper. `again_at` is when to print again if nothing is published meanwhile.

    `search_pause` in seconds: search may refuse to be brought up sooner after the last time, so it is asked again then.
    """

    folder: Path
    commands: PressCommands = field(default_factory=PressCommands)
    again_at: float | None = None
    search_pause: float = PAUSE.total_seconds()
    _wait: float = FIRST_WAIT
    _pictures: "subprocess.Popen[bytes] | None" = None
    _report: IO[bytes] | None = None
    _copies: "subprocess.Popen[bytes] | None" = None
    _copies_again_at: float | None = None
    _hosts: HostPresses = field(init=False)

    def __post_init__(self) -> None:
        self._hosts = HostPresses(self.commands.hosts, lambda command: self._start(command, None))

    def print(self) -> None:
        """Print the pages and wait for that; then have the rest made."""
        self._break_off_pictures()
        with TemporaryFile() as report:
            code = self._start(self.commands.pages, report).wait()
            pages = Reported.of(code, _text_of(report))
        self.again_at = pages.next_due
        if pages.well:
            self._wait = FIRST_WAIT
        else:
            self._try_again("The press", code)
        if self.commands.pictures:
            # A file, not a pipe: a report longer than a pipe holds would stop the press.
            self._report = TemporaryFile()  # noqa: SIM115 -- closed when the pictures are done
            self._pictures = self._start(self.commands.pictures, self._report)
        self.make_copies()
        self._copies_again_at = time.time() + self.search_pause
        self._hosts.want()

    def look(self) -> None:
        """See whether the pictures are done and when they are due again, and whether search may be brought up now."""
        self._look_at_hosts()
        if self._copies_again_at is not None and self._copies_again_at <= time.time() and self.make_copies():
            self._copies_again_at = None
        if self._pictures is None or self._report is None or self._pictures.poll() is None:
            return
        code = self._pictures.wait()
        pictures = Reported.of(code, _text_of(self._report))
        self._break_off_pictures()
        if pictures.next_due is not None:
            self.again_at = min(pictures.next_due, self.again_at or pictures.next_due)
        if not pictures.well:
            self._try_again("Printing pictures", code)
        self.make_copies()
        self._hosts.want()

    def make_copies(self) -> bool:
        """Start making copies unless that goes on already; a later run makes those of what came since."""
        if not self.commands.copies or (self._copies is not None and self._copies.poll() is None):
            return False
        self._copies = self._start(self.commands.copies, None)
        return True

    def _look_at_hosts(self) -> None:
        """The hosts get what came after the pages, too: search, when the copies are done."""
        if self._copies is not None and self._copies.poll() is not None:
            self._copies = None
            self._hosts.want()
        self._hosts.look()

    def end(self) -> None:
        """Leave no process behind; what was broken off is gone on with at the next start."""
        self._break_off_pictures()
        _stop(self._copies)
        self._hosts.end()

    def _break_off_pictures(self) -> None:
        _stop(self._pictures)
        if self._report is not None:
            self._report.close()
        self._pictures = self._report = None

    def _start(self, command: Sequence[str], report: IO[bytes] | None) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return subprocess.Popen(  # noqa: S603 -- our own command
            command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=report
        )

    def _try_again(self, what: str, code: int) -> None:
        again = time.time() + self._wait
        self.again_at = min(again, self.again_at or again)
        log.error("%s ended with code %d; it is tried again in %.0f s.", what, code, self._wait)
        self._wait = min(LONGEST_WAIT, 2 * self._wait)


def _stop(process: "subprocess.Popen[bytes] | None") -> None:
    if process is not None:
        process.terminate()
        process.wait()


def _text_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
