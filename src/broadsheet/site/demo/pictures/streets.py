"""Pictures of everyday places: trams and buses, the reading room, flats, gardens."""

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate
from broadsheet.site.demo.pictures.scenery import CLAY, KEY, LANDSCAPE, SOFT, STRONG, WARM


def tram() -> Image.Image:
    """A tram comes down a wet evening street between tall houses, its headlamp on the rails."""
    plate = Plate(LANDSCAPE, draw.NIGHT, 12)
    draw.sky(plate, 800, SOFT, STRONG, (0.9, 0.0))
    plate.disc((1010, 300), 92, PAPER)
    for left, right, top, ink in (
        (0, 270, 40, KEY),
        (270, 450, 190, STRONG),
        (1390, 1600, 20, KEY),
        (1210, 1390, 170, STRONG),
    ):
        plate.box(left, top, right, 800, ink)
        draw.windows(plate, (left + 24, top + 40, right - 24, 680), 3, 6, WARM if ink == KEY else PAPER, (0.42, 0.52))
        plate.box(left - 6, top - 14, right + 6, top + 6, KEY)
    plate.shape([(0, 800), (1600, 800), (1600, 1067), (0, 1067)], KEY)
    plate.shape([(560, 860), (1010, 860), (1400, 1067), (180, 1067)], STRONG)
    plate.gouges(SOFT, (0, 820, 1600, 1060), spacing=34, length=170, thickness=6)
    for near, far in ((500, 690), (1080, 880)):
        plate.shape([(far - 6, 860), (far + 6, 860), (near + 26, 1067), (near - 26, 1067)], PAPER)
    plate.shape([(730, 870), (838, 870), (930, 1067), (640, 1067)], WARM)
    _tram_front(plate, 785)
    for x in (90, 1510):
        draw.lamp(plate, (x, 930), 520, (SOFT, PAPER))
    for x, base, size in ((330, 925, 230), (1290, 935, 240), (1390, 910, 215)):
        draw.walker(plate, (x, base), size, (WARM, PAPER))
    return plate.printed()


def _tram_front(plate: Plate, x: float) -> None:
    plate.line([(0, 150), (x, 236), (1600, 140)], KEY, 5)
    plate.line([(x - 70, 330), (x, 240), (x + 70, 330)], KEY, 7)
    plate.shape([(x - 205, 350), (x - 180, 322), (x + 180, 322), (x + 205, 350), (x + 215, 860), (x - 215, 860)], WARM)
    plate.shape([(x - 210, 600), (x + 210, 600), (x + 215, 830), (x - 215, 830)], PAPER)
    plate.halftone(WARM, (x - 215, 600, x + 215, 830), (0.0, 0.75), Direction.RIGHT, plate.over(PAPER))
    plate.box(x - 120, 336, x + 120, 384, KEY)
    plate.box(x - 100, 346, x + 100, 374, PAPER)
    plate.shape([(x - 186, 402), (x + 186, 402), (x + 190, 590), (x - 190, 590)], KEY)
    for left in (-172, -56, 60):
        plate.box(x + left, 420, x + left + 110, 574, SOFT)
    plate.gouge((x - 150, 560), (x - 80, 440), 14, PAPER)
    plate.gouge((x + 90, 560), (x + 150, 440), 14, PAPER)
    draw.bust(plate, (x - 4, 524), 36, (KEY, KEY), floor=580)
    plate.disc((x, 690), 54, KEY)
    plate.disc((x, 690), 42, PAPER)
    for side in (-150, 150):
        plate.disc((x + side, 760), 22, KEY)
    plate.box(x - 225, 826, x + 225, 862, KEY)
    plate.box(x - 150, 862, x + 150, 884, KEY)


