"""Which language version was made from which, and whether its source has changed since."""

from typing import ClassVar

from django.db import models
from wagtail.models import Page, Revision


class VersionSource(models.Model):
    """
    `page` was made from `source`, as `seen` had it.

    `behind` from the source's next publication until somebody says that the version follows it again.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="version_source")
    source = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions_made")
    seen = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    behind = models.BooleanField(default=False, db_index=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    def __str__(self) -> str:
        return f"{self.page} from {self.source}"
