"""A map and a chart: the two pictures that carry words. All places and figures are invented."""

from collections.abc import Sequence
from itertools import pairwise

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate, Point
from broadsheet.site.demo.pictures.scenery import KEY, LANDSCAPE, SOFT, STRONG, WARM

CHART = (1600, 1000)

WEST_SHORE: Sequence[Point] = (
    (0, 0), (700, 0), (690, 90), (600, 190), (560, 280), (590, 380), (640, 470), (690, 560),
    (640, 650), (560, 740), (500, 850), (420, 940), (390, 1067), (0, 1067),
)  # fmt: skip
"""Land west of the Varrow, in pixels of the map."""

EAST_SHORE: Sequence[Point] = (
    (1600, 470), (1430, 480), (1260, 450), (1100, 470), (960, 520), (880, 580), (800, 650), (720, 720),
    (640, 800), (570, 890), (490, 970), (462, 1067), (1600, 1067),
)  # fmt: skip
"""Land east of the Varrow, in pixels of the map."""

SEA_WALL: Sequence[Point] = ((700, 2), (690, 90), (600, 190), (560, 280), (576, 334))

FERRY_ROUTE: Sequence[Point] = ((690, 552), (780, 470), (810, 360), (760, 250), (612, 186))

ROADS: Sequence[Sequence[Point]] = (
    ((480, 0), (400, 240), (440, 420), (540, 560), (420, 740), (300, 900), (270, 1067)),
    ((1600, 640), (1240, 620), (1020, 680), (860, 800), (700, 1067)),
)

PAY_AND_PRICES = (
    (2016, 100, 100),
    (2017, 101, 103),
    (2018, 103, 105),
    (2019, 105, 107),
    (2020, 105, 108),
    (2021, 106, 111),
    (2022, 108, 121),
    (2023, 111, 130),
    (2024, 114, 134),
    (2025, 117, 138),
    (2026, 119, 142),
)
"""Year, crane drivers' basic pay and consumer prices, 2016 = 100. Invented for the demonstration paper."""


def map_port() -> Image.Image:
    """Map of the Varrow estuary: four towns, the terminal's nine cranes, the night ferry's route and the sea wall."""
    plate = Plate(LANDSCAPE, draw.SEA, 31)
    plate.fill(SOFT)
    plate.gouges(PAPER, (-60, 0, 1600, 1067), spacing=44, length=110, thickness=4)
    for shore in (WEST_SHORE, EAST_SHORE):
        plate.line([*shore, shore[0]], WARM, 34)
        plate.shape(shore, PAPER)
        plate.line([*shore, shore[0]], KEY, 5)
    land = plate.stencil(WEST_SHORE, EAST_SHORE)
    plate.gouges(SOFT, (0, 0, 1600, 1067), spacing=58, length=30, thickness=6, angle=-60, within=land)
    for road in ROADS:
        plate.line(road, STRONG, 10)
        plate.line(road, PAPER, 4)
    plate.line(SEA_WALL, KEY, 20)
    plate.line(SEA_WALL, STRONG, 9)
    _dashed(plate, FERRY_ROUTE)
    _terminal(plate)
    _names(plate)
    _compass(plate, (1440, 150))
    _scale(plate, (1270, 985))
    return plate.printed()


def _terminal(plate: Plate) -> None:
    """Quay, stacks and the nine cranes, on the east bank."""
    plate.line([(1090, 478), (960, 528), (884, 586)], KEY, 16)
    for number in range(9):
        x, y = 1086 - number * 25, 474 + number * 13
        plate.line([(x, y + 6), (x, y - 40)], KEY, 6)
        plate.line([(x - 12, y - 34), (x + 12, y - 58)], KEY, 5)
    for block in range(5):
        plate.box(930 + block * 56, 574 - block * 14, 974 + block * 56, 610 - block * 14, KEY)


def _names(plate: Plate) -> None:
    for at in ((610, 560), (1020, 680), (270, 960), (520, 170)):
        plate.disc(at, 17, KEY)
        plate.disc(at, 10, STRONG)
    for at, text in (
        ((360, 560), "Varrowmouth"),
        ((1170, 740), "Eastquay"),
        ((190, 890), "Gullenby"),
        ((300, 150), "Marram Bay"),
    ):
        _label(plate, at, text, 62, "mm")
    _label(plate, (1220, 580), "Container terminal", 42, "lm")
    _label(plate, (736, 62), "Sea wall", 42, "lm")
    _label(plate, (836, 380), "Night ferry", 42, "lm")
    _label(plate, (560, 960), "River Varrow", 42, "lm")
    plate.words((1150, 190), "NORTH SEA", KEY, 70, "mm")


