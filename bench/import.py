"""
How fast an import is: reading a file of the interchange format and taking it into the newsroom.

    .venv/bin/python bench/import.py              1,000 and 5,000 generated stories
    .venv/bin/python bench/import.py 100000       a very large archive
    .venv/bin/python bench/import.py 1000 --profile
    .venv/bin/python bench/import.py 5000 --database postgresql://user@host/empty   Broadsheet's own CPU alone
    .venv/bin/python bench/import.py --kind wxr --megabytes 300     a generated WordPress export, read to its end
    .venv/bin/python bench/import.py --kind wxr 10 30 100           several of them, and how CPU grows with the size

Each size is a new paper in a process of its own. Stories have 300 to 600 words, a link to another story, a list, a
crosshead and an old address; 12 sections, 200 people, N/50 topics, an issue of 30 stories a week. CPU is user and
system time of the process: importing from the first reading to the last link closed, then composing, then the same
import once more, which changes nothing. It depends on what else the machine does: compare with the squares' time.
"""

import argparse
import cProfile
import json
import math
import pstats
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import wxr_file

BEGAN = datetime(2006, 1, 5, 12, tzinfo=UTC)
PER_ISSUE = 30
WORDS = "harbour council strike wages ferry school meeting winter rent crane said the of a in they were".split()


def line(number: int, stories: int, chance: random.Random) -> dict[str, Any]:
    """One story as the interchange format has it."""
    published = BEGAN + timedelta(weeks=number // PER_ISSUE, minutes=number % PER_ISSUE)
    paragraphs = [" ".join(chance.choices(WORDS, k=60)) for _ in range(chance.randint(4, 9))]
    items = "".join(f"<li>{' '.join(chance.choices(WORDS, k=8))}</li>" for _ in range(4))
    link = f'<p>See <a href="/old.php?id={chance.randrange(stories)}">what came before</a> and <b>after</b>.</p>'
    body = "".join(f"<p>{text} <em>{WORDS[0]}</em> &amp; more.</p>" for text in paragraphs)
    return {
        "title": f"Headline {number} about the harbour",
        "date": published.isoformat(),
        "standfirst": "What happened and why it matters to the town.",
        "section": f"Section {number % 12}",
        "people": [{"name": f"Person {chance.randrange(200)}", "role": "reporter"}],
        "topics": [f"Topic {each}" for each in chance.sample(range(max(3, stories // 50)), 3)],
        "issue": {"number": number // PER_ISSUE + 1, "date": f"{published:%Y-%m-%d}"},
        "position": number % PER_ISSUE + 1,
        "legacy_urls": [f"/old.php?id={number}"],
        "body_html": f"{body}<h2>Demands</h2><ul>{items}</ul>{link}",
    }


def cpu() -> float:
    """CPU seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> int:
    """Megabytes this process ever held at once, so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def timed(work: Callable[[], object], stories: int) -> tuple[float, float]:
    """CPU milliseconds a story and seconds on the clock that some work takes."""
    before, started = cpu(), time.perf_counter()
    work()
    return 1000 * (cpu() - before) / stories, time.perf_counter() - started


def measure(folder: Path, stories: int, *, database: str, profile: bool) -> None:
    """Import so many stories into a new paper, compose them, and import them once more."""
    from broadsheet.importers.jsonl import read_jsonl
    from broadsheet.site.importing import import_context
    from broadsheet.site.paper_file import read_paper_file
    from broadsheet.site.setup import make_paper

    chance = random.Random(stories)
    source = folder / "paper.jsonl"
    with source.open("w") as lines:
        lines.writelines(json.dumps(line(number, stories, chance)) + "\n" for number in range(stories))
    make_paper(folder / "paper", database=database)
    from broadsheet.newsroom.compose import compose
    from broadsheet.newsroom.intake import take_in

    context = import_context(read_paper_file(folder / "paper"))
    profiler = cProfile.Profile()
    slowness, _ = timed(lambda: sum(number * number for number in range(1_000_000)), 1)
    print(
        f"{stories:>7,} stories  a million squares summed in {slowness:.0f} CPU ms  begun with {peak()} MB", flush=True
    )
    if profile:
        profiler.enable()
    importing, wall = timed(lambda: take_in(read_jsonl(source, context)), stories)
    print(f"  importing {importing:.2f} CPU ms/story  {stories / wall:.0f} stories/s  peak {peak()} MB", flush=True)
    composing, wall = timed(compose, stories)
    profiler.disable()
    print(f"  composing {composing:.2f} CPU ms/story  {stories / wall:.0f} stories/s  peak {peak()} MB", flush=True)
    print(f"  all told  {importing + composing:.2f} CPU ms/story", flush=True)
    again, _ = timed(lambda: take_in(read_jsonl(source, context)), stories)
    print(f"  once more {again:.2f} CPU ms/story  peak {peak()} MB", flush=True)
    if profile:
        pstats.Stats(profiler).sort_stats("cumtime").print_stats("broadsheet", 40)


def main() -> None:
    """Measure each size and say how CPU grows; with one size, only that, in this process."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sizes", nargs="*", type=int, help="numbers of stories, or megabytes of WordPress exports")
    asked.add_argument("--kind", choices=["jsonl", "wxr"], default="jsonl")
    asked.add_argument("--megabytes", type=int, action="append", default=[])
    asked.add_argument("--database", default="newsroom.db")
    asked.add_argument("--profile", action="store_true")
    given = asked.parse_args()
    sizes = [*given.sizes, *given.megabytes] or ([10, 30, 100] if given.kind == "wxr" else [1_000, 5_000])
    if len(sizes) > 1:
        compare(sizes, ["--kind", given.kind])
    elif given.kind == "wxr":
        wxr_file.measure(sizes[0])
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), sizes[0], database=given.database, profile=given.profile)


def compare(sizes: list[int], kind: list[str]) -> None:
    """Measure each size in a process of its own, and say how CPU grows from one to the next."""
    found = []
    for size in sizes:
        run = subprocess.run([sys.executable, __file__, *kind, str(size)], check=True, capture_output=True, text=True)  # noqa: S603  # itself
        print(run.stdout, end="", flush=True)
        found.append((size, used(run.stdout, size)))
    for (small, few), (large, many) in pairwise(found):
        print(f"growth exponent of CPU, {small:,} to {large:,}: {math.log(many / few) / math.log(large / small):.2f}")


def used(printed: str, size: int) -> float:
    """The CPU seconds a measurement told: in all, or for each story."""
    if "all told" in printed:
        return float(printed.partition("all told")[2].split()[0]) * size
    return float(printed.partition(" CPU s")[0].split()[-1])


if __name__ == "__main__":
    main()
