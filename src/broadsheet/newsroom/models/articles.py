"""Stories."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.blocks.body import BodyBlock
from broadsheet.newsroom.blocks.inline import INLINE_FEATURES
from broadsheet.newsroom.models.article_rows import Correction
from broadsheet.newsroom.models.containers import ContainerKind
from broadsheet.newsroom.models.dated import DatedPage
from broadsheet.newsroom.panels import NotCarriedPanel
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
    stage = models.CharField(max_length=16, choices=STAGES, default=Stage.DRAFT.value, editable=False, db_index=True)
    stage_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    worked_on = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    stage_at = models.DateTimeField(null=True, blank=True, editable=False)

    parent_page_types: ClassVar[list[str]] = ["newsroom.ContainerPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        NotCarriedPanel(),
        FieldPanel("kicker"),
        *Page.content_panels,
        FieldPanel("standfirst"),
        InlinePanel("bylines", label="byline", heading="Bylines"),
        FieldPanel("dateline"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_caption")], heading="Lead picture"
        ),
        FieldPanel("body"),
        InlinePanel("corrections", label="correction", heading="Corrections"),
    ]
    promote_panels: ClassVar[list[Any]] = [
        FieldPanel("genre"),
        PageChooserPanel("section"),
        InlinePanel("topics", label="topic", heading="Topics and places"),
        InlinePanel("persons", label="person", heading="People in the news"),
        InlinePanel("branches", label="branch", heading="Branches"),
        InlinePanel("related", label="story", heading="Related stories"),
        MultiFieldPanel(
            [FieldPanel("review_of"), FieldPanel("review_by"), FieldPanel("review_where")], heading="For a review"
        ),
        MultiFieldPanel(
            [FieldPanel("slug", heading="Web address"), FieldPanel("share_headline"), FieldPanel("share_text")],
            heading="On the web",
        ),
        FieldPanel("licence"),
        FieldPanel("embargo"),
    ]

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"

    def month_of_address(self) -> str:
        """YYYY-MM of the first publication."""
        return self.month_of(self.first_published_at)

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
        if self.live and self.embargo is not None and self.embargo > timezone.now():
            raise ActionRefusedError([f"“{self.title}” may not appear before {written_moment(self.embargo)}."])
        super().before_save()
        if self.live:
            for correction in self.corrections.all():
                correction.frozen = True

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """An older draft does not thaw a correction, and is no further than the text is now."""
        page: Self = super().with_content_json(content)
        page.stage, page.stage_by_id, page.stage_at = self.stage, self.stage_by_id, self.stage_at
        page.worked_on = self.worked_on
        frozen = set(Correction.objects.filter(article_id=self.pk, frozen=True).values_list("pk", flat=True))
        for correction in page.corrections.all():
            correction.frozen = correction.pk in frozen
        return page

    def save_revision(self, user: Any = None, **kwargs: Any) -> Any:
        """A text that was ready goes back to an editor when somebody changes it who may not publish."""
        revision = super().save_revision(user=user, **kwargs)
        self.worked_on = revision.created_at
        if user is not None and self.stage == Stage.READY and not may(user, Deed.PUBLISH):
            self.stage = Stage.WITH_EDITOR.value
        ArticlePage.objects.filter(pk=self.pk).update(stage=self.stage, worked_on=self.worked_on)
        return revision
