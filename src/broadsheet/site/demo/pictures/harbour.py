"""Pictures of the water's edge."""

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate
from broadsheet.site.demo.pictures.scenery import KEY, LANDSCAPE, SOFT, STRONG, WARM


def cranes_dawn() -> Image.Image:
    """Nine container cranes stand idle with their booms raised against a rising sun, seen across the harbour water."""
    plate = Plate(LANDSCAPE, draw.DAWN, 1)
    draw.sky(plate, 800, WARM, STRONG, (0.85, 0.0))
    draw.sun(plate, (980, 690), 165, PAPER, SOFT)
    draw.roofline(plate, 800, (46, 60, 38, 70, 52, 44, 64, 40, 58, 48, 66, 42), STRONG)
    plate.box(0, 796, 1600, 832, KEY)
    for number in range(9):
        draw.gantry_crane(plate, (120 + number * 172, 800), 640 - number * 34, KEY, -1, 64)
    draw.water(plate, 832, KEY, (WARM, STRONG))
    for row in range(9):
        y = 848 + row * 25
        half = 60 + row * 13
        plate.gouge((980 - half, y), (980 + half * 0.9, y + 3), 9 + row, PAPER)
    draw.gulls(plate, ((1180, 150, 52), (1290, 212, 36), (1010, 120, 30)), KEY)
    return plate.printed()


def container_ship() -> Image.Image:
    """A rust-streaked cargo ship lies alone at a quay, empty and high in the water, washing strung along its deck."""
    plate = Plate(LANDSCAPE, draw.SEA, 2)
    draw.sky(plate, 720, SOFT, PAPER, (0.15, 0.95))
    draw.cloud(plate, (300, 190), 420, PAPER)
    draw.cloud(plate, (1010, 130), 300, PAPER)
    draw.hill(plate, [(0, 690), (260, 640), (520, 668), (900, 630), (1280, 672), (1600, 640)], WARM)
    draw.water(plate, 720, WARM, (SOFT, PAPER))
    plate.box(1256, 230, 1400, 560, PAPER)
    draw.windows(plate, (1262, 250, 1394, 310), 5, 1, KEY, (0.7, 0.6))
    draw.windows(plate, (1262, 330, 1394, 540), 4, 3, WARM, (0.4, 0.35))
    plate.box(1236, 222, 1420, 242, KEY)
    plate.box(1440, 330, 1496, 560, STRONG)
    plate.box(1440, 360, 1496, 392, PAPER)
    plate.line([(1328, 222), (1328, 130)], KEY, 8)
    for x in (420, 700, 980):
        plate.line([(x, 552), (x, 300)], KEY, 11)
        plate.line([(x, 320), (x + 190, 420)], KEY, 7)
        plate.line([(x, 306), (x + 190, 420)], KEY, 3)
        plate.box(x - 90, 524, x + 90, 552, KEY)
    for left, right in ((420, 700), (700, 980), (980, 1256)):
        _washing(plate, left, right, 452)
    plate.shape([(110, 528), (250, 548), (1540, 548), (1500, 850), (236, 850)], KEY)
    plate.shape([(196, 720), (1518, 720), (1500, 850), (236, 850)], STRONG)
    plate.line([(196, 720), (1518, 720)], PAPER, 7)
    for number in range(34):
        rust = 236 + number * 38 + plate.chance.random() * 24
        plate.gouge((rust, 566), (rust + 5, 600 + plate.chance.random() * 110), 15, STRONG)
    plate.disc((250, 610), 15, SOFT)
    plate.line([(250, 610), (60, 900)], KEY, 5)
    plate.line([(1510, 580), (1580, 900)], KEY, 5)
    plate.box(0, 900, 1600, 1067, SOFT)
    plate.box(0, 900, 1600, 922, PAPER)
    plate.box(0, 922, 1600, 930, KEY)
    plate.gouges(WARM, (-40, 940, 1600, 1067), spacing=30, length=90, thickness=6)
    for x in (60, 560, 1060, 1560):
        plate.box(x - 26, 850, x + 26, 912, KEY)
        plate.oval((x, 850), 36, 13, KEY)
    draw.gulls(plate, ((140, 400, 56), (236, 330, 38), (840, 230, 30)), KEY)
    return plate.printed()


