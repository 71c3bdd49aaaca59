"""The pages of an export in order, a batch at a time, so that twenty years of a paper never lie in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, Self

from django.db.models import Count
from wagtail.models import Page

from broadsheet.importers.originals import OriginalKind
from broadsheet.importers.records import Sourced
from broadsheet.newsroom.compose.gathering import Gathered, all_comments, closed_branches, gather_pages, gathered_of
from broadsheet.newsroom.compose.references import References
from broadsheet.newsroom.export.originals import OriginalPaths
from broadsheet.newsroom.export.records import Beside, draft_moment, imported_record
from broadsheet.newsroom.models import (
    PAGE_TYPES,
    AddressedPage,
    ArticlePage,
    BranchPage,
    ContainerKind,
    ContainerPage,
    EventPage,
    ImportedLine,
    IssuePage,
    PersonPage,
    SectionPage,
    StandingPage,
    TopicPage,
)
from broadsheet.newsroom.paper import current_paper

BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIndex:
    """What an export knows of the whole: branches closed to readers, months of shelves, language versions, paths."""

    closed: tuple[str, ...]
    months: dict[str, str]
    translations: dict[int, str]
    paths: OriginalPaths = field(default_factory=OriginalPaths.read)

    @classmethod
    def read(cls) -> Self:
        """Ask the database."""
        months = ContainerPage.objects.filter(kind=ContainerKind.MONTH.value).values_list("path", "url_path")
        return cls(
            closed=closed_branches(),
            months={path: "-".join(url_path.strip("/").split("/")[-2:]) for path, url_path in months},
            translations=_translations(),
        )

    def beside(self, page: AddressedPage, unknown: dict[int, dict[str, Any]]) -> Beside:
        """What is true of this page beside its row."""
        return Beside(
            public=page.live and not page.path.startswith(self.closed),
            shelf_month=self.months.get(page.path[: -page.steplen], ""),
            translation_of=self.translations.get(page.pk, ""),
            unknown=unknown.get(page.pk, {}),
        )

    def placed(self, gathered: Gathered) -> Gathered:
        """The same with paths of pictures and documents in the place of permanent ids, and with all comments."""
        references = gathered.references
        found = References(
            pages=references.pages,
            images=self.paths.of_rows(OriginalKind.PICTURE, references.images),
            documents=self.paths.of_rows(OriginalKind.DOCUMENT, references.documents),
            root=references.root,
        )
        gathered.references = found
        gathered.comments = all_comments([page.pk for page in gathered.pages])
        return gathered


def _translations() -> dict[int, str]:
    """By page, the permanent id of the page it is another language version of: that in the paper's first language."""
    shared = Page.objects.values("translation_key").annotate(versions=Count("pk")).filter(versions__gt=1).order_by()
    order = {code: place for place, (code, _) in enumerate(current_paper().languages)}
    works: dict[Any, list[tuple[int, str, int]]] = {}
    for page_type in PAGE_TYPES:
        rows = page_type.objects.filter(translation_key__in=shared.values("translation_key"), alias_of__isnull=True)
        for key, code, name, number in rows.values_list(
            "translation_key", "locale__language_code", "permanent_id", "pk"
        ):
            works.setdefault(key, []).append((order.get(code, len(order)), name, number))
    return {number: min(versions)[1] for versions in works.values() for _, _, number in sorted(versions)[1:]}


def subjects(index: PaperIndex) -> Iterator[Sourced]:
    """Sections in their order; branches, topics and people by permanent id."""
    yield from _records(SectionPage, SectionPage.objects.order_by("path"), index)
    for page_type in (BranchPage, TopicPage, PersonPage):
        yield from _records(page_type, page_type.objects.order_by("permanent_id"), index)


def standing_pages(index: PaperIndex) -> Iterator[Sourced]:
    """Standing pages as they stand in the tree: each after the one above it."""
    yield from _records(StandingPage, StandingPage.objects.order_by("path"), index)


def stories(index: PaperIndex) -> Iterator[Sourced]:
    """Stories by date, then id; drafts by the month they lie in."""
    columns = ("pk", "permanent_id", "live", "month", "path", "first_published_at")
    rows = ArticlePage.objects.filter(alias_of__isnull=True).values_list(*columns).iterator()
    order = sorted(_place(row, index) for row in rows)
    yield from _in_batches(ArticlePage, (number for _, _, number in order), index)


def _place(row: tuple[Any, ...], index: PaperIndex) -> tuple[int, str, int]:
    """What orders a story: the date that its line will have, and its id."""
    number, name, live, month, path, first = row
    if live and not path.startswith(index.closed):
        return int(first.timestamp()), name, number
    return int(draft_moment(month or index.months.get(path[: -Page.steplen], "")).timestamp()), name, number


def events(index: PaperIndex) -> Iterator[Sourced]:
    """Events by their start, then id."""
    yield from _records(EventPage, EventPage.objects.order_by("starts", "permanent_id"), index)


def issues(index: PaperIndex) -> Iterator[Sourced]:
    """Issues by their day, then id."""
    yield from _records(IssuePage, IssuePage.objects.order_by("day", "permanent_id"), index)


def _records(page_type: Any, pages: Any, index: PaperIndex) -> Iterator[Sourced]:
    yield from _in_batches(page_type, list(pages.filter(alias_of__isnull=True).values_list("pk", flat=True)), index)


def _in_batches(page_type: Any, numbers: Iterable[int], index: PaperIndex) -> Iterator[Sourced]:
    root = current_paper().public_address
    for batch in batched(numbers, BATCH):
        found = {page.pk: page for page in page_type.objects.filter(pk__in=batch).select_related("locale")}
        unknown = _unknown(batch)
        kept = [page for page in found.values() if page.live or page.latest_revision_id is None]
        gathered = index.placed(gather_pages(kept, root))
        for number in batch:
            page = found.get(number)
            if page is None:
                continue
            if page.live or page.latest_revision_id is None:
                yield imported_record(page, gathered, index.beside(page, unknown))
            else:
                draft = page.get_latest_revision_as_object()
                yield imported_record(draft, index.placed(gathered_of(draft, root)), index.beside(page, unknown))


def _unknown(numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Keys of earlier imports that Broadsheet does not know, by page."""
    found: dict[int, dict[str, Any]] = {}
    rows = ImportedLine.objects.filter(page_id__in=numbers).exclude(unknown_keys={}).order_by("pk")
    for number, unknown in rows.values_list("page_id", "unknown_keys"):
        if number is not None:
            found.setdefault(number, {}).update(unknown)
    return found
