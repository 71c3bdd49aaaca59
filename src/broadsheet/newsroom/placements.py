"""The table of placements, made anew from an issue's plan."""

from django.db import transaction

from broadsheet.edition.records import Medium, Slot
from broadsheet.newsroom.compose.body import list_values
from broadsheet.newsroom.models.articles import ArticlePage
from broadsheet.newsroom.models.issues import IssuePage, Placement


def rebuild_placements(issue: IssuePage) -> None:
    """Replace the placements of `issue` by those of its plan; a story that is gone is left out.

    One in the bin keeps its place, for it may come back.
    """
    planned = [
        (section["value"]["title"], item)
        for section in issue.plan.raw_data  # as it is stored, so that no story is read for its number
        for item in list_values(section["value"]["stories"])
        if item["article"] is not None
    ]
    known = set(
        ArticlePage.everything.filter(pk__in=[item["article"] for _, item in planned]).values_list("pk", flat=True)
    )
    with transaction.atomic():
        Placement.objects.filter(issue=issue).delete()
        Placement.objects.bulk_create(
            Placement(
                issue=issue,
                section_title=title,
                rank=rank,
                article_id=item["article"],
                slot=item.get("slot") or Slot.NORMAL.value,
                medium=item.get("medium") or Medium.BOTH.value,
                page=item.get("page") or 0,
            )
            for rank, (title, item) in enumerate(planned)
            if item["article"] in known
        )
