"""Pictures of public buildings."""

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate
from broadsheet.site.demo.pictures.scenery import CLAY, KEY, LANDSCAPE, SOFT, STRONG, WARM


def _street(plate: Plate, top: float, ground: int, marks: int) -> None:
    plate.box(0, top, plate.width, plate.height, ground)
    plate.gouges(marks, (-60, top + 16, plate.width, plate.height), spacing=40, length=190, thickness=6)


def town_hall() -> Image.Image:
    """The town hall with its clock tower, columns and wide steps; people cross the square, one with a pushchair."""
    plate = Plate(LANDSCAPE, draw.BRICK, 11)
    draw.sky(plate, 820, SOFT, WARM, (0.85, 0.0))
    plate.rays((800, 330), PAPER, 44, (240, 900), (180, 360))
    draw.roofline(plate, 820, (180, 220, 160, 240, 0, 0, 0, 0, 230, 170, 210, 150), WARM)
    plate.box(330, 520, 1270, 820, STRONG)
    plate.shape([(310, 520), (380, 450), (1220, 450), (1290, 520)], KEY)
    for left, right in ((350, 580), (1020, 1250)):
        draw.windows(plate, (left, 545, right, 665), 4, 1, SOFT, (0.5, 0.8))
        draw.windows(plate, (left, 690, right, 810), 4, 1, SOFT, (0.5, 0.8))
    _clock_tower(plate, 800)
    plate.box(600, 560, 1000, 820, PAPER)
    plate.shape([(580, 560), (800, 455), (1020, 560)], PAPER)
    plate.shape([(640, 545), (800, 472), (960, 545)], WARM)
    plate.box(626, 580, 974, 820, KEY)
    for column in range(6):
        x = 620 + column * 72
        plate.box(x - 13, 575, x + 13, 820, PAPER)
        plate.line([(x + 5, 580), (x + 5, 816)], SOFT, 5)
    plate.box(590, 560, 1010, 580, SOFT)
    draw.arched_window(plate, (800, 820), 48, 130, STRONG)
    plate.box(0, 820, 1600, 898, SOFT)
    plate.gouges(WARM, (0, 830, 1600, 890), spacing=20, length=90, thickness=4)
    for step in range(5):
        plate.box(560 - step * 26, 820 + step * 16, 1040 + step * 26, 836 + step * 16, PAPER if step % 2 == 0 else WARM)
    _street(plate, 898, KEY, WARM)
    for x, base, size, coat in (
        (250, 985, 190, PAPER),
        (390, 955, 165, WARM),
        (1180, 965, 175, STRONG),
        (1330, 1010, 210, PAPER),
        (1480, 950, 160, WARM),
    ):
        draw.walker(plate, (x, base + 52), size, (coat, SOFT if coat != PAPER else WARM))
    _pushchair(plate, (500, 1010))
    draw.gulls(plate, ((330, 180, 44), (430, 240, 30), (1240, 210, 38)), KEY)
    return plate.printed()


def _clock_tower(plate: Plate, x: float) -> None:
    plate.box(x - 84, 210, x + 84, 520, STRONG)
    plate.halftone(KEY, (x, 210, x + 84, 520), (0.1, 0.8), Direction.RIGHT)
    plate.box(x - 98, 196, x + 98, 216, KEY)
    plate.box(x - 60, 120, x + 60, 196, STRONG)
    for at in (-34, 0, 34):
        draw.arched_window(plate, (x + at, 192), 22, 60, KEY)
    plate.shape([(x - 78, 122), (x, 10), (x + 78, 122)], KEY)
    plate.disc((x, 310), 66, KEY)
    plate.disc((x, 310), 58, PAPER)
    for number in range(12):
        plate.rays((x, 310), KEY, 1, (46, 60), (number * 30 - 1, number * 30 + 1))
    plate.stroke([(x, 310), (x - 28, 284)], KEY, 7)
    plate.stroke([(x, 310), (x + 6, 264)], KEY, 5)


