"""A plate: one picture printed in a few flat inks on tinted paper, like a linocut or a screen print.

Lengths are in pixels of the finished picture; the plate is cut at twice that size and reduced, which smooths every
edge. An ink is an index into the plate's list of colours, of which number 0 is the paper.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from itertools import chain, combinations
from math import cos, hypot, pi, radians, sin
from random import Random
from typing import Self

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

Point = tuple[float, float]
Box = tuple[float, float, float, float]

SCALE = 2
"""How many cut pixels make one finished pixel, in each direction."""

PAPER = 0
"""The ink number of bare paper."""

SCREEN_PERIOD = 18
"""The side of one square of the diagonal halftone screen, which holds two dots. In finished pixels."""

_ANY = [0] + [255] * 255


class Direction(StrEnum):
    """Where a halftone goes from its first strength to its last."""

    DOWN = "down"
    RIGHT = "right"
    OUTWARD = "outward"


def _scaled(points: Iterable[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


@cache
def _screen(width: int, height: int) -> Image.Image:
    """The threshold of a diagonal dot screen: a tone stronger than the threshold prints there. In cut pixels."""
    side = SCREEN_PERIOD * SCALE
    waves = [cos(2 * pi * step / side) for step in range(side)]
    tile = Image.frombytes("L", (side, side), bytes(round(127.5 - 124 * x * y) for y in waves for x in waves))
    double = Image.new("L", (side * 2, side * 2))
    for column in range(2):
        for row in range(2):
            double.paste(tile, (column * side, row * side))
    screen = Image.new("L", (width, height))
    for left in range(0, width, side * 2):
        for top in range(0, height, side * 2):
            screen.paste(double, (left, top))
    return screen


def _blend(first: Sequence[int], second: Sequence[int], share: float) -> tuple[int, ...]:
    return tuple(round(one + (other - one) * share) for one, other in zip(first, second, strict=True))


class Plate:
    """A picture being cut. Draw from the back to the front, then take `printed`."""

    def __init__(self, size: tuple[int, int], inks: Sequence[str], seed: int) -> None:
        self.width, self.height = size
        self.chance = Random(seed)
        self._colours = [ImageColor.getrgb(ink)[:3] for ink in inks]
        self._cut = Image.new("P", (self.width * SCALE, self.height * SCALE), PAPER)
        self._cut.putpalette(list(chain.from_iterable(self._colours)))
        self._knife = ImageDraw.Draw(self._cut)

    # Flat shapes -----------------------------------------------------------------------------------------------

    def fill(self, ink: int) -> None:
        """Cover the whole plate with one ink."""
        self._cut.paste(ink, (0, 0, *self._cut.size))

    def shape(self, points: Sequence[Point], ink: int) -> None:
        """A filled polygon."""
        self._knife.polygon(_scaled(points), fill=ink)

    def box(self, left: float, top: float, right: float, bottom: float, ink: int) -> None:
        """A filled upright rectangle; nothing where it has no extent."""
        if right > left and bottom > top:
            self._knife.rectangle((left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1), fill=ink)

    def oval(self, centre: Point, across: float, down: float, ink: int) -> None:
        """A filled ellipse given by its two half-widths."""
        x, y = centre
        self._knife.ellipse(
            ((x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE), fill=ink
        )

    def disc(self, centre: Point, radius: float, ink: int) -> None:
        """A filled circle."""
        self.oval(centre, radius, radius, ink)

    def line(self, points: Sequence[Point], ink: int, width: float) -> None:
        """An open line with round joints."""
        self._knife.line(_scaled(points), fill=ink, width=max(1, round(width * SCALE)), joint="curve")

    def stroke(self, points: Sequence[Point], ink: int, width: float) -> None:
        """An open line with round joints and round ends."""
        self.line(points, ink, width)
        for end in (points[0], points[-1]):
            self.disc(end, width / 2, ink)

    def ring(self, centre: Point, radius: float, ink: int, width: float) -> None:
        """The outline of a circle, inside its radius."""
        x, y = centre
        around = ((x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE)
        self._knife.ellipse(around, outline=ink, width=round(width * SCALE))

    def pie(self, centre: Point, radius: float, start: float, end: float, ink: int) -> None:
        """A slice of a circle between two angles in degrees, clockwise from three o'clock."""
        x, y = centre
        around = ((x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE)
        self._knife.pieslice(around, start, end, fill=ink)

    def words(self, at: Point, text: str, ink: int, size: float, anchor: str = "lm") -> None:
        """A label, for maps and charts only. `anchor` as Pillow names it."""
        font = ImageFont.load_default(size * SCALE)
        self._knife.text((at[0] * SCALE, at[1] * SCALE), text, fill=ink, font=font, anchor=anchor)

    # Texture ---------------------------------------------------------------------------------------------------

    def stencil(self, *shapes: Sequence[Point]) -> Image.Image:
        """A mask that lets texture through inside the given polygons only."""
        mask = Image.new("L", self._cut.size)
        knife = ImageDraw.Draw(mask)
        for points in shapes:
            knife.polygon(_scaled(points), fill=255)
        return mask

    def over(self, *inks: int) -> Image.Image:
        """A mask that lets texture through where one of these inks lies now."""
        table = [255 if index in inks else 0 for index in range(256)]
        return Image.frombytes("L", self._cut.size, self._cut.tobytes()).point(table)

    def halftone(
        self,
        ink: int,
        area: Box,
        strength: tuple[float, float],
        direction: Direction = Direction.DOWN,
        within: Image.Image | None = None,
    ) -> None:
        """Dots of one ink that grow or shrink across an area. Strengths run from 0 (none) to 1 (solid)."""
        left, top, right, bottom = (round(edge * SCALE) for edge in self._on_plate(area))
        size = (right - left, bottom - top)
        if min(size) <= 0:
            return
        ramp = Image.radial_gradient("L") if direction is Direction.OUTWARD else Image.linear_gradient("L")
        if direction is Direction.RIGHT:
            ramp = ramp.transpose(Image.Transpose.ROTATE_90)
        first, last = strength
        tone = ramp.point([round(255 * (first + (last - first) * step / 255)) for step in range(256)])
        screen = _screen(*self._cut.size).crop((left, top, right, bottom))
        dots = ImageChops.subtract(tone.resize(size), screen).point(_ANY)
        if within is not None:
            dots = ImageChops.darker(dots, within.crop((left, top, right, bottom)))
        self._cut.paste(ink, (left, top, right, bottom), dots)

    def _on_plate(self, area: Box) -> Box:
        left, top, right, bottom = area
        return max(0, left), max(0, top), min(self.width, right), min(self.height, bottom)

    def gouge(self, start: Point, end: Point, thickness: float, ink: int) -> None:
        """One stroke of the gouge: pointed at both ends, thickest a little past the middle."""
        (x, y), (to_x, to_y) = start, end
        length = hypot(to_x - x, to_y - y) or 1
        across_x, across_y = -(to_y - y) / length * thickness / 2, (to_x - x) / length * thickness / 2
        middle_x, middle_y = x + (to_x - x) * 0.55, y + (to_y - y) * 0.55
        self.shape(
            [start, (middle_x + across_x, middle_y + across_y), end, (middle_x - across_x, middle_y - across_y)], ink
        )

    def gouges(
        self,
        ink: int,
        area: Box,
        *,
        spacing: float,
        length: float,
        thickness: float,
        angle: float = 0,
        within: Image.Image | None = None,
    ) -> None:
        """Rows of gouge strokes at an angle in degrees, uneven as a hand leaves them."""
        target, mark = (self, ink) if within is None else (self._blank(), 1)
        left, top, right, bottom = area
        across, along = sin(radians(angle)), cos(radians(angle))
        reach = hypot(right - left, bottom - top) / 2
        middle = ((left + right) / 2, (top + bottom) / 2)
        offset = -reach
        while offset < reach:
            position = -reach + self.chance.random() * length
            while position < reach:
                cut = length * (0.5 + self.chance.random() * 0.9)
                x = middle[0] + position * along - offset * across
                y = middle[1] + position * across + offset * along
                if left <= x <= right and top <= y <= bottom:
                    width = thickness * (0.5 + self.chance.random())
                    target.gouge((x, y), (x + cut * along, y + cut * across), width, mark)
                position += cut * (1.1 + self.chance.random() * 0.7)
            offset += spacing * (0.8 + self.chance.random() * 0.4)
        if within is not None:
            self._cut.paste(ink, (0, 0), ImageChops.darker(target.over(mark), within))

    def _blank(self) -> Self:
        blank = type(self)((self.width, self.height), ["#fff", "#000"], 0)
        blank.chance = self.chance
        return blank

    def rays(
        self, centre: Point, ink: int, count: int, reach: tuple[float, float], spread: tuple[float, float]
    ) -> None:
        """Gouged rays around a light, between two distances and between two angles in degrees."""
        first, last = spread
        for number in range(count):
            angle = radians(first + (last - first) * (number + 0.3 + self.chance.random() * 0.4) / count)
            near = reach[0] * (1 + self.chance.random() * 0.25)
            far = reach[1] * (0.7 + self.chance.random() * 0.3)
            start = (centre[0] + near * cos(angle), centre[1] + near * sin(angle))
            end = (centre[0] + far * cos(angle), centre[1] + far * sin(angle))
            self.gouge(start, end, far * (last - first) / count * 0.008, ink)

    def flecks(self, ink: int, area: Box, count: int, size: float = 2.5) -> None:
        """Specks where the ink did not take, or took where it should not."""
        left, top, right, bottom = area
        for _ in range(count):
            x = left + self.chance.random() * (right - left)
            y = top + self.chance.random() * (bottom - top)
            radius = size * (0.3 + self.chance.random() * 0.7)
            self.oval((x, y), radius * (1 + self.chance.random()), radius, ink)

    # The print -------------------------------------------------------------------------------------------------

    def printed(self) -> Image.Image:
        """The finished picture, in at most sixty-four colours: the inks and the blends at their edges."""
        inks = len(self._colours)
        shares = (0.25, 0.5, 0.75) if inks <= 6 else (0.5,)
        blends = [_blend(first, second, share) for first, second in combinations(self._colours, 2) for share in shares]
        palette = Image.new("P", (1, 1))
        palette.putpalette(list(chain.from_iterable([*self._colours, *blends])))
        smooth = self._cut.convert("RGB").reduce(SCALE)
        return smooth.quantize(palette=palette, dither=Image.Dither.NONE)
