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
    """Cover: the night ferry crosses under a large moon, its windows lit, its light laid over the water."""
    plate = Plate(COVER, draw.NIGHT, 42)
    draw.sky(plate, 960, STRONG, KEY, (0.95, 0.0))
    plate.flecks(PAPER, (0, 0, 1200, 640), 70, 3.4)
    plate.disc((600, 430), 300, PAPER)
    plate.halftone(WARM, (300, 130, 900, 730), (0.75, 0.0), Direction.RIGHT, plate.over(PAPER))
    draw.roofline(plate, 960, (90, 130, 70, 150, 110, 84, 126, 96, 140, 76), KEY)
    draw.water(plate, 960, KEY, (STRONG, SOFT))
    for row in range(18):
        y = 1060 + row * 31
        half = 110 + row * 9
        shift = (row % 3 - 1) * 30
        plate.gouge((600 - half + shift, y), (600 + half + shift, y + 4), 12 + row * 0.8, WARM if row % 2 else PAPER)
    for grow, ink in ((9, SOFT), (0, KEY)):
        plate.shape(
            [
                (130 - grow, 890 - grow),
                (1070 + grow, 890 - grow),
                (1000 + grow, 1060 + grow),
                (220 - grow, 1060 + grow),
            ],
            ink,
        )
        plate.box(230 - grow, 740 - grow, 960 + grow, 900, ink)
        plate.box(640 - grow, 640 - grow, 880 + grow, 760, ink)
        plate.shape([(420 - grow, 750), (440 - grow, 560 - grow), (540 + grow, 560 - grow), (560 + grow, 750)], ink)
    draw.windows(plate, (260, 780, 930, 860), 9, 1, WARM, (0.64, 0.86))
    draw.windows(plate, (650, 660, 870, 720), 4, 1, PAPER, (0.66, 1))
    for number, x in enumerate((297, 446, 595, 744)):
        draw.bust(plate, (x, 830), 15 + number % 2 * 3, (KEY, KEY), floor=860)
    plate.shape([(436, 600), (544, 600), (548, 650), (431, 650)], WARM)
    plate.shape([(158, 950), (1046, 950), (1036, 976), (172, 976)], STRONG)
    draw.smoke(plate, (490, 540), -40, KEY, 34)
    plate.line([(760, 640), (760, 520)], KEY, 8)
    plate.disc((760, 516), 14, WARM)
    plate.shape([(70, 1090), (220, 1046), (600, 1076), (1010, 1046), (1140, 1090), (1000, 1106), (200, 1106)], PAPER)
    draw.gulls(plate, ((210, 300, 56), (320, 220, 38), (1000, 620, 44)), PAPER)
    return plate.printed()


def cover_1043() -> Image.Image:
    """Cover: a crowd with raised fists and a red banner before a crane with its jib up, the sun behind."""
    plate = Plate(COVER, draw.DAWN, 43)
    draw.sky(plate, 1600, SOFT, WARM, (0.95, 0.0))
    plate.disc((600, 640), 285, STRONG)
    plate.halftone(WARM, (315, 355, 885, 925), (0.0, 0.8), Direction.DOWN, plate.over(STRONG))
    plate.rays((600, 640), STRONG, 60, (330, 1250), (0, 360))
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
