"""The last step of an import: links to lines that came later become links to pages."""

from typing import Any

from django.db import transaction

from broadsheet.newsroom.intake.bulk import as_stored
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.stored_text import close_links
from broadsheet.newsroom.intake.targets import OPEN
from broadsheet.newsroom.models import AddressedPage, ArticlePage, ImportedLine, Related

BATCH = 200


def close_open_links(desk: Desk) -> None:
    """Close every line still open, of this import or of one that was cut short."""
    while lines := list(ImportedLine.objects.exclude(still_open={}).select_related("page").order_by("pk")[:BATCH]):
        with transaction.atomic():
            for line in lines:
                if line.page is not None:
                    _close(line.page.specific, line, desk)
            ImportedLine.objects.filter(pk__in=[line.pk for line in lines]).update(still_open={})


def _close(page: AddressedPage, line: ImportedLine, desk: Desk) -> None:
    for name in ("body", "calls", "editorial"):
        if line.still_open.get(name):
            closed = [_closed(block, line, desk) for block in getattr(page, name).raw_data]
            setattr(page, name, as_stored(type(page), name, closed))
    page.save(clean=False)
    if isinstance(page, ArticlePage):
        _relate(page, line.still_open.get("related", ()), desk)


def _relate(page: ArticlePage, source_ids: Any, desk: Desk) -> None:
    present = {row.related_id for row in page.related.all()}
    for source_id in source_ids:
        number = desk.targets.known(source_id)
        if number is None:
            desk.lose("link", page.slug, source_id, "the related story is not in this source nor in the paper.")
        elif number not in present:
            Related.objects.create(article=page, related_id=number, sort_order=len(present))
            present.add(number)


def _closed(value: Any, line: ImportedLine, desk: Desk) -> Any:
    if isinstance(value, dict) or hasattr(value, "items"):
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
