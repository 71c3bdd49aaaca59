"""Pages whose address holds a month, fixed when they first appear: stories and events."""

from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from broadsheet.edition.addresses import SLUG_LENGTH
from broadsheet.newsroom.models.addressed import AddressedPage
from broadsheet.newsroom.paper import paper_month


class DatedPage(AddressedPage):
    """`month` is YYYY-MM of the address, empty until first publication; from then on it and the slug stay for ever."""

    month = models.CharField(max_length=7, blank=True, editable=False, db_index=True)

    exclude_fields_in_copy = [*AddressedPage.exclude_fields_in_copy, "month"]  # noqa: RUF012 -- Wagtail's own form

    class Meta:
        abstract = True

    def address(self) -> str:
        """`YYYY/MM/slug/`, under the folder of its type."""
        year, _, month = (self.month or self.month_of_address()).partition("-")
        folder = f"{self.address_folder}/" if self.address_folder else ""
        return f"{self.language_root()}{folder}{year}/{month}/{self.slug}/"

    def month_of_address(self) -> str:
        """The month its address takes at first publication."""
        raise NotImplementedError

    @staticmethod
    def month_of(moment: datetime | None) -> str:
        """YYYY-MM of a moment in the paper's time zone; of now when there is none."""
        return paper_month(moment or timezone.now())

    def clean(self) -> None:
        """Refuse another web address once readers know this one."""
        super().clean()
        if not self.month or not self.pk:
            return
        known = type(self).everything.filter(pk=self.pk).exclude(month="").values_list("slug", flat=True).first()
        if known is not None and known != self.slug:
            raise ValidationError(
                {"slug": f"The web address stays “{known}” for ever: readers and search engines know it by now."}
            )

    def before_save(self) -> None:
        """Fix the address when the page first goes out."""
        if self.live and not self.month:
            if self.first_published_at is None:
                self.first_published_at = self.last_published_at = timezone.now()
            self.month = self.month_of_address()
            self.slug = self.slug or slugify(self.title, allow_unicode=True)[: SLUG_LENGTH - 8].strip("-_") or "story"
            self.slug = self._free_slug()

    def _free_slug(self) -> str:
        """The slug, or with `-2`, `-3` … when another page of that month has it."""
        taken = set(
            type(self)
            .everything.filter(month=self.month, locale_id=self.locale_id, slug__startswith=self.slug[:100])
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        siblings = set(
            self.get_siblings(inclusive=False).filter(slug__startswith=self.slug[:100]).values_list("slug", flat=True)
            if self.pk
            else ()
        )
        return first_free(self.slug, taken | siblings)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """An older draft brings back words, never another address."""
        page: Self = super().with_content_json(content)
        # Asked of the database: this object may be older than the first publication.
        known = type(self).everything.filter(pk=self.pk).exclude(month="").values_list("month", "slug").first()
        page.month = ""
        if known is not None:
            page.month, page.slug = known
        return page


def first_free(slug: str, taken: set[str]) -> str:
    """`slug` itself, else the first of `slug-2`, `slug-3` … not in `taken`."""
    if slug not in taken:
        return slug
    number = 2
    while (candidate := f"{slug[: SLUG_LENGTH - 8]}-{number}") in taken:
        number += 1
    return candidate
