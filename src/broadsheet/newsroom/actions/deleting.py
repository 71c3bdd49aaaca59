"""
Deleting and bringing back. What is deleted leaves readers at once and waits in the bin as it was.

Nothing of it is taken apart: its rows, versions, places in issues and whatever refers to it stay, hidden, under the
permanent id. Coming back is the same in reverse. After `KEPT` the bin is emptied, and then it is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, cast

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from broadsheet.newsroom.models import (
    PAGE_TYPES,
    AddressedPage,
    BinnedThing,
    BroadDocument,
    BroadImage,
    EventPage,
    outbox,
)
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.referring import note_referrers
from broadsheet.newsroom.roles import Deed, may, require

KEPT: Final = timedelta(days=30)
"""How long what was deleted can be brought back."""


class BinKind(StrEnum):
    """What can be deleted; the value is its column in the bin."""

    PAGE = "page"
    PICTURE = "picture"
    DOCUMENT = "document"


_FILES: Final[dict[BinKind, type[BroadImage | BroadDocument]]] = {
    BinKind.PICTURE: BroadImage,
    BinKind.DOCUMENT: BroadDocument,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Put a page with all under it, a picture or a document into the bin."""

    kind: BinKind
    number: int

    def check(self) -> tuple[Obstacle, ...]:
        """It must be there, and be something that can be deleted by itself."""
        thing = self.thing()
        if thing is None:
            return (Obstacle(what="It is not there any more.", remedy="Look in the bin."),)
        if self.kind is BinKind.PAGE and not isinstance(thing, AddressedPage):
            return (Obstacle(what=f"“{thing}” keeps the paper in order and cannot be deleted."),)
        return ()

    def thing(self) -> Any:
        """What it is about; None when it is gone or in the bin."""
        if self.kind is not BinKind.PAGE:
            return _FILES[self.kind].objects.filter(pk=self.number).first()
        page = Page.objects.filter(pk=self.number).first()
        specific = page.specific if page is not None else None
        return None if getattr(specific, "in_bin", False) else specific

    def execute(self, user: Any) -> BinnedThing:
        """Hide it, and have it leave readers."""
        with transaction.atomic():
            thing = self.thing()
            require_deleting(user, thing)
            refuse_if(self.check())
            was = _hide_pages(thing) if self.kind is BinKind.PAGE else {}
            if self.kind is not BinKind.PAGE:
                _FILES[self.kind].objects.filter(pk=thing.pk).update(in_bin=True)
            _note(self.kind, thing)
            log(instance=thing, action="newsroom.deleted", user=user)
            made: BinnedThing = BinnedThing.objects.create(
                **{self.kind.value: Page(pk=thing.pk) if self.kind is BinKind.PAGE else thing},
                title=_title(thing),
                deleted_at=timezone.now(),
                deleted_by=user if user.pk else None,
                was=was,
            )
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """Bring something back from the bin, as it was."""

    binned: int

    def check(self) -> tuple[Obstacle, ...]:
        """It must be in the bin, and what it stands under must not."""
        row = BinnedThing.objects.filter(pk=self.binned).first()
        if row is None:
            return (Obstacle(what="This is not in the bin any more.", remedy="Somebody may have brought it back."),)
        if row.page_id:
            above = row.page.get_ancestors().filter(binned__isnull=False).values_list("title", flat=True).first()
            if above:
                return (
                    Obstacle(what=f"It stands under “{above}”, which is in the bin.", remedy="Restore that first."),
                )
        return ()

    def execute(self, user: Any) -> Any:
        """Show it again; the page, picture or document."""
        with transaction.atomic():
            row = BinnedThing.objects.select_for_update().filter(pk=self.binned).first()
            if row is None or row.deleted_by_id != user.pk:
                require(user, Deed.RESTORE)
            refuse_if(self.check())
            row = cast("BinnedThing", row)
            kind = kind_of(row)
            if kind is BinKind.PAGE:
                _show_pages(row.page, row.was)
                thing = row.page.specific
            else:
                file_type = _FILES[kind]
                file_type._base_manager.filter(pk=getattr(row, f"{kind.value}_id")).update(in_bin=False)
                thing = file_type.objects.get(pk=getattr(row, f"{kind.value}_id"))
            row.delete()
            _note(kind, thing)
            log(instance=thing, action="newsroom.restored", user=user)
        return thing


