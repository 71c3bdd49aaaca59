"""The words of the names of people, topics and branches, by which they are found while somebody types."""

from django.db import models
from wagtail.models import Page


class SubjectWord(models.Model):
    """One word of one name, without case and accents (see `subject_index`)."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=64, db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.word
