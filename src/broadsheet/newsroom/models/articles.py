"""Stories."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.blocks.body import BodyBlock
from broadsheet.newsroom.blocks.inline import INLINE_FEATURES
from broadsheet.newsroom.models.answers import draft_kept
from broadsheet.newsroom.models.article_rows import Correction
from broadsheet.newsroom.models.containers import ContainerKind
from broadsheet.newsroom.models.dated import DatedPage
from broadsheet.newsroom.paper import written_moment
from broadsheet.newsroom.roles import Deed, may
from broadsheet.newsroom.vocabularies import ARTICLE_KINDS, STAGES, Stage


class ArticlePage(DatedPage):
    """One story (the interface says story). Its address is `/YYYY/MM/slug/`, fixed at first publication."""

    record_kind = "article"
    shelf_kind = ContainerKind.MONTH

    kicker = models.CharField(max_length=255, blank=True, help_text="A word or two above the headline.")
    standfirst = models.TextField(blank=True, help_text="The introduction in larger type.")
    dateline = models.CharField(max_length=255, blank=True, help_text="Where the story was written from.")
    genre = models.CharField("kind of story", max_length=16, choices=ARTICLE_KINDS, default="report")
    section = models.ForeignKey(
        "newsroom.SectionPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture = models.ForeignKey(
        "newsroom.BroadImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_alt = models.CharField(
        "picture in words", max_length=500, blank=True, help_text="What the picture shows, for those who cannot see it."
    )
    picture_caption = RichTextField("caption", features=INLINE_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    review_of = models.CharField("review of", max_length=500, blank=True)
    review_by = models.CharField("made by", max_length=500, blank=True)
    review_where = models.CharField("where to get it", max_length=500, blank=True)
    share_headline = models.CharField(max_length=255, blank=True, help_text="Shown where the story is shared.")
    share_text = models.CharField(max_length=500, blank=True)
    licence = models.CharField(max_length=255, blank=True, help_text="Leave empty for the paper's own.")
    embargo = models.DateTimeField(
        "not before", null=True, blank=True, help_text="Nobody outside sees the story before this time."
    )
    # Of the unpublished text, not of a version of it: an older version brings none of these back.
    stage = models.CharField(max_length=16, choices=STAGES, default=Stage.DRAFT.value, editable=False)
    stage_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    worked_on = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    stage_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Of the story as readers have it: `revised_at` is what they see as its update, so that a small fix shows nothing.
    revised_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, editable=False)

    parent_page_types: ClassVar[list[str]] = ["newsroom.ContainerPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        # In order, too: nearly every story has the same stage, so that by it alone all would be looked at.
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["stage", "stage_at"], name="story_stage_order")]

    def month_of_address(self) -> str:
        """YYYY-MM of the first publication."""
        return self.month_of(self.first_published_at)

    @property
    def embargoed(self) -> bool:
        """Whether nobody outside may see it yet."""
        return self.embargo is not None and self.embargo > timezone.now()

    def clean(self) -> None:
        """A published correction can be neither changed nor taken back."""
        super().clean()
        if not self.pk:
            return
        now = {row.pk: row for row in self.corrections.all()}
        for frozen in Correction.objects.filter(article_id=self.pk, frozen=True):
            kept = now.get(frozen.pk)
            if kept is None or (kept.when, kept.kind, kept.text) != (frozen.when, frozen.kind, frozen.text):
                raise ValidationError(
                    "A published correction stays as it is; write another one below it to correct a correction."
                )

    def before_save(self) -> None:
        """Publishing a story freezes its corrections; under an embargo it is refused."""
        if self.live and self.embargoed and self.embargo is not None:
            raise ActionRefusedError([f"“{self.title}” may not appear before {written_moment(self.embargo)}."])
        super().before_save()
        if self.live:
            for correction in self.corrections.all():
                correction.frozen = True

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """An older draft does not thaw a correction, and is no further than the text is now."""
        page: Self = super().with_content_json(content)
        page.stage, page.stage_by_id, page.stage_at = self.stage, self.stage_by_id, self.stage_at
        page.worked_on, page.revised_at = self.worked_on, self.revised_at
        page.withdrawn_at, page.withdrawal_reason = self.withdrawn_at, self.withdrawal_reason
        frozen = set(Correction.objects.filter(article_id=self.pk, frozen=True).values_list("pk", flat=True))
        for correction in page.corrections.all():
            correction.frozen = correction.pk in frozen
        return page

    def save_revision(self, user: Any = None, **kwargs: Any) -> Any:
        """Keep the draft, and the story's place in the list. Ready text changed by a writer goes to an editor again."""
        revision = super().save_revision(user=user, **kwargs)
        self.worked_on = revision.created_at
        if user is not None and self.stage == Stage.READY and not may(user, Deed.PUBLISH):
            self.stage = Stage.WITH_EDITOR.value
        ArticlePage.objects.filter(pk=self.pk).update(stage=self.stage, worked_on=self.worked_on)
        draft_kept.send(ArticlePage, story=self)
        return revision
