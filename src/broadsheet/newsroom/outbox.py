"""Writing to the outbox, and waking the worker once the transaction is through."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from broadsheet.newsroom.models.outbox import OutboxRow
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.worker_sign import call_worker


def note(kind: str, record_id: str) -> None:
    """Have one record composed. Call it inside the transaction of the edit."""
    note_all([(kind, record_id)])


def note_all(changes: Iterable[tuple[str, str]]) -> None:
    """Have these records, given as (kind, permanent id), composed. Call it inside the transaction of the edit."""
    rows = [OutboxRow(kind=kind, record_id=record_id) for kind, record_id in dict.fromkeys(changes)]
    if not rows:
        return
    OutboxRow.objects.bulk_create(rows, batch_size=400)
    transaction.on_commit(partial(call_worker, current_paper().folder))


FORGET = "forget"
"""The kind of a row that asks for no record, but for every earlier state to be forgotten once it is reached."""


def note_forgetting() -> None:
    """Have the edition forget what was before. Call it last, inside the transaction of the edit."""
    note(FORGET, FORGET)
