"""
New pages in bulk: tree paths are computed, rows are written a batch at a time, a hundred times cheaper than one by one.

Django's `bulk_create` refuses models that inherit tables, so the common table is written first and each type's own
table after it, with the numbers the first gave.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from django.db.models import F
from wagtail.models import Page

from broadsheet.importers.names import untaken
from broadsheet.newsroom.intake.references import write_references
from broadsheet.newsroom.intake.values import PageValues
from broadsheet.newsroom.models import AddressedPage, ArticlePage, EventBranch
from broadsheet.newsroom.story_index import enter_archive


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """A page to be made under `parent`. Without a moment of publication it is a draft."""

    parent: Page
    permanent_id: str
    title: str
    slug: str
    locale_id: int
    translation_key: Any
    values: PageValues
    live: bool
    published: datetime | None = None
    updated: datetime | None = None
    month: str | None = None


@dataclass(slots=True)
class Shelves:
    """What is known of each parent during an import: the next place in the tree, and the slugs that are taken."""

    _next_step: dict[int, int] = field(default_factory=dict)
    _slugs: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def slug(self, parent: Page, wanted: str, taken: Iterable[str] = ()) -> str:
        """`wanted`, or the first of `wanted-2` … that no page on this shelf has, nor is among `taken`."""
        self._learn(parent)
        self._slugs[parent.pk].update(taken)
        return untaken(wanted, self._slugs[parent.pk])

    def path(self, parent: Page) -> str:
        """The next free place under `parent`."""
        self._learn(parent)
        step = self._next_step[parent.pk]
        self._next_step[parent.pk] = step + 1
        path: str = Page._get_path(parent.path, parent.depth + 1, step)
        return path

    def forget(self, parent: Page) -> None:
        """Something else put a page there: look again."""
        self._next_step.pop(parent.pk, None)

    def _learn(self, parent: Page) -> None:
        if parent.pk in self._next_step:
            return
        children = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
        rows = list(children.order_by("path").values_list("path", "slug"))
        last = rows[-1][0] if rows else None
        self._next_step[parent.pk] = Page._str2int(last[-Page.steplen :]) + 1 if last else 1
        self._slugs[parent.pk] |= {slug for _, slug in rows}


def add_pages(new_pages: Sequence[NewPage], shelves: Shelves) -> list[AddressedPage]:
    """Make the pages, in order; returns them with their numbers. Call it inside a transaction."""
    pages = [_page(new, shelves) for new in new_pages]
    _insert_common_table(pages)
    by_type: dict[type[AddressedPage], list[AddressedPage]] = defaultdict(list)
    for page in pages:
        by_type[type(page)].append(page)
    for page_type, typed in by_type.items():
        _insert(page_type, typed, page_type._meta.local_concrete_fields)
    _add_child_rows(new_pages, pages)
    for parent, count in Counter(new.parent.pk for new in new_pages).items():
        Page.objects.filter(pk=parent).update(numchild=F("numchild") + count)
    write_references(pages, [new.values.rows for new in new_pages])
    enter_archive(page for page in pages if isinstance(page, ArticlePage))
    return pages


def _page(new: NewPage, shelves: Shelves) -> AddressedPage:
    page_type = new.values.page_type
    columns = {name: as_stored(page_type, name, value) for name, value in new.values.columns.items()}
    if new.month is not None:
        columns["month"] = new.month
    return page_type(
        path=shelves.path(new.parent),
        depth=new.parent.depth + 1,
        numchild=0,
        url_path=f"{new.parent.url_path}{new.slug}/",
        title=new.title,
        draft_title=new.title,
        slug=new.slug,
        locale_id=new.locale_id,
        translation_key=new.translation_key,
        content_type=ContentType.objects.get_for_model(page_type),
        permanent_id=new.permanent_id,
        live=new.live,
        has_unpublished_changes=not new.live,
        first_published_at=new.published if new.live else None,
        last_published_at=(new.updated or new.published) if new.live else None,
        **columns,
    )


def as_stored(page_type: type[AddressedPage], name: str, value: Any) -> Any:
    """A column's value; a list of stored blocks becomes a stream that is read only when it is asked for."""
    if not isinstance(value, list):
        return value
    return page_type._meta.get_field(name).stream_block.to_python(value)


def _insert_common_table(pages: list[AddressedPage]) -> None:
    """Write what every page has, and give each its number."""
    number = Page._meta.pk
    columns = [column for column in Page._meta.local_concrete_fields if column is not number]
    for page, (given,) in zip(pages, _insert(Page, pages, columns, returning_fields=[number]), strict=True):
        page.pk = page.page_ptr_id = given
        page._state.adding = False


def _insert(
    page_type: type[Page], pages: list[AddressedPage], columns: list[Any], **options: Any
) -> list[tuple[Any, ...]]:
    """Write the columns of one table, as many rows at once as the database takes; what it gives back for each row."""
    using = router.db_for_write(page_type)
    size = max(1, min(200, connections[using].ops.bulk_batch_size(columns, pages)))
    given: list[tuple[Any, ...]] = []
    for start in range(0, len(pages), size):
        batch = pages[start : start + size]
        given += page_type._base_manager._insert(batch, fields=columns, using=using, **options) or ()
    return given


def _add_child_rows(new_pages: Sequence[NewPage], pages: list[AddressedPage]) -> None:
    by_model: dict[type[Any], list[Any]] = defaultdict(list)
    for new, page in zip(new_pages, pages, strict=True):
        for rows in new.values.rows.values():
            for order, row in enumerate(rows):
                setattr(row, "event_id" if isinstance(row, EventBranch) else "article_id", page.pk)
                row.sort_order = order
                by_model[type(row)].append(row)
    for model, rows in by_model.items():
        model.objects.bulk_create(rows, batch_size=200)
