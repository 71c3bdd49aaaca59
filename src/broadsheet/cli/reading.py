"""`broadsheet readers`: which stories were read, from the logs of the web server."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from broadsheet.cli.options import add_json, add_paper
from broadsheet.cli.terminal import progress, say

if TYPE_CHECKING:
    from broadsheet.site.readers.counting import Count

SHOWN: Final = 30
"""Stories and sites shown on a terminal; --json has them all."""

DAYS: Final = 7
"""Days side by side on a terminal."""


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "readers",
        help="count readers from the web server's logs",
        description=(
            "Count how often each story was read on each day, and from which sites readers came, from logs that "
            "nginx or Caddy wrote as deploy/ says. Counts below ten are not told; programs are counted apart."
        ),
    )
    command.add_argument(
        "logs", type=Path, nargs="+", metavar="LOG", help="a log, also packed by gzip; several at once"
    )
    add_paper(command)
    add_json(command)
    command.add_argument("--keep", action="store_true", help="also keep the counts for the newsroom to see")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Count, keep, show."""
    from broadsheet.site.readers.paper_readers import count_readers, keep_count, titles_of

    size = sum(log.stat().st_size for log in options.logs if log.is_file())
    with progress("Reading", quiet=options.json or not size) as tell:
        count = count_readers(options.paper, options.logs, lambda lines: tell(lines, lines))
    if options.keep:
        keep_count(options.paper, count)
    stories = list(dict.fromkeys(story for day in count.days.values() for story in day.stories))
    titles = titles_of(options.paper, stories)
    if options.json:
        print(json.dumps(_as_json(count, titles)))
    else:
        print("\n".join(_table(count, titles)))
    if count.unread:
        say(f"{count.unread:,} of {count.lines:,} lines are of no log that deploy/ has written.")
    return 0


def _as_json(count: "Count", titles: dict[str, tuple[str, str]]) -> dict[str, Any]:
    from broadsheet.newsroom.readership import told

    def numbers(counts: Any) -> dict[str, int | str]:
        return {name: found or told(0) for name, found in counts.items()}

    return {
        "lines": count.lines,
        "unread": count.unread,
        "stories": {titles[story][1]: titles[story][0] for story in titles},
        "days": {
            day.isoformat(): {
                "stories": numbers({titles[story][1]: n for story, n in found.stories.items() if story in titles}),
                "sites": numbers(found.sites),
                **numbers({"reads": found.reads, "pages": found.pages, "robots": found.robots}),
            }
            for day, found in count.days.items()
        },
    }


def _table(count: "Count", titles: dict[str, tuple[str, str]]) -> list[str]:
    """Stories by days, then sites, the most read first; the newest days where there are many."""
    from broadsheet.newsroom.readership import rows_over

    days = dict(sorted(count.days.items())[-DAYS:])
    if not days:
        return ["These logs tell of no page that was read."]
    head = [f"{day.day:>2} {day:%b}" for day in days]
    lines = [_line("Stories", [*head, "together"])]
    stories = rows_over(list(days.values()), lambda day: day.stories)
    lines += [_line(titles[row.name][0], [*row.days, row.together]) for row in stories if row.name in titles][:SHOWN]
    for label, counted in _OTHERS.items():
        lines += [_line(label, [*row.days, row.together]) for row in rows_over(list(days.values()), counted)]
    sites = rows_over(list(days.values()), lambda day: day.sites)
    lines += ["", _line("Readers came from", [*head, "together"])] if sites else []
    return [*lines, *(_line(row.name, [*row.days, row.together]) for row in sites[:SHOWN])]


_OTHERS: Final[dict[str, Any]] = {
    "All stories": lambda day: {"": day.reads},
    "Other pages": lambda day: {"": day.pages},
    "Fetched by programs": lambda day: {"": day.robots},
}


def _line(name: str, cells: list[str]) -> str:
    # What cannot be shown might steer the terminal.
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return f"{shown[:48]:<48}" + "".join(f"{cell:>10}" for cell in cells)
