"""In a list with many numbered pages, a story that comes, goes or moves leaves every page as a clean build has it."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import LanguageVersion, Paper
from broadsheet.edition.records import Article, Section
from broadsheet.edition.store import Edition
from broadsheet.press.job import PressJob
from broadsheet.press.output import PressSettings

NOW = datetime(2026, 11, 24, tzinfo=UTC)
STORIES = 130
"""So that a list has its front and two numbered pages at least."""


def story(name: str, hour: int, section: str = "harbour") -> Article:
    published = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    return Article(
        id=name, language="en", title=f"Story {name}", slug=name, month=f"{published:%Y-%m}", published=published,
        section=section, body=(Paragraph(text=Inline("The ferry left.")),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> PressJob:
    folder = tmp_path_factory.mktemp("paper")
    with Edition.open(folder / "edition.db") as edition:
        languages = (LanguageVersion(code="en", name="English"),)
        sections = [Section(id=name, language="en", title=name, slug=name) for name in ("harbour", "town")]
        stories = [story(f"s{number}", 2 * number) for number in range(STORIES)]
        edition.write(
            [Paper(name="The Quay", address="https://quay.example/", languages=languages), *sections, *stories]
        )
    settings = PressSettings.of_paper(folder, folder / "media", ("html",))
    made = PressJob(
        edition=folder / "edition.db",
        destination=folder / "site",
        ledgers=folder / "ledgers",
        settings=settings,
        now=NOW,
    )
    made.run()
    return made


def change(job: PressJob, *records: Record, removals: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Publish this and print; the files written."""
    with Edition.open(job.edition) as edition:
        edition.write(records, removals)
    return job.run().printed


CHANGES: dict[str, tuple[tuple[Article, ...], tuple[str, ...]]] = {
    "one comes in the middle": ((story("middle", 101),), ()),
    "one comes before all": ((story("first", -1),), ()),
    "one comes at the end of a page": ((story("edge", 59),), ()),
    "one goes": ((), ("s30",)),
    "one goes at the beginning, another comes at the end": ((story("last", 900),), ("s0",)),
    "one moves from an early page to a late one": ((story("s31", 801),), ()),
    "one moves to an early page": ((story("s120", 3),), ()),
    "one goes to another section": ((story("s64", 128, "town"),), ()),
    "two on different pages": ((story("s40", 80, "town"), story("between", 151)), ()),
}


@pytest.mark.parametrize(("records", "removals"), CHANGES.values(), ids=CHANGES)
def test_every_page_is_as_a_clean_build_has_it(
    job: PressJob, records: tuple[Article, ...], removals: tuple[str, ...]
) -> None:
    change(job, *records, removals=removals)
    assert job.verify() == ()


def test_the_newest_story_leaves_the_numbered_pages_before_it_alone(job: PressJob) -> None:
    printed = change(job, story("newest", 2000))
    assert not [path for path in printed if "/page/1/" in f"/{path}" or path == "1/index.html"]
    assert "index.html" in printed