def _washing(plate: Plate, left: float, right: float, top: float) -> None:
    """Shirts and sheets on a line between two masts."""
    plate.line([(left, top - 10), ((left + right) / 2, top + 8), (right, top - 10)], KEY, 3)
    for number in range(4):
        x = left + (right - left) * (number + 0.75) / 4.5
        ink = (STRONG, PAPER, WARM, PAPER)[(number + round(left) // 100) % 4]
        plate.shape([(x - 22, top), (x + 22, top), (x + 26, top + 58), (x - 18, top + 62)], ink)
        if number % 2 == 0:
            plate.shape(
                [
                    (x - 40, top + 22),
                    (x - 22, top),
                    (x + 22, top),
                    (x + 42, top + 20),
                    (x + 30, top + 32),
                    (x - 30, top + 34),
                ],
                ink,
            )


def fish_market() -> Image.Image:
    """A long packing hall with nobody in it: a belt of fish, steel tables, strip lights, boxes stacked to the roof."""
    plate = Plate(LANDSCAPE, draw.SEA, 3)
    plate.fill(WARM)
    plate.halftone(KEY, (0, 0, 1600, 560), (0.95, 0.0))
    plate.shape([(560, 300), (1040, 300), (1040, 560), (560, 560)], SOFT)
    draw.windows(plate, (570, 330, 1030, 450), 6, 1, PAPER, (0.7, 0.9))
    plate.box(748, 470, 852, 560, KEY)
    plate.shape([(560, 560), (1040, 560), (1600, 1067), (0, 1067)], SOFT)
    plate.gouges(WARM, (0, 580, 1600, 1067), spacing=44, length=150, thickness=7)
    for side in (-1, 1):
        for number in range(4):
            near, far = 800 + side * (290 + number * 260), 800 + side * (100 + number * 66)
            top_near, top_far = 40 - number * 30, 300 - number * 4
            if number < 2:
                plate.shape(
                    [(far, top_far), (far + side * 26, top_far), (near + side * 90, top_near), (near, top_near)], PAPER
                )
    for side in (-1, 1):
        for depth in range(5):
            _stack(plate, side, depth)
        plate.shape(
            [(800 + side * 150, 620), (800 + side * 215, 620), (800 + side * 640, 960), (800 + side * 400, 960)], PAPER
        )
        plate.shape(
            [(800 + side * 400, 960), (800 + side * 640, 960), (800 + side * 640, 984), (800 + side * 400, 984)], KEY
        )
        for leg in (420, 620):
            plate.box(800 + side * leg - 8, 980, 800 + side * leg + 8, 1067, KEY)
    plate.shape([(760, 580), (840, 580), (1070, 1067), (530, 1067)], KEY)
    for number in range(9):
        share = (number / 9) ** 1.6
        draw.fish(
            plate,
            (800 + (number % 2 - 0.5) * 130 * share, 600 + 430 * share),
            44 + 250 * share,
            (PAPER, KEY) if number % 3 else (STRONG, PAPER),
        )
    return plate.printed()


def _stack(plate: Plate, side: int, depth: int) -> None:
    """A wall of fish boxes, nearer ones larger and further out."""
    size = 62 + depth * 34
    edge = 800 + side * (236 + depth * (70 + depth * 14))
    floor = 600 + depth * 62
    for row in range(5):
        ink = (STRONG, PAPER, WARM)[(row + depth) % 3]
        left = edge if side > 0 else edge - size * 1.5
        top = floor - (row + 1) * size * 0.66
        plate.box(left - 4, top - 4, left + size * 1.5 + 4, top + size * 0.62 + 4, KEY)
        plate.box(left, top, left + size * 1.5, top + size * 0.62, ink)
        plate.box(left + size * 0.5, top + size * 0.16, left + size, top + size * 0.3, KEY)


def lighthouse() -> Image.Image:
    """A lighthouse on dry, cracked ground with a rowing boat beside it; the sea is a thin line far behind."""
    plate = Plate(LANDSCAPE, draw.DAWN, 4)
    draw.sky(plate, 560, SOFT, WARM, (0.95, 0.0))
    plate.disc((330, 250), 96, PAPER)
    plate.box(0, 548, 1600, 566, KEY)
    plate.gouges(SOFT, (0, 550, 1600, 564), spacing=7, length=120, thickness=3)
    plate.box(0, 566, 1600, 1067, WARM)
    plate.halftone(STRONG, (0, 566, 1600, 1067), (0.05, 0.8))
    _cracks(plate)
    plate.shape([(1000, 852), (1044, 260), (1156, 260), (1200, 852)], PAPER)
    for top in (330, 500, 670):
        grow = (top - 260) / 592 * 44
        low = grow + 90 / 592 * 44
        plate.shape([(1044 - grow, top), (1156 + grow, top), (1156 + low, top + 90), (1044 - low, top + 90)], STRONG)
    shade = [(1100, 260), (1156, 260), (1200, 852), (1100, 852)]
    plate.halftone(KEY, (1100, 260, 1200, 852), (0.0, 0.75), Direction.RIGHT, plate.stencil(shade))
    plate.box(1020, 244, 1180, 264, KEY)
    plate.box(1054, 150, 1146, 244, PAPER)
    for x in (1054, 1084, 1116, 1146):
        plate.line([(x, 150), (x, 244)], KEY, 6)
    plate.pie((1100, 152), 62, 180, 360, KEY)
    plate.line([(1100, 96), (1100, 50)], KEY, 7)
    draw.arched_window(plate, (1100, 852), 54, 96, KEY)
    plate.shape([(1190, 852), (1600, 930), (1600, 985), (1000, 852)], KEY)
    plate.shape([(330, 800), (480, 830), (700, 822), (860, 772), (790, 900), (420, 914)], KEY)
    plate.shape(
        [(350, 812), (480, 842), (700, 834), (838, 794), (822, 824), (700, 858), (480, 866), (366, 838)], STRONG
    )
    plate.stroke([(470, 836), (250, 930)], KEY, 11)
    plate.line([(330, 908), (1000, 930)], STRONG, 5)
    draw.gulls(plate, ((560, 220, 46), (660, 290, 32), (1390, 180, 40)), KEY)
    return plate.printed()


def _cracks(plate: Plate) -> None:
    """A net of cracks in dried mud, wider towards the viewer."""
    previous: list[tuple[float, float]] = []
    for row in range(9):
        y = 580 + 520 * (row / 8) ** 1.5
        spread = 60 + row * 24
        points = [
            (column * spread - 60 + plate.chance.random() * spread * 0.6, y + plate.chance.random() * (8 + row * 7))
            for column in range(round(1800 / spread) + 1)
        ]
        plate.line(points, KEY, 1.5 + row * 0.9)
        for x, from_y in previous:
            nearest = min(points, key=lambda point: abs(point[0] - x))
            plate.line([(x, from_y), nearest], KEY, 1.5 + row * 0.8)
        previous = points[::2]


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
    """A small ferry with lit windows crosses black water at night, the lights of the harbour behind it."""
    plate = Plate(LANDSCAPE, draw.NIGHT, 6)
    draw.sky(plate, 690, STRONG, KEY, (0.95, 0.0))
    plate.flecks(PAPER, (0, 0, 1600, 380), 50, 3)
    draw.roofline(plate, 690, (150, 190, 120, 210, 160, 140, 240, 130, 180, 150, 200, 120), SOFT)
    draw.roofline(plate, 690, (70, 100, 60, 90, 120, 64, 80, 110, 58, 96, 72, 104, 66, 88), KEY)
    for number in range(40):
        plate.disc((20 + number * 40, 676 - number * 7 % 40), 6, WARM if number % 3 else PAPER)
    draw.water(plate, 690, KEY, (STRONG, WARM, STRONG, SOFT))
    plate.shape([(180, 700), (1420, 700), (1350, 850), (270, 850)], SOFT)
    plate.shape([(196, 740), (1402, 740), (1390, 768), (210, 768)], STRONG)
    plate.box(280, 560, 1310, 700, SOFT)
    plate.box(260, 548, 1330, 566, KEY)
    draw.windows(plate, (310, 590, 1280, 670), 12, 1, WARM, (0.66, 0.9))
    for number in range(15):
        x = 350 + number * 48
        if number % 4 != 2:
            draw.bust(plate, (x, 522), 20, (KEY, KEY), floor=548)
    plate.line([(270, 500), (1110, 500)], SOFT, 6)
    for x in range(280, 1110, 50):
        plate.line([(x, 500), (x, 550)], SOFT, 4)
    plate.box(1110, 430, 1290, 552, SOFT)
    draw.windows(plate, (1120, 450, 1284, 510), 4, 1, PAPER, (0.72, 1))
    plate.box(1092, 420, 1306, 436, KEY)
    plate.shape([(900, 548), (916, 360), (1010, 360), (1026, 548)], WARM)
    plate.shape([(913, 396), (1013, 396), (1016, 430), (910, 430)], PAPER)
    draw.smoke(plate, (950, 340), -44, SOFT, 30)
    plate.line([(1200, 420), (1200, 320)], KEY, 7)
    plate.shape([(1200, 324), (1268, 346), (1200, 368)], WARM)
    plate.shape([(120, 872), (270, 838), (700, 862), (1350, 838), (1500, 872), (1400, 890), (200, 890)], PAPER)
    plate.gouges(PAPER, (160, 890, 1500, 960), spacing=20, length=200, thickness=9)
    return plate.printed()
