"""
The outbox: which records must be composed.

A row is written in the same transaction as the edit that made it so, and wakes the worker once that is through.
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Final

from django.db import models, transaction
from django.utils import timezone

from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.plain_rows import insert_rows
from broadsheet.newsroom.worker_sign import call_worker

FORGET: Final = "forget"
"""The kind of a row that asks for no record, but for every earlier state to be forgotten once it is reached."""


class OutboxRow(models.Model):
    """One record to be composed, or removed from the edition when its page is no longer public."""

    record_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    noted_at = models.DateTimeField(auto_now_add=True)
    refusal = models.TextField(blank=True, help_text="Why the record cannot be composed; waits for the next edit.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["record_id"], name="outbox_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


def note(kind: str, record_id: str) -> None:
    """Have one record composed. Call it inside the transaction of the edit."""
    note_all([(kind, record_id)])


def note_all(changes: Iterable[tuple[str, str]]) -> None:
    """Have these records, given as (kind, permanent id), composed. Call it inside the transaction of the edit."""
    now = timezone.now()
    rows = [(kind, record_id, now, "") for kind, record_id in dict.fromkeys(changes)]
    if not rows:
        return
    insert_rows(OutboxRow, ("kind", "record_id", "noted_at", "refusal"), rows)
    transaction.on_commit(partial(call_worker, current_paper().folder))


def note_forgetting() -> None:
    """Have the edition forget what was before. Call it last, inside the transaction of the edit."""
    note(FORGET, FORGET)
