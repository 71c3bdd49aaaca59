"""Showing a draft to somebody who has no account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadsheet.newsroom.accounts.reach import require_for
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.previews import PreviewLink
from broadsheet.newsroom.roles import Deed, require

DAYS: Final = (1, 3, 7, 14, 30)
"""For how many days a link may last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A link that was made: where it leads, under the newsroom's address, and when it ends."""

    address: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOutside:
    """Make a link to a story's newest version; who made it stands in the story's history, the link nowhere."""

    article: int
    days: int = 7

    def check(self) -> tuple[Obstacle, ...]:
        """There must be a version to show, for one of the days offered."""
        story = ArticlePage.objects.filter(pk=self.article).first()
        if story is None:
            return (Obstacle(what="This story is not there any more."),)
        if story.embargoed or story.get_latest_revision_as_object().embargoed:
            return (Obstacle(what=f"“{story.draft_title}” is under embargo.", remedy="Nobody outside may see it yet."),)
        if self.days not in DAYS:
            return (Obstacle(what="It is not said for how many days.", remedy="Choose one of those offered."),)
        return ()

    def execute(self, user: Any) -> Shown:
        """Make it."""
        with transaction.atomic():
            refuse_if(self.check())
            story = ArticlePage.objects.get(pk=self.article)
            if story.owner_id == user.pk:
                require(user, Deed.WRITE)
            else:
                require_for(user, Deed.EDIT_STORIES, story)
            revision = story.get_latest_revision() or story.save_revision(user=user)
            until = timezone.now() + timedelta(days=self.days)
            log(story, "newsroom.shown_outside", user=user, data={"note": f"until {until:%Y-%m-%d %H:%M} UTC"})
            return Shown(address=PreviewLink(revision=revision.pk, days=self.days).address(), until=until)
