"""
Which stories were read, day by day, as the newsroom shows it: kept in one small file of the paper's folder.

Nothing in it is small enough to tell of one reader: what was counted less than ten times stands there as 0 and is shown
as “<10”. Stories stand there by their id, so a name taken out of the paper is not kept here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from broadsheet.tree.note import read_note, write_note

FILE: Final = "readers.json"

LEAST: Final = 10
"""Counts below this are not told."""

KEPT_DAYS: Final = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfReading:
    """
    One day. Counts below `LEAST` are 0; a story or site that is missing was not counted at all.

    `stories` by record id, `sites` by the name of the site a reader came from; `pages` are reads of other pages,
    `robots` what programs fetched.
    """

    stories: Mapping[str, int] = field(default_factory=dict)
    sites: Mapping[str, int] = field(default_factory=dict)
    reads: int = 0
    pages: int = 0
    robots: int = 0


type Readership = Mapping[date, DayOfReading]


def told(count: int) -> str:
    """A count as people may see it."""
    return f"{count:,}" if count >= LEAST else f"<{LEAST}"


def hidden(count: int) -> int:
    """A count as it is kept."""
    return count if count >= LEAST else 0


def over_days(counts: Sequence[int]) -> str:
    """Several days together: at least what was told of each, so that no small count can be worked out."""
    known = sum(count for count in counts if count >= LEAST)
    if not known:
        return f"<{LEAST}" if len(counts) < 2 else f"<{LEAST} a day"
    return f"{known:,}" if all(count >= LEAST for count in counts) else f"{known:,}+"


def read_readership(folder: Path) -> Readership:
    """What was kept for the paper in a folder; empty when nothing was, or nothing that can be read."""
    try:
        days = read_note(folder / FILE)["days"]
        return {date.fromisoformat(day): DayOfReading(**content) for day, content in days.items()}
    except (KeyError, ValueError, TypeError, AttributeError):
        return {}


def keep_readership(folder: Path, found: Readership) -> Readership:
    """
    Keep these days, with what was kept before; of a day counted twice the fuller count. OSError as it comes.

    A day may lie in two logs: give the command both, and the fuller count is the whole one.
    """
    days = dict(read_readership(folder))
    for day, content in found.items():
        if day not in days or content.reads + content.pages >= days[day].reads + days[day].pages:
            days[day] = content
    kept = {day: days[day] for day in sorted(days)[-KEPT_DAYS:]}
    write_note(folder / FILE, {"days": {day.isoformat(): _plain(content) for day, content in kept.items()}})
    return kept


def _plain(day: DayOfReading) -> dict[str, Any]:
    return {
        "stories": dict(day.stories),
        "sites": dict(day.sites),
        "reads": day.reads,
        "pages": day.pages,
        "robots": day.robots,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A story or site over several days, in words as people may see them; "" on a day without any."""

    name: str
    days: tuple[str, ...]
    together: str


def rows_over(days: Sequence[DayOfReading], counted: Callable[[DayOfReading], Mapping[str, int]]) -> list[Row]:
    """A row for each story or site of these days, the most counted first."""
    found: dict[str, list[int | None]] = {}
    for number, day in enumerate(days):
        for name, count in counted(day).items():
            found.setdefault(name, [None] * len(days))[number] = count
    order = sorted(found, key=lambda name: (-sum(each or 0 for each in found[name]), name))
    return [_row(name, found[name]) for name in order]


def _row(name: str, counts: Sequence[int | None]) -> Row:
    seen = [count for count in counts if count is not None]
    return Row(
        name=name, days=tuple("" if count is None else told(count) for count in counts), together=over_days(seen)
    )
