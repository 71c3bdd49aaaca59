"""Changing a page that is there already, as an editor would: its drafts follow, its address stays."""

from datetime import datetime
from typing import Any

from wagtail.models import Page

from broadsheet.newsroom.intake.bulk import as_stored
from broadsheet.newsroom.intake.values import PageValues
from broadsheet.newsroom.models import AddressedPage, ArticlePage
from broadsheet.newsroom.story_index import refresh


def update_page(
    page: AddressedPage,
    values: PageValues,
    *,
    title: str,
    live: bool,
    published: datetime | None = None,
    updated: datetime | None = None,
) -> None:
    """Give the page these values. Call it inside a transaction."""
    page.title = page.draft_title = title
    for name, value in values.columns.items():
        setattr(page, name, as_stored(type(page), name, value))
    for relation, rows in values.rows.items():
        setattr(page, relation, [row.made(order) for order, row in enumerate(rows)])
    if live and published is not None:
        page.first_published_at = page.first_published_at or published
        page.last_published_at = updated or published
    page.live = live
    page.has_unpublished_changes = not live
    page.save(clean=False)
    if isinstance(page, ArticlePage):
        refresh(page)
    if page.latest_revision_id is not None:
        follow(page)


def follow(page: Any) -> None:
    """Drafts made before would bring the old words back, so the newest draft is made of the new ones."""
    revision = page.save_revision(clean=False, changed=False)
    Page.objects.filter(pk=page.pk).update(
        live_revision=revision if page.live else None, has_unpublished_changes=not page.live
    )
