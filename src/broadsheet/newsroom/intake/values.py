"""What an imported record makes of its page: the values of its columns and the rows that belong to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from broadsheet.edition.records import Picture
from broadsheet.edition.stages import Stage
from broadsheet.importers.records import (
    ImportedArticle,
    ImportedBranch,
    ImportedEvent,
    ImportedPage,
    ImportedPerson,
    ImportedSection,
    ImportedTopic,
    Status,
)
from broadsheet.newsroom.intake.stored_body import BodyWriter
from broadsheet.newsroom.intake.stored_text import stored_line
from broadsheet.newsroom.intake.targets import Targets
from broadsheet.newsroom.models import (
    AddressedPage,
    ArticleBranch,
    ArticlePage,
    ArticleTopic,
    BranchPage,
    Byline,
    Correction,
    EventBranch,
    EventPage,
    PersonInNews,
    PersonPage,
    Related,
    SectionPage,
    StandingPage,
    TopicPage,
)

type Subject = ImportedSection | ImportedTopic | ImportedPerson | ImportedBranch


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A row that belongs to a page: its columns but the page and the place among its like."""

    model: Any
    columns: Mapping[str, Any]

    def made(self, order: int) -> Any:
        """The row as an object of Django's, for a page that is saved as one."""
        return self.model(**self.columns, sort_order=order)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageValues:
    """
    Columns beyond those every page has, and child rows by the name of their relation.

    Streams are lists of blocks as they are stored.
    """

    page_type: type[AddressedPage]
    columns: Mapping[str, Any]
    rows: Mapping[str, list[ChildRow]] = field(default_factory=dict)


def article_values(record: ImportedArticle, writer: BodyWriter, targets: Targets) -> PageValues:
    """A story's columns and rows; related stories that are still to come are added at the end of the import."""
    review = record.review
    columns = {
        "kicker": record.kicker,
        "standfirst": record.standfirst,
        "dateline": record.dateline,
        "genre": record.genre.value,
        "revised_at": record.updated,
        "section_id": targets.known(record.section) if record.section else None,
        **_picture(record.picture, targets),
        "body": writer.body(record.body),
        "review_of": review.of if review else "",
        "review_by": review.by if review else "",
        "review_where": review.where if review else "",
        "share_headline": record.share_headline,
        "share_text": record.share_text,
        "licence": record.licence,
        "embargo": record.embargo,
        "withdrawn_at": record.withdrawn.when if record.withdrawn else None,
        "withdrawal_reason": record.withdrawn.reason if record.withdrawn else "",
        **_stage(record),
    }
    bylines = [
        {
            "person_id": targets.known(row.person) if row.person else None,
            "printed_name": row.name,
            "role": row.role,
            "description": row.description,
        }
        for row in record.bylines
    ]
    corrections = [
        {"when": row.when, "kind": row.what.value, "text": stored_line(row.text, targets), "frozen": True}
        for row in record.corrections
    ]
    related = _found(map(targets.story, record.related))
    rows: dict[str, list[ChildRow]] = {
        "bylines": [ChildRow(Byline, columns) for columns in bylines],
        "topics": [ChildRow(ArticleTopic, {"topic_id": page}) for page in _known(record.topics, targets)],
        "persons": [ChildRow(PersonInNews, {"person_id": page}) for page in _known(record.persons, targets)],
        "branches": [ChildRow(ArticleBranch, {"branch_id": page}) for page in _known(record.branches, targets)],
        "related": [ChildRow(Related, {"related_id": page}) for page in related],
        "corrections": [ChildRow(Correction, columns) for columns in corrections],
    }
    return PageValues(page_type=ArticlePage, columns=columns, rows=rows)


def _stage(record: ImportedArticle) -> dict[str, Any]:
    """How far a draft is; one of which nothing is said stays where the newsroom has it."""
    if record.status is Status.PUBLISHED or record.stage is Stage.DRAFT:
        return {}
    return {"stage": record.stage.value, "stage_at": timezone.now()}


def standing_values(record: ImportedPage, writer: BodyWriter) -> PageValues:
    """A standing page's columns."""
    columns = {"description": record.description, "body": writer.body(record.body)}
    return PageValues(page_type=StandingPage, columns=columns)


def event_values(record: ImportedEvent, writer: BodyWriter, targets: Targets) -> PageValues:
    """An event's columns."""
    columns = {
        "starts": record.starts,
        "ends": record.ends,
        "place": record.place,
        "street_address": record.address,
        "branch_id": targets.known(record.branch) if record.branch else None,
        "cost": record.cost,
        "online": record.online,
        "cancelled": record.cancelled,
        "report_id": targets.story(record.report) if record.report else None,
        "description": stored_line(record.description, targets),
        **_picture(record.picture, targets),
        "body": writer.body(record.body),
    }
    others = [ChildRow(EventBranch, {"branch_id": page}) for page in _known(record.branches, targets)]
    return PageValues(page_type=EventPage, columns=columns, rows={"other_branches": others})


def subject_values(record: Subject, writer: BodyWriter, targets: Targets) -> PageValues:
    """The columns of what stories are gathered under."""
    description = stored_line(record.description, targets)
    match record:
        case ImportedSection():
            columns = {
                "description": description,
                "calls": writer.calls(record.calls),
                "pins": writer.open_pins(record.pins),
            }
            return PageValues(page_type=SectionPage, columns=columns)
        case ImportedTopic():
            return PageValues(page_type=TopicPage, columns={"sort": record.sort.value, "description": description})
        case ImportedPerson():
            portrait = record.portrait
            return PageValues(
                page_type=PersonPage,
                columns={
                    "role": record.role,
                    "description": description,
                    "contact": record.contact,
                    "portrait_id": targets.images.get(portrait.image) if portrait else None,
                    "portrait_alt": portrait.alt if portrait else "",
                },
            )
        case ImportedBranch():
            return PageValues(
                page_type=BranchPage,
                columns={
                    "place": record.place,
                    "description": description,
                    "meets": record.meets,
                    "contact": record.contact,
                },
            )


def _picture(picture: Picture | None, targets: Targets) -> dict[str, Any]:
    image = targets.images.get(picture.image) if picture else None
    return {
        "picture_id": image,
        "picture_alt": picture.alt if picture and image else "",
        "picture_caption": stored_line(picture.caption, targets) if picture and image else "",
    }


def _known(source_ids: tuple[str, ...], targets: Targets) -> list[int]:
    return _found(map(targets.known, source_ids))


def _found(found: Iterable[int | None]) -> list[int]:
    return list(dict.fromkeys(page for page in found if page is not None))
