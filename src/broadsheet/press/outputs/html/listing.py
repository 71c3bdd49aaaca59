"""Lists of stories, events and other records as pages show them."""

from datetime import datetime
from functools import partial
from typing import Final

from broadsheet.edition import canonical
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Byline
from broadsheet.edition.summaries import Card, Line
from broadsheet.press.outputs.html.figures import Figure, figure
from broadsheet.press.outputs.html.shared import section_line
from broadsheet.press.pictures import Shape
from broadsheet.press.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story in a list."""

    line: Line
    kicker: str
    standfirst: str
    bylines: tuple[Byline, ...]
    names: tuple[str, ...]
    picture: Figure | None
    section: Line | None
    detail: str
    ends: datetime | None
    branch: Line | None
    is_withdrawn: bool
    cancelled: bool

    @property
    def moment(self) -> datetime | None:
        """When it was published, or starts."""
        return self.line.moment


def item(reader: Reader, card: Card, shape: Shape = Shape.LIST) -> Item:
    """A card with its picture and the names it needs; an issue's cover is never cut."""
    return reader.once(f"item/{shape}", card, _IN_SHAPE[shape])


def _item(reader: Reader, card: Card, *, shape: Shape) -> Item:
    names = (byline.name or getattr(reader.line(byline.person), "title", "") for byline in card.bylines)
    return Item(
        line=card.line,
        kicker=card.kicker,
        standfirst=card.standfirst,
        bylines=card.bylines,
        names=tuple(name for name in names if name),
        picture=figure(reader, card.picture, Shape.FULL if card.line.kind == "issue" else shape),
        section=section_line(reader, card.section),
        detail=card.detail,
        ends=canonical.moment_from(card.ends) if card.ends else None,
        branch=reader.line(card.branch) if card.branch else None,
        is_withdrawn=bool(card.withdrawn),
        cancelled=card.cancelled,
    )


_IN_SHAPE: Final = {shape: partial(_item, shape=shape) for shape in Shape}


def items(reader: Reader, records: tuple[str, ...], shape: Shape = Shape.LIST) -> tuple[Item, ...]:
    """The items of those records that are in the edition, in the order given."""
    return tuple(item(reader, card, shape) for card in reader.cards(records))
