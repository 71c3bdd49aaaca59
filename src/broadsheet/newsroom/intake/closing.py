"""
The last step of an import: links to lines that came later become links to pages.

In a long archive every second story has one, so pages that no editor touched are written a batch at a time, only the
columns that change; a page with a draft is saved as an editor would.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page

from broadsheet.newsroom.intake.bulk import as_stored
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.references import Found, add_references, row_references, stream_references
from broadsheet.newsroom.intake.stored_text import close_links
from broadsheet.newsroom.intake.targets import OPEN
from broadsheet.newsroom.models import PAGE_TYPES, AddressedPage, ArticlePage, EventPage, ImportedLine, Related, outbox
from broadsheet.newsroom.plain_rows import insert_given, update_rows

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
            for page_type in _types_of(open_lines):
                _close(list(_open_pages(page_type, open_lines)), desk)
            ImportedLine.objects.filter(pk__in=[line.pk for line in lines]).update(still_open={})


def _types_of(pages: Iterable[int]) -> list[type[AddressedPage]]:
    """The types that these pages have, in their order; nearly always they are stories."""
    found = Page.objects.filter(pk__in=pages).values_list("content_type_id", flat=True).distinct()
    numbers = set(found)
    return [each for each in PAGE_TYPES if ContentType.objects.get_for_model(each).pk in numbers]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A page whose line is still open: what is needed of it, and the page itself if an editor touched it."""

    page_type: type[AddressedPage]
    number: int
    permanent_id: str
    live: bool
    slug: str
    streams: Mapping[str, list[Any]]
    line: ImportedLine
    touched: Any = None


def _open_pages(page_type: Any, lines: Mapping[int, ImportedLine]) -> Iterator[_Open]:
    """The pages of one type: of those that no editor touched, most by far, only what is needed here."""
    names = [name for name in STREAMS if name in {field.name for field in page_type._meta.fields}]
    pages = page_type.objects.filter(pk__in=lines).order_by("pk")
    columns = ("pk", "permanent_id", "live", "slug")
    for number, permanent_id, live, slug, *streams in pages.filter(latest_revision=None).values_list(*columns, *names):
        yield _Open(
            page_type=page_type,
            number=number,
            permanent_id=permanent_id,
            live=live,
            slug=slug,
            streams={name: list(stream.raw_data) for name, stream in zip(names, streams, strict=True)},
            line=lines[number],
        )
    for page in pages.filter(latest_revision__isnull=False):
        yield _Open(
            page_type=page_type,
            number=page.pk,
            permanent_id=page.permanent_id,
            live=page.live,
            slug=page.slug,
            streams={name: list(getattr(page, name).raw_data) for name in names},
            line=lines[page.pk],
            touched=page,
        )


def _close(pages: Sequence[_Open], desk: Desk) -> None:
    changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    references = []
    for page in pages:
        streams = _closed_streams(page, desk)
        columns = {**streams, **_report(page, desk)}
        if page.touched is not None:
            _save(page.touched, columns)
        elif columns:
            changed[tuple(columns)].append((*columns.values(), page.number))
            found = dict.fromkeys(_own_references(columns))
            for known in stream_references(page.streams):
                found.pop(known, None)
            references.append((page.page_type, page.number, found))
    for names, rows in changed.items():
        update_rows(pages[0].page_type, names, rows)
    add_references(references)
    _relate([page for page in pages if page.page_type is ArticlePage], desk)
    outbox.note_all((page.page_type.record_kind, page.permanent_id) for page in pages if page.live)


def _closed_streams(page: _Open, desk: Desk) -> dict[str, list[Any]]:
    """The streams in which links were open, with those links closed."""
    closed: dict[str, list[Any]] = {}
    for name, blocks in page.streams.items():
        if page.line.still_open.get(name):
            made = [_closed(block, page.line, desk) for block in blocks]
            stories = desk.targets.stories
            closed[name] = [block for block in made if name != "pins" or block["value"]["article"] in stories]
    return closed


def _save(page: Any, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(page, name, as_stored(type(page), name, value))
    page.save(clean=False)


def _own_references(columns: Mapping[str, Any]) -> Iterator[Found]:
    yield from stream_references(columns)
    if "report_id" in columns:
        yield Page, columns["report_id"], "report", "report"


def _report(page: _Open, desk: Desk) -> dict[str, int]:
    """Have an event lead to the story about it."""
    source_id = page.line.still_open.get("report")
    if not source_id or page.page_type is not EventPage:
        return {}
    story = desk.targets.story(source_id)
    if story is None:
        why = "the story about the event is not in this source nor in the paper."
        desk.lose("link", page.line.source_id, source_id, why)
        return {}
    return {"report_id": story}


def _relate(pages: Iterable[_Open], desk: Desk) -> None:
    wanted = [page for page in pages if page.line.still_open.get("related")]
    if not wanted:
        return
    present: dict[int, list[int]] = defaultdict(list)
    numbers = [page.number for page in wanted]
    for article, related in Related.objects.filter(article__in=numbers).values_list("article_id", "related_id"):
        present[article].append(related)
    rows = [row for page in wanted for row in _related(page, present[page.number], desk)]
    made = zip(insert_given(Related, rows), rows, strict=True)
    add_references((ArticlePage, row["article_id"], row_references("related", number, row)) for number, row in made)


def _related(page: _Open, present: list[int], desk: Desk) -> Iterator[dict[str, int]]:
    for source_id in page.line.still_open["related"]:
        number = desk.targets.story(source_id)
        if number is None:
            desk.lose("link", page.slug, source_id, "the related story is not in this source nor in the paper.")
        elif number not in present:
            yield {"article_id": page.number, "related_id": number, "sort_order": len(present)}
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
