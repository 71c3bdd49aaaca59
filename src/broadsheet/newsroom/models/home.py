"""The front of one language version, with what its every page shows."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from broadsheet.edition.paper import PAPER_ID
from broadsheet.newsroom.blocks.calls import CallsBlock
from broadsheet.newsroom.blocks.front import ADDRESSES, LinksBlock
from broadsheet.newsroom.models import outbox
from broadsheet.newsroom.models.addressed import BOOKKEEPING, AddressedPage
from broadsheet.newsroom.models.desk_page import DeskPage
from broadsheet.newsroom.models.fronts import FrontFields
from broadsheet.newsroom.paper import current_paper


class HomePage(FrontFields, DeskPage):  # type: ignore[django-manager-missing]  # Wagtail ships no types
    """One language's masthead, navigation, calls, notice and front. The title is the paper's name in that language."""

    tagline = models.CharField(max_length=255, blank=True)
    navigation = StreamField(LinksBlock(), blank=True)
    footer = StreamField(LinksBlock(), blank=True, verbose_name="links at the foot")
    calls = StreamField(CallsBlock(), blank=True, verbose_name="at the end of every story")
    notice_text = models.CharField("notice", max_length=255, blank=True, help_text="One line on every page.")
    notice_page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="leads to the page"
    )
    notice_link = models.CharField(
        "or to the address", max_length=500, blank=True, help_text="Such as /diary/ or https://… Leave empty for none."
    )
    notice_ends = models.DateTimeField(
        "shown until", null=True, blank=True, help_text="Leave empty to end it yourself."
    )

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["newsroom.StandingPage", "newsroom.ContainerPage"]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("tagline", heading="Motto"),
        FieldPanel("navigation", heading="Menu"),
        FieldPanel("footer", heading="Links at the foot"),
        FieldPanel("calls", heading="At the end of every story"),
    ]
    promote_panels: ClassVar[list[Any]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = "front"

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """The root of the language."""
        sites = Site.get_site_root_paths()
        code = self.locale.language_code
        root = "/" if code == current_paper().languages[0][0] else f"/{code}/"
        return (sites[0].site_id, sites[0].root_url, root) if sites else None

    def clean(self) -> None:
        """A notice leads to one place, and says something."""
        super().clean()
        errors = {}
        if self.notice_link and not self.notice_link.startswith(ADDRESSES):
            errors["notice_link"] = "Write an address that starts with / or https://, or choose a page instead."
        if self.notice_link and self.notice_page_id:
            errors["notice_link"] = "Choose a page or write an address, not both."
        if self.notice_page and not issubclass(self.notice_page.specific_class, AddressedPage):
            errors["notice_page"] = "Readers cannot open that one; choose a story, an event or another page."
        if (self.notice_link or self.notice_page_id) and not self.notice_text:
            errors["notice_text"] = "Say in a line what the notice is about."
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, and have the paper's own record composed."""
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            fields = kwargs.get("update_fields")
            if fields is None or not BOOKKEEPING.issuperset(fields):
                outbox.note("paper", PAPER_ID)
        return result
