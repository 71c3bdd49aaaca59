"""Pictures of the water's edge."""

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate
from broadsheet.site.demo.pictures.scenery import CLAY, KEY, LANDSCAPE, SOFT, STRONG, WARM


def cranes_dawn() -> Image.Image:
    """Three container cranes stand idle with their jibs raised against a rising sun, seen across the harbour water."""
    plate = Plate(LANDSCAPE, draw.DAWN, 1)
    draw.sky(plate, 800, WARM, STRONG, (0.85, 0.0))
    draw.sun(plate, (610, 690), 165, PAPER, SOFT)
    draw.roofline(plate, 800, (46, 60, 38, 70, 52, 44, 64, 40, 58, 48, 66, 42), STRONG)
    plate.box(0, 796, 1600, 832, KEY)
    for x, height, raised in ((300, 560, 62), (850, 700, 62), (1330, 620, 62)):
        draw.gantry_crane(plate, (x, 800), height, KEY, -1, raised)
    for x, rows in ((1040, 2), (1130, 3), (480, 2), (570, 1)):
        for row in range(rows):
            draw.container(plate, (x, 762 - row * 38), (84, 36), (STRONG, KEY, WARM)[row % 3], PAPER)
    draw.water(plate, 832, KEY, (WARM, STRONG))
    for row in range(9):
        y = 848 + row * 25
        half = 60 + row * 13
        plate.gouge((610 - half, y), (610 + half * 0.9, y + 3), 9 + row, PAPER)
    draw.gulls(plate, ((1080, 200, 52), (1190, 262, 36), (420, 180, 40)), KEY)
    return plate.printed()


