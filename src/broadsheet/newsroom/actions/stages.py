"""A story's way to an editor and back: handed in, sent back, said to be ready."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadsheet.newsroom.accounts.reach import require_for
from broadsheet.newsroom.models import ArticlePage, PaperSettings
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.roles import DEEDS, Deed, Role, require
from broadsheet.newsroom.story_index import mark
from broadsheet.newsroom.vocabularies import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChange(ABC):
    """A step of one story; `note` is kept with it in the story's history."""

    article: int
    note: str = ""

    to: ClassVar[Stage]
    event: ClassVar[str]

    @abstractmethod
    def allow(self, user: Any, story: ArticlePage) -> None:
        """PermissionDenied when the account may not take this step."""

    def obstacles(self, user: Any, story: ArticlePage) -> tuple[Obstacle, ...]:
        """What stands in the way besides permission."""
        del user
        if story.stage == self.to:
            return (Obstacle(what=f"“{story.draft_title}” is {dict(_STAGE_WORDS)[self.to]} already."),)
        return ()

    def check(self) -> tuple[Obstacle, ...]:
        """The story must be there."""
        if not ArticlePage.objects.filter(pk=self.article).exists():
            return (Obstacle(what="This story is not there any more."),)
        return ()

    def execute(self, user: Any) -> ArticlePage:
        """Take the step."""
        with transaction.atomic():
            refuse_if(self.check())
            story = ArticlePage.objects.select_for_update().get(pk=self.article)
            self.allow(user, story)
            refuse_if(self.obstacles(user, story))
            story.stage, story.stage_by, story.stage_at = self.to.value, user, timezone.now()
            ArticlePage.objects.filter(pk=story.pk).update(
                stage=story.stage, stage_by=story.stage_by, stage_at=story.stage_at
            )
            mark(story)
            log(story, self.event, user=user, data={"note": self.note} if self.note else None)
        return story


class HandIn(StageChange):
    """Hand a story in: an editor is to read it."""

    to = Stage.WITH_EDITOR
    event = "newsroom.handed_in"

    def allow(self, user: Any, story: ArticlePage) -> None:
        """Its writer may, and whoever edits the stories of others."""
        if story.owner_id != user.pk:
            require_for(user, Deed.EDIT_STORIES, story)
        require(user, Deed.WRITE)


class SendBack(StageChange):
    """Give a story back to its writer, with a note that says what is missing."""

    to = Stage.DRAFT
    event = "newsroom.sent_back"

    def allow(self, user: Any, story: ArticlePage) -> None:
        """An editor may, and the writer who wants to go on."""
        if story.owner_id != user.pk:
            require_for(user, Deed.PUBLISH, story)


class SayReady(StageChange):
    """Say that a story is ready for the issue, after somebody else than its writer has read it."""

    to = Stage.READY
    event = "newsroom.ready"

    def allow(self, user: Any, story: ArticlePage) -> None:
        """An editor may."""
        require_for(user, Deed.PUBLISH, story)

    def obstacles(self, user: Any, story: ArticlePage) -> tuple[Obstacle, ...]:
        """A second pair of eyes, unless the paper does without or has nobody else."""
        return StageChange.obstacles(self, user, story) + needs_second_reader(user, story)


def needs_second_reader(user: Any, story: ArticlePage) -> tuple[Obstacle, ...]:
    """A writer's own story waits for somebody else's eyes, unless the paper does without or has nobody else."""
    if story.stage == Stage.READY or story.owner_id != user.pk:
        return ()
    if not PaperSettings.load().four_eyes or not _others_may_publish(user):
        return ()
    remedy = "Hand it in, so that somebody else reads it."
    return (Obstacle(what=f"You wrote “{story.draft_title}” yourself.", remedy=remedy),)


_STAGE_WORDS = (
    (Stage.DRAFT, "a draft"),
    (Stage.WITH_EDITOR, "with an editor"),
    (Stage.READY, "ready"),
)


def _others_may_publish(user: Any) -> bool:
    publishers = [role.value for role in Role if Deed.PUBLISH in DEEDS[role]]
    others = get_user_model().objects.filter(is_active=True).exclude(pk=user.pk)
    return others.filter(groups__name__in=publishers).exists() or others.filter(is_superuser=True).exists()
