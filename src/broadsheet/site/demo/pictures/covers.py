"""Pictures for the fronts of the three newest issues."""

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate
from broadsheet.site.demo.pictures.scenery import COVER, KEY, SOFT, STRONG, WARM


def cover_1041() -> Image.Image:
    """Cover: an open hand, as large as the cranes behind it, holds back a swinging container."""
    plate = Plate(COVER, draw.DAWN, 41)
    draw.sky(plate, 1600, WARM, STRONG, (0.9, 0.0))
    plate.rays((600, 1000), PAPER, 60, (420, 1350), (180, 360))
    draw.gantry_crane(plate, (190, 1400), 620, STRONG, 1)
    draw.gantry_crane(plate, (1030, 1400), 620, STRONG, -1)
    plate.box(312, 162, 888, 408, PAPER)
    draw.hanging_box(plate, (600, 0), 170, (560, 230), (KEY, STRONG))
    _open_hand(plate, 10, PAPER)
    _open_hand(plate, 0, KEY)
    plate.box(0, 1400, 1200, 1416, KEY)
    draw.water(plate, 1416, KEY, (WARM, STRONG))
    plate.shape([(380, 1600), (430, 1290), (770, 1290), (820, 1600)], PAPER)
    plate.shape([(392, 1600), (440, 1302), (760, 1302), (808, 1600)], STRONG)
    for number in range(9):
        plate.gouge((430 + number * 44, 1590), (456 + number * 36, 1330), 10, KEY)
    return plate.printed()


def _open_hand(plate: Plate, grow: float, ink: int) -> None:
    for start, tip, width in (
        ((470, 900), (424, 560), 84),
        ((556, 880), (538, 480), 90),
        ((644, 880), (662, 486), 90),
        ((726, 910), (774, 580), 80),
        ((480, 1130), (300, 850), 92),
    ):
        plate.stroke([start, tip], ink, width + grow * 2)
    palm = [(426, 880), (774, 880), (790, 1060), (752, 1200), (744, 1330), (456, 1330), (448, 1220), (410, 1120)]
    plate.shape([(x + (grow if x > 600 else -grow), y) for x, y in palm], ink)
    if not grow:
        for line in (
            [(470, 1010), (600, 960), (740, 980)],
            [(470, 1080), (600, 1050), (720, 1090)],
            [(500, 1180), (520, 1060), (500, 980)],
        ):
            plate.line(line, WARM, 8)
        for x, y in ((420, 600), (538, 520), (662, 526), (772, 620)):
            plate.gouge((x - 22, y + 110), (x + 22, y + 108), 9, WARM)
            plate.gouge((x - 22, y + 210), (x + 22, y + 208), 9, WARM)


def cover_1042() -> Image.Image:
    """Cover: two tugs lie still in grey water before the bow of a tall, loaded container ship."""
    plate = Plate(COVER, draw.SLATE, 42)
    draw.sky(plate, 1060, SOFT, WARM, (0.95, 0.0))
    plate.rays((600, 560), PAPER, 50, (420, 1150), (180, 360))
    draw.roofline(plate, 1060, (60, 90, 50, 100, 70, 56, 84, 62, 92, 54), WARM)
    for row in range(6):
        for column in range(8):
            ink = (STRONG, PAPER, WARM, KEY, STRONG)[(column * 3 + row * 2 + row * column) % 5]
            if row < 5 or 1 < column < 6:
                draw.container(plate, (192 + column * 102, 462 - row * 66), (98, 62), ink, KEY if ink != KEY else SOFT)
    plate.box(160, 528, 1040, 546, KEY)
    hull = [(150, 540), (1050, 540), (960, 900), (790, 1090), (600, 1130), (410, 1090), (240, 900)]
    plate.shape(hull, KEY)
    plate.halftone(WARM, (150, 540, 1050, 1130), (0.0, 0.8), Direction.RIGHT, plate.stencil([(600, 540), *hull[1:5]]))
    plate.shape([(300, 980), (900, 980), (790, 1090), (600, 1130), (410, 1090)], STRONG)
    plate.line([(600, 546), (600, 1120)], SOFT, 7)
    for x in (380, 820):
        draw.anchor(plate, (x, 700), 110, SOFT)
    draw.water(plate, 1080, WARM, (SOFT, KEY, PAPER))
    plate.shape([(250, 1086), (420, 1062), (600, 1100), (780, 1062), (950, 1086), (800, 1116), (400, 1116)], PAPER)
    _tug(plate, (320, 1330), 1)
    _tug(plate, (880, 1440), -1)
    draw.gulls(plate, ((110, 640, 46), (1110, 560, 54), (1060, 660, 32)), KEY)
    return plate.printed()


