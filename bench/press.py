"""
How fast the press prints: pages a second and CPU a page, whole and for one changed headline.

    make bench            1,000 and 10,000 generated stories, html only
    .venv/bin/python bench/press.py 1000 3000 --output html,feeds
    .venv/bin/python bench/press.py 10000 --workers 1,2          whole, as commands with so many processes, in turn
    .venv/bin/python bench/press.py 1000 10000 --peer hugo       full builds beside Hugo's (see press_peer)

Stories have 600 to 900 words, issues 30 stories; 12 sections, 200 people, N/50 topics. CPU is user and
system time of the process that prints: this one, or for a “new process” the command as the worker starts it; “nothing
cached” is without the paper's cache folder, too. Wall time depends on who else uses the machine.
"""

import argparse
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from generated_paper import NOW, change_headline, lay_out
from press_peer import compare
from process_tree import Cost, cost_of

from broadsheet.press.job import PressJob
from broadsheet.press.outputs import FACTORIES
from broadsheet.press.staff import Staffing
from broadsheet.site.pressing import press_job


def cpu(who: int = resource.RUSAGE_SELF) -> float:
    """CPU seconds of this process so far, or of those it waited for."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measure(folder: Path, stories: int, outputs: str) -> float:
    """Print a paper whole, then again and again after one headline; the CPU seconds of the whole run."""
    lay_out(folder, stories)
    job = press_job(folder, now=NOW, outputs=tuple(outputs.split(",")), staffing=Staffing(workers=1))
    whole = run(job, stories, "whole")
    change_headline(folder, stories, "Another headline")
    run(job, stories, "one headline")
    change_headline(folder, stories, "A third headline")
    run_anew(folder, stories, outputs, "one headline, new process")
    change_headline(folder, stories, "A fourth headline")
    shutil.rmtree(folder / "cache", ignore_errors=True)
    run_anew(folder, stories, outputs, "one headline, nothing cached")
    return whole


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


def compare_workers(folder: Path, stories: int, outputs: str, counts: Sequence[str]) -> None:
    """Whole runs as commands of their own, each with so many processes and into a fresh folder."""
    lay_out(folder, stories)
    _press_with("1", folder, outputs, "warming")  # templates are compiled once for all
    for number, count in enumerate(counts):
        cost = _press_with(count, folder, outputs, str(number))
        files = sum(1 for path in (folder / str(number)).rglob("*") if path.is_file())
        peak = f"  peak {cost.peak / 1e6:.0f} MB"
        tell(stories, f"whole, --workers {count}", files, cost.cpu, cost.wall, peak)


def _press_with(count: str, folder: Path, outputs: str, into: str) -> Cost:
    options = ("--no-copies", "--now", NOW.isoformat(), "--output", outputs, "--workers", count)
    command = (sys.executable, "-m", "broadsheet.cli", "press", "--paper", folder, "--to", folder / into, *options)
    return cost_of(command, folder)


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
    options.add_argument("--peer", choices=("hugo",), help="print the same paper with Hugo, too; html only")
    options.add_argument("--workers", metavar="LIST", help="compare whole runs with so many processes, as 1,2")
    asked = options.parse_args()
    if asked.peer:
        compare(asked.sizes)
        return
    found = []
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as folder:
            if asked.workers:
                compare_workers(Path(folder), size, asked.output, asked.workers.split(","))
                continue
            found.append((size, measure(Path(folder), size, asked.output)))
    for (small, few), (large, many) in pairwise(found):
        print(f"growth exponent of CPU, {small:,} to {large:,}: {math.log(many / few) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
