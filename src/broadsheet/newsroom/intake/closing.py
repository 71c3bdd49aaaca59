"""
The last step of an import: links to lines that came later become links to pages.

In a long archive every second story has one, so pages that no editor touched are written a batch at a time, only the
columns that change; a page with a draft is saved as an editor would.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Page

from broadsheet.newsroom.intake.bulk import as_stored
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.references import add_references, row_references, stream_references
from broadsheet.newsroom.intake.stored_text import close_links
from broadsheet.newsroom.intake.targets import OPEN
from broadsheet.newsroom.models import PAGE_TYPES, AddressedPage, ArticlePage, EventPage, ImportedLine, Related, outbox

BATCH = 200
STREAMS = ("body", "calls", "editorial", "pins")


def close_open_links(desk: Desk) -> None:
    """Close every line still open, of this import or of one that was cut short."""
    still_open = ImportedLine.objects.exclude(still_open={}).order_by("pk")
    last = 0
    while lines := list(still_open.filter(pk__gt=last)[:BATCH]):
        last = lines[-1].pk
        with transaction.atomic():
            open_lines = {line.page_id: line for line in lines if line.page_id is not None}
            for page_type in PAGE_TYPES:
                _close(_pages(page_type, open_lines), open_lines, desk)
            ImportedLine.objects.filter(pk__in=[line.pk for line in lines]).update(still_open={})


def _pages(page_type: Any, numbers: Iterable[int]) -> list[Any]:
    """The pages of one type: of those that no editor touched, most by far, only what is needed here."""
    columns = [name for name in STREAMS if name in {field.name for field in page_type._meta.fields}]
    pages = page_type.objects.filter(pk__in=numbers).order_by("pk")
    needed = pages.only("permanent_id", "live", "slug", "latest_revision", *columns).filter(latest_revision=None)
    return [*needed, *pages.filter(latest_revision__isnull=False)]


def _close(pages: list[Any], lines: Mapping[int, ImportedLine], desk: Desk) -> None:
    for page in pages:
        before = stream_references(page)
        names = [name for name in STREAMS if lines[page.pk].still_open.get(name)]
        for name in names:
            closed = [_closed(block, lines[page.pk], desk) for block in getattr(page, name).raw_data]
            stories = desk.targets.stories
            kept = [block for block in closed if name != "pins" or block["value"]["article"] in stories]
            setattr(page, name, as_stored(type(page), name, kept))
        names += _report(page, lines[page.pk], desk)
        if page.latest_revision_id is not None:
            page.save(clean=False)
        elif names:
            type(page).objects.filter(pk=page.pk).update(**{name: getattr(page, name) for name in names})
            add_references({page: stream_references(page) - before})
    _relate([page for page in pages if isinstance(page, ArticlePage)], lines, desk)
    outbox.note_all((page.record_kind, page.permanent_id) for page in pages if page.live)


def _report(page: AddressedPage, line: ImportedLine, desk: Desk) -> list[str]:
    """Have an event lead to the story about it; the names of the columns that changed."""
    source_id = line.still_open.get("report")
    if not source_id or not isinstance(page, EventPage):
        return []
    page.report_id = desk.targets.story(source_id)
    if page.report_id is None:
        desk.lose(
            "link", line.source_id, source_id, "the story about the event is not in this source nor in the paper."
        )
        return []
    add_references({page: [(Page, page.report_id, "report", "report")]})
    return ["report"]


def _relate(pages: Iterable[ArticlePage], lines: Mapping[int, ImportedLine], desk: Desk) -> None:
    wanted = {page: lines[page.pk].still_open["related"] for page in pages if lines[page.pk].still_open.get("related")}
    present: dict[int, list[int]] = defaultdict(list)
    for article, related in Related.objects.filter(article__in=wanted).values_list("article_id", "related_id"):
        present[article].append(related)
    rows = [row for page, source_ids in wanted.items() for row in _related(page, source_ids, present[page.pk], desk)]
    Related.objects.bulk_create(rows, batch_size=200)
    by_page: dict[AddressedPage, set[Any]] = defaultdict(set)
    for row in rows:
        by_page[row.article] |= set(row_references(row, "related"))
    add_references(by_page)


def _related(page: ArticlePage, source_ids: Iterable[str], present: list[int], desk: Desk) -> Iterable[Related]:
    for source_id in source_ids:
        number = desk.targets.story(source_id)
        if number is None:
            desk.lose("link", page.slug, source_id, "the related story is not in this source nor in the paper.")
        elif number not in present:
            yield Related(article=page, related_id=number, sort_order=len(present))
            present.append(number)


def _closed(value: Any, line: ImportedLine, desk: Desk) -> Any:
    if isinstance(value, dict) or hasattr(value, "items"):
        if value.get("type") == "html":
            return value  # Its links name records by permanent id; the press leaves out those that lead nowhere.
        return {key: _closed(inner, line, desk) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_closed(inner, line, desk) for inner in value]
    if isinstance(value, str) and value.startswith(OPEN):
        page = desk.targets.by_permanent_id.get(value.removeprefix(OPEN))
        if page is None:
            desk.lose("link", line.source_id, value, "what it leads to is not in this source nor in the paper.")
        return page
    if isinstance(value, str) and OPEN in value:
        rich, dead_links = close_links(value, desk.targets)
        for dead in dead_links:
            why = "what it leads to is not in this source nor in the paper; the words stay."
            desk.lose("link", line.source_id, dead, why)
        return rich
    return value
