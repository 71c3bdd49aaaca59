"""The process that prints to buckets and web hosts for the worker: behind all else, and never broken off."""

import logging
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

FIRST_WAIT: Final = 15.0
"""Seconds after which a run that failed is tried again; the wait doubles each time it fails again."""

LONGEST_WAIT: Final = 3600.0

log = logging.getLogger("broadsheet.worker")


@dataclass(slots=True)
class HostPresses:
    """
    One run at a time; what is published meanwhile goes out with the next, which starts when this one ends.

    `start` begins a process; an empty `command` means that the paper has no hosts.
    """

    command: Sequence[str]
    start: Callable[[Sequence[str]], "subprocess.Popen[bytes]"]
    _again_at: float | None = None
    _wait: float = FIRST_WAIT
    _process: "subprocess.Popen[bytes] | None" = None

    def want(self) -> None:
        """Print to the hosts soon: something changed."""
        if self.command:
            self._again_at = time.monotonic()
            self.look()

    def look(self) -> None:
        """See whether a run ended, and how; start another when there is reason to."""
        if self._process is not None and self._process.poll() is not None:
            self._see_how_it_ended(self._process.wait())
            self._process = None
        if self._process is None and self._again_at is not None and self._again_at <= time.monotonic():
            self._again_at = None
            self._process = self.start(self.command)

    def end(self) -> None:
        """Leave no process behind; the next run goes on where this one ends."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def _see_how_it_ended(self, code: int) -> None:
        if code == 0:
            self._wait = FIRST_WAIT
            return
        again = time.monotonic() + self._wait
        self._again_at = min(again, self._again_at or again)
        log.error("Printing to the hosts ended with code %d; it is tried again in %.0f s.", code, self._wait)
        self._wait = min(LONGEST_WAIT, 2 * self._wait)
