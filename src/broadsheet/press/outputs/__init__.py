"""
The formats a paper is printed in, by the names `--output` takes.

Each is imported when it is asked for: a run that prints pages alone does not wait for what draws pictures or builds
the search index to be read in.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from broadsheet.errors import OutputUnknownError
from broadsheet.press.output import Output, PressSettings

SEARCH: Final = "search"
"""The output that is made from printed pages."""


def _html(settings: PressSettings) -> Output:
    from broadsheet.press.outputs.composed import ComposedOutput
    from broadsheet.press.outputs.feeds import FullTextFeeds
    from broadsheet.press.outputs.html import HtmlOutput
    from broadsheet.press.outputs.sitemaps import Sitemaps

    return ComposedOutput("html", (HtmlOutput(settings), FullTextFeeds(settings), Sitemaps()))


def _feeds(_settings: PressSettings) -> Output:
    from broadsheet.press.outputs.feeds import FeedsOutput

    return FeedsOutput()


def _calendar(_settings: PressSettings) -> Output:
    from broadsheet.press.outputs.calendar import CalendarOutput

    return CalendarOutput()


def _redirects(_settings: PressSettings) -> Output:
    from broadsheet.press.outputs.redirects import RedirectsOutput

    return RedirectsOutput()


def _images(settings: PressSettings) -> Output:
    from broadsheet.press.outputs.images import ImagesOutput

    return ImagesOutput(settings)


def _search(_settings: PressSettings) -> Output:
    from broadsheet.press.outputs.search import SearchOutput

    return SearchOutput()


FACTORIES: Final[Mapping[str, Callable[[PressSettings], Output]]] = {
    "html": _html,
    "feeds": _feeds,
    "calendar": _calendar,
    "redirects": _redirects,
    "images": _images,
    SEARCH: _search,
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
