"""Arranging a front: stories fixed in its slots until a moment, the notice, and the way back to the front before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from broadsheet.edition.paper import FrontSlot
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.models import ArticlePage, HomePage, SectionPage
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import written_moment
from broadsheet.newsroom.roles import Deed, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A story, by its page's number, fixed in a slot; `until` None for as long as nobody changes it."""

    slot: FrontSlot
    article: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """One line for the whole paper; it may lead to a page of ours or to an address."""

    text: str = ""
    page: int | None = None
    address: str = ""
    ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangeFront:
    """Give a front these fixed stories, and this notice (None on a section's front), now or `at` a time."""

    front: int
    fixed: tuple[Fixed, ...]
    notice: NoticeWords | None = None
    at: datetime | None = None

    def check(self) -> tuple[Obstacle, ...]:
        """Stories must be out, each fixed once, and times must lie ahead."""
        now = timezone.now()
        found = [
            Obstacle(what=f"{written_moment(moment)} is over.", remedy="Choose a later time.")
            for moment in (self.at, *(each.until for each in self.fixed), self.notice.ends if self.notice else None)
            if moment is not None and moment <= now
        ]
        articles = [each.article for each in self.fixed]
        known = {page.pk: page for page in ArticlePage.objects.filter(pk__in=articles)}
        for number in dict.fromkeys(articles):
            page = known.get(number)
            if page is None or not page.live:
                name = f"“{page.draft_title}”" if page is not None else "One of the stories"
                found.append(Obstacle(what=f"{name} is not out.", remedy="Publish it first, or choose another."))
            elif articles.count(number) > 1:
                found.append(Obstacle(what=f"“{page.title}” is chosen twice.", remedy="Take one of them away."))
        return tuple(found)

    def arranged(self) -> Any:
        """The front as it would be, unsaved; ActionRefusedError when it is gone."""
        front = front_of(self.front)
        front.pins = json.dumps([{"type": "pin", "value": _stored(each)} for each in self.fixed])
        if isinstance(front, HomePage) and self.notice is not None:
            front.notice_text = self.notice.text.strip()
            front.notice_page_id = self.notice.page
            front.notice_link = self.notice.address.strip()
            front.notice_ends = self.notice.ends
        return front

    def execute(self, user: Any) -> Any:
        """Publish it so, now or when its time comes; the front as it is out afterwards."""
        require(user, Deed.ARRANGE_FRONT)
        refuse_if(self.check())
        with transaction.atomic():
            _keep_what_is_out(front_of(self.front), user)
            front = self.arranged()
            front.go_live_at = self.at
            publish_front(front, user)
        return front_of(self.front)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff:
    """Forget the arrangement that waits for its time."""

    front: int

    def check(self) -> tuple[Obstacle, ...]:
        """One must be waiting."""
        front = front_of(self.front)
        return () if front.scheduled_revision else (Obstacle(what="Nothing waits for its time here."),)

    def execute(self, user: Any) -> None:
        """Forget it."""
        require(user, Deed.ARRANGE_FRONT)
        refuse_if(self.check())
        front_of(self.front).revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """Bring back the arrangement and the notice that were out before those that are out now."""

    front: int

    def check(self) -> tuple[Obstacle, ...]:
        """There must have been one."""
        return () if front_of(self.front).version_before_id else (Obstacle(what="There was no other front before."),)

    def execute(self, user: Any) -> Any:
        """Publish it again; doing it once more brings the later one back."""
        require(user, Deed.ARRANGE_FRONT)
        refuse_if(self.check())
        with transaction.atomic():
            front = front_of(self.front)
            before = front.version_before.as_object()
            front.pins = before.pins
            for name in ("notice_text", "notice_page_id", "notice_link", "notice_ends"):
                if hasattr(front, name):
                    setattr(front, name, getattr(before, name))
            front.go_live_at = None
            publish_front(front, user)
        return front_of(self.front)


def _stored(fixed: Fixed) -> dict[str, Any]:
    until = fixed.until.isoformat() if fixed.until else None
    return {"slot": fixed.slot.value, "article": fixed.article, "until": until}


def front_of(number: int) -> Any:
    """The front with this number, of a language or a section; ActionRefusedError when it is gone."""
    page = Page.objects.filter(pk=number).first()
    front = page.specific if page is not None else None
    if not isinstance(front, HomePage | SectionPage):
        raise ActionRefusedError([Obstacle(what="This front is not there any more.", remedy="Choose another.")])
    return front


def _keep_what_is_out(front: Any, user: Any) -> None:
    """A front that came with an import, or new, has no version yet to go back to."""
    if front.shown_version_id is None:
        front.save_revision(user=user, clean=False).publish(user=user, skip_permission_checks=True)


def publish_front(front: Any, user: Any) -> None:
    """Publish it as it stands in memory, now or at its time; ActionRefusedError for what cannot stand so."""
    try:
        revision = front.save_revision(user=user)
    except ValidationError as error:
        raise ActionRefusedError([Obstacle(what=message) for message in _messages(error)]) from error
    revision.publish(user=user, skip_permission_checks=True)


def _messages(error: ValidationError) -> Sequence[str]:
    return [str(message) for message in error.messages]
