"""Rows that belong to a story: bylines, subjects, related stories, corrections. They go out with it."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from broadsheet.newsroom.blocks.inline import INLINE_FEATURES
from broadsheet.newsroom.vocabularies import CORRECTION_KINDS


class Byline(Orderable):
    """A credited contributor: somebody with a page, or a printed name (a guest, an agency, a pseudonym)."""

    article = ParentalKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        "newsroom.PersonPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    printed_name = models.CharField(
        "name as printed", max_length=255, blank=True, help_text="Leave empty to print the name on the person's page."
    )
    role = models.CharField(
        max_length=255, blank=True, help_text="For this story: reporter, photographer, translator …"
    )
    description = models.CharField(max_length=500, blank=True, help_text="Who this is, for this story.")

    @property
    def person_title(self) -> str:
        """The name on the page of whoever has one."""
        return self.person.title if self.person else ""


class ArticleTopic(Orderable):
    """A topic or place the story is about."""

    article = ParentalKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey("newsroom.TopicPage", on_delete=models.CASCADE, related_name="+")


class PersonInNews(Orderable):
    """Somebody the story is about."""

    article = ParentalKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="persons")
    person = models.ForeignKey("newsroom.PersonPage", on_delete=models.CASCADE, related_name="+")


class ArticleBranch(Orderable):
    """A branch the story concerns."""

    article = ParentalKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="branches")
    branch = models.ForeignKey("newsroom.BranchPage", on_delete=models.CASCADE, related_name="+")


class Related(Orderable):
    """A story an editor chose to stand beside this one."""

    article = ParentalKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="related")
    related = models.ForeignKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="+")


class Correction(Orderable):
    """What was wrong and how it was put right. Once published (`frozen`) it stays as it is."""

    article = ParentalKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="corrections")
    when = models.DateTimeField()
    kind = models.CharField(max_length=16, choices=CORRECTION_KINDS, default="correction")
    text = RichTextField(features=INLINE_FEATURES)
    frozen = models.BooleanField(default=False, editable=False)

    panels: ClassVar[list[FieldPanel]] = [FieldPanel("when"), FieldPanel("kind"), FieldPanel("text")]


class PrintCorrection(models.Model):
    """
    A correction that the next issue must carry, because the wrong words stand on paper.

    `text` is inline markup as in Correction; `printed_in` is the issue that carries it, None while it waits.
    """

    article = models.ForeignKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="print_corrections")
    when = models.DateTimeField()
    kind = models.CharField(max_length=16, choices=CORRECTION_KINDS, default="correction")
    text = models.TextField()
    printed_in = models.ForeignKey(
        "newsroom.IssuePage", null=True, blank=True, on_delete=models.SET_NULL, related_name="carried_corrections"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["when", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.when:%Y-%m-%d}"
