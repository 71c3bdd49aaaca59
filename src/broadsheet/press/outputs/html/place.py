"""Where a page lies and in which language it speaks: everything its text needs to make links and dates."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from markupsafe import Markup

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
        return Markup('<time datetime="{}">{}</time>').format(stamp(moment), self.words.day(moment, self.zone))

    def short_day(self, moment: datetime) -> Markup:
        """Day and month in words, marked up as a time."""
        return Markup('<time datetime="{}">{}</time>').format(stamp(moment), self.words.short_day(moment, self.zone))


def stamp(moment: datetime | date) -> str:
    """The machine's spelling of a moment or day."""
    text = moment.isoformat()
    return text.replace("+00:00", "Z") if isinstance(moment, datetime) else text
