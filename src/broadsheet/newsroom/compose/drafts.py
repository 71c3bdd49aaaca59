"""The record a page would become if it were published as it stands, with the pictures and documents it shows."""

from typing import Any

from django.utils import timezone

from broadsheet.edition.canonical import Record
from broadsheet.edition.checks import check_record
from broadsheet.edition.references import files_used
from broadsheet.newsroom.compose.files import file_records
from broadsheet.newsroom.compose.gathering import gathered_of
from broadsheet.newsroom.compose.pages import record_of
from broadsheet.newsroom.models import AddressedPage
from broadsheet.newsroom.paper import current_paper


def draft_records(page: AddressedPage) -> tuple[Record, ...]:
    """
    The page's own record first, then its files.

    `page` may hold unsaved words. Raises EditionError or ValueError, in the editor's words, for what could not go out.
    """
    _as_if_published(page)
    gathered = gathered_of(page, current_paper().public_address)
    record = record_of(page, gathered)
    check_record(record)
    return (record, *file_records(dict.fromkeys(files_used(record))))


def _as_if_published(page: Any) -> None:
    page.first_published_at = page.first_published_at or timezone.now()
    page.slug = page.slug or "not-yet"
    if hasattr(page, "month"):
        page.month = page.month or page.month_of_address()
