"""Standing pages: what is not news (about, contact, join …)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from broadsheet.edition.addresses import check_standing_path
from broadsheet.errors import MalformedRecordError
from broadsheet.newsroom.blocks.body import BodyBlock
from broadsheet.newsroom.models import outbox
from broadsheet.newsroom.models.addressed import AddressedPage, OldAddress
from broadsheet.newsroom.models.subjects import WEB_ADDRESS
from broadsheet.newsroom.paper import current_paper


class StandingPageForm(WagtailAdminPageForm):
    """Tells a new page, which is nowhere yet, under which page it will stand, so that it can check its address."""

    def clean(self) -> dict[str, Any]:
        """Runs before the page checks itself."""
        self.instance.parent_for_address = self.parent_page
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class StandingPage(AddressedPage):
    """A page that is not news. Its address is its path: `/about/contact/`."""

    record_kind = "page"
    base_form_class = StandingPageForm
    parent_for_address: Page | None = None

    description = models.CharField(max_length=500, blank=True)
    body = StreamField(BodyBlock(), blank=True)

    parent_page_types: ClassVar[list[str]] = ["newsroom.HomePage", "newsroom.StandingPage"]
    subpage_types: ClassVar[list[str]] = ["newsroom.StandingPage"]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("description"), FieldPanel("body")]
    promote_panels: ClassVar[list[Any]] = WEB_ADDRESS

    class Meta:
        verbose_name = "standing page"

    def local_path(self) -> str:
        """The path under the root of its language, as `about/contact`."""
        parent_path = "/".join(self._parent_url_path().split("/")[2:]).strip("/")
        return f"{parent_path}/{self.slug}" if parent_path else self.slug

    def _parent_url_path(self) -> str:
        """The parent's place in Wagtail's tree, as `/home/about/`."""
        if self.path:
            parent = self.get_parent()
            return str(parent.url_path) if parent else "/"
        return str(self.parent_for_address.url_path) if self.parent_for_address else "/home/"

    def address(self) -> str:
        """The path, under the root of its language."""
        return f"{self.language_root()}{self.local_path()}/"

    def clean(self) -> None:
        """Refuse addresses that belong to the paper itself."""
        super().clean()
        if not self.slug:
            return
        path = self.local_path()
        first = path.partition("/")[0]
        try:
            check_standing_path(path)
        except MalformedRecordError as error:
            raise ValidationError({"slug": str(error)}) from error
        if first in {code for code, _ in current_paper().languages}:
            raise ValidationError({"slug": f"The web address “{first}” is kept for a language; choose another."})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Pages below this one move with it, so they are composed again and keep their old addresses."""
        before = type(self).everything.filter(pk=self.pk).first() if self.pk else None
        below = list(before.published_below()) if before and before.slug != self.slug else []
        old = {page.pk: page.address() for page in below}
        result = super().save(*args, **kwargs)
        for page in below:
            OldAddress.objects.get_or_create(page_id=page.pk, path=f"/{old[page.pk]}")
        outbox.note_all((page.record_kind, page.permanent_id) for page in below)
        return result

    def published_below(self) -> "models.QuerySet[StandingPage]":
        """Standing pages under this one that readers have seen."""
        return StandingPage.objects.filter(
            path__startswith=self.path, depth__gt=self.depth, first_published_at__isnull=False
        )
