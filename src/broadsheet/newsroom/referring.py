"""What must be composed again because something else changed: what lies under a page, and what refers to a thing."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from broadsheet.edition.paper import PAPER_ID
from broadsheet.newsroom.models import PAGE_TYPES, AddressedPage, HomePage, outbox


def note_tree(page: Page) -> None:
    """Have `page` and every published page under it composed again, or taken out."""
    for page_type in PAGE_TYPES:
        published = page_type.objects.filter(path__startswith=page.path, first_published_at__isnull=False)
        note_pages(published.values_list("permanent_id", flat=True), page_type)


def note_referrers(target: Model) -> None:
    """Have every published page that refers to `target`, and the fronts, composed again."""
    references = ReferenceIndex.get_references_to(target).values_list("base_content_type_id", "object_id")
    page_base = ContentType.objects.get_for_model(Page).pk
    ids = [int(object_id) for content_type, object_id in references.distinct() if content_type == page_base]
    if ids and HomePage.objects.filter(pk__in=ids).exists():
        outbox.note("paper", PAPER_ID)
    for page_type in PAGE_TYPES:
        published = page_type.objects.filter(pk__in=ids, first_published_at__isnull=False) if ids else None
        if published is not None:
            note_pages(published.values_list("permanent_id", flat=True), page_type)


def note_pages(permanent_ids: Any, page_type: type[AddressedPage]) -> None:
    """Have these pages of one type composed."""
    outbox.note_all((page_type.record_kind, permanent_id) for permanent_id in permanent_ids)
