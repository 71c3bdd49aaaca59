"""Writing to the outbox, and waking the worker once the transaction is through."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.db import transaction

from broadsheet.newsroom.models.outbox import OutboxRow
from broadsheet.newsroom.paper import current_paper

WAKE_PIPE_NAME = "worker.wake"
"""A named pipe in the paper's folder: a byte in it wakes the worker. (A socket's path must be short.)"""


def note(kind: str, record_id: str) -> None:
    """Have one record composed. Call it inside the transaction of the edit."""
    note_all([(kind, record_id)])


def note_all(changes: Iterable[tuple[str, str]]) -> None:
    """Have these records, given as (kind, permanent id), composed. Call it inside the transaction of the edit."""
    rows = [OutboxRow(kind=kind, record_id=record_id) for kind, record_id in dict.fromkeys(changes)]
    if not rows:
        return
    OutboxRow.objects.bulk_create(rows, batch_size=400)
    transaction.on_commit(partial(wake_worker, current_paper().folder))


FORGET = "forget"
"""The kind of a row that asks for no record, but for every earlier state to be forgotten once it is reached."""


def note_forgetting() -> None:
    """Have the edition forget what was before. Call it last, inside the transaction of the edit."""
    note(FORGET, FORGET)


def wake_worker(folder: Path) -> None:
    """Tell the worker of the paper in `folder`, if one is listening, that there is something in the outbox."""
    with suppress(FileNotFoundError, NotADirectoryError):
        try:
            pipe = os.open(folder / WAKE_PIPE_NAME, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno == errno.ENXIO:  # nobody listens; the worker looks at its start
                return
            raise
        try:
            os.write(pipe, b"!")
        except BlockingIOError:  # the pipe is full of calls it has not heard yet
            return
        finally:
            os.close(pipe)