def bus_depot() -> Image.Image:
    """Four buses parked nose out in a depot shed before the first shift, a driver walking along the row."""
    plate = Plate(LANDSCAPE, draw.DAWN, 16)
    plate.fill(SOFT)
    plate.halftone(WARM, (0, 0, 1600, 420), (0.9, 0.2))
    teeth = 4
    for number in range(teeth):
        left = number * 400
        plate.shape([(left, 330), (left, 120), (left + 400, 330)], KEY)
        plate.shape([(left + 18, 300), (left + 18, 160), (left + 280, 300)], PAPER)
        for pane in (80, 150, 220):
            plate.line([(left + pane, 126 + pane * 0.525), (left + pane, 320)], KEY, 6)
    plate.box(0, 318, 1600, 900, KEY)
    for x in (0, 400, 800, 1200, 1600):
        plate.box(x - 14, 318, x + 14, 900, STRONG)
    for number, ink in enumerate((STRONG, WARM, STRONG, WARM)):
        _bus_front(plate, 200 + number * 400, ink)
    plate.box(0, 896, 1600, 1067, WARM)
    plate.halftone(STRONG, (0, 896, 1600, 1067), (0.7, 0.05))
    for x in (0, 400, 800, 1200, 1600):
        plate.shape(
            [(x - 7, 900), (x + 7, 900), (x + 14 + (x - 800) * 0.2, 1067), (x - 14 + (x - 800) * 0.2, 1067)], PAPER
        )
    draw.walker(plate, (1010, 1010), 330, (KEY, PAPER), 0.15)
    plate.box(1064, 860, 1106, 910, PAPER)
    return plate.printed()


def _bus_front(plate: Plate, x: float, ink: int) -> None:
    plate.shape([(x - 136, 450), (x - 120, 420), (x + 120, 420), (x + 136, 450), (x + 140, 870), (x - 140, 870)], ink)
    plate.box(x - 100, 434, x + 100, 480, KEY)
    plate.box(x - 84, 444, x + 84, 470, PAPER)
    plate.shape([(x - 124, 492), (x + 124, 492), (x + 128, 680), (x - 128, 680)], KEY)
    plate.shape([(x - 114, 502), (x - 4, 502), (x - 4, 668), (x - 118, 668)], SOFT)
    plate.shape([(x + 114, 502), (x + 4, 502), (x + 4, 668), (x + 118, 668)], SOFT)
    plate.gouge((x - 96, 656), (x - 40, 516), 20, PAPER)
    plate.gouge((x + 30, 656), (x + 86, 516), 20, PAPER)
    plate.box(x - 140, 728, x + 140, 744, PAPER)
    for side in (-96, 96):
        plate.disc((x + side, 792), 30, KEY)
        plate.disc((x + side, 792), 22, PAPER)
        plate.box(x + side - 34, 868, x + side + 34, 906, KEY)
    plate.box(x - 44, 772, x + 44, 812, KEY)
    plate.box(x - 146, 846, x + 146, 872, KEY)
    for side in (-152, 152):
        plate.box(x + side - 12, 520, x + side + 12, 590, ink)


