"""The diary: branches and their events."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from broadsheet.newsroom.blocks.body import BodyBlock
from broadsheet.newsroom.blocks.inline import INLINE_FEATURES
from broadsheet.newsroom.models.addressed import AddressedPage
from broadsheet.newsroom.models.containers import ContainerKind
from broadsheet.newsroom.models.dated import DatedPage
from broadsheet.newsroom.models.subjects import WEB_ADDRESS


class BranchPage(AddressedPage):
    """A local branch: where and when it meets, how to reach it."""

    record_kind = "branch"
    address_folder = "branches"
    shelf_kind = ContainerKind.BRANCHES

    place = models.CharField(max_length=255, blank=True)
    description = RichTextField(features=INLINE_FEATURES, blank=True)
    meets = models.CharField(max_length=500, blank=True, help_text="When and where, in words.")
    contact = models.CharField(max_length=255, blank=True, help_text="Printed for all to see.")

    parent_page_types: ClassVar[list[str]] = ["newsroom.ContainerPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("place"),
        FieldPanel("description"),
        FieldPanel("meets"),
        FieldPanel("contact"),
    ]
    promote_panels: ClassVar[list[Any]] = WEB_ADDRESS

    class Meta:
        verbose_name = "branch"
        verbose_name_plural = "branches"


class EventPage(DatedPage):
    """An entry of the diary. Its address holds the month it was first announced for."""

    record_kind = "event"
    address_folder = "diary"
    shelf_kind = ContainerKind.DIARY

    starts = models.DateTimeField(db_index=True)
    ends = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=255, blank=True)
    street_address = models.CharField("address", max_length=500, blank=True)
    branch = models.ForeignKey(BranchPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    online = models.URLField("online at", max_length=500, blank=True, help_text="Where one takes part from afar.")
    cancelled = models.BooleanField(default=False, help_text="It stays in the diary, and readers are told.")
    report = models.ForeignKey(
        "newsroom.ArticlePage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cost = models.CharField(max_length=255, blank=True)
    description = RichTextField(features=INLINE_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    picture = models.ForeignKey(
        "newsroom.BroadImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField("picture in words", max_length=500, blank=True)
    picture_caption = RichTextField("caption", features=INLINE_FEATURES, blank=True)

    parent_page_types: ClassVar[list[str]] = ["newsroom.ContainerPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("place"),
        FieldPanel("street_address"),
        FieldPanel("online"),
        FieldPanel("cancelled"),
        FieldPanel("cost"),
        FieldPanel("description"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_caption")], heading="Picture"
        ),
    ]
    promote_panels: ClassVar[list[Any]] = WEB_ADDRESS

    class Meta:
        verbose_name = "event"

    def month_of_address(self) -> str:
        """YYYY-MM of the day it starts."""
        return self.month_of(self.starts)

    def clean(self) -> None:
        """Refuse an end before the start."""
        super().clean()
        starts: datetime | None = self.starts  # a draft may not have it yet
        if starts is not None and self.ends is not None and self.ends < starts:
            raise ValidationError({"ends": "The event ends before it starts; correct one of the two."})


class EventBranch(Orderable):
    """A branch that holds an event together with the first."""

    event = ParentalKey("newsroom.EventPage", on_delete=models.CASCADE, related_name="other_branches")
    branch = models.ForeignKey("newsroom.BranchPage", on_delete=models.CASCADE, related_name="+")
