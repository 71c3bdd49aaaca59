"""Readers' comments that came with a story or page from where it was served before."""

from typing import ClassVar

from django.db import models
from wagtail.models import Page

from broadsheet.edition.comments import CommentSort

SORTS = tuple((sort.value, sort.value) for sort in CommentSort)


class ReadersComment(models.Model):
    """
    One comment, frozen as it came. Rows of a page are in the order of its thread; `parent` is another one's `number`.

    `text` is a list of paragraphs of inline markup, its links naming records by permanent id. One that was not
    approved stays here and goes nowhere. Where a name was taken out of one (`name_removed`), no import says it again.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="readers_comments")
    number = models.CharField(max_length=64)
    parent = models.CharField(max_length=64, blank=True)
    author = models.CharField("name", max_length=255, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    text = models.JSONField("words", default=list)
    sort = models.CharField(max_length=16, choices=SORTS, default=CommentSort.COMMENT.value)
    approved = models.BooleanField(default=True)
    name_removed = models.BooleanField(default=False)

    class Meta:
        verbose_name = "reader's comment"
        verbose_name_plural = "readers' comments"
        ordering: ClassVar[list[str]] = ["page", "pk"]

    def __str__(self) -> str:
        return f"comment {self.number}"
