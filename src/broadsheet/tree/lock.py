"""One press run at a time for each destination."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadsheet.errors import DestinationBusyError


@contextmanager
def only_run(path: Path, *, wait: bool = False) -> Iterator[None]:
    """
    Hold the lock in this file while the block runs; the system frees it when the process dies.

    Raises DestinationBusyError at once when another process holds it, unless `wait`.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise DestinationBusyError(
                "Another press run is printing to this destination; wait for its end."
            ) from error
        yield
    finally:
        os.close(descriptor)


def is_held(path: Path) -> bool:
    """
    Whether a process holds the lock in this file.

    Looking takes a share in it for a moment: only for locks whose holders wait for them.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
