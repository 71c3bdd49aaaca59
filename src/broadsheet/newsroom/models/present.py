"""What is there: everything that nobody has put into the bin. Asked by every list, search and chooser of ours."""

from typing import Any

from wagtail.documents.models import DocumentQuerySet
from wagtail.images.models import ImageQuerySet
from wagtail.models import PageManager


class PresentPages(PageManager):
    """Pages that are not in the bin; `everything` knows those too."""

    def get_queryset(self) -> Any:
        """Without what is in the bin."""
        return super().get_queryset().filter(in_bin=False)


class _Present:
    """Leaves out what is in the bin."""

    def get_queryset(self) -> Any:
        """Without what is in the bin."""
        return super().get_queryset().filter(in_bin=False)  # type: ignore[misc]  # beside a manager


class PresentImages(_Present, ImageQuerySet.as_manager().__class__):  # type: ignore[misc]
    """Pictures that are not in the bin."""


class PresentDocuments(_Present, DocumentQuerySet.as_manager().__class__):  # type: ignore[misc]
    """Documents that are not in the bin."""
