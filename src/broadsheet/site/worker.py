"""
The worker: composes what is in the outbox, publishes what is due, and has the press print.

One process for each paper, kept running by `broadsheet serve` or by a service manager:
`python -m broadsheet.site.worker FOLDER`. A named pipe in the paper's folder wakes it; it also looks every few seconds,
so that a lost call only costs time. The press runs as a process of its own, without Django.
"""

import logging
import os
import select
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from broadsheet.errors import BroadsheetError, DestinationBusyError, PaperError
from broadsheet.newsroom.worker_sign import LOCK_NAME, PRINT, WAKE_PIPE_NAME
from broadsheet.site import open_newsroom
from broadsheet.site.database import count_what_lies_where, hold_open, reach_database, wanting_room_in
from broadsheet.site.paper_file import PaperFile, read_paper_file
from broadsheet.site.presses import READY, TO_HOSTS, PressCommands, Presses
from broadsheet.tree.lock import only_run

LOOK_EVERY = 5.0
"""Seconds after which the worker looks without having been woken."""

PRESS = PressCommands(ready=READY)

log = logging.getLogger("broadsheet.worker")


@dataclass(slots=True)
class Worker:
    """The worker of one paper. Django must be set up for it."""

    presses: Presses
    _called_for: int = -1
    _forgot_on: date | None = None
    _looked_round: bool = False
    _has_more: bool = False

    def work(self) -> None:
        """One look: publish what is due, compose, print if anything changed or fell due."""
        from broadsheet.newsroom.actions import removing_names
        from broadsheet.newsroom.actions.deleting import empty_bin
        from broadsheet.newsroom.compose import compose, note_what_differs
        from broadsheet.newsroom.schedule import publish_due

        publish_due()
        self._do_daily()
        empty_bin(datetime.now(UTC))
        self._has_more = removing_names.go_on(datetime.now(UTC))
        if not self._looked_round:
            note_what_differs()
            self._looked_round = True
        composed = compose()
        for refusal in composed.refusals:
            log.error("Not published: %s", refusal.reason)
        changed = composed.serial != self._called_for
        self.presses.look()
        due = self.presses.is_due()
        if composed.serial > 0 and (changed or due):
            self._called_for = composed.serial
            self.presses.print()

    def print_again(self) -> None:
        """Print at the next look, whether anything changed or not."""
        self._called_for = -1

    def _do_daily(self) -> None:
        """Once a day, and at its start, histories forget who did it; at each look, what no limit counts any more."""
        from broadsheet.newsroom.accounts.forgetting import forget_accounts, forget_limits

        now = datetime.now(UTC)
        forget_limits(now)
        if self._forgot_on != now.date():
            forget_accounts(now)
            count_what_lies_where()
            self._forgot_on = now.date()

    def seconds_to_next(self) -> float:
        """How long to sleep if nobody wakes the worker."""
        from broadsheet.newsroom.schedule import next_due

        if self._has_more:
            return 0.0
        moment = next_due()
        if moment is None:
            return LOOK_EVERY
        seconds = (moment - datetime.now(UTC)).total_seconds()
        # What is overdue was tried just now and could not be published; it must not keep the worker spinning.
        return min(LOOK_EVERY, seconds) if seconds > 0 else LOOK_EVERY


class Bell:
    """The named pipe that wakes the worker, and its parent's end, at which the worker ends too."""

    def __init__(self, path: Path, *, parent: int | None) -> None:
        with suppress(FileExistsError):
            os.mkfifo(path, 0o600)
        # Opened for writing too, so that the pipe never reads as ended when the last caller goes.
        self._pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        self._parent = parent
        self.heard = b""
        """What was called since the last look."""

    def wait(self, seconds: float) -> bool:
        """Sleep until woken or the time is over; False when the parent is gone."""
        sources = [self._pipe] if self._parent is None else [self._pipe, self._parent]
        ready, _, _ = select.select(sources, [], [], seconds)
        self.heard = b""
        if self._pipe in ready:
            with suppress(BlockingIOError):
                self.heard = os.read(self._pipe, 65536)
        return self._parent not in ready or os.read(self._parent or 0, 1) != b""


def run(folder: Path, *, commands: PressCommands = PRESS, parent: int | None = None) -> None:
    """
    Work until the process is ended, or until `parent`, a file descriptor, reads as ended.

    Raises PaperError when another worker has this paper.
    """
    paper = read_paper_file(folder)
    try:
        with only_run(paper.folder / LOCK_NAME):
            bell = Bell(paper.folder / WAKE_PIPE_NAME, parent=parent)
            worker = Worker(Presses(paper.folder, commands_for(paper, commands)))
            try:
                while True:
                    os.utime(paper.folder / LOCK_NAME)  # the sign of life
                    if not bell.wait(_look(worker)):
                        return
                    if PRINT in bell.heard:
                        worker.print_again()
            finally:
                worker.presses.end()
    except DestinationBusyError:
        raise PaperError(f"{paper.folder} has a worker already; it needs no second one.") from None


def commands_for(paper: PaperFile, commands: PressCommands) -> PressCommands:
    """Those that print this paper: to its hosts, too, if it has some and the usual press prints."""
    return replace(commands, hosts=TO_HOSTS) if paper.hosts and commands is PRESS else commands


def _look(worker: Worker) -> float:
    """
    Work once; the seconds to the next look.

    What goes wrong is logged and tried again, so that one fault does not stop the paper.
    """
    from django.core.exceptions import ValidationError
    from django.db import Error, close_old_connections

    try:
        with wanting_room_in(worker.presses.folder):
            reach_database()
            worker.work()
            return worker.seconds_to_next()
    except BroadsheetError as error:
        log.error("The worker could not finish, and tries again: %s", error)  # noqa: TRY400 -- it says all there is
    except (ValidationError, Error, OSError):
        log.exception("The worker could not finish; it tries again.")
    finally:
        close_old_connections()
    return LOOK_EVERY


def main(arguments: Sequence[str]) -> int:
    """`python -m broadsheet.site.worker FOLDER [--child] [-- PRESS COMMAND]`; `--child` ends with its parent."""
    options = list(arguments)
    commands = PRESS
    if "--" in options:
        at = options.index("--")
        commands, options = PressCommands(pages=tuple(options[at + 1 :]), pictures=(), copies=()), options[:at]
    folder = Path(options[0])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that it ends its own processes first
    try:
        open_newsroom(folder)
        hold_open()
        run(folder, commands=commands, parent=0 if "--child" in options else None)
    except KeyboardInterrupt:
        return 0
    except BroadsheetError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
