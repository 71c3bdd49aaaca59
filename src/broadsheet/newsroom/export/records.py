"""From pages to the records of an import: what composing makes of them, with what the edition has no need to know."""

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from broadsheet.edition.stages import Stage
from broadsheet.importers.records import (
    ImportedArticle,
    ImportedBranch,
    ImportedEvent,
    ImportedIssue,
    ImportedPage,
    ImportedPerson,
    ImportedSection,
    ImportedTopic,
    Sourced,
    Status,
    Unknown,
    Withdrawal,
)
from broadsheet.newsroom.compose.gathering import Gathered
from broadsheet.newsroom.compose.pages import record_of
from broadsheet.newsroom.models import AddressedPage, ArticlePage, StandingPage
from broadsheet.newsroom.models.dated import DatedPage
from broadsheet.newsroom.paper import current_paper

_RECORDS: Final[Mapping[str, type[Sourced]]] = {
    "article": ImportedArticle,
    "section": ImportedSection,
    "topic": ImportedTopic,
    "person": ImportedPerson,
    "branch": ImportedBranch,
    "event": ImportedEvent,
    "issue": ImportedIssue,
    "page": ImportedPage,
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What an export knows of a page beside its own row: is it open to readers, in what month does a draft lie."""

    public: bool
    shelf_month: str = ""
    translation_of: str = ""
    unknown: Unknown = dataclasses.field(default_factory=dict)


def imported_record(page: Any, gathered: Gathered, beside: Beside) -> Sourced:
    """The record that an import of the page's line would give."""
    withdrawn = _withdrawal(page)
    if not beside.public:
        _as_if_published(page, beside)
    record = record_of(page, gathered)
    target = _RECORDS[record.kind]
    names = {field.name for field in dataclasses.fields(target)} & {field.name for field in dataclasses.fields(record)}
    values = {name: getattr(record, name) for name in names - {"withdrawn"}}
    values |= {
        "source_id": record.id,
        "status": Status.PUBLISHED if beside.public else Status.DRAFT,
        "translation_of": beside.translation_of,
        "unknown": beside.unknown,
    }
    return target(**values, **_more(target, page, withdrawn))


def _more(target: type[Sourced], page: Any, withdrawn: Withdrawal | None) -> dict[str, Any]:
    """What only the newsroom knows, and what only a source has."""
    match target.__name__:
        case "ImportedArticle":
            embargo = page.embargo.replace(microsecond=0) if page.embargo else None
            stage = Stage(page.stage)
            return {"digest": "", "where": "", "embargo": embargo, "stage": stage, "withdrawn": withdrawn}
        case "ImportedPage":
            published = page.first_published_at or datetime(1970, 1, 1, tzinfo=UTC)
            return {"digest": "", "where": "", "published": published.replace(microsecond=0)}
        case "ImportedEvent":
            return {"digest": "", "where": ""}
        case _:
            return {}


def _withdrawal(page: AddressedPage) -> Withdrawal | None:
    """Takes the withdrawal off the page, so that composing sees the text that is still in the newsroom."""
    if not isinstance(page, ArticlePage) or page.withdrawn_at is None:
        return None
    when, page.withdrawn_at = page.withdrawn_at.replace(microsecond=0), None
    return Withdrawal(when=when, reason=" ".join(page.withdrawal_reason.split()))


def _as_if_published(page: Any, beside: Beside) -> None:
    """A draft goes out with the month it lies in; of when it was public once, an import of drafts knows nothing."""
    if isinstance(page, ArticlePage):
        page.month = page.month or beside.shelf_month
        page.first_published_at = draft_moment(page.month)
        page.revised_at = None
    elif isinstance(page, StandingPage):
        page.first_published_at = None
    elif isinstance(page, DatedPage):
        page.month = page.month_of_address()
    page.slug = page.slug or "story"


def draft_moment(month: str) -> datetime:
    """What a line of a draft has for a date: noon of the first day of the month, YYYY-MM, it lies in."""
    year, _, number = month.partition("-")
    noon = datetime(int(year or 1970), int(number or 1), 1, 12, tzinfo=ZoneInfo(current_paper().timezone))
    return noon.astimezone(UTC)