def library() -> Image.Image:
    """Readers at a long table under green lamps, between walls of books."""
    plate = Plate(LANDSCAPE, draw.READING, 17)
    plate.fill(KEY)
    for row in range(4):
        top = 50 + row * 168
        x = 0.0
        while x < 1600:
            wide = 16 + plate.chance.random() * 26
            high = 92 + plate.chance.random() * 44
            ink = plate.chance.choice((STRONG, CLAY, SOFT, STRONG, CLAY, PAPER, WARM))
            if plate.chance.random() > 0.08:
                plate.box(x, top + 140 - high, x + wide, top + 140, ink)
                plate.box(x + wide * 0.2, top + 150 - high, x + wide * 0.8, top + 158 - high, KEY)
            x += wide + 4
        plate.box(0, top + 140, 1600, top + 156, WARM)
    for x in (0, 532, 1068, 1600):
        plate.box(x - 16, 0, x + 16, 720, WARM)
    plate.box(0, 700, 1600, 720, WARM)
    plate.box(0, 720, 1600, 1067, KEY)
    for number, x in enumerate((230, 560, 1040, 1370)):
        coat = (STRONG, PAPER, CLAY, STRONG)[number]
        head = (SOFT, WARM, SOFT, WARM)[number]
        plate.oval((x, 792), 138, 150, KEY)
        plate.oval((x, 560), 74, 84, KEY)
        plate.oval((x, 800), 126, 146, coat)
        plate.box(x - 24, 610, x + 24, 690, head)
        plate.oval((x, 568), 60, 70, head)
        plate.pie((x, 548), 66, 170, 370, KEY)
        plate.gouge((x - 30, 584), (x - 8, 586), 6, KEY)
        plate.gouge((x + 8, 586), (x + 30, 584), 6, KEY)
        plate.gouges(KEY, (x - 110, 740, x + 60, 860), spacing=26, length=60, thickness=7, angle=70)
        for side in (-1, 1):
            plate.shape([(x, 872), (x + side * 92, 846), (x + side * 92, 800), (x, 826)], KEY)
            plate.shape(
                [(x, 866), (x + side * 86, 842), (x + side * 86, 806), (x, 830)], PAPER if coat != PAPER else SOFT
            )
    plate.shape([(60, 860), (1540, 860), (1600, 960), (0, 960)], STRONG)
    plate.halftone(KEY, (0, 860, 1600, 960), (0.0, 0.7))
    plate.box(0, 960, 1600, 990, WARM)
    plate.gouges(WARM, (0, 1000, 1600, 1060), spacing=24, length=200, thickness=5)
    for x in (395, 800, 1205):
        plate.shape([(x - 150, 890), (x - 40, 740), (x + 40, 740), (x + 150, 890)], PAPER)
        plate.halftone(
            WARM,
            (x - 150, 740, x + 150, 890),
            (0.0, 0.6),
            Direction.DOWN,
            plate.stencil([(x - 150, 890), (x - 40, 740), (x + 40, 740), (x + 150, 890)]),
        )
        plate.box(x - 6, 690, x + 6, 888, KEY)
        plate.pie((x, 744), 72, 180, 360, CLAY)
        plate.box(x - 72, 738, x + 72, 750, KEY)
        plate.box(x - 44, 880, x + 44, 894, KEY)
    return plate.printed()


def flats_night() -> Image.Image:
    """A block of flats of eleven storeys at night, nearly every window lit, steam rising from a pipe on the roof."""
    plate = Plate(LANDSCAPE, draw.NIGHT, 18)
    plate.fill(STRONG)
    plate.disc((1370, 190), 86, PAPER)
    plate.disc((1336, 172), 80, STRONG)
    plate.halftone(KEY, (0, 0, 1600, 1067), (0.85, 0.0), Direction.DOWN, plate.over(STRONG))
    plate.flecks(PAPER, (0, 0, 1240, 400), 60, 3)
    draw.roofline(plate, 980, (220, 300, 180, 260, 340, 200, 280, 240, 320, 210, 260, 180), SOFT)
    plate.box(330, 130, 1170, 1000, KEY)
    plate.box(310, 110, 1190, 140, SOFT)
    plate.box(420, 60, 500, 112, SOFT)
    plate.line([(940, 110), (940, 26)], SOFT, 6)
    for width in (50, 32):
        plate.line([(940 - width, 10 + width), (940 + width, 10 + width)], SOFT, 5)
    for row in range(11):
        for column in range(8):
            _flat_window(plate, 372 + column * 98, 158 + row * 71)
    draw.smoke(plate, (640, 50), 60, SOFT, 17)
    plate.box(628, 56, 652, 114, SOFT)
    plate.box(700, 940, 800, 1000, WARM)
    plate.box(0, 1000, 1600, 1067, KEY)
    plate.gouges(SOFT, (0, 1010, 1600, 1060), spacing=22, length=160, thickness=5)
    for x in (150, 1400):
        draw.lamp(plate, (x, 1010), 300, (KEY, PAPER))
    draw.tree(plate, (240, 1010), 330, (KEY, KEY))
    draw.tree(plate, (1270, 1010), 380, (KEY, KEY))
    return plate.printed()


