"""Counts readers: reads of each story on each day, and the sites they came from. Memory does not grow with the logs."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from broadsheet.newsroom.readership import DayOfReading, Readership, hidden
from broadsheet.site.readers.log_lines import Asked, NotCounted, read_line

MOST_SITES: Final = 5_000
"""Sites counted on one day; anybody may make up more."""

MOST_DAYS: Final = 4_000

type FindStory = Callable[[str], str | None]
"""From the path of an address to the id of the story that lies there."""


@dataclass(slots=True)
class _Day:
    stories: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    robots: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What the logs told: the days, how many lines, and how many of them could not be read."""

    days: Readership
    lines: int
    unread: int


class Counting:
    """Takes in lines; `own_sites` are the paper's own names, which send nobody."""

    def __init__(self, find_story: FindStory, own_sites: Iterable[str]) -> None:
        self._find_story = find_story
        self._own_sites = frozenset(own_sites)
        self._days: dict[date, _Day] = {}
        self._lines = self._unread = 0

    def add(self, line: bytes) -> None:
        """One line of a log."""
        self._lines += 1
        match read_line(line):
            case Asked() as asked if asked.day in self._days or len(self._days) < MOST_DAYS:
                self._add(self._days.setdefault(asked.day, _Day()), asked)
            case NotCounted():
                pass
            case _:
                self._unread += 1

    def _add(self, day: _Day, asked: Asked) -> None:
        if asked.is_program:
            day.robots += 1
            return
        story = self._find_story(asked.path)
        if story is None:
            day.pages += 1
        else:
            day.stories[story] += 1
        site = asked.site
        if site and site not in self._own_sites and (site in day.sites or len(day.sites) < MOST_SITES):
            day.sites[site] += 1

    def result(self) -> Count:
        """What was counted, without what is too small to be told."""
        days = {day: _told(count) for day, count in sorted(self._days.items())}
        return Count(days=days, lines=self._lines, unread=self._unread)


def _told(day: _Day) -> DayOfReading:
    return DayOfReading(
        stories={story: hidden(count) for story, count in day.stories.most_common()},
        sites={site: hidden(count) for site, count in day.sites.most_common()},
        reads=hidden(day.stories.total()),
        pages=hidden(day.pages),
        robots=hidden(day.robots),
    )
