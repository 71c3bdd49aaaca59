"""A map and a chart: the two pictures that carry words. All places and figures are invented."""

from collections.abc import Sequence
from itertools import pairwise

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate, Point
from broadsheet.site.demo.pictures.scenery import KEY, LANDSCAPE, SOFT, STRONG, WARM

CHART = (1600, 1000)

NORTH_SHORE: Sequence[Point] = (
    (0, 0),
    (1130, 0),
    (1120, 120),
    (1060, 210),
    (1080, 300),
    (1010, 380),
    (860, 400),
    (700, 372),
    (520, 400),
    (330, 372),
    (150, 430),
    (0, 420),
)
"""Land north of the Varrow, in pixels of the map."""

SOUTH_SHORE: Sequence[Point] = (
    (0, 500),
    (170, 508),
    (340, 470),
    (530, 500),
    (690, 480),
    (840, 520),
    (960, 560),
    (1010, 660),
    (1100, 740),
    (1240, 800),
    (1400, 830),
    (1600, 930),
    (1600, 1067),
    (0, 1067),
)
"""Land south of the Varrow, in pixels of the map."""

SEA_WALL: Sequence[Point] = ((1010, 664), (1100, 744), (1240, 804), (1400, 834), (1598, 932))

FERRY_ROUTE: Sequence[Point] = ((905, 398), (1010, 470), (1110, 580), (1190, 690), (1236, 792))

ROADS: Sequence[Sequence[Point]] = (
    ((0, 300), (260, 250), (560, 300), (900, 300), (1040, 60)),
    ((0, 640), (260, 620), (560, 636), (820, 680), (980, 830), (1300, 960), (1600, 1040)),
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
    """Map of the Varrow estuary: the four towns, the container terminal, the ferry's route and the sea wall."""
    plate = Plate(LANDSCAPE, draw.SEA, 31)
    plate.fill(SOFT)
    plate.gouges(PAPER, (-60, 0, 1600, 1067), spacing=44, length=110, thickness=4)
    for shore in (NORTH_SHORE, SOUTH_SHORE):
        plate.line([*shore, shore[0]], WARM, 34)
        plate.shape(shore, PAPER)
        plate.line([*shore, shore[0]], KEY, 5)
    land = plate.stencil(NORTH_SHORE, SOUTH_SHORE)
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
    _scale(plate, (90, 985))
    return plate.printed()


def _terminal(plate: Plate) -> None:
    for block in range(5):
        plate.box(540 + block * 56, 506 - (block % 2) * 8, 584 + block * 56, 544, KEY)
    plate.box(530, 496, 830, 508, KEY)
    for x in (570, 660, 750):
        plate.line([(x, 500), (x, 452)], KEY, 8)
        plate.line([(x - 16, 462), (x + 40, 462)], KEY, 6)


def _names(plate: Plate) -> None:
    for at in ((880, 340), (690, 658), (150, 272), (1230, 850)):
        plate.disc(at, 17, KEY)
        plate.disc(at, 10, STRONG)
    for at, text, anchor in (
        ((850, 248), "Varrowmouth", "mm"),
        ((690, 734), "Eastquay", "mm"),
        ((180, 200), "Gullenby", "mm"),
        ((1180, 918), "Marram Bay", "mm"),
    ):
        _label(plate, at, text, 62, anchor)
    _label(plate, (685, 580), "Container terminal", 42, "mm")
    _label(plate, (1330, 752), "Sea wall", 42, "lm")
    _label(plate, (1150, 566), "Night ferry", 42, "lm")
    plate.words((335, 422), "River Varrow", KEY, 40, "mm")
    plate.words((1380, 330), "NORTH SEA", KEY, 64, "mm")


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
