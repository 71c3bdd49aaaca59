"""
How fast the press prints: pages a second and CPU a page, whole and for one changed headline.

    make bench            1,000 and 10,000 generated stories, html only
    .venv/bin/python bench/press.py 1000 3000

Stories have 600 to 900 words, issues 30 stories; 12 sections, 200 people, N/50 topics. CPU is user and
system time of this process; wall time depends on who else uses the machine.
"""

import math
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import cast

from broadsheet.edition import Edition
from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import LanguageVersion, Paper
from broadsheet.edition.records import Article, Byline, Issue, IssueSection, Person, Placement, Section, Topic
from broadsheet.press.job import PressJob
from broadsheet.press.output import PressSettings

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
    yield Paper(name="Bench", address="https://bench.example/", languages=(LanguageVersion(code="en", name="English"),))
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


def cpu() -> float:
    """CPU seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(folder: Path, stories: int) -> float:
    """Print a paper whole, then again after one headline; the CPU seconds of the whole run."""
    edition = folder / "edition.db"
    with Edition.open(edition) as opened:
        opened.write(paper(stories))
    job = PressJob(
        edition=edition, destination=folder / "site", ledgers=folder / "ledgers",
        now=datetime(2026, 11, 24, tzinfo=UTC),
        settings=PressSettings(media=folder, cache=folder / "cache", outputs=("html",)),
    )  # fmt: skip
    whole = run(job, stories, "whole")
    with Edition.open(edition) as opened:
        changed = opened.read(f"story-{stories // 2}")
        opened.write([replace(cast("Article", changed), title="Another headline")])
    run(job, stories, "one headline")
    return whole


def run(job: PressJob, stories: int, what: str) -> float:
    """One run with its figures in a line."""
    before, started = cpu(), time.perf_counter()
    report = job.run()
    used, wall = cpu() - before, time.perf_counter() - started
    pages = max(1, len(report.printed))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{stories:>7,} stories  {what:<13} {len(report.printed):>7,} files  {used:8.2f} CPU s  {wall:8.2f} s wall  "
        f"{1000 * used / pages:7.2f} CPU ms/file  {pages / wall:8.0f} files/s  peak {peak} MB"
    )
    return used


def main() -> None:
    """Measure each size and say how CPU grows."""
    sizes = [int(each) for each in sys.argv[1:]] or [1_000, 10_000]
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found.append((size, measure(Path(folder), size)))
    for (small, few), (large, many) in pairwise(found):
        print(f"growth exponent of CPU, {small:,} to {large:,}: {math.log(many / few) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
