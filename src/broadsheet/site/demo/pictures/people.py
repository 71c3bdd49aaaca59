"""Pictures of people together."""

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate
from broadsheet.site.demo.pictures.scenery import CLAY, KEY, LANDSCAPE, SOFT, STRONG, WARM


def picket_gate() -> Image.Image:
    """Dockers stand at a closed dock gate around a brazier, plain placards raised, cranes behind them."""
    plate = Plate(LANDSCAPE, draw.DAWN, 21)
    draw.sky(plate, 760, SOFT, WARM, (0.9, 0.1))
    for x in (300, 1330):
        draw.gantry_crane(plate, (x, 760), 700, STRONG, -1 if x > 800 else 1, 40)
    plate.box(0, 720, 1600, 1067, WARM)
    plate.halftone(STRONG, (0, 720, 1600, 1067), (0.2, 0.9))
    for x in (60, 1450):
        plate.box(x, 300, x + 90, 820, STRONG)
        plate.gouges(WARM, (x + 4, 320, x + 60, 800), spacing=34, length=44, thickness=5)
        plate.box(x - 14, 284, x + 104, 316, KEY)
        plate.disc((x + 45, 258), 30, PAPER)
    for number in range(33):
        x = 166 + number * 39
        plate.box(x, 400, x + 9, 820, KEY)
        plate.shape([(x - 8, 402), (x + 4.5, 366), (x + 17, 402)], KEY)
    for y in (440, 620, 770):
        plate.box(150, y, 1450, y + 14, KEY)
    for x, top, lean, ink in (
        (190, 230, -20, PAPER),
        (560, 170, 14, STRONG),
        (1060, 180, -12, PAPER),
        (1400, 240, 22, STRONG),
    ):
        _placard(plate, (x, top), lean, ink)
    for x, y, coat, cap in (
        (420, 610, WARM, KEY),
        (1220, 600, SOFT, KEY),
        (190, 650, KEY, STRONG),
        (625, 640, KEY, WARM),
        (1010, 635, STRONG, KEY),
        (1420, 650, KEY, STRONG),
    ):
        _docker(plate, (x, y), coat, cap)
    _brazier(plate, 815)
    return plate.printed()


def _placard(plate: Plate, middle: tuple[float, float], lean: float, ink: int) -> None:
    x, top = middle
    plate.line([(x + lean, top), (x, 880)], KEY, 12)
    for grow, colour in ((8, KEY), (0, ink)):
        plate.shape(
            [
                (x - 92 + lean - grow, top - 70 - grow),
                (x + 92 + lean + grow, top - 84 - grow),
                (x + 98 + lean + grow, top + 60 + grow),
                (x - 86 + lean - grow, top + 74 + grow),
            ],
            colour,
        )
    for row in range(3):
        plate.gouge((x - 60 + lean, top - 34 + row * 36), (x + 66 + lean, top - 42 + row * 36), 13, KEY)


def _docker(plate: Plate, chin: tuple[float, float], coat: int, cap: int) -> None:
    """Someone in a work jacket facing us, hands in pockets, from the knees up."""
    x, y = chin
    mark = PAPER if coat in {KEY, STRONG} else KEY
    body = [
        (-56, 26),
        (56, 26),
        (122, 56),
        (150, 130),
        (164, 330),
        (128, 380),
        (112, 500),
        (-112, 500),
        (-128, 380),
        (-164, 330),
        (-150, 130),
        (-122, 56),
    ]
    plate.shape([(x + across * 1.06, y + down - 7) for across, down in body], PAPER)
    plate.shape([(x + across, y + down) for across, down in body], coat)
    for side in (-1, 1):
        plate.line([(x + side * 104, y + 150), (x + side * 112, y + 300), (x + side * 76, y + 352)], mark, 5)
        plate.shape([(x, y + 92), (x + side * 58, y + 22), (x + side * 84, y + 52), (x + side * 24, y + 120)], mark)
    plate.line([(x, y + 100), (x, y + 500)], mark, 5)
    for band in (196, 236):
        plate.box(x - 100, y + band, x + 100, y + band + 17, WARM if coat != WARM else PAPER)
    plate.box(x - 32, y - 40, x + 32, y + 50, SOFT if coat != SOFT else WARM)
    skin = SOFT if cap != WARM else WARM
    plate.oval((x, y - 56), 68, 82, PAPER)
    plate.oval((x, y - 56), 60, 76, skin)
    plate.halftone(
        STRONG,
        (x, y - 130, x + 62, y + 24),
        (0.0, 0.75),
        Direction.RIGHT,
        plate.stencil([(x, y - 128), (x + 44, y - 110), (x + 60, y - 56), (x + 44, y), (x, y + 20)]),
    )
    for side in (-1, 1):
        plate.gouge((x + side * 40, y - 78), (x + side * 10, y - 76), 9, KEY)
        plate.disc((x + side * 24, y - 64), 6, KEY)
    plate.shape([(x + 2, y - 66), (x + 13, y - 32), (x - 8, y - 32)], KEY)
    plate.gouge((x - 24, y - 8), (x + 24, y - 9), 9, KEY)
    plate.pie((x, y - 88), 70, 180, 360, cap)
    plate.box(x - 70, y - 98, x + 70, y - 80, KEY if cap != KEY else STRONG)


