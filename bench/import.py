"""
How fast an import is: reading a file of the interchange format and taking it into the newsroom.

    .venv/bin/python bench/import.py              1,000 and 5,000 generated stories
    .venv/bin/python bench/import.py 1000 --profile
    .venv/bin/python bench/import.py --kind wxr --megabytes 300     a generated WordPress export, read to its end
    .venv/bin/python bench/import.py --kind wxr 10 30 100           several of them, and how CPU grows with the size

Each size is a new paper in a process of its own. Stories have 300 to 600 words, a link to another story, a list, a
crosshead and an old address; 12 sections, 200 people, N/50 topics, an issue of 30 stories a week. CPU is user and
system time of the process, from the first reading to the last link closed; composing is shown apart.
"""

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


def measure(folder: Path, stories: int, *, profile: bool) -> float:
    """Import so many stories into a new paper; the CPU seconds that took."""
    from broadsheet.importers.jsonl import read_jsonl
    from broadsheet.site.importing import import_context
    from broadsheet.site.paper_file import read_paper_file
    from broadsheet.site.setup import make_paper

    chance = random.Random(stories)
    source = folder / "paper.jsonl"
    source.write_text("".join(json.dumps(line(number, stories, chance)) + "\n" for number in range(stories)))
    make_paper(folder / "paper")
    from broadsheet.newsroom.compose import compose
    from broadsheet.newsroom.intake import take_in

    context = import_context(read_paper_file(folder / "paper"))
    profiler = cProfile.Profile()
    before, started = cpu(), time.perf_counter()
    if profile:
        profiler.enable()
    report = take_in(read_jsonl(source, context))
    profiler.disable()
    used, wall = cpu() - before, time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    composing = cpu()
    compose()
    composing = cpu() - composing
    print(
        f"{stories:>7,} stories  {used:7.2f} CPU s  {wall:7.2f} s wall  {1000 * used / stories:6.2f} CPU ms/story  "
        f"{stories / wall:6.0f} stories/s  peak {peak} MB  losses {len(report.losses)}  "
        f"composing {1000 * composing / stories:.2f} CPU ms/story",
        flush=True,
    )
    if profile:
        pstats.Stats(profiler).sort_stats("cumtime").print_stats("broadsheet", 40)
    return used


def main() -> None:
    """Measure each size and say how CPU grows; with one size, only that, in this process."""
    kind = ["--kind", "wxr"] if "wxr" in sys.argv else []
    sizes = [int(each) for each in sys.argv[1:] if each.isdigit()] or ([10, 30, 100] if kind else [1_000, 5_000])
    if len(sizes) > 1:
        compare(sizes, kind)
    elif kind:
        wxr_file.measure(sizes[0])
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), sizes[0], profile="--profile" in sys.argv)


def compare(sizes: list[int], kind: list[str]) -> None:
    """Measure each size in a process of its own, and say how CPU grows from one to the next."""
    found = []
    for size in sizes:
        run = subprocess.run([sys.executable, __file__, *kind, str(size)], check=True, capture_output=True, text=True)  # noqa: S603  # itself
        print(run.stdout, end="", flush=True)
        found.append((size, float(run.stdout.partition(" CPU s")[0].split()[-1])))
    for (small, few), (large, many) in pairwise(found):
        print(f"growth exponent of CPU, {small:,} to {large:,}: {math.log(many / few) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
