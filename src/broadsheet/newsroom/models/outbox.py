"""The outbox: which records must be composed, written in the same transaction as the edit that made them so."""

from typing import ClassVar

from django.db import models


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