def _brazier(plate: Plate, x: float) -> None:
    for lean, height, ink in (
        (-46, 170, STRONG),
        (30, 210, STRONG),
        (-8, 160, WARM),
        (36, 120, WARM),
        (-40, 100, PAPER),
        (6, 110, PAPER),
    ):
        plate.shape(
            [
                (x + lean - 46, 850),
                (x + lean - 34, 850 - height * 0.5),
                (x + lean + 6, 850 - height),
                (x + lean + 30, 850 - height * 0.45),
                (x + lean + 46, 850),
            ],
            ink,
        )
    plate.shape([(x - 96, 840), (x + 96, 840), (x + 82, 1040), (x - 82, 1040)], KEY)
    for row in range(3):
        for column in range(4):
            plate.disc((x - 54 + column * 36, 884 + row * 52), 11, WARM)
    for side in (-70, 70):
        plate.box(x + side - 8, 1036, x + side + 8, 1067, KEY)
    plate.flecks(WARM, (x - 120, 500, x + 120, 700), 26, 5)


def football() -> Image.Image:
    """Two women go up for the ball in front of a full terrace, under floodlights and a dockside crane."""
    plate = Plate(LANDSCAPE, draw.GARDEN, 22)
    plate.fill(KEY)
    for x in (150, 1450):
        plate.shape([(x, 130), (x - 420, 620), (x + 420, 620)], WARM)
        plate.halftone(KEY, (x - 420, 130, x + 420, 620), (0.1, 0.98))
        draw.lattice(plate, (x - 14, 130), (x - 14, 520), 28, SOFT, 4)
        plate.box(x - 92, 70, x + 92, 150, SOFT)
        draw.windows(plate, (x - 88, 74, x + 88, 146), 5, 2, PAPER, (0.74, 0.74))
    draw.gantry_crane(plate, (1130, 700), 640, SOFT, -1, 58)
    for row in range(5):
        for number in range(38):
            x = number * 44 + (row % 2) * 22 - 10
            y = 470 + row * 50
            coat = plate.chance.choice((STRONG, WARM, SOFT, PAPER, STRONG))
            draw.bust(plate, (x, y), 23, (KEY, KEY), floor=y + 60)
            draw.bust(plate, (x, y), 19, (coat, plate.chance.choice((PAPER, SOFT))), floor=y + 58)
            if plate.chance.random() < 0.12:
                draw.arm_raised(plate, (x + 14, y), (x + 24, y - 50), 9, (coat, SOFT), KEY)
    plate.box(0, 722, 1600, 790, PAPER)
    for x in range(0, 1600, 200):
        plate.box(x + 6, 730, x + 194, 782, (STRONG, SOFT)[x // 200 % 2])
    plate.box(0, 790, 1600, 1067, WARM)
    for number in range(0, 8, 2):
        plate.shape(
            [(number * 200, 790), (number * 200 + 200, 790), (number * 260 - 40, 1067), (number * 260 - 300, 1067)],
            SOFT,
        )
    plate.line([(0, 880), (1600, 846)], PAPER, 9)
    _player(plate, (690, 960), 1, (STRONG, PAPER))
    _player(plate, (960, 970), -1, (PAPER, KEY))
    plate.disc((836, 300), 46, KEY)
    plate.disc((836, 300), 41, PAPER)
    plate.disc((836, 300), 15, KEY)
    for x, y in ((802, 288), (868, 282), (816, 332), (860, 330)):
        plate.disc((x, y), 8, KEY)
    return plate.printed()


def _player(plate: Plate, foot: tuple[float, float], side: int, kit: tuple[int, int]) -> None:
    x, y = foot
    shirt, shorts = kit

    def at(across: float, up: float) -> tuple[float, float]:
        return x + side * across, y - up

    for grow, limbs, top, low in ((14, KEY, KEY, KEY), (0, CLAY, shirt, shorts)):
        plate.stroke([at(-10, 270), at(-70, 150), at(-150, 130)], limbs, 44 + grow)
        plate.stroke([at(20, 270), at(60, 140), at(30, 30)], limbs, 44 + grow)
        plate.stroke([at(-150, 130), at(-176, 150)], KEY, 34 + grow)
        plate.stroke([at(30, 30), at(66, 22)], KEY, 34 + grow)
        plate.stroke([at(-60, 470), at(-150, 420), at(-190, 480)], limbs, 32 + grow)
        plate.stroke([at(60, 480), at(130, 520), at(150, 440)], limbs, 32 + grow)
        plate.shape([at(-66 - grow, 500), at(66 + grow, 510), at(52 + grow, 310), at(-52 - grow, 310)], top)
        plate.stroke([at(-60, 470), at(-110, 444)], top, 44 + grow)
        plate.stroke([at(60, 480), at(104, 505)], top, 44 + grow)
        plate.shape([at(-58 - grow, 330), at(58 + grow, 330), at(70 + grow, 220), at(8, 236), at(-60 - grow, 200)], low)
        plate.stroke([at(8, 500), at(20, 540)], limbs, 36 + grow)
        plate.oval(at(30, 580), 44 + grow / 2, 54 + grow / 2, limbs)
    hair = PAPER if shirt == STRONG else STRONG
    plate.shape([at(-10, 610), at(-70, 600), at(-104, 548), at(-60, 566), at(-14, 576)], hair)
    plate.pie(at(26, 594), 49, 150, 360, hair)


def meeting_hall() -> Image.Image:
    """A full union hall seen from the back rows: hands raised in a vote before the platform table."""
    plate = Plate(LANDSCAPE, draw.BRICK, 23)
    plate.fill(WARM)
    plate.halftone(STRONG, (0, 0, 1600, 520), (0.85, 0.05))
    for x in (160, 420, 1180, 1440):
        draw.arched_window(plate, (x, 430), 150, 330, KEY)
        draw.arched_window(plate, (x, 418), 126, 306, SOFT)
        plate.line([(x, 110), (x, 420)], KEY, 7)
        plate.line([(x - 62, 270), (x + 62, 270)], KEY, 7)
    plate.shape([(560, 60), (1040, 60), (1040, 310), (800, 344), (560, 310)], STRONG)
    plate.line([(580, 80), (1020, 80), (1020, 298), (800, 326), (580, 298), (580, 80)], PAPER, 6)
    draw.sun(plate, (800, 190), 38, PAPER, WARM, 2.6)
    plate.box(540, 48, 1060, 64, KEY)
    for x, coat in ((640, KEY), (800, STRONG), (960, KEY)):
        draw.bust(plate, (x, 430), 56, (coat, SOFT), floor=520)
        plate.gouge((x - 22, 392), (x - 6, 392), 5, KEY)
        plate.gouge((x + 6, 392), (x + 22, 392), 5, KEY)
        plate.pie((x, 390), 27, 180, 360, KEY)
    plate.box(520, 500, 1080, 580, PAPER)
    plate.gouges(WARM, (530, 506, 1070, 576), spacing=30, length=60, thickness=5, angle=90)
    plate.box(0, 580, 1600, 1067, KEY)
    inks = [(STRONG, SOFT), (KEY, WARM), (SOFT, WARM), (WARM, PAPER), (KEY, SOFT)]
    for row, size, count in ((620, 48, 15), (720, 66, 11), (850, 92, 8), (1010, 128, 6)):
        draw.crowd(plate, row, count, size, inks, PAPER)
        for number in range(count):
            if plate.chance.random() < 0.55:
                shoulder = 1600 * (number + 0.5) / count + size * 0.78
                fist = (shoulder + size * 0.08, row - size * (1.5 + plate.chance.random() * 0.5))
                draw.arm_raised(plate, (shoulder, row + size * 0.7), fist, size * 0.34, inks[number % 5], PAPER)
    return plate.printed()


def march_banners() -> Image.Image:
    """A march fills the street between tall houses, the banners high: a fish on one, an anchor on another."""
    plate = Plate(LANDSCAPE, draw.DAWN, 24)
    draw.sky(plate, 700, SOFT, WARM, (0.6, 0.0))
    plate.rays((800, 620), PAPER, 34, (80, 900), (180, 360))
    for left, right, top, ink in (
        (0, 250, 90, STRONG),
        (250, 430, 240, WARM),
        (1350, 1600, 60, STRONG),
        (1170, 1350, 220, WARM),
    ):
        plate.box(left, top, right, 760, ink)
        plate.box(left - 8, top - 16, right + 8, top + 4, KEY)
        draw.windows(plate, (left + 20, top + 30, right - 20, 640), 3, 5, KEY, (0.44, 0.56))
        draw.windows(plate, (left + 20, top + 30, right - 20, 640), 3, 5, PAPER, (0.3, 0.42))
    draw.crowd(plate, 640, 26, 34, [(KEY, SOFT), (STRONG, PAPER), (KEY, WARM)], SOFT)
    draw.banner(plate, (560, 330), (250, 150), WARM, KEY, KEY)
    draw.banner(plate, (930, 370), (230, 140), KEY, PAPER, KEY)
    draw.crowd(plate, 720, 18, 48, [(STRONG, SOFT), (KEY, PAPER), (WARM, SOFT), (KEY, WARM)], PAPER)
    draw.banner(plate, (170, 250), (420, 250), STRONG, PAPER, KEY)
    draw.fish(plate, (370, 372), 250, (PAPER, STRONG))
    draw.banner(plate, (1030, 280), (400, 240), KEY, WARM, KEY)
    draw.anchor(plate, (1230, 400), 170, PAPER)
    draw.crowd(plate, 830, 11, 82, [(KEY, SOFT), (WARM, PAPER), (STRONG, SOFT), (KEY, WARM)], PAPER)
    draw.crowd(plate, 980, 7, 124, [(STRONG, PAPER), (KEY, SOFT), (KEY, WARM), (WARM, SOFT)], PAPER)
    return plate.printed()
