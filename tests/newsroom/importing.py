"""Imported records made by hand for tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from broadsheet.edition.blocks import Box, Inline, Paragraph
from broadsheet.edition.records import Byline
from broadsheet.importers.record_links import record_link
from broadsheet.importers.records import (
    ImportedArticle,
    ImportedIssue,
    ImportedPage,
    ImportedPaper,
    ImportedPerson,
    ImportedSection,
    ImportedTopic,
)
from broadsheet.importers.report import Tally

FIRST_DAY = datetime(2019, 3, 7, 12, tzinfo=UTC)


def article(number: int, **fields: Any) -> ImportedArticle:
    """Story `number`: a day later each; every tenth links to the next one, which comes later."""
    published = FIRST_DAY + timedelta(days=number)
    link = f' and <a href="{record_link(f"story/{number + 1}")}">more</a>' if number % 10 == 0 else ""
    values = {
        "source_id": f"story/{number}",
        "digest": f"{number:064x}",
        "where": f"line {number}",
        "language": "en",
        "title": f"Story {number}",
        "slug": f"story-{number}",
        "month": published.strftime("%Y-%m"),
        "published": published,
        "section": "section/port",
        "topics": ("topic/docks",),
        "bylines": (Byline(person="person/ada", role="reporter"),),
        "body": (
            Paragraph(text=Inline(f"Words <strong>of</strong> story {number}{link}.")),
            Box(title="Beside", blocks=(Paragraph(text=Inline("In a box.")),), article=f"story/{number + 1}")
            if number % 10 == 0
            else Paragraph(text=Inline("More words.")),
        ),
        "old_addresses": (f"/old.php?id={number}",),
    }
    return ImportedArticle(**(values | fields))


def paper(*records: Any, **fields: Any) -> ImportedPaper:
    """A source with a section, a topic, a writer and these records."""
    tally = Tally()
    for _ in records:
        tally.found("story")
        tally.carried("story")
    values: dict[str, Any] = {
        "sections": (ImportedSection(source_id="section/port", language="en", title="Port", slug="port"),),
        "topics": (ImportedTopic(source_id="topic/docks", language="en", title="Docks", slug="docks", by_name=True),),
        "persons": (ImportedPerson(source_id="person/ada", language="en", title="Ada Berg", slug="ada-berg"),),
    }
    return ImportedPaper(source="a test", tally=tally, records=iter(records), **(values | fields))


def issue(number: int, **fields: Any) -> ImportedIssue:
    """An issue that only its stories speak of."""
    values = {
        "source_id": f"issue/{number}",
        "language": "en",
        "number": number,
        "day": date(2019, 3, 7) + timedelta(weeks=number),
        "derived": True,
    }
    return ImportedIssue(**(values | fields))


def page(path: str, **fields: Any) -> ImportedPage:
    """A standing page."""
    values = {
        "source_id": f"page/{path}",
        "digest": "p" * 64,
        "where": f"page {path}",
        "language": "en",
        "title": path.rpartition("/")[2].capitalize(),
        "path": path,
        "published": FIRST_DAY,
    }
    return ImportedPage(**(values | fields))
