"""Unpublished pages as the press would print them: composed into an edition that forgets them at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import PAPER_ID, FrontSlot
from broadsheet.edition.records import Image
from broadsheet.edition.store import Edition
from broadsheet.newsroom.compose.drafts import draft_records
from broadsheet.newsroom.compose.files import file_records
from broadsheet.newsroom.compose.paper import paper_record
from broadsheet.newsroom.models import AddressedPage, ArticlePage, PaperSettings, SectionPage
from broadsheet.newsroom.paper import current_paper
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.html.front import stories_by_slot
from broadsheet.press.pictures import Shape, renditions
from broadsheet.press.preview import artifacts_of, page_path, preview, preview_view

_STYLESHEET: Final = re.compile(rb"<link[^>]*stylesheet[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page that is not out: its bytes, where it would lie, and the permanent ids of the pictures it shows."""

    page: bytes
    path: str
    pictures: tuple[str, ...]


def page_as_printed(page: AddressedPage) -> Seen:
    """The page as it stands, unsaved words included. EditionError or ValueError, in words, when it cannot be shown."""
    return _seen(draft_records(page))


def front_as_printed(front: Any) -> Seen:
    """The front of a language as `front`, a home page with unsaved changes, would have it."""
    language = front.locale.language_code
    return _seen((paper_record({language: front}),), language)


def cuts_of(picture: str) -> dict[Shape, str]:
    """By shape, the smallest file the press cuts of the picture with this permanent id; it may not be there yet."""
    return {
        shape: renditions(record, shape).sizes[0].jpeg
        for record in file_records([picture])
        if isinstance(record, Image)
        for shape in Shape
        if shape is not Shape.FULL
    }


def look_of(front: Any, settings: PaperSettings) -> Seen:
    """The front with unsaved settings of the paper, its style within it: its own file is not printed yet."""
    record = paper_record({front.locale.language_code: front}, settings)
    press = _settings("html")
    with Edition.open(current_paper().edition) as edition, edition.supposing((record,)):
        path = page_path(record, edition)
        specs = artifacts_of((record,), edition, press)
        page = preview(specs[path], edition, press, timezone.now()) or b""
        sheets = (spec for name, spec in specs.items() if name.endswith(".css"))
        style = b"".join(preview(spec, edition, press, timezone.now()) or b"" for spec in sheets)
    return Seen(page=_STYLESHEET.sub(lambda link: _within(link, style), page, count=1), path=path, pictures=())


def _within(link: re.Match[bytes], style: bytes) -> bytes:
    """The style itself in the place of the link to it, allowed by the same word."""
    nonce = re.search(rb'nonce="[^"]*"', link[0])
    return b"<style " + (nonce[0] if nonce else b"") + b">" + style + b"</style>"


def front_stories(front: Any) -> Mapping[FrontSlot, tuple[int, ...]]:
    """The stories that stand on a front as it is given here, by slot, as numbers of their pages."""
    if isinstance(front, SectionPage):
        records: tuple[Record, ...] = draft_records(front)
    else:
        records = (paper_record({front.locale.language_code: front}),)
    settings = _settings("html")
    with Edition.open(current_paper().edition) as edition, edition.supposing(records):
        path = _front_path(records[0], front.locale.language_code, edition)
        seen = preview_view(artifacts_of(records, edition, settings)[path], edition, settings, timezone.now())
    slots = stories_by_slot(seen.content) if seen is not None else {}
    ids = {story for stories in slots.values() for story in stories}
    numbers = dict(ArticlePage.objects.filter(permanent_id__in=ids).values_list("permanent_id", "pk"))
    return {slot: tuple(numbers[each] for each in stories if each in numbers) for slot, stories in slots.items()}


def picture_as_printed(pictures: Iterable[str], path: str) -> bytes | None:
    """A rendition that the press has not cut yet, of one of these pictures; None when it is of none of them."""
    settings = _settings("images")
    with Edition.open(current_paper().edition) as edition:
        for record in file_records(pictures):
            if isinstance(record, Image) and path in (specs := artifacts_of([record], edition, settings)):
                with edition.supposing([record]):
                    return preview(specs[path], edition, settings, timezone.now())
    return None


def _seen(records: tuple[Record, ...], language: str = "") -> Seen:
    settings = _settings("html")
    with Edition.open(current_paper().edition) as edition, edition.supposing(records):
        path = _front_path(records[0], language, edition)
        page = preview(artifacts_of(records, edition, settings)[path], edition, settings, timezone.now())
    pictures = tuple(each.id for each in records if isinstance(each, Image))
    return Seen(page=page or b"", path=path, pictures=pictures)


def _front_path(record: Record, language: str, edition: Edition) -> str:
    path = page_path(record, edition)
    is_other_front = record.id == PAPER_ID and language not in ("", edition.main_language)
    return f"{language}/{path}" if is_other_front else path


def _settings(output: str) -> PressSettings:
    paper = current_paper()
    return PressSettings.of_paper(paper.folder, paper.media, (output,))
