"""What came from where: the lines of earlier imports and the pages they made."""

import hashlib
from typing import ClassVar, Final

from django.db import models
from wagtail.models import Page

NAME_REMOVED: Final = -1
"""Stands for `revision_seen` of a page out of which a name was taken for good: its source still tells the name."""


def without_name(source_id: str) -> str:
    """What stands for a source id that tells a removed name: the line is known again by it."""
    return f"name removed {hashlib.sha256(source_id.encode()).hexdigest()[:32]}"


class ImportedLine(models.Model):
    """
    One line of a source and the page it made.

    `digest` is that of the line's content at the last import; an unchanged line does nothing. `revision_seen` is the
    page's newest draft when it was last written by an import: a newer one means it was edited in the newsroom since;
    or NAME_REMOVED.
    """

    source_id = models.CharField(max_length=2000, unique=True)
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="imported_lines")
    digest = models.CharField(max_length=64)
    revision_seen = models.BigIntegerField(default=0)
    imported_at = models.DateTimeField(auto_now=True)
    still_open = models.JSONField(default=dict, blank=True, help_text="Links to lines that were not there yet.")
    unknown_keys = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["page"], name="imported_page")]

    def __str__(self) -> str:
        return self.source_id
