"""Where a page lies and in which language it speaks: everything its text needs to make links and dates."""

from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import lru_cache

from markupsafe import Markup, escape

from broadsheet.edition.late import dataclass
from broadsheet.press.outputs.html.links import absolute, relative
from broadsheet.press.outputs.html.words import Words


class Medium(StrEnum):
    """What the text is made for: a page of the tree, or a feed that is read anywhere."""

    PAGE = "page"
    FEED = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`up` leads to the root of the tree; `address` is the paper's."""

    up: str
    address: str
    words: Words
    zone: tzinfo
    medium: Medium = Medium.PAGE

    def to(self, path: str) -> str:
        """A link to a page or file of the tree."""
        return relative(path, self.up) if self.medium is Medium.PAGE else absolute(self.address, path)

    def at(self, path: str) -> str:
        """The public address of a page or file."""
        return absolute(self.address, path)

    def day(self, moment: datetime | date) -> Markup:
        """A day in words, marked up as a time."""
        return _marked_day(moment, self.words, self.zone)

    def short_day(self, moment: datetime) -> Markup:
        """Day and month in words, marked up as a time."""
        return _marked(moment, self.words.short_day(moment, self.zone))


@lru_cache(32_768)
def _marked_day(moment: datetime | date, words: Words, zone: tzinfo) -> Markup:
    return _marked(moment, words.day(moment, zone))


def _marked(moment: datetime | date, text: str) -> Markup:
    return Markup(f'<time datetime="{stamp(moment)}">{escape(text)}</time>')  # noqa: S704  # both are escaped


def stamp(moment: datetime | date) -> str:
    """The machine's spelling of a moment or day."""
    text = moment.isoformat()
    return text.replace("+00:00", "Z") if isinstance(moment, datetime) else text