def school() -> Image.Image:
    """A brick school with a bell turret, children running in its yard; a climbing frame, a bucket under a downpipe."""
    plate = Plate(LANDSCAPE, draw.GARDEN, 13)
    draw.sky(plate, 800, PAPER, SOFT, (0.9, 0.0))
    draw.cloud(plate, (260, 180), 330, PAPER)
    draw.cloud(plate, (1360, 220), 300, PAPER)
    plate.box(260, 430, 1340, 800, STRONG)
    plate.shape([(230, 430), (330, 320), (1270, 320), (1370, 430)], KEY)
    for left in (300, 1050):
        plate.box(left - 20, 380, left + 270, 800, STRONG)
        plate.shape([(left - 46, 386), (left + 125, 240), (left + 296, 386)], KEY)
        plate.shape([(left - 4, 384), (left + 125, 274), (left + 254, 384)], STRONG)
        plate.disc((left + 125, 344), 26, PAPER)
        draw.windows(plate, (left, 420, left + 250, 780), 3, 2, PAPER, (0.56, 0.76))
        draw.windows(plate, (left, 420, left + 250, 780), 3, 2, KEY, (0.07, 0.76))
        draw.windows(plate, (left, 420, left + 250, 780), 3, 2, KEY, (0.56, 0.03))
    draw.windows(plate, (570, 470, 1030, 600), 5, 1, PAPER, (0.5, 0.8))
    plate.box(752, 210, 848, 322, PAPER)
    plate.shape([(732, 214), (800, 120), (868, 214)], KEY)
    draw.arched_window(plate, (800, 310), 56, 84, KEY)
    plate.pie((800, 284), 20, 180, 360, WARM)
    draw.arched_window(plate, (800, 800), 130, 170, KEY)
    draw.arched_window(plate, (800, 800), 104, 150, WARM)
    plate.line([(800, 650), (800, 800)], KEY, 5)
    plate.box(0, 800, 1600, 1067, SOFT)
    plate.halftone(WARM, (0, 800, 1600, 1067), (0.1, 0.8))
    for x, height in ((130, 560), (1480, 600)):
        draw.tree(plate, (x, 860), height, (KEY, WARM))
        plate.gouges(
            SOFT, (x - 240, 300, x + 240, 700), spacing=30, length=46, thickness=7, angle=-40, within=plate.over(WARM)
        )
    for x, base, size, coat in (
        (420, 930, 150, KEY),
        (560, 985, 170, STRONG),
        (690, 910, 140, PAPER),
        (930, 940, 155, STRONG),
        (1080, 1010, 180, KEY),
        (1220, 925, 145, PAPER),
    ):
        draw.walker(plate, (x, base), size, (coat, CLAY), 0.24)
        plate.stroke([(x + size * 0.06, base - size * 0.78), (x + size * 0.3, base - size * 0.98)], coat, size * 0.065)
        plate.disc((x + size * 0.32, base - size), size * 0.035, CLAY)
    plate.line([(1028, 436), (1028, 800)], KEY, 10)
    plate.shape([(1000, 800), (1056, 800), (1048, 846), (1008, 846)], PAPER)
    plate.line([(1000, 800), (1056, 800)], KEY, 5)
    _climbing_frame(plate, (310, 1030))
    plate.disc((800, 1000), 22, STRONG)
    return plate.printed()


def _climbing_frame(plate: Plate, middle: tuple[float, float]) -> None:
    x, y = middle
    for across in (-110, -37, 37, 110):
        plate.line([(x + across, y), (x + across * 0.7, y - 150)], KEY, 8)
    for rung in range(4):
        wide = 110 - rung * 10
        plate.line([(x - wide, y - 20 - rung * 43), (x + wide, y - 20 - rung * 43)], KEY, 8)


def hospital() -> Image.Image:
    """A hospital at night, many windows lit, two ambulances waiting at the porch."""
    plate = Plate(LANDSCAPE, draw.SLATE, 14)
    draw.sky(plate, 830, WARM, KEY, (1.0, 0.15))
    plate.box(220, 180, 980, 830, PAPER)
    plate.box(980, 340, 1420, 830, SOFT)
    plate.halftone(KEY, (220, 180, 980, 830), (0.0, 0.35), Direction.RIGHT)
    for row in range(7):
        for column in range(9):
            lit = plate.chance.random() < 0.4
            x, y = 262 + column * 78, 226 + row * 72
            plate.box(x, y, x + 52, y + 44, STRONG if lit else KEY)
            plate.line([(x + 26, y), (x + 26, y + 44)], PAPER, 4)
    for row in range(5):
        for column in range(5):
            x, y = 1016 + column * 78, 380 + row * 72
            plate.box(x, y, x + 52, y + 44, PAPER if plate.chance.random() < 0.4 else KEY)
    plate.box(206, 164, 994, 188, KEY)
    plate.box(970, 328, 1434, 348, KEY)
    plate.disc((1200, 230), 82, KEY)
    plate.box(1194, 300, 1206, 340, KEY)
    plate.box(1180, 176, 1220, 284, PAPER)
    plate.box(1146, 210, 1254, 250, PAPER)
    plate.box(0, 826, 1600, 1067, KEY)
    plate.gouges(WARM, (-60, 846, 1600, 1067), spacing=36, length=190, thickness=6)
    plate.box(470, 716, 1160, 748, KEY)
    for x in (490, 1130):
        plate.box(x - 9, 748, x + 9, 840, KEY)
    draw.tree(plate, (110, 850), 420, (KEY, STRONG))
    draw.tree(plate, (1510, 850), 380, (KEY, STRONG))
    _ambulance(plate, 20)
    _ambulance(plate, 540)
    draw.walker(plate, (1180, 1030), 220, (STRONG, PAPER))
    draw.walker(plate, (1270, 1036), 226, (WARM, PAPER))
    return plate.printed()


