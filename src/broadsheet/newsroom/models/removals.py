"""A name being looked for, or being removed: the worker reads on from here, and the screen tells how far it is."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from broadsheet.newsroom.vocabularies import REMOVALS, Removal


class NameRemoval(models.Model):
    """
    One search for a name and its removal.

    The row holds the name only as long as it is worked on; when the name is gone everywhere, it goes from here, too.
    """

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    stage = models.CharField(max_length=16, choices=REMOVALS, default=Removal.LOOKING.value)
    spellings = models.JSONField(default=list)
    replacement = models.CharField(max_length=100)
    withdraw = models.JSONField(default=list, help_text="Numbers of the pages to be taken down in the same deed.")
    reason = models.TextField(blank=True, help_text="What readers are told of the stories among them.")
    table = models.CharField(max_length=100, blank=True, help_text="Where the last row stands that was read.")
    number = models.JSONField(null=True, encoder=DjangoJSONEncoder, help_text="Its number there.")
    rows = models.PositiveBigIntegerField(default=0, help_text="How many rows there were when the reading began.")
    rows_read = models.PositiveBigIntegerField(default=0)
    passes = models.PositiveSmallIntegerField(default=0, help_text="How often everything was read to remove it.")
    places = models.JSONField(default=list, encoder=DjangoJSONEncoder, help_text="Table and number of each row.")
    finds = models.JSONField(default=list, help_text="The places to be shown, in their words.")
    found = models.PositiveIntegerField(default=0, help_text="In how many places it stands, or stood.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["stage"], name="removal_stage")]

    def __str__(self) -> str:
        return f"removal {self.pk}, {self.stage}"

    @property
    def per_cent(self) -> int:
        """How much of the paper was read, at most 99 until the end."""
        return min(99, 100 * self.rows_read // self.rows) if self.rows else 0