def _dashed(plate: Plate, route: Sequence[Point]) -> None:
    for (x, y), (to_x, to_y) in pairwise(route):
        for step in range(4):
            first, last = step / 4, step / 4 + 0.15
            start = (x + (to_x - x) * first, y + (to_y - y) * first)
            end = (x + (to_x - x) * last, y + (to_y - y) * last)
            plate.stroke([start, end], KEY, 9)


def _label(plate: Plate, at: Point, text: str, size: float, anchor: str) -> None:
    """A label with a paper edge, so that it reads on any ground."""
    for across, down in ((-4, 0), (4, 0), (0, -4), (0, 4), (-3, -3), (3, 3), (-3, 3), (3, -3)):
        plate.words((at[0] + across, at[1] + down), text, PAPER, size, anchor)
    plate.words(at, text, KEY, size, anchor)


def _compass(plate: Plate, centre: Point) -> None:
    x, y = centre
    plate.disc(centre, 66, KEY)
    plate.disc(centre, 59, PAPER)
    for across, down in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        tip = (x + across * 84, y + down * 84)
        plate.shape(
            [tip, (x - down * 14, y + across * 14), (x + down * 14, y - across * 14)], STRONG if down < 0 else KEY
        )
    plate.words((x, y - 108), "N", KEY, 46, "mm")


def _scale(plate: Plate, start: Point) -> None:
    x, y = start
    for part in range(4):
        plate.box(x + part * 62, y, x + part * 62 + 62, y + 14, KEY if part % 2 == 0 else PAPER)
    plate.line([(x, y), (x + 248, y), (x + 248, y + 14), (x, y + 14), (x, y)], KEY, 3)
    plate.words((x, y - 32), "0", KEY, 40, "mm")
    plate.words((x + 248, y - 32), "4 km", KEY, 40, "mm")


def wage_chart() -> Image.Image:
    """Line chart, 2016 to 2026: prices rose from 100 to 142, crane drivers' basic pay from 100 to 119."""
    plate = Plate(CHART, draw.SLATE, 32)
    left, right, top, bottom = 130, 1310, 230, 880

    def at(year: int, value: float) -> Point:
        return left + (right - left) * (year - 2016) / 10, bottom - (bottom - top) * (value - 90) / 60

    plate.words((60, 74), "Pay falls behind prices", KEY, 72)
    plate.words((60, 154), "Crane drivers' basic pay at Eastquay, and consumer prices. 2016 = 100", KEY, 42)
    for value in range(90, 151, 10):
        y = at(2016, value)[1]
        plate.line([(left, y), (right, y)], KEY if value == 90 else SOFT, 3)
        plate.words((left - 18, y), str(value), KEY, 40, "rm")
    pay = [at(year, wages) for year, wages, _ in PAY_AND_PRICES]
    prices = [at(year, level) for year, _, level in PAY_AND_PRICES]
    gap = plate.stencil([*pay, *reversed(prices)])
    plate.halftone(STRONG, (left, top, right, bottom), (0.1, 0.42), Direction.RIGHT, gap)
    for points, ink in ((prices, STRONG), (pay, KEY)):
        plate.stroke(points, PAPER, 17)
        plate.stroke(points, ink, 10)
        plate.disc(points[-1], 15, ink)
        plate.disc(points[-1], 7, PAPER)
    for year, _, _ in PAY_AND_PRICES:
        x = at(year, 90)[0]
        plate.line([(x, bottom), (x, bottom + 14)], KEY, 3)
        if year % 2 == 0:
            plate.words((x, bottom + 52), str(year), KEY, 42, "mm")
    _, last_pay, last_prices = PAY_AND_PRICES[-1]
    for (x, y), name, level, colour in ((prices[-1], "Prices", last_prices, STRONG), (pay[-1], "Pay", last_pay, KEY)):
        plate.words((x + 34, y - 28), name, colour, 58)
        plate.words((x + 34, y + 34), str(level), colour, 58)
    return plate.printed()
