"""Which stories were read on the last days that were counted, from the small file that counting leaves."""

from dataclasses import dataclass
from typing import Any, Final

from broadsheet.newsroom.compose.published_lines import published_lines
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.readership import LEAST, DayOfReading, Row, read_readership, rows_over
from broadsheet.newsroom.roles import Deed

DAYS: Final = 7
"""Days side by side."""

SHOWN: Final = 50
"""Stories and sites on the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A story as the screen shows it."""

    title: str
    address: str
    row: Row


class ReadersView(DeskView):
    """Stories by days, then sites; nothing that tells of a single reader."""

    deeds = (Deed.WRITE, Deed.EDIT_STORIES, Deed.SEE_STATE)
    page_title = "Readers"
    header_icon = "view"
    template_name = "newsroom/desks/readers.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The newest days that were counted."""
        newest = sorted(read_readership(current_paper().folder).items())[-DAYS:]
        days = [content for _, content in newest]
        return super().get_context_data(**keywords) | {
            "days": [day for day, _ in newest],
            "least": LEAST,
            "stories": _stories(days),
            "sums": [*_sums(days)],
            "sites": rows_over(days, lambda day: day.sites)[:SHOWN],
        }


def _sums(days: list[DayOfReading]) -> list[Row]:
    return [
        *rows_over(days, lambda day: {"All stories": day.reads}),
        *rows_over(days, lambda day: {"Other pages": day.pages}),
        *rows_over(days, lambda day: {"Fetched by programs": day.robots}),
    ]


def _stories(days: list[DayOfReading]) -> list[StoryRow]:
    """The stories read most, under the headlines they have now; one no longer there is left out."""
    rows = rows_over(days, lambda day: day.stories)[: 2 * SHOWN]
    lines = published_lines(row.name for row in rows)
    root = current_paper().public_address
    found = [(lines[row.name], row) for row in rows if row.name in lines]
    return [StoryRow(title=line.title, address=f"{root}{line.path}", row=row) for line, row in found[:SHOWN]]
