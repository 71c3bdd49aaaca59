"""Issues: dated, numbered, edited."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from broadsheet.newsroom.blocks.body import BodyBlock
from broadsheet.newsroom.blocks.plan import PlanBlock
from broadsheet.newsroom.models.addressed import AddressedPage
from broadsheet.newsroom.models.containers import ContainerKind
from broadsheet.newsroom.plain_rows import insert_rows
from broadsheet.newsroom.plans import Plan
from broadsheet.newsroom.vocabularies import MEDIA, SLOTS


class IssuePage(AddressedPage):
    """An issue, identified by volume and number. Its plan says which stories it has and in what order."""

    record_kind = "issue"
    address_folder = "issues"
    shelf_kind = ContainerKind.ISSUES

    number = models.PositiveIntegerField()
    volume = models.PositiveIntegerField(default=0, help_text="Leave 0 if the paper does not count volumes.")
    day = models.DateField("date")
    issue_title = models.CharField("title", max_length=255, blank=True, help_text="For special issues.")
    cover = models.ForeignKey("newsroom.BroadImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cover_alt = models.CharField("cover in words", max_length=500, blank=True)
    editorial = StreamField(BodyBlock(), blank=True)
    plan = StreamField(PlanBlock(), blank=True)
    # Of the issue, not of a version of it.
    reopened = models.BooleanField(default=False, editable=False)
    close_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    close_refusal = models.TextField(blank=True, editable=False)

    parent_page_types: ClassVar[list[str]] = ["newsroom.ContainerPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("volume"), FieldPanel("number"), FieldPanel("day")]),
        FieldPanel("issue_title"),
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt")], heading="Cover"),
        FieldPanel("plan", heading="Contents"),
        FieldPanel("editorial"),
    ]
    promote_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = "issue"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["day", "number"], name="issue_order")]

    def minimal_clean(self) -> None:
        """Wagtail's check before every save: by then the issue has its name."""
        self._take_name()
        super().minimal_clean()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check all fields, with the name they give."""
        self._take_name()
        super().full_clean(*args, **kwargs)

    def _take_name(self) -> None:
        """The slug and the name in lists follow volume and number."""
        if self.number is not None:
            self.slug = issue_slug(self.volume, self.number)
            self.title = self.issue_title or f"Issue {self.slug}"

    def clean(self) -> None:
        """Refuse a second issue of the same volume and number."""
        super().clean()
        twins = IssuePage.everything.filter(number=self.number, volume=self.volume, locale_id=self.locale_id)
        if (twin := twins.exclude(pk=self.pk).first()) is not None:
            where = "in the bin" if twin.in_bin else "already"
            raise ValidationError({"number": f"There is an issue {issue_slug(self.volume, self.number)} {where}."})

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """An older plan does not open or close the issue."""
        page: Self = super().with_content_json(content)
        page.reopened, page.close_at, page.close_refusal = self.reopened, self.close_at, self.close_refusal
        return page

    @property
    def closed(self) -> bool:
        """Whether it is out and nobody is working on it again."""
        return self.live and not self.reopened

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, and rebuild the placements from the plan that is now live."""
        result = super().save(*args, **kwargs)
        if self.live and kwargs.get("update_fields") is None:
            rebuild_placements(self)
        return result


class Placement(models.Model):
    """A story's place in an issue, rebuilt from the plan whenever the issue is published: for quick questions."""

    issue = models.ForeignKey(IssuePage, on_delete=models.CASCADE, related_name="placements")
    section_title = models.CharField(max_length=255)
    rank = models.PositiveIntegerField()
    article = models.ForeignKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="placements")
    slot = models.CharField(max_length=16, choices=SLOTS, default="normal")
    medium = models.CharField(max_length=16, choices=MEDIA, default="both")
    page = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["issue_id", "rank"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["issue", "rank"], name="placement_order")]

    def __str__(self) -> str:
        return f"{self.section_title} {self.rank}"


def issue_slug(volume: int, number: int) -> str:
    """`N`, or `V-N` where the paper counts volumes."""
    return f"{volume}-{number}" if volume else str(number)


class Assignment(models.Model):
    """Who writes what for an issue by when; `article` once the writing has begun."""

    issue = models.ForeignKey(IssuePage, on_delete=models.CASCADE, related_name="assignments")
    what = models.CharField(max_length=255)
    who = models.CharField(max_length=255, blank=True)
    due = models.DateField(null=True, blank=True)
    section_title = models.CharField(max_length=255, blank=True)
    article = models.ForeignKey(
        "newsroom.ArticlePage", null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments"
    )

    class Meta:
        ordering: ClassVar[list[Any]] = [models.F("due").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return f"{self.what}, {self.who}"


def rebuild_placements(issue: IssuePage) -> None:
    """Replace the placements of `issue` by those of its plan; a story that is gone is left out.

    One in the bin keeps its place, for it may come back.
    """
    with transaction.atomic():
        Placement.objects.filter(issue=issue).delete()
        place({issue.pk: issue.plan.raw_data})


def place(plans: Mapping[int, Any]) -> None:
    """Write the placements of issues that have none, by the issue's number and its plan as it is stored."""
    # As they are stored, so that no story is read for its number.
    planned = {
        issue: [(section.title, story) for section in Plan.read(plan).sections for story in section.stories]
        for issue, plan in plans.items()
    }
    wanted = {story.article for stories in planned.values() for _, story in stories}
    stories = apps.get_model("newsroom", "ArticlePage").everything
    known = set(stories.filter(pk__in=wanted).values_list("pk", flat=True))
    rows = (
        (issue, title, rank, story.article, story.slot.value, story.medium.value, story.page)
        for issue, stories in planned.items()
        for rank, (title, story) in enumerate(stories)
        if story.article in known
    )
    insert_rows(Placement, ("issue_id", "section_title", "rank", "article_id", "slot", "medium", "page"), rows)
