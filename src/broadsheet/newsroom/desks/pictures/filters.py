"""What the list of pictures can be narrowed to."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from broadsheet.edition.records import Rights
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.picture_uses import without_use

SOON: Final = timedelta(days=30)

type Pictures = QuerySet[Any]


def _ending(pictures: Pictures) -> Pictures:
    return pictures.filter(expires__isnull=False, expires__lte=timezone.now() + SOON)


FILTERS: Final[Mapping[str, tuple[str, Callable[[Pictures], Pictures]]]] = {
    "": ("All", lambda pictures: pictures),
    "without-rights": ("Without rights", lambda pictures: pictures.filter(rights=Rights.UNKNOWN.value)),
    "without-credit": ("Without credit", lambda pictures: pictures.filter(credit="")),
    "unused": ("Unused", without_use),
    "ending": ("Rights ending soon", _ending),
    "not-in-print": ("Not in print", lambda pictures: pictures.filter(not_in_print=True)),
}
"""By their name in the address: the label, and which of the pictures they leave."""


def pictures_shown(name: str, credit: str, before: int | None) -> Pictures:
    """The pictures of a filter, by one photographer if named, newest first, older than the one numbered `before`."""
    pictures = BroadImage.objects.order_by("-pk")
    if before is not None:
        pictures = pictures.filter(pk__lt=before)
    if credit:
        pictures = pictures.filter(credit=credit)
    return FILTERS.get(name, FILTERS[""])[1](pictures)
