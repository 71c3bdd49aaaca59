"""A generated paper to measure with: stories of 600 to 900 words in issues of 30, as an edition of its own."""

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from broadsheet.edition import Edition
from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import LanguageVersion, Paper
from broadsheet.edition.records import Article, Byline, Issue, IssueSection, Person, Placement, Section, Topic
from broadsheet.site.paper_file import FILE_NAME, written_paper_file

ADDRESS = "https://bench.example/"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
BEGAN = datetime(2006, 1, 5, 12, tzinfo=UTC)
PER_ISSUE = 30
WORDS = [
    "harbour",
    "council",
    "strike",
    "wages",
    "ferry",
    "school",
    "meeting",
    "winter",
    "rent",
    "crane",
    "said",
    "the",
]


def paper(stories: int) -> Iterator[Record]:
    """A generated paper with so many stories."""
    chance = random.Random(stories)
    topics = max(3, min(2000, stories // 50))
    yield Paper(name="Bench", address=ADDRESS, languages=(LanguageVersion(code="en", name="English"),))
    for number in range(12):
        yield Section(id=f"section-{number}", language="en", title=f"Section {number}", slug=f"s{number}")
    for number in range(200):
        yield Person(id=f"person-{number}", language="en", title=f"Person {number}", slug=f"p{number}")
    for number in range(topics):
        yield Topic(id=f"topic-{number}", language="en", title=f"Topic {number}", slug=f"t{number}")
    for number in range(stories):
        yield story(number, topics, chance)
    for number in range(math.ceil(stories / PER_ISSUE)):
        held = range(number * PER_ISSUE, min(stories, (number + 1) * PER_ISSUE))
        places = tuple(Placement(article=f"story-{each}") for each in held)
        yield Issue(
            id=f"issue-{number}", language="en", number=number + 1, day=moment(number * PER_ISSUE).date(),
            sections=(IssueSection(title="News", placements=places),),
        )  # fmt: skip


def moment(story_number: int) -> datetime:
    """When a story was published: an issue a week."""
    return BEGAN + timedelta(weeks=story_number // PER_ISSUE, minutes=story_number % PER_ISSUE)


def story(number: int, topics: int, chance: random.Random) -> Article:
    """One story of 600 to 900 words."""
    paragraphs = [" ".join(chance.choices(WORDS, k=75)) for _ in range(chance.randint(8, 12))]
    published = moment(number)
    return Article(
        id=f"story-{number}", language="en", title=f"Headline {number} about the harbour", slug=f"story-{number}",
        month=f"{published:%Y-%m}", published=published, standfirst="What happened and why it matters to the town.",
        section=f"section-{number % 12}", bylines=(Byline(person=f"person-{chance.randrange(200)}"),),
        topics=tuple(f"topic-{each}" for each in chance.sample(range(topics), 3)),
        body=tuple(Paragraph(text=Inline(text)) for text in paragraphs),
    )  # fmt: skip


def lay_out(folder: Path, stories: int) -> None:
    """The paper's file of settings and its edition, in a folder."""
    text = written_paper_file(name="Bench", address=ADDRESS, languages=(("en", "English"),), timezone="UTC")
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    with Edition.open(folder / "edition.db") as opened:
        opened.write(paper(stories))


def change_headline(folder: Path, stories: int, title: str) -> None:
    """What publishing one story again does to the edition."""
    with Edition.open(folder / "edition.db") as opened:
        changed = opened.read(f"story-{stories // 2}")
        opened.write([replace(cast("Article", changed), title=title)])
