"""
How fast the press prints: pages a second and CPU a page, whole and for one changed headline.

    make bench            1,000 and 10,000 generated stories, html only
    .venv/bin/python bench/press.py 1000 3000 --output html,feeds

Stories have 600 to 900 words, issues 30 stories; 12 sections, 200 people, N/50 topics. CPU is user and
system time of the process that prints: this one, or for a “new process” the command as the worker starts it; “nothing
cached” is without the paper's cache folder, too. Wall time depends on who else uses the machine.
"""

import argparse
import json
import math
import random
import resource
import shutil
import subprocess
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
from broadsheet.press.outputs import FACTORIES
from broadsheet.site.paper_file import FILE_NAME, written_paper_file
from broadsheet.site.pressing import press_job

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


def cpu(who: int = resource.RUSAGE_SELF) -> float:
    """CPU seconds of this process so far, or of those it waited for."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measure(folder: Path, stories: int, outputs: str) -> float:
    """Print a paper whole, then again and again after one headline; the CPU seconds of the whole run."""
    text = written_paper_file(name="Bench", address=ADDRESS, languages=(("en", "English"),), timezone="UTC")
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    with Edition.open(folder / "edition.db") as opened:
        opened.write(paper(stories))
    job = press_job(folder, now=NOW, outputs=tuple(outputs.split(",")))
    whole = run(job, stories, "whole")
    change_headline(folder, stories, "Another headline")
    run(job, stories, "one headline")
    change_headline(folder, stories, "A third headline")
    run_anew(folder, stories, outputs, "one headline, new process")
    change_headline(folder, stories, "A fourth headline")
    shutil.rmtree(folder / "cache", ignore_errors=True)
    run_anew(folder, stories, outputs, "one headline, nothing cached")
    return whole


def change_headline(folder: Path, stories: int, title: str) -> None:
    """What publishing one story again does to the edition."""
    with Edition.open(folder / "edition.db") as opened:
        changed = opened.read(f"story-{stories // 2}")
        opened.write([replace(cast("Article", changed), title=title)])


def run(job: PressJob, stories: int, what: str) -> float:
    """One run in this process, with its figures in a line."""
    before, started = cpu(), time.perf_counter()
    report = job.run()
    used, wall = cpu() - before, time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(stories, what, len(report.printed), used, wall, f"  peak {peak} MB")
    return used


def run_anew(folder: Path, stories: int, outputs: str, what: str) -> None:
    """One run as a command of its own, with its figures in a line."""
    before, started = cpu(resource.RUSAGE_CHILDREN), time.perf_counter()
    options = ("--paper", str(folder), "--no-copies", "--json", "--now", NOW.isoformat(), "--output", outputs)
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-m", "broadsheet.cli", "press", *options], capture_output=True, check=True
    )
    used, wall = cpu(resource.RUSAGE_CHILDREN) - before, time.perf_counter() - started
    tell(stories, what, len(json.loads(done.stdout)["printed"]), used, wall)


def tell(stories: int, what: str, files: int, used: float, wall: float, more: str = "") -> None:
    """The figures of a run."""
    each = max(1, files)
    print(
        f"{stories:>7,} stories  {what:<29} {files:>7,} files  {used:8.2f} CPU s  {wall:8.2f} s wall  "
        f"{1000 * used / each:7.2f} CPU ms/file  {each / wall:8.0f} files/s{more}",
        flush=True,
    )


def main() -> None:
    """Measure each size and say how CPU grows."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0].strip())
    options.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000], metavar="STORIES")
    options.add_argument("--output", default="html", metavar="LIST", help=f"of {','.join(FACTORIES)}; html unless said")
    asked = options.parse_args()
    found = []
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as folder:
            found.append((size, measure(Path(folder), size, asked.output)))
    for (small, few), (large, many) in pairwise(found):
        print(f"growth exponent of CPU, {small:,} to {large:,}: {math.log(many / few) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
