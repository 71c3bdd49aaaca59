"""What is true of the paper in every language: publisher, licence, contact, look."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models, transaction
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from broadsheet.edition.paper import PAPER_ID
from broadsheet.newsroom.blocks.front import LinksBlock
from broadsheet.newsroom.models import outbox
from broadsheet.newsroom.models.articles import ArticlePage
from broadsheet.newsroom.models.comments import ReadersComment
from broadsheet.newsroom.models.standing import StandingPage
from broadsheet.newsroom.style_list import check_style_list

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits or letters a to f, such as #a11d21.")


def _colour(label: str) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=7, blank=True, validators=[COLOUR])


@register_setting(icon="cog")
class PaperSettings(BaseGenericSetting):
    """One row: the paper as a whole."""

    name = models.CharField(max_length=255, blank=True, help_text="Leave empty for the name in broadsheet.toml.")
    publisher = models.CharField(max_length=255, blank=True)
    licence = models.CharField(max_length=255, blank=True, help_text="Under which others may use the stories.")
    contact = models.CharField(max_length=255, blank=True, help_text="Printed for all to see.")
    founded = models.CharField(max_length=255, blank=True)
    social = StreamField(LinksBlock(), blank=True, verbose_name="elsewhere")
    logo = models.ForeignKey("newsroom.BroadImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    type_family = models.CharField("type", max_length=255, blank=True)
    accent = _colour("accent")
    accent_dark = _colour("accent at night")
    paper_colour = _colour("paper")
    ink = _colour("ink")
    redirect_stubs = models.BooleanField(
        "leave a page at each old address", default=False, help_text="For servers that know no redirects."
    )
    old_comments_shown = models.BooleanField(
        "show readers' comments kept from the old site",
        default=True,
        help_text="Those that were approved there, below their stories. The others are never shown.",
    )
    print_line = models.PositiveSmallIntegerField(
        "letters in a printed line", default=32, help_text="For estimating how long a story is in print."
    )
    four_eyes = models.BooleanField(
        "a second person reads every story",
        default=True,
        help_text="Whoever wrote a story cannot be the one who says it is ready, unless nobody else may.",
    )
    style_list = models.TextField(
        "how we write",
        blank=True,
        validators=[check_style_list],
        help_text="One pair a line, what is wrong and what is right, with an arrow between: “per cent → percent”.",
    )
    forget_accounts_after = models.PositiveIntegerField(
        "days after which histories forget who did it",
        default=90,
        help_text="A history then still says what was done and when, but not by whom.",
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("publisher"),
        FieldPanel("licence"),
        FieldPanel("contact"),
        FieldPanel("founded"),
        FieldPanel("social"),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldPanel("type_family"),
                FieldPanel("accent"),
                FieldPanel("accent_dark"),
                FieldPanel("paper_colour"),
                FieldPanel("ink"),
            ],
            heading="Look",
        ),
        FieldPanel("redirect_stubs"),
        FieldPanel("old_comments_shown"),
        FieldPanel("print_line"),
        FieldPanel("four_eyes"),
        FieldPanel("style_list"),
        FieldPanel("forget_accounts_after"),
    ]

    class Meta:
        verbose_name = "paper"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have the paper's own record composed; with them, what shows readers' comments or did."""
        with transaction.atomic():
            stored = type(self).objects.filter(pk=self.pk).values_list("old_comments_shown", flat=True).first()
            super().save(*args, **kwargs)
            outbox.note("paper", PAPER_ID)
            if stored is not None and stored != self.old_comments_shown:
                note_commented()


def note_commented() -> None:
    """Have every page composed that has comments readers may see."""
    commented = ReadersComment.objects.filter(approved=True).values("page_id")
    for kind in (ArticlePage, StandingPage):
        pages = kind.objects.filter(live=True, pk__in=commented).values_list("permanent_id", flat=True)
        outbox.note_all((kind.record_kind, each) for each in pages)
