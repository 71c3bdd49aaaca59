"""The table of placements, made anew from an issue's plan."""

from django.db import transaction

from broadsheet.newsroom.models.articles import ArticlePage
from broadsheet.newsroom.models.issues import IssuePage, Placement


def rebuild_placements(issue: IssuePage) -> None:
    """Replace the placements of `issue` by those of its plan; a story that is gone is left out."""
    planned = [
        (section.value["title"], item)
        for section in issue.plan
        for item in section.value["stories"]
        if item["article"] is not None
    ]
    known = set(
        ArticlePage.objects.filter(pk__in=[item["article"].pk for _, item in planned]).values_list("pk", flat=True)
    )
    with transaction.atomic():
        Placement.objects.filter(issue=issue).delete()
        Placement.objects.bulk_create(
            Placement(
                issue=issue,
                section_title=title,
                rank=rank,
                article_id=item["article"].pk,
                slot=item["slot"],
                medium=item["medium"],
                page=item["page"] or 0,
            )
            for rank, (title, item) in enumerate(planned)
            if item["article"].pk in known
        )
