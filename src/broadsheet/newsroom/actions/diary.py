"""The diary: keeping an event, calling it off, copying it to another week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from broadsheet.newsroom.accounts.reach import given_to
from broadsheet.newsroom.models import BranchPage, ContainerKind, EventBranch, EventPage
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, may, require
from broadsheet.newsroom.shelves import home_of, shelf


def branches_open_to(user: Any) -> "QuerySet[BranchPage]":
    """The branches whose events the account may keep: all, or those given to it."""
    branches = BranchPage.objects.order_by("title")
    return branches if may(user, Deed.EDIT_DIARY) else branches.filter(pk__in=given_to(user))


def events_open_to(user: Any) -> "QuerySet[EventPage]":
    """The events the account may change: all, or those of the branches given to it."""
    if may(user, Deed.EDIT_DIARY):
        return EventPage.objects.all()
    given = given_to(user)
    also = EventBranch.objects.filter(event=OuterRef("pk"), branch_id__in=given)
    return EventPage.objects.filter(Q(branch_id__in=given) | Q(Exists(also)))


def require_keeping(user: Any, branches: Iterable[int]) -> None:
    """PermissionDenied, in words, unless the account may keep an event of these branches."""
    if may(user, Deed.EDIT_DIARY):
        return
    require(user, Deed.EDIT_OWN_BRANCH)
    if not set(branches) & given_to(user):
        raise PermissionDenied("You may only keep events of your own branch.")


def branches_held_by(event: EventPage) -> list[int]:
    """The numbers of the branches that hold an event, the first first."""
    others = [row.branch_id for row in event.other_branches.all()]
    return list(dict.fromkeys(number for number in (event.branch_id, *others) if number))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepEvent:
    """
    Keep an event as it stands in memory, new or changed, held by these branches; published, or as a draft.

    `event` comes from a form that has checked its fields. A new one gets its place in the language's diary.
    """

    event: EventPage
    branches: tuple[int, ...]
    publish: bool
    language: str = ""

    def check(self) -> tuple[Obstacle, ...]:
        """It needs a name, a start, and an end that is not before it."""
        found = []
        if not self.event.title.strip():
            found.append(Obstacle(what="The event has no name.", remedy="Write what it is."))
        starts: datetime | None = self.event.starts  # a form may leave it empty
        if starts is None:
            found.append(Obstacle(what="The event has no start.", remedy="Say on which day and when."))
        elif self.event.ends is not None and self.event.ends < starts:
            found.append(Obstacle(what="The event ends before it starts.", remedy="Correct one of the two."))
        return tuple(found)

    def execute(self, user: Any) -> EventPage:
        """Keep it."""
        event = self.event
        require_keeping(user, self.branches)
        if event.pk and not events_open_to(user).filter(pk=event.pk).exists():
            raise PermissionDenied("You may only change events of your own branch.")
        refuse_if(self.check())
        with transaction.atomic():
            event.branch_id = self.branches[0] if self.branches else None
            event.other_branches.set([EventBranch(branch_id=number) for number in self.branches[1:]])
            if not event.pk:
                home = home_of(self.language or current_paper().languages[0][0])
                event.locale, event.live, event.owner = home.locale, False, user if user.pk else None
                shelf(home, ContainerKind.DIARY).add_child(instance=event)
            revision = event.save_revision(user=user if user.pk else None)
            if self.publish:
                revision.publish(user=user if user.pk else None, skip_permission_checks=True)
        return EventPage.objects.get(pk=event.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffEvent:
    """Say that an event does not take place (it stays in the diary, marked), or that it does after all."""

    event: int
    off: bool = True

    def check(self) -> tuple[Obstacle, ...]:
        """It must be there."""
        known = EventPage.objects.filter(pk=self.event).exists()
        return () if known else (Obstacle(what="This event is not there any more."),)

    def execute(self, user: Any) -> EventPage:
        """Mark it; one that is out is so at once."""
        refuse_if(self.check())
        event = EventPage.objects.get(pk=self.event).get_latest_revision_as_object()
        event.cancelled = self.off
        branches = tuple(branches_held_by(event))
        return KeepEvent(event=event, branches=branches, publish=bool(event.live)).execute(user)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyEvent:
    """The same event some days later, at the same time of day, as a draft."""

    event: int
    days: int = 7

    def check(self) -> tuple[Obstacle, ...]:
        """It must be there."""
        known = EventPage.objects.filter(pk=self.event).exists()
        return () if known else (Obstacle(what="This event is not there any more."),)

    def execute(self, user: Any) -> EventPage:
        """Make it. It has a web address of its own, takes place, and nobody has reported on it."""
        refuse_if(self.check())
        source = EventPage.objects.get(pk=self.event).get_latest_revision_as_object()
        made = EventPage(
            starts=later(source.starts, self.days),
            ends=later(source.ends, self.days) if source.ends else None,
            body=source.body,
            **{name: getattr(source, name) for name in _CARRIED},
        )
        branches = tuple(branches_held_by(source))
        language = source.locale.language_code
        return KeepEvent(event=made, branches=branches, publish=False, language=language).execute(user)


_CARRIED = (
    "title",
    "place",
    "street_address",
    "online",
    "cost",
    "description",
    "picture_id",
    "picture_alt",
    "picture_caption",
)


def later(moment: datetime, days: int) -> datetime:
    """The same time of day on the paper's clock, so many days later; a change of summer time moves nothing."""
    zone = ZoneInfo(current_paper().timezone)
    return (moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=zone)
