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
from broadsheet.press.standing import SET_BACK
from broadsheet.site.host_presses import FIRST_WAIT, LONGEST_WAIT, HostPresses

_PRESS: Final = (sys.executable, "-m", "broadsheet.cli", "press")
_PAGES: Final = ("--json", "--no-copies", "--output", ",".join(PAGES))

log = logging.getLogger("broadsheet.worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class PressCommands:
    """
    What is run in the paper's folder to print pages, then pictures, then copies; an empty one is left out.

    `ready` is a press for pages that waits for a line on its standard input before it prints; `hosts` prints to
    buckets and web hosts, for a paper that has some.
    """

    pages: Sequence[str] = (*_PRESS, *_PAGES)
    ready: Sequence[str] = ()
    pictures: Sequence[str] = (*_PRESS, "--json", "--no-copies", "--output", ",".join(PICTURES))
    copies: Sequence[str] = (*_PRESS, "--copies")
    hosts: Sequence[str] = ()


TO_HOSTS: Final = (*_PRESS, "--hosts")


READY: Final = (sys.executable, "-m", "broadsheet.cli.ready", "press", *_PAGES)
"""Prints as `PressCommands.pages`, once it is told to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """How a press run ended. `next_due` is in seconds since 1970."""

    code: int
    next_due: float | None

    @property
    def well(self) -> bool:
        """Whether nothing is missing."""
        return self.code == 0

    @classmethod
    def of(cls, code: int, report: bytes) -> Self:
        """From its exit code and the report it wrote."""
        try:
            due = json.loads(report).get("next_due")
        except (ValueError, AttributeError):
            due = None
        return cls(code=code, next_due=float(due) if due is not None else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPress:
    """A press that has read itself in and waits; `report` is the file it writes to."""

    process: "subprocess.Popen[bytes]"
    report: IO[bytes]

    @classmethod
    def start(cls, command: Sequence[str], folder: Path) -> Self:
        """Have one read itself in; it takes as long as a run of one story."""
        report = TemporaryFile()  # noqa: SIM115 -- closed when it has printed
        return cls(process=_start(command, folder, report, stdin=subprocess.PIPE), report=report)

    def print(self) -> Reported | None:
        """Have it print, and wait for that; None when it had ended and did not hear."""
        with self.report, self.process as process:
            if process.poll() is not None or process.stdin is None:
                return None
            try:
                process.stdin.write(b"\n")
                process.stdin.close()
            except BrokenPipeError:
                return None
            return Reported.of(process.wait(), _text_of(self.report))

    def end(self) -> None:
        """It is not needed any more."""
        with self.report, self.process:
            self.process.terminate()


@dataclass(slots=True)
class Presses:
    """
    The presses of one paper. `again_at` is when something falls due, in seconds since 1970.

    `search_pause` in seconds: search may refuse to be brought up sooner after the last time, so it is asked again then.
    Waits of our own are counted by a clock that nobody can set.
    """

    folder: Path
    commands: PressCommands = field(default_factory=PressCommands)
    again_at: float | None = None
    search_pause: float = PAUSE.total_seconds()
    _wait: float = FIRST_WAIT
    _retry_at: float | None = None
    _seen_at: float = 0.0
    _ready: "ReadyPress | None" = None
    _pictures: "subprocess.Popen[bytes] | None" = None
    _report: IO[bytes] | None = None
    _copies: "subprocess.Popen[bytes] | None" = None
    _copies_again_at: float | None = None
    _hosts: HostPresses = field(init=False)

    def __post_init__(self) -> None:
        self._hosts = HostPresses(self.commands.hosts, lambda command: _start(command, self.folder, None))

    def print(self) -> None:
        """Print the pages and wait for that; then have the rest made."""
        self._break_off_pictures()
        self._seen_at = time.time()
        pages = self._print_pages()
        self.again_at, self._retry_at = pages.next_due, None
        if pages.well:
            self._wait = FIRST_WAIT
        else:
            self._try_again("The press", pages.code)
        if self.commands.pictures:
            # A file, not a pipe: a report longer than a pipe holds would stop the press.
            self._report = TemporaryFile()  # noqa: SIM115 -- closed when the pictures are done
            self._pictures = _start(self.commands.pictures, self.folder, self._report)
        self.make_copies()
        self._copies_again_at = time.monotonic() + self.search_pause
        self._hosts.want()
        if self.commands.ready:
            self._ready = ReadyPress.start(self.commands.ready, self.folder)

    def is_due(self) -> bool:
        """Whether to print though nothing was published: time passed, a run failed, or the clock was set back."""
        now, seen_at = time.time(), self._seen_at
        self._seen_at = now
        is_over = self.again_at is not None and self.again_at <= now
        is_to_retry = self._retry_at is not None and self._retry_at <= time.monotonic()
        return is_over or is_to_retry or now < seen_at - SET_BACK

    def _print_pages(self) -> "Reported":
        """By the press that waits; afresh where none does, or it could not be told."""
        ready, self._ready = self._ready, None
        if ready is not None and (reported := ready.print()) is not None:
            return reported
        with TemporaryFile() as report:
            code = _start(self.commands.pages, self.folder, report).wait()
            return Reported.of(code, _text_of(report))

    def look(self) -> None:
        """See whether the pictures are done and when they are due again, and whether search may be brought up now."""
        self._look_at_hosts()
        if self._copies_again_at is not None and self._copies_again_at <= time.monotonic() and self.make_copies():
            self._copies_again_at = None
        if self._pictures is None or self._report is None or self._pictures.poll() is None:
            return
        code = self._pictures.wait()
        pictures = Reported.of(code, _text_of(self._report))
        self._break_off_pictures()
        if pictures.next_due is not None:
            self.again_at = min(pictures.next_due, self.again_at or pictures.next_due)
        if not pictures.well:
            self._try_again("Printing pictures", pictures.code)
        self.make_copies()
        self._hosts.want()

    def make_copies(self) -> bool:
        """Start making copies unless that goes on already; a later run makes those of what came since."""
        if not self.commands.copies or (self._copies is not None and self._copies.poll() is None):
            return False
        self._copies = _start(self.commands.copies, self.folder, None)
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
        if self._ready is not None:
            self._ready.end()
        self._hosts.end()

    def _break_off_pictures(self) -> None:
        _stop(self._pictures)
        if self._report is not None:
            self._report.close()
        self._pictures = self._report = None

    def _try_again(self, what: str, code: int) -> None:
        again = time.monotonic() + self._wait
        self._retry_at = min(again, self._retry_at or again)
        log.error("%s ended with code %d; it is tried again in %.0f s.", what, code, self._wait)
        self._wait = min(LONGEST_WAIT, 2 * self._wait)


def _start(
    command: Sequence[str], folder: Path, report: IO[bytes] | None, *, stdin: int = subprocess.DEVNULL
) -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.Popen(command, cwd=folder, env=environment, stdin=stdin, stdout=report)  # noqa: S603 -- our own


def _stop(process: "subprocess.Popen[bytes] | None") -> None:
    if process is not None:
        process.terminate()
        process.wait()


def _text_of(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
