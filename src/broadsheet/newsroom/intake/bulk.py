"""
New pages in bulk: tree paths are computed, rows are written a batch at a time, a hundred times cheaper than one by one.

Models that inherit tables are written one table after the other: the common one first, then each type's own, with the
numbers the first gave. No object of Django's is made: a story's would take as long as reading it.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Page

from broadsheet.importers.names import untaken
from broadsheet.newsroom.intake.references import NumberedRow, write_references
from broadsheet.newsroom.intake.values import PageValues
from broadsheet.newsroom.models import AddressedPage, ArticlePage, ContainerKind, ContainerPage, EventBranch, HomePage
from broadsheet.newsroom.plain_rows import insert_given
from broadsheet.newsroom.story_index import enter_archive


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """A page to be made under `parent`. Without a moment of publication it is a draft."""

    parent: "Page | MadePage"
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

    def slug(self, parent: "Page | MadePage", wanted: str, taken: Iterable[str] = ()) -> str:
        """`wanted`, or the first of `wanted-2` … that no page on this shelf has, nor is among `taken`."""
        self._learn(parent)
        self._slugs[parent.pk].update(taken)
        return untaken(wanted, self._slugs[parent.pk])

    def path(self, parent: "Page | MadePage") -> str:
        """The next free place under `parent`."""
        self._learn(parent)
        step = self._next_step[parent.pk]
        self._next_step[parent.pk] = step + 1
        path: str = Page._get_path(parent.path, parent.depth + 1, step)
        return path

    def forget(self, parent: "Page | MadePage") -> None:
        """Something else put a page there: look again."""
        self._next_step.pop(parent.pk, None)

    def _learn(self, parent: "Page | MadePage") -> None:
        if parent.pk in self._next_step:
            return
        children = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
        rows = list(children.order_by("path").values_list("path", "slug"))
        last = rows[-1][0] if rows else None
        self._next_step[parent.pk] = Page._str2int(last[-Page.steplen :]) + 1 if last else 1
        self._slugs[parent.pk] |= {slug for _, slug in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """A page that was made: what the rest of an import asks of it."""

    pk: int
    page_type: type[AddressedPage]
    permanent_id: str
    title: str
    live: bool
    path: str
    depth: int
    url_path: str
    locale_id: int

    @property
    def record_kind(self) -> str:
        """The kind of its record."""
        return self.page_type.record_kind

    @property
    def draft_title(self) -> str:
        """The title of its newest version."""
        return self.title


def add_pages(new_pages: Sequence[NewPage], shelves: Shelves) -> list[MadePage]:
    """Make the pages, in order; returns them with their numbers. Call it inside a transaction."""
    common = [_common_columns(new, shelves) for new in new_pages]
    numbers = insert_given(Page, common)
    by_type: dict[type[AddressedPage], list[dict[str, Any]]] = defaultdict(list)
    for new, number in zip(new_pages, numbers, strict=True):
        by_type[new.values.page_type].append(_own_columns(new, number))
    for page_type, rows in by_type.items():
        insert_given(page_type, rows)
    children = _add_child_rows(new_pages, numbers)
    for parent, count in Counter(new.parent.pk for new in new_pages).items():
        Page.objects.filter(pk=parent).update(numchild=F("numchild") + count)
    write_references(
        (new.values.page_type, number, new.values.columns, children[number])
        for new, number in zip(new_pages, numbers, strict=True)
    )
    enter_archive(
        (number, new.locale_id, {**new.values.columns, "title": new.title, "live": new.live})
        for new, number in zip(new_pages, numbers, strict=True)
        if new.values.page_type is ArticlePage
    )
    return [_made(new, number, row) for new, number, row in zip(new_pages, numbers, common, strict=True)]


def add_shelf(
    home: HomePage, parent: Page, kind: ContainerKind, *, slug: str, title: str, shelves: Shelves
) -> ContainerPage:
    """
    A shelf under `parent`. An archive of twenty years has hundreds of them; Wagtail's way takes as long as ten stories.

    Call it inside a transaction.
    """
    row = {
        "path": shelves.path(parent),
        "depth": parent.depth + 1,
        "numchild": 0,
        "url_path": f"{parent.url_path}{slug}/",
        "title": title,
        "draft_title": title,
        "slug": slug,
        "locale_id": home.locale_id,
        "translation_key": uuid.uuid4(),
        "content_type_id": ContentType.objects.get_for_model(ContainerPage).pk,
    }
    (number,) = insert_given(Page, [row])
    insert_given(ContainerPage, [{"page_ptr_id": number, "kind": kind.value}])
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
    return ContainerPage.objects.get(pk=number)


def _made(new: NewPage, number: int, row: dict[str, Any]) -> MadePage:
    return MadePage(
        pk=number,
        page_type=new.values.page_type,
        permanent_id=new.permanent_id,
        title=new.title,
        live=new.live,
        path=row["path"],
        depth=row["depth"],
        url_path=row["url_path"],
        locale_id=new.locale_id,
    )


def _common_columns(new: NewPage, shelves: Shelves) -> dict[str, Any]:
    """What every page has."""
    return {
        "path": shelves.path(new.parent),
        "depth": new.parent.depth + 1,
        "numchild": 0,
        "url_path": f"{new.parent.url_path}{new.slug}/",
        "title": new.title,
        "draft_title": new.title,
        "slug": new.slug,
        "locale_id": new.locale_id,
        "translation_key": new.translation_key,
        "content_type_id": ContentType.objects.get_for_model(new.values.page_type).pk,
        "live": new.live,
        "has_unpublished_changes": not new.live,
        "first_published_at": new.published if new.live else None,
        "last_published_at": (new.updated or new.published) if new.live else None,
    }


def _own_columns(new: NewPage, number: int) -> dict[str, Any]:
    """What only pages of its type have."""
    month = {} if new.month is None else {"month": new.month}
    return {**new.values.columns, **month, "page_ptr_id": number, "permanent_id": new.permanent_id}


def as_stored(page_type: type[AddressedPage], name: str, value: Any) -> Any:
    """A column's value; a list of stored blocks becomes a stream that is read only when it is asked for."""
    if not isinstance(value, list):
        return value
    return page_type._meta.get_field(name).stream_block.to_python(value)


def _add_child_rows(new_pages: Sequence[NewPage], pages: Sequence[int]) -> dict[int, list[NumberedRow]]:
    """Write the rows that belong to the pages; they come back by page, with their numbers and relations."""
    by_model: dict[Any, list[tuple[int, str, dict[str, Any]]]] = defaultdict(list)
    for new, page in zip(new_pages, pages, strict=True):
        for relation, rows in new.values.rows.items():
            for order, row in enumerate(rows):
                parent = "event_id" if row.model is EventBranch else "article_id"
                columns = {**row.columns, parent: page, "sort_order": order}
                by_model[row.model].append((page, relation, columns))
    numbered: dict[int, list[NumberedRow]] = defaultdict(list)
    for model, written in by_model.items():
        numbers = insert_given(model, [columns for _, _, columns in written])
        for number, (page, relation, columns) in zip(numbers, written, strict=True):
            numbered[page].append((relation, number, columns))
    return numbered