def _tug(plate: Plate, middle: tuple[float, float], side: int) -> None:
    """A harbour tug from the side, bow to the right when `side` is 1; `middle` is on its waterline."""
    x, y = middle

    def at(across: float, up: float) -> tuple[float, float]:
        return x + side * across, y - up

    for grow, hull, house in ((8, PAPER, PAPER), (0, KEY, SOFT)):
        plate.shape(
            [
                at(-250 - grow, 96 + grow),
                at(30, 84 + grow),
                at(270 + grow, 150 + grow),
                at(220 + grow, -grow),
                at(-220 - grow, -grow),
            ],
            hull,
        )
        plate.shape(
            [at(-60 - grow, 84), at(-48 - grow, 200 + grow), at(120 + grow, 200 + grow), at(136 + grow, 84)], house
        )
        plate.shape(
            [at(-6 - grow, 190), at(0 - grow, 284 + grow), at(104 + grow, 284 + grow), at(112 + grow, 190)], house
        )
    plate.shape([at(-232, 40), at(236, 52), at(222, 6), at(-220, 6)], STRONG)
    for window in (18, 52, 86):
        plate.shape([at(window - 13, 264), at(window + 13, 264), at(window + 13, 222), at(window - 13, 222)], KEY)
    for port in (-20, 36, 92):
        plate.disc(at(port, 148), 15, KEY)
    plate.shape([at(-120, 88), at(-114, 226), at(-66, 226), at(-58, 88)], STRONG)
    plate.shape([at(-116, 190), at(-115, 210), at(-66, 210), at(-65, 190)], PAPER)
    plate.line([at(52, 284), at(52, 360)], KEY, 8)
    for tyre in (-170, -90, -10, 70, 150):
        plate.ring(at(tyre, 66), 22, SOFT, 9)
    plate.gouge(at(-280, -12), at(290, -16), 16, PAPER)


def cover_1043() -> Image.Image:
    """Cover: a crowd with raised fists and a banner before nine cranes with their booms up, the sun behind."""
    plate = Plate(COVER, draw.DAWN, 43)
    draw.sky(plate, 1600, SOFT, WARM, (0.95, 0.0))
    plate.disc((600, 640), 285, STRONG)
    plate.halftone(WARM, (315, 355, 885, 925), (0.0, 0.8), Direction.DOWN, plate.over(STRONG))
    plate.rays((600, 640), STRONG, 60, (330, 1250), (0, 360))
    for number, x in enumerate((70, 190, 310, 430, 830, 940, 1050, 1160)):
        draw.gantry_crane(plate, (x, 1130), 330 + number % 3 * 46, KEY, -1, 62)
    draw.gantry_crane(plate, (690, 1180), 1060, KEY, -1, 58)
    plate.box(0, 1120, 1200, 1600, KEY)
    for x, reach in ((150, 860), (420, 930), (860, 900), (1080, 830)):
        draw.arm_raised(plate, (x, 1200), (x + 16, reach), 62, (KEY if x != 420 else STRONG, SOFT), PAPER)
    draw.crowd(plate, 1150, 10, 66, [(KEY, WARM), (STRONG, SOFT), (KEY, SOFT), (WARM, PAPER)], PAPER)
    draw.banner(plate, (270, 1000), (660, 200), STRONG, PAPER, KEY)
    draw.anchor(plate, (600, 1086), 124, PAPER)
    draw.crowd(plate, 1290, 7, 96, [(WARM, PAPER), (KEY, SOFT), (STRONG, PAPER), (KEY, WARM)], PAPER)
    draw.crowd(plate, 1460, 5, 138, [(KEY, SOFT), (STRONG, WARM), (KEY, PAPER)], PAPER)
    return plate.printed()