def _flat_window(plate: Plate, x: float, y: float) -> None:
    lot = plate.chance.random()
    ink = WARM if lot < 0.68 else PAPER if lot < 0.9 else STRONG
    plate.box(x, y, x + 70, y + 48, ink)
    kind = plate.chance.random()
    if ink == STRONG:
        plate.gouge((x + 12, y + 40), (x + 42, y + 8), 7, SOFT)
    elif kind < 0.3:
        draw.bust(plate, (x + 22 + 60 * kind, y + 28), 13, (KEY, KEY), floor=y + 48)
    elif kind < 0.6:
        plate.shape([(x, y), (x + 25, y), (x + 8, y + 48), (x, y + 48)], SOFT)
        plate.shape([(x + 70, y), (x + 45, y), (x + 62, y + 48), (x + 70, y + 48)], SOFT)
    plate.line([(x + 35, y), (x + 35, y + 48)], KEY, 4)
    plate.box(x - 5, y + 48, x + 75, y + 53, SOFT)


def allotments() -> Image.Image:
    """Allotment beds run up to a shed and a row of sunflowers; two gardeners dig below the terraces of the town."""
    plate = Plate(LANDSCAPE, draw.GARDEN, 19)
    draw.sky(plate, 520, PAPER, SOFT, (0.9, 0.0))
    draw.cloud(plate, (420, 150), 360, PAPER)
    draw.sun(plate, (1330, 170), 70, CLAY, CLAY)
    draw.roofline(plate, 500, (70, 90, 66, 100, 74, 84, 68, 94, 72, 88, 64, 96, 70, 80), STRONG)
    plate.box(0, 490, 1600, 1067, WARM)
    plate.halftone(SOFT, (0, 490, 1600, 780), (0.8, 0.1))
    for number in range(9):
        near, far = -620 + number * 320, 400 + number * 100
        plate.shape([(far, 560), (far + 52, 560), (near + 180, 1067), (near, 1067)], KEY)
        for step in range(9):
            share = (step / 9) ** 1.7
            x = far + 26 + (near + 90 - far - 26) * share
            y = 566 + 500 * share
            size = 9 + 40 * share
            plate.disc((x - size * 0.5, y), size * 0.6, SOFT)
            plate.disc((x + size * 0.5, y), size * 0.6, SOFT)
            plate.disc((x, y - size * 0.5), size * 0.62, SOFT if number % 2 else PAPER)
            if number % 3 == 1:
                plate.disc((x, y - size * 0.4), size * 0.34, STRONG)
    draw.gable(plate, 150, 370, 640, 150, (STRONG, KEY))
    plate.gouges(KEY, (156, 500, 366, 640), spacing=24, length=130, thickness=5, angle=90)
    plate.box(270, 540, 340, 640, KEY)
    plate.box(180, 530, 240, 580, PAPER)
    for number in range(7):
        x = 1180 + number * 58
        plate.line([(x, 640), (x, 470 + number % 2 * 26)], KEY, 7)
        plate.rays((x, 466 + number % 2 * 26), CLAY, 11, (12, 50), (0, 360))
        plate.disc((x, 466 + number % 2 * 26), 27, CLAY)
        plate.disc((x, 466 + number % 2 * 26), 17, KEY)
    for x, base, size, coat in ((660, 760, 250, STRONG), (1010, 850, 320, PAPER)):
        draw.walker(plate, (x, base), size, (coat, CLAY), 0.1)
        plate.stroke([(x + size * 0.06, base - size * 0.76), (x + size * 0.3, base - size * 0.52)], coat, size * 0.075)
        plate.line([(x + size * 0.3, base - size * 0.62), (x + size * 0.34, base - 6)], KEY, 8)
        plate.shape([(x + size * 0.29, base - 40), (x + size * 0.39, base - 40), (x + size * 0.34, base + 8)], KEY)
        hat = KEY if coat == STRONG else STRONG
        plate.pie((x, base - size * 0.945), size * 0.085, 180, 360, hat)
        plate.box(x - size * 0.15, base - size * 0.96, x + size * 0.15, base - size * 0.935, hat)
    return plate.printed()
