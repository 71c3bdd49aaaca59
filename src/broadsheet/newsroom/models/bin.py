"""The bin: what was deleted lately, and what it was, so that it can come back as if nothing had happened."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from wagtail.models import Page

from broadsheet.newsroom.models.files import BroadDocument, BroadImage


class BinnedThing(models.Model):
    """
    One deleted page (with all under it), picture or document.

    The thing itself stays where it is, hidden. `was` says what hiding changed: which pages were out (`live`, their
    numbers) and which versions were to appear by themselves (`appear`, moments by the version's number).
    """

    page: Any = models.OneToOneField(Page, null=True, on_delete=models.CASCADE, related_name="binned")
    picture = models.OneToOneField(BroadImage, null=True, on_delete=models.CASCADE, related_name="binned")
    document = models.OneToOneField(BroadDocument, null=True, on_delete=models.CASCADE, related_name="binned")
    title = models.CharField(max_length=255)
    deleted_at = models.DateTimeField(db_index=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    was = models.JSONField(default=dict)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False)
                ^ models.Q(picture__isnull=False)
                ^ models.Q(document__isnull=False),
                name="one_thing_in_the_bin",
            )
        ]

    def __str__(self) -> str:
        return self.title


def hidden_pages() -> list[int]:
    """The numbers of all pages in the bin and under those."""
    rows = BinnedThing.objects.filter(page__isnull=False).values_list("was", flat=True)
    return [number for was in rows for number in was["hidden"]]