def container_ship() -> Image.Image:
    """A loaded container ship comes up the channel past a red buoy, with gulls over its bow."""
    plate = Plate(LANDSCAPE, draw.SEA, 2)
    draw.sky(plate, 720, SOFT, PAPER, (0.15, 0.95))
    draw.cloud(plate, (300, 210), 420, PAPER)
    draw.cloud(plate, (1250, 150), 320, PAPER)
    draw.hill(plate, [(0, 690), (260, 640), (520, 668), (900, 630), (1280, 672), (1600, 640)], WARM)
    draw.water(plate, 720, WARM, (SOFT, PAPER))
    for column in range(11):
        for row in range(3 + (column * 7) % 3 if column < 10 else 2):
            ink = (STRONG, PAPER, KEY, WARM)[(column * 3 + row * 2 + column // 3) % 4]
            draw.container(plate, (300 + column * 86, 588 - row * 58), (82, 54), ink, SOFT if ink != PAPER else KEY)
    plate.box(1256, 300, 1400, 650, PAPER)
    draw.windows(plate, (1262, 320, 1394, 380), 5, 1, KEY, (0.7, 0.6))
    draw.windows(plate, (1262, 400, 1394, 640), 4, 4, WARM, (0.4, 0.35))
    plate.box(1236, 292, 1420, 312, KEY)
    plate.box(1440, 400, 1496, 650, STRONG)
    plate.box(1440, 430, 1496, 462, PAPER)
    draw.smoke(plate, (1466, 382), 22, PAPER, 26)
    plate.line([(1328, 292), (1328, 200)], KEY, 8)
    plate.line([(300, 640), (300, 470)], KEY, 8)
    plate.shape([(110, 628), (250, 640), (1540, 640), (1500, 850), (228, 850)], KEY)
    plate.shape([(216, 810), (1508, 810), (1500, 850), (228, 850)], STRONG)
    plate.gouges(SOFT, (260, 660, 1400, 790), spacing=40, length=220, thickness=3)
    plate.shape([(90, 862), (228, 828), (420, 858), (1520, 846), (1600, 866), (1600, 884), (60, 884)], PAPER)
    plate.gouges(PAPER, (120, 880, 1500, 940), spacing=18, length=180, thickness=9)
    plate.shape([(170, 1000), (194, 892), (226, 892), (250, 1000)], STRONG)
    plate.disc((210, 878), 20, PAPER)
    plate.oval((210, 1004), 76, 26, KEY)
    draw.gulls(plate, ((140, 470, 56), (236, 400, 38), (70, 372, 30)), KEY)
    return plate.printed()


def fish_market() -> Image.Image:
    """A trader in an apron behind a stall of fish on ice, under a striped awning and two lamps."""
    plate = Plate(LANDSCAPE, draw.SEA, 3)
    plate.fill(WARM)
    plate.halftone(KEY, (0, 200, 1600, 720), (0.75, 0.1))
    for x in (360, 1240):
        plate.disc((x, 372), 130, SOFT)
        plate.halftone(PAPER, (x - 130, 242, x + 130, 502), (0.9, 0.1), Direction.OUTWARD, plate.over(SOFT))
        plate.line([(x, 180), (x, 340)], KEY, 7)
        plate.shape([(x - 56, 372), (x - 24, 322), (x + 24, 322), (x + 56, 372)], KEY)
        plate.disc((x, 378), 24, PAPER)
    _trader(plate, 800)
    draw.walker(plate, (1470, 770), 420, (STRONG, CLAY), 0.1)
    draw.walker(plate, (120, 770), 400, (SOFT, CLAY), 0.1)
    for stripe in range(16):
        left = stripe * 100
        ink = STRONG if stripe % 2 else PAPER
        plate.shape([(left, 0), (left + 100, 0), (left + 100, 190), (left, 190)], ink)
        plate.pie((left + 50, 190), 50, 0, 180, ink)
    plate.shape([(60, 690), (1540, 690), (1600, 880), (0, 880)], PAPER)
    plate.gouges(SOFT, (60, 700, 1600, 870), spacing=22, length=50, thickness=7, angle=30)
    for row, (y, size) in enumerate(((730, 150), (780, 168), (834, 186))):
        for number in range(8):
            _fish(plate, (130 + number * 190 + (row % 2) * 70, y), size, (KEY, STRONG, WARM)[(number + row) % 3])
    plate.box(0, 880, 1600, 1067, KEY)
    plate.gouges(WARM, (0, 905, 1600, 1060), spacing=38, length=300, thickness=5)
    return plate.printed()


def _trader(plate: Plate, x: float) -> None:
    plate.oval((x, 700), 176, 240, KEY)
    plate.shape([(x - 92, 540), (x + 92, 540), (x + 120, 760), (x - 120, 760)], PAPER)
    plate.line([(x - 84, 548), (x - 46, 470)], PAPER, 16)
    plate.line([(x + 84, 548), (x + 46, 470)], PAPER, 16)
    plate.box(x - 30, 420, x + 30, 490, CLAY)
    plate.oval((x, 386), 62, 76, CLAY)
    plate.pie((x, 372), 76, 180, 360, STRONG)
    plate.box(x - 84, 364, x + 84, 382, STRONG)
    plate.gouge((x - 26, 396), (x - 8, 396), 8, KEY)
    plate.gouge((x + 8, 396), (x + 26, 396), 8, KEY)
    plate.gouge((x - 28, 428), (x + 28, 424), 10, KEY)
    plate.stroke([(x + 150, 600), (x + 230, 520), (x + 250, 440)], KEY, 52)
    plate.disc((x + 252, 420), 30, CLAY)
    _fish(plate, (x + 262, 370), 210, PAPER)
    plate.stroke([(x - 150, 600), (x - 200, 700)], KEY, 52)


def _fish(plate: Plate, centre: tuple[float, float], length: float, ink: int) -> None:
    x, y = centre
    plate.oval((x, y), length * 0.4, length * 0.13, ink)
    plate.shape(
        [
            (x + length * 0.3, y),
            (x + length * 0.52, y - length * 0.14),
            (x + length * 0.46, y),
            (x + length * 0.52, y + length * 0.14),
        ],
        ink,
    )
    mark = KEY if ink == PAPER else PAPER
    plate.disc((x - length * 0.27, y - length * 0.03), length * 0.025, mark)
    plate.gouge((x - length * 0.18, y - length * 0.09), (x - length * 0.18, y + length * 0.09), length * 0.03, mark)
    plate.gouge((x - length * 0.1, y), (x + length * 0.28, y), length * 0.03, mark)


def lighthouse() -> Image.Image:
    """A striped lighthouse on a rock throws its beam across a night sea."""
    plate = Plate(LANDSCAPE, draw.NIGHT, 4)
    draw.sky(plate, 760, STRONG, KEY, (0.95, 0.0))
    plate.flecks(PAPER, (0, 0, 1600, 420), 60, 3)
    plate.shape([(1080, 286), (0, 60), (0, 470)], PAPER)
    plate.halftone(WARM, (0, 40, 1080, 480), (0.55, 0.0), Direction.RIGHT, plate.over(PAPER))
    plate.shape([(1080, 286), (1600, 190), (1600, 400)], WARM)
    draw.water(plate, 760, KEY, (STRONG, SOFT))
    rock = [
        (600, 1067),
        (700, 985),
        (770, 930),
        (866, 884),
        (930, 800),
        (1010, 790),
        (1190, 784),
        (1280, 850),
        (1400, 900),
        (1600, 1010),
    ]
    draw.hill(plate, [(x, y - 9) for x, y in rock], PAPER)
    draw.hill(plate, rock, SOFT)
    stone = plate.stencil([*rock, (1600, 1067)])
    plate.halftone(KEY, (1000, 784, 1600, 1067), (0.1, 0.9), Direction.RIGHT, stone)
    plate.gouges(KEY, (640, 800, 1600, 1060), spacing=30, length=110, thickness=13, angle=34, within=stone)
    plate.shape([(990, 800), (1030, 350), (1130, 350), (1170, 800)], PAPER)
    for top in (420, 560, 700):
        grow = (top - 350) / 450 * 40
        plate.shape([(1030 - grow, top), (1130 + grow, top), (1136 + grow, top + 68), (1024 - grow, top + 68)], WARM)
    plate.halftone(
        KEY,
        (1080, 350, 1180, 800),
        (0.0, 0.75),
        Direction.RIGHT,
        plate.stencil([(1080, 350), (1130, 350), (1170, 800), (1080, 800)]),
    )
    plate.box(1010, 336, 1150, 354, SOFT)
    plate.box(1040, 240, 1120, 336, PAPER)
    for x in (1040, 1066, 1094, 1120):
        plate.line([(x, 240), (x, 336)], KEY, 6)
    plate.pie((1080, 242), 56, 180, 360, WARM)
    plate.line([(1080, 190), (1080, 150)], WARM, 7)
    draw.arched_window(plate, (1080, 800), 46, 80, KEY)
    for x, y, length in ((40, 1000, 300), (300, 1040, 260), (470, 985, 170), (120, 940, 210), (390, 915, 150)):
        plate.gouge((x, y), (x + length, y - 6), 11, PAPER)
    return plate.printed()


def storm_sea() -> Image.Image:
    """A small trawler climbs a great wave under slanting rain."""
    plate = Plate(LANDSCAPE, draw.SEA, 5)
    plate.fill(SOFT)
    plate.halftone(KEY, (0, 0, 1600, 620), (0.7, 0.05))
    draw.cloud(plate, (380, 150), 760, KEY)
    draw.cloud(plate, (1240, 110), 820, KEY)
    draw.rain(plate, (0, 60, 1700, 640), PAPER)
    draw.hill(plate, draw.swell(0, 1608, 640, 60, 420, 100), WARM)
    plate.gouges(SOFT, (0, 620, 1600, 800), spacing=22, length=130, thickness=7, angle=-8, within=plate.over(WARM))
    _trawler(plate)
    for middle, height, length, shift, ink, crest in (
        (800, 90, 560, 260, KEY, PAPER),
        (960, 80, 480, 40, WARM, PAPER),
    ):
        outline = draw.swell(0, 1608, middle, height, length, shift)
        draw.hill(plate, [(x, y - 16) for x, y in outline], crest)
        draw.hill(plate, outline, ink)
        plate.gouges(
            SOFT,
            (0, middle - 30, 1600, middle + 190),
            spacing=26,
            length=170,
            thickness=9,
            angle=-10,
            within=plate.over(ink),
        )
    plate.flecks(PAPER, (200, 560, 1500, 860), 130, 5)
    return plate.printed()


def _trawler(plate: Plate) -> None:
    def tilt(x: float, y: float) -> tuple[float, float]:
        return 760 + x * 0.96 + y * 0.27, 672 - x * 0.27 + y * 0.96

    plate.shape(
        [tilt(-230, -70), tilt(-60, -50), tilt(120, -60), tilt(320, -130), tilt(170, 70), tilt(-190, 70)], STRONG
    )
    plate.shape([tilt(-212, 20), tilt(206, 22), tilt(150, 96), tilt(-180, 96)], KEY)
    plate.line([tilt(-228, -66), tilt(-60, -46), tilt(120, -56), tilt(316, -124)], PAPER, 9)
    plate.shape([tilt(10, -56), tilt(130, -60), tilt(118, -190), tilt(20, -190)], PAPER)
    for at in (34, 70, 100):
        plate.shape([tilt(at - 12, -166), tilt(at + 12, -166), tilt(at + 12, -126), tilt(at - 12, -126)], KEY)
    plate.line([tilt(-110, -50), tilt(-110, -300)], KEY, 10)
    plate.line([tilt(-110, -290), tilt(-220, -70)], KEY, 4)
    plate.line([tilt(-110, -290), tilt(308, -122)], KEY, 4)
    plate.line([tilt(-110, -120), tilt(-10, -250)], KEY, 7)
    plate.line([tilt(70, -190), tilt(70, -270)], KEY, 7)


def ferry() -> Image.Image:
    """A two-decked harbour ferry crosses in the evening with people at the rail and the town behind it."""
    plate = Plate(LANDSCAPE, draw.DAWN, 6)
    draw.sky(plate, 690, SOFT, WARM, (0.9, 0.0))
    draw.sun(plate, (1250, 330), 110, STRONG, PAPER)
    draw.roofline(plate, 690, (150, 190, 120, 210, 160, 140, 240, 130, 180, 150, 200, 120), WARM)
    draw.roofline(plate, 690, (70, 100, 60, 90, 120, 64, 80, 110, 58, 96, 72, 104, 66, 88), STRONG)
    draw.water(plate, 690, KEY, (STRONG, WARM, SOFT))
    plate.shape([(180, 700), (1420, 700), (1350, 850), (270, 850)], PAPER)
    plate.shape([(196, 740), (1402, 740), (1390, 768), (210, 768)], STRONG)
    plate.box(280, 560, 1310, 700, PAPER)
    plate.box(260, 548, 1330, 566, KEY)
    draw.windows(plate, (310, 590, 1280, 670), 12, 1, KEY, (0.66, 0.9))
    for number in range(15):
        x = 350 + number * 48
        if number % 4 != 2:
            draw.bust(plate, (x, 522), 20, ((KEY, STRONG)[number % 2], KEY), floor=548)
    plate.line([(270, 500), (1110, 500)], KEY, 6)
    for x in range(280, 1110, 50):
        plate.line([(x, 500), (x, 550)], KEY, 4)
    plate.box(1110, 430, 1290, 552, PAPER)
    draw.windows(plate, (1120, 450, 1284, 510), 4, 1, KEY, (0.72, 1))
    plate.box(1092, 420, 1306, 436, KEY)
    plate.shape([(900, 548), (916, 360), (1010, 360), (1026, 548)], STRONG)
    plate.shape([(913, 396), (1013, 396), (1016, 430), (910, 430)], PAPER)
    draw.smoke(plate, (950, 340), -44, PAPER, 30)
    plate.line([(1200, 420), (1200, 320)], KEY, 7)
    plate.shape([(1200, 324), (1268, 346), (1200, 368)], STRONG)
    plate.shape([(120, 872), (270, 838), (700, 862), (1350, 838), (1500, 872), (1400, 890), (200, 890)], PAPER)
    plate.gouges(PAPER, (160, 890, 1500, 960), spacing=20, length=200, thickness=9)
    draw.gulls(plate, ((240, 260, 54), (360, 200, 38), (620, 150, 30)), KEY)
    return plate.printed()
