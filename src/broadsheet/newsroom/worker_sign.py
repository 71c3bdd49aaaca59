"""What can be seen of the worker from outside, and what can be asked of it. Knows no Django."""

import errno
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

WAKE_PIPE_NAME: Final = "worker.wake"
"""A named pipe in the paper's folder: a byte in it wakes the worker. (A socket's path must be short.)"""

LOCK_NAME: Final = "worker.lock"
"""Held by the worker as long as it lives; it touches the file each time it looks."""

LOOK: Final = b"!"
"""Asks the worker to look now."""

PRINT: Final = b"p"
"""Asks it to print, too, even if nothing was published since the last run."""


def call_worker(folder: Path, call: bytes = LOOK) -> bool:
    """Ask this of the worker of the paper in `folder`; False when none listens: it looks at its start."""
    try:
        pipe = _opened(folder)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if pipe is None:
        return False
    try:
        with suppress(BlockingIOError):  # the pipe is full of calls it has not heard yet
            os.write(pipe, call)
    finally:
        os.close(pipe)
    return True


def is_listening(folder: Path) -> bool:
    """Whether the paper in `folder` has a worker now."""
    return call_worker(folder, b"")


def last_look(folder: Path) -> datetime | None:
    """When the worker last looked whether there is something to do; it does so every few seconds between runs."""
    try:
        return datetime.fromtimestamp((folder / LOCK_NAME).stat().st_mtime, UTC)
    except OSError:
        return None


def _opened(folder: Path) -> int | None:
    try:
        return os.open(folder / WAKE_PIPE_NAME, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ENXIO:  # nobody has the other end
            return None
        raise
