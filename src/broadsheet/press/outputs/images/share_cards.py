"""Draws share cards: the paper's name over the headline, for whoever shows a link to a page."""

import io
from collections.abc import Mapping
from typing import Final, cast

from PIL import Image, ImageColor, ImageDraw

from broadsheet.edition.late import dataclass
from broadsheet.press.output import Rank
from broadsheet.press.outputs.images import lettering
from broadsheet.press.pictures import CARD_SIZE, CardStyle, card_style
from broadsheet.press.reader import Deriver, Reader
from broadsheet.tree.artifact import Spec

DERIVED: Final = "images.card_style"

PAPER_COLOUR: Final = (252, 250, 245)

INK: Final = (23, 22, 20)

MARGIN: Final = 72
"""Pixels left and right."""

NAME_SIZE: Final = 38

SIZES: Final = (84, 76, 68, 60, 54, 48)
"""Sizes of a headline in pixels, largest first; the first in which it fits is taken."""

MOST_LINES: Final = 5

_TOP: Final = 160
"""Where the headline's space begins, below the name and its rule."""

_BOTTOM: Final = CARD_SIZE[1] - 56

_ACCENT_INDEX: Final = 15
"""Sixteen colours make a small file: fifteen from paper to ink, one for the accent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCardView:
    """What a card shows."""

    title: str
    style: CardStyle


def style_of(reader: Reader, language: str) -> CardStyle:
    """The style of a language version's cards, apart from the rest of the paper."""
    return card_style(reader.paper(), language)


class ShareCardMaker:
    """Makes share cards."""

    name = "images.card"
    rank = Rank.PICTURE
    derivers: Mapping[str, Deriver] = {DERIVED: style_of}

    def __init__(self, recipe: bytes) -> None:
        self._recipe = recipe

    def recipe(self) -> bytes:
        return self._recipe

    def gather(self, spec: Spec, reader: Reader) -> ShareCardView | None:
        line = reader.line(spec.subject)
        style = cast("CardStyle", reader.derived(DERIVED, spec.language))
        return ShareCardView(title=line.title, style=style) if line else None

    def print(self, view: ShareCardView) -> bytes:
        written = io.BytesIO()
        drawn(view).save(written, "PNG", bits=4, compress_level=6)
        return written.getvalue()


def drawn(view: ShareCardView) -> Image.Image:
    """The card as a picture of sixteen colours."""
    letters = Image.new("L", CARD_SIZE)
    draw = ImageDraw.Draw(letters)
    name, title = lettering.readable(view.style.paper_name), lettering.readable(view.title)
    right_to_left = lettering.is_right_to_left(title or name)
    _draw_lines(draw, [name] if title else [], NAME_SIZE, 96, right_to_left=right_to_left)
    _draw_headline(draw, title or name, right_to_left=right_to_left)
    card = letters.point([value * (_ACCENT_INDEX - 1) // 255 for value in range(256)])
    _draw_rules(ImageDraw.Draw(card))
    return _coloured(card, view.style.accent)


def _draw_headline(draw: ImageDraw.ImageDraw, title: str, *, right_to_left: bool) -> None:
    widest = CARD_SIZE[0] - 2 * MARGIN
    lines: list[str] = []
    size = SIZES[-1]
    for size in SIZES:
        lines = lettering.wrapped(title, size, widest)
        if len(lines) * _leading(size) <= _BOTTOM - _TOP and len(lines) <= MOST_LINES:
            break
    lines = lettering.shortened(lines, MOST_LINES, size, widest)
    _draw_lines(draw, lines, size, _TOP + size, right_to_left=right_to_left)


def _draw_lines(draw: ImageDraw.ImageDraw, lines: list[str], size: int, baseline: int, *, right_to_left: bool) -> None:
    for number, line in enumerate(lines):
        left = MARGIN
        if right_to_left:
            left = CARD_SIZE[0] - MARGIN - lettering.width(line, size)
        place = (left, baseline + number * _leading(size))
        lettering.draw_line(draw, place, line, size, right_to_left=right_to_left)


def _leading(size: int) -> int:
    return round(size * 1.2)


def _draw_rules(draw: ImageDraw.ImageDraw) -> None:
    right = CARD_SIZE[0] - 1
    draw.rectangle((0, 0, right, 17), fill=_ACCENT_INDEX)
    draw.rectangle((MARGIN, 124, right - MARGIN, 127), fill=_ACCENT_INDEX - 1)
    draw.rectangle((MARGIN, 132, right - MARGIN, 132), fill=_ACCENT_INDEX - 1)


def _coloured(card: Image.Image, accent: str) -> Image.Image:
    steps = _ACCENT_INDEX - 1
    palette = [
        round(light + (dark - light) * step / steps)
        for step in range(steps + 1)
        for light, dark in zip(PAPER_COLOUR, INK, strict=True)
    ]
    coloured = Image.new("P", CARD_SIZE)
    coloured.putpalette([*palette, *ImageColor.getrgb(accent)[:3]])
    coloured.paste(card)
    return coloured
