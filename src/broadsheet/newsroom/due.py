"""What is to appear, to go or to be closed at a moment: in the order of these moments, the late first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import Final

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, get_default_page_content_type

from broadsheet.newsroom.models import IssuePage

GRACE: Final = timedelta(minutes=2)
"""Past its moment by more than this, something is late: the worker looks every few seconds."""

SHOWN: Final = 20


class Happening(StrEnum):
    """What is to happen; the value completes the sentence “It …”."""

    APPEARS = "appears"
    GOES = "is taken down"
    CLOSES = "is closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    One thing that is to happen. `address` leads to its screen in the newsroom.

    `refusal` says why it could not, where that is known.
    """

    moment: datetime
    title: str
    happening: Happening
    address: str
    refusal: str = ""

    def is_late(self, now: datetime) -> bool:
        """Whether it should have happened already."""
        return self.moment < now - GRACE


def due_list(shown: int = SHOWN) -> tuple[Due, ...]:
    """The first things that are to happen; three queries, which the archive does not make slower."""
    return tuple(sorted((*_appearing(shown), *_going(shown), *_closing(shown)), key=attrgetter("moment"))[:shown])


def late(due: tuple[Due, ...], now: datetime | None = None) -> tuple[Due, ...]:
    """Those that should have happened already."""
    moment = now or timezone.now()
    return tuple(each for each in due if each.is_late(moment))


def _appearing(shown: int) -> list[Due]:
    # Nothing else in the condition: with it SQLite would walk through every revision of the archive.
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")
    rows = scheduled.values_list("approved_go_live_at", "object_str", "object_id", "base_content_type_id")
    pages = get_default_page_content_type().pk
    return [
        Due(moment=moment, title=title, happening=Happening.APPEARS, address=_edit(number))
        for moment, title, number, kind in rows[:shown]
        if kind == pages
    ]


def _going(shown: int) -> list[Due]:
    pages = Page.objects.filter(expire_at__isnull=False, live=True).order_by("expire_at")
    return [
        Due(moment=moment, title=title, happening=Happening.GOES, address=_edit(number))
        for moment, title, number in pages.values_list("expire_at", "title", "pk")[:shown]
    ]


def _closing(shown: int) -> list[Due]:
    issues = IssuePage.objects.filter(close_at__isnull=False).order_by("close_at")
    rows = issues.values_list("close_at", "title", "pk", "close_refusal")
    return [
        Due(
            moment=moment,
            title=title,
            happening=Happening.CLOSES,
            address=reverse("board", args=[number]),
            refusal=refusal,
        )
        for moment, title, number, refusal in rows[:shown]
    ]


def _edit(number: object) -> str:
    return reverse("wagtailadmin_pages:edit", args=[number])
