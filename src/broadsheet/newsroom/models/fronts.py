"""What the front of a language and the fronts of sections have in common."""

from typing import Any, Self

from django.db import models
from wagtail.fields import StreamField

from broadsheet.newsroom.blocks.front import PinsBlock


class FrontFields(models.Model):
    """Stories that editors fixed on a front, and the arrangement readers saw before the present one."""

    pins = StreamField(PinsBlock(), blank=True, verbose_name="stories fixed on the front")
    # Of the front, not of a version of it: which version is out, and which was before it.
    shown_version = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    version_before = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """An older arrangement does not say what came before it."""
        page: Self = super().with_content_json(content)  # type: ignore[misc]  # every front is a page
        page.shown_version_id, page.version_before_id = self.shown_version_id, self.version_before_id
        return page
