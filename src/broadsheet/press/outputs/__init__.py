"""The formats a paper is printed in, by the names `--output` takes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from broadsheet.errors import OutputUnknownError
from broadsheet.press.output import Output, PressSettings
from broadsheet.press.outputs import search
from broadsheet.press.outputs.calendar import CalendarOutput
from broadsheet.press.outputs.composed import ComposedOutput
from broadsheet.press.outputs.feeds import FeedsOutput, FullTextFeeds
from broadsheet.press.outputs.html import HtmlOutput
from broadsheet.press.outputs.images import ImagesOutput
from broadsheet.press.outputs.redirects import RedirectsOutput
from broadsheet.press.outputs.sitemaps import Sitemaps


def _html(settings: PressSettings) -> Output:
    return ComposedOutput("html", (HtmlOutput(settings), FullTextFeeds(settings), Sitemaps()))


FACTORIES: Final[Mapping[str, Callable[[PressSettings], Output]]] = {
    "html": _html,
    "feeds": lambda _: FeedsOutput(),
    "calendar": lambda _: CalendarOutput(),
    "redirects": lambda _: RedirectsOutput(),
    "images": ImagesOutput,
    search.NAME: lambda _: search.SearchOutput(),
}
"""How each output is made."""

PICTURES: Final = ("images",)
"""The outputs that take long, for which no page waits."""

PAGES: Final = tuple(name for name in FACTORIES if name not in PICTURES)
"""All other outputs."""


def make_outputs(settings: PressSettings) -> Sequence[Output]:
    """The outputs that the settings name, all of them when they name none; OutputUnknownError for a wrong name."""
    for name in settings.outputs:
        if name not in FACTORIES:
            raise OutputUnknownError(f"There is no output “{name}”. Choose from: {', '.join(FACTORIES)}.")
    return tuple(FACTORIES[name](settings) for name in settings.outputs or FACTORIES)
