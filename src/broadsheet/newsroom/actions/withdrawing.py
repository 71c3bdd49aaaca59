"""Taking a published story back, and giving it to readers again."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.models import ArticlePage, outbox
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.story_index import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """
    Take a published story back.

    Its address stays, with the headline and the reason; text, pictures, names and topics go, and no list, feed, map or
    search has it any more. The text stays in the newsroom.
    """

    article: int
    reason: str

    def check(self) -> tuple[Obstacle, ...]:
        """It must be out, and readers must be told why."""
        story = ArticlePage.objects.filter(pk=self.article).first()
        if story is None or not story.live:
            return (Obstacle(what="This story is not before readers.", remedy="There is nothing to withdraw."),)
        if story.withdrawn_at is not None:
            return (Obstacle(what=f"“{story.title}” is withdrawn already."),)
        if not self.reason.strip():
            return (Obstacle(what="The reason has no words.", remedy="Write what readers are to be told."),)
        return ()

    def execute(self, user: Any) -> ArticlePage:
        """Withdraw it."""
        require(user, Deed.WITHDRAW)
        with transaction.atomic():
            story = _locked(self.article)
            refuse_if(self.check())
            take_back(story, self.reason, user)
        return story


def take_back(story: ArticlePage, reason: str, user: Any) -> None:
    """Withdraw a story that is out, within whatever deed was allowed to do so."""
    _note(story, when=timezone.now().replace(microsecond=0), reason=reason.strip())
    log(story, "newsroom.withdrawn", user=user, data={"note": reason.strip()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinstate:
    """Give a withdrawn story to readers again, as it was when it was withdrawn."""

    article: int

    def check(self) -> tuple[Obstacle, ...]:
        """It must be withdrawn."""
        if not ArticlePage.objects.filter(pk=self.article, withdrawn_at__isnull=False).exists():
            return (Obstacle(what="This story is not withdrawn."),)
        return ()

    def execute(self, user: Any) -> ArticlePage:
        """Bring it back."""
        require(user, Deed.WITHDRAW)
        with transaction.atomic():
            story = _locked(self.article)
            refuse_if(self.check())
            _note(story, when=None, reason="")
            log(story, "newsroom.reinstated", user=user)
        return story


def _locked(article: int) -> ArticlePage:
    story = ArticlePage.objects.select_for_update().select_related("locale").filter(pk=article).first()
    if story is None:
        raise ActionRefusedError([Obstacle(what="This story is not there any more.")])
    return story


def _note(story: ArticlePage, *, when: Any, reason: str) -> None:
    story.withdrawn_at, story.withdrawal_reason = when, reason
    ArticlePage.objects.filter(pk=story.pk).update(withdrawn_at=when, withdrawal_reason=reason)
    outbox.note(story.record_kind, story.permanent_id)
    mark(story)