def kind_of(row: BinnedThing) -> BinKind:
    """Of what kind a thing in the bin is."""
    return next(kind for kind in BinKind if getattr(row, f"{kind.value}_id"))


def may_delete(user: Any, thing: Any) -> bool:
    """Whether an account may delete this: an editor; of an event who keeps the diary; of one's own, what is not out."""
    if may(user, Deed.DELETE) or (isinstance(thing, EventPage) and may(user, Deed.EDIT_DIARY)):
        return True
    if isinstance(thing, BroadImage):
        return thing.uploaded_by_user_id == user.pk and may(user, Deed.ADD_PICTURES)
    own = isinstance(thing, AddressedPage) and thing.owner_id == user.pk and may(user, Deed.WRITE)
    return bool(own and thing.first_published_at is None)


def require_deleting(user: Any, thing: Any) -> None:
    """PermissionDenied, in words, unless the account may delete this."""
    if not may_delete(user, thing):
        require(user, Deed.DELETE)
        raise PermissionDenied("You may not delete this.")


def empty_bin(now: datetime) -> int:
    """Delete for good what has been in the bin for too long; how many things that were."""
    rows = list(BinnedThing.objects.filter(deleted_at__lte=now - KEPT).order_by("deleted_at")[:100])
    for row in rows:
        with transaction.atomic():
            kind = kind_of(row)
            if kind is BinKind.PAGE:
                _show_pages(row.page, {"hidden": row.was["hidden"], "live": [], "appear": {}})  # or nothing finds it
            thing = row.page.specific if kind is BinKind.PAGE else getattr(row, kind.value)
            thing.delete()
    return len(rows)


def _title(thing: Any) -> str:
    return str(getattr(thing, "draft_title", "") or thing.title)[:255]


def _with_all_below(page: Page) -> Iterable[tuple[type[AddressedPage], list[int]]]:
    """The page and what stands under it, by type; not what was put into the bin before."""
    for page_type in PAGE_TYPES:
        rows = page_type.objects.filter(path__startswith=page.path)
        yield page_type, list(rows.values_list("pk", flat=True))


def _hide_pages(page: Page) -> dict[str, Any]:
    found = [(page_type, numbers) for page_type, numbers in _with_all_below(page) if numbers]
    numbers = [number for _, each in found for number in each]
    waiting = Revision.page_revisions.filter(
        object_id__in=[str(number) for number in numbers], approved_go_live_at__isnull=False
    )
    was = {
        "hidden": numbers,
        "live": list(Page.objects.filter(pk__in=numbers, live=True).values_list("pk", flat=True)),
        "appear": {str(number): at.isoformat() for number, at in waiting.values_list("pk", "approved_go_live_at")},
    }
    waiting.update(approved_go_live_at=None)
    for page_type, each in found:
        page_type.objects.filter(pk__in=each).update(in_bin=True, live=False)
    return was


def _show_pages(page: Page, was: dict[str, Any]) -> None:
    for page_type in PAGE_TYPES:
        page_type.everything.filter(pk__in=was["hidden"]).update(in_bin=False)
    Page.objects.filter(pk__in=was["live"]).update(live=True)
    for number, at in was["appear"].items():
        Revision.objects.filter(pk=number).update(approved_go_live_at=parse_datetime(at))
    page.refresh_from_db()


def _note(kind: BinKind, thing: Any) -> None:
    """Have readers' pages follow, of the thing and of whatever shows or names it."""
    things: list[models.Model] = [thing]
    if kind is BinKind.PAGE:
        things = [each for page_type in PAGE_TYPES for each in page_type.everything.filter(path__startswith=thing.path)]
    for each in things:
        named = cast("Any", each)
        outbox.note(named.record_kind, named.permanent_id)
        note_referrers(each)
