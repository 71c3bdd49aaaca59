"""What stories are gathered under: sections, topics and places, people."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from broadsheet.newsroom.blocks.calls import CallsBlock
from broadsheet.newsroom.blocks.inline import INLINE_FEATURES
from broadsheet.newsroom.models.addressed import AddressedPage
from broadsheet.newsroom.models.containers import ContainerKind
from broadsheet.newsroom.models.fronts import FrontFields
from broadsheet.newsroom.vocabularies import TOPIC_KINDS

WEB_ADDRESS: list[Any] = [FieldPanel("slug", heading="Web address")]


class SectionPage(FrontFields, AddressedPage):  # type: ignore[django-manager-missing]  # Wagtail ships no types
    """A part of the paper. Sections stand in the order of their shelf."""

    record_kind = "section"
    address_folder = "sections"
    shelf_kind = ContainerKind.SECTIONS

    description = RichTextField(features=INLINE_FEATURES, blank=True)
    calls = StreamField(
        CallsBlock(),
        blank=True,
        help_text="What stands at the end of this section's stories instead of the paper's own.",
    )

    parent_page_types: ClassVar[list[str]] = ["newsroom.ContainerPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("description"), FieldPanel("calls")]
    promote_panels: ClassVar[list[Any]] = WEB_ADDRESS

    class Meta:
        verbose_name = "section"


class TopicPage(AddressedPage):
    """A subject or a place with a page of its own."""

    record_kind = "topic"
    address_folder = "topics"
    shelf_kind = ContainerKind.TOPICS

    sort = models.CharField("kind", max_length=16, choices=TOPIC_KINDS, default="topic")
    description = RichTextField(features=INLINE_FEATURES, blank=True)

    parent_page_types: ClassVar[list[str]] = ["newsroom.ContainerPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("sort"), FieldPanel("description")]
    promote_panels: ClassVar[list[Any]] = WEB_ADDRESS

    class Meta:
        verbose_name = "topic"


class PersonPage(AddressedPage):
    """Somebody who writes for the paper, is in the news, or both. The title is the name."""

    record_kind = "person"
    address_folder = "people"
    shelf_kind = ContainerKind.PEOPLE

    role = models.CharField(max_length=255, blank=True)
    description = RichTextField(features=INLINE_FEATURES, blank=True)
    contact = models.CharField(max_length=255, blank=True, help_text="Printed for all to see.")
    portrait = models.ForeignKey(
        "newsroom.BroadImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    portrait_alt = models.CharField("portrait in words", max_length=500, blank=True)

    parent_page_types: ClassVar[list[str]] = ["newsroom.ContainerPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("role"),
        FieldPanel("description"),
        FieldPanel("contact"),
        MultiFieldPanel([FieldPanel("portrait"), FieldPanel("portrait_alt")], heading="Portrait"),
    ]
    promote_panels: ClassVar[list[Any]] = WEB_ADDRESS

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
