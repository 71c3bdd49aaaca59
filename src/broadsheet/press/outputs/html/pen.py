"""What templates write with: running text, bodies, pictures, and parts shared between pages."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup, escape

from broadsheet.edition.blocks import Block
from broadsheet.edition.inline import plain_text
from broadsheet.press.outputs.html.blocks import BodyPrinter, picture
from broadsheet.press.outputs.html.figures import Figure
from broadsheet.press.outputs.html.materials import NOTHING, Material
from broadsheet.press.outputs.html.place import Place
from broadsheet.press.outputs.html.shared import Frame
from broadsheet.press.outputs.html.theme import Theme
from broadsheet.press.outputs.html.words import local


class Pen:
    """Writes for one page."""

    def __init__(self, theme: Theme, language: str, place: Place) -> None:
        self._theme = theme
        self._language = language
        self._place = place

    def part(self, template: str, value: object, **how: object) -> Markup:
        """A part that all pages with this very value share; its template sees it as `it`, and `how` by its names."""
        place = self._place
        return self._theme.fragment(
            template,
            value,
            (place.up, self._language, place.address, *how.items()),
            it=value,
            here=place,
            w=place.words,
            pen=self,
            **how,
        )

    def marked(self, part: Markup, path: str, how: str = "page") -> Markup:
        """A part in which the link to this path is marked as the current one."""
        link = f'href="{self._place.to(path)}"'
        return Markup(str(part).replace(link, f'aria-current="{how}" {link}', 1))  # noqa: S704  # was markup, stays it

    def body(self, blocks: Sequence[Block], found: Material) -> Markup:
        """A body."""
        return Markup(BodyPrinter(found, self._place).body(blocks))  # noqa: S704  # blocks escape what they show

    def inline(self, text: str, found: Material = NOTHING) -> Markup:
        """Running text outside a body."""
        return Markup(BodyPrinter(found, self._place).inline(text))  # noqa: S704  # checked inline markup

    def plain(self, text: str) -> str:
        """The words of running text."""
        return plain_text(text)

    def picture(self, figure: Figure, sizes: str, *, eager: bool = False) -> Markup:
        """A picture in all its sizes."""
        return Markup(picture(figure, self._place, sizes, eager=eager))  # noqa: S704  # escapes what it shows

    def caption(self, figure: Figure) -> Markup:
        """Caption and credit of a picture."""
        return Markup(BodyPrinter(NOTHING, self._place).caption(figure))  # noqa: S704  # escapes what it shows

    def contact(self, text: str) -> Markup:
        """A way to reach somebody; an e-mail address becomes a link."""
        if "@" in text and " " not in text:
            return Markup('<a href="mailto:{0}">{0}</a>').format(text)
        return escape(text)

    def language_name(self, frame: Frame, language: str) -> str:
        """What the paper calls a language."""
        return next((way.label for way in frame.fronts if way.language == language), language)

    def share_address(self, pattern: str, address: str, title: str) -> str:
        """The address under which another site lets readers share a story."""
        return pattern.replace("{url}", quote(address, safe="")).replace("{title}", quote(title, safe=""))

    def until(self, starts: datetime, ends: datetime) -> str:
        """The end of an event: the time alone when it is on the same day."""
        words, zone = self._place.words, self._place.zone
        clock = words.clock(ends, zone)
        same = local(starts, zone).date() == local(ends, zone).date()
        return clock if same else f"{words.day(ends, zone)}, {clock}"