def _ambulance(plate: Plate, left: float) -> None:
    plate.shape(
        [
            (left + 10, 740),
            (left + 350, 740),
            (left + 350, 790),
            (left + 430, 800),
            (left + 490, 862),
            (left + 500, 930),
            (left + 10, 930),
        ],
        PAPER,
    )
    plate.shape([(left + 362, 806), (left + 422, 812), (left + 464, 862), (left + 362, 862)], KEY)
    plate.box(left + 10, 862, left + 496, 890, STRONG)
    plate.box(left + 150, 768, left + 178, 850, WARM)
    plate.box(left + 123, 795, left + 205, 823, WARM)
    plate.box(left + 40, 724, left + 100, 742, STRONG)
    plate.box(left + 290, 724, left + 340, 742, STRONG)
    for x in (left + 110, left + 400):
        plate.disc((x, 932), 46, KEY)
        plate.disc((x, 932), 38, WARM)
        plate.disc((x, 932), 16, PAPER)


def courthouse() -> Image.Image:
    """The courthouse portico in the rain, a balance over the door; two small groups wait on the steps."""
    plate = Plate(LANDSCAPE, draw.SLATE, 15)
    plate.fill(WARM)
    plate.halftone(KEY, (0, 0, 1600, 760), (0.8, 0.0))
    plate.shape([(180, 420), (800, 120), (1420, 420)], PAPER)
    plate.shape([(330, 392), (800, 166), (1270, 392)], STRONG)
    _scales(plate, 800, 225)
    plate.box(180, 420, 1420, 490, PAPER)
    plate.gouges(SOFT, (200, 432, 1400, 482), spacing=18, length=120, thickness=4)
    plate.box(230, 490, 1370, 850, KEY)
    draw.arched_window(plate, (800, 850), 150, 290, STRONG)
    plate.line([(800, 570), (800, 850)], KEY, 6)
    for x in (260, 476, 672, 928, 1124, 1340):
        plate.box(x - 42, 510, x + 42, 850, PAPER)
        plate.halftone(KEY, (x, 510, x + 42, 850), (0.05, 0.75), Direction.RIGHT)
        for groove in (-24, -8):
            plate.line([(x + groove, 530), (x + groove, 836)], SOFT, 4)
        plate.box(x - 58, 490, x + 58, 512, SOFT)
        plate.box(x - 58, 838, x + 58, 858, SOFT)
    for step in range(8):
        top = 858 + step * 27
        plate.box(180 - step * 30, top, 1420 + step * 30, top + 27, PAPER if step % 2 == 0 else SOFT)
        plate.box(180 - step * 30, top + 22, 1420 + step * 30, top + 27, KEY)
    for x, base, size, coat in (
        (360, 985, 250, WARM),
        (450, 990, 262, STRONG),
        (545, 980, 245, WARM),
        (1130, 1010, 265, STRONG),
        (1220, 1000, 250, WARM),
    ):
        draw.walker(plate, (x, base), size, (coat, PAPER), 0.07)
    draw.rain(plate, (0, -40, 1700, 1067), SOFT)
    return plate.printed()


def _scales(plate: Plate, x: float, y: float) -> None:
    plate.line([(x, y - 12), (x, y + 140)], PAPER, 11)
    plate.line([(x - 120, y + 16), (x + 120, y + 16)], PAPER, 9)
    plate.disc((x, y), 15, PAPER)
    plate.box(x - 44, y + 134, x + 44, y + 146, PAPER)
    for side in (-120, 120):
        for spread in (-42, 42):
            plate.line([(x + side, y + 16), (x + side + spread, y + 92)], PAPER, 4)
        plate.pie((x + side, y + 90), 48, 0, 180, PAPER)


def _pushchair(plate: Plate, foot: tuple[float, float]) -> None:
    x, y = foot
    plate.pie((x, y - 66), 44, 0, 180, STRONG)
    plate.pie((x, y - 66), 44, 180, 290, WARM)
    plate.line([(x - 40, y - 66), (x - 84, y - 108)], PAPER, 6)
    for wheel in (-26, 26):
        plate.line([(x, y - 40), (x + wheel, y - 14)], PAPER, 5)
        plate.ring((x + wheel, y - 14), 15, PAPER, 5)
