"""Pictures of people together, and three portraits."""

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate
from broadsheet.site.demo.pictures.scenery import KEY, LANDSCAPE, PORTRAIT, SOFT, STRONG, WARM


def picket_gate() -> Image.Image:
    """Dockers stand at a closed dock gate around a brazier, plain placards on their shoulders, cranes behind them."""
    plate = Plate(LANDSCAPE, draw.DAWN, 21)
    draw.sky(plate, 760, SOFT, WARM, (0.9, 0.15))
    for x in (240, 1420):
        draw.gantry_crane(plate, (x, 760), 640, WARM, -1 if x > 800 else 1)
    plate.box(0, 700, 1600, 1067, STRONG)
    for x in (90, 1430):
        plate.box(x, 300, x + 90, 820, STRONG)
        plate.box(x - 14, 284, x + 104, 316, KEY)
        plate.disc((x + 45, 258), 30, PAPER)
    for number in range(32):
        x = 196 + number * 39
        plate.box(x, 400, x + 9, 820, KEY)
        plate.shape([(x - 8, 402), (x + 4.5, 366), (x + 17, 402)], KEY)
    for y in (440, 620, 770):
        plate.box(180, y, 1430, y + 14, KEY)
    for x, top, lean, ink in ((280, 300, -20, PAPER), (560, 250, 14, STRONG), (1080, 260, -12, PAPER), (1340, 320, 22, STRONG)):
        plate.line([(x + lean, top), (x, 880)], KEY, 12)
        plate.shape([(x - 92 + lean, top - 70), (x + 92 + lean, top - 84), (x + 98 + lean, top + 60), (x - 86 + lean, top + 74)], KEY)
        plate.shape([(x - 84 + lean, top - 62), (x + 84 + lean, top - 75), (x + 90 + lean, top + 52), (x - 78 + lean, top + 65)], ink)
        for row in range(3):
            plate.gouge((x - 60 + lean, top - 30 + row * 32), (x + 66 + lean, top - 36 + row * 32), 13, KEY)
    for x, y, coat, cap in ((180, 640, KEY, STRONG), (410, 600, WARM, KEY), (610, 640, KEY, None), (1010, 630, WARM, KEY), (1220, 590, KEY, STRONG), (1450, 640, STRONG, KEY)):
        draw.bust(plate, (x, y - 4), 124, (PAPER, PAPER))
        draw.bust(plate, (x, y), 116, (coat, SOFT), cap)
        plate.gouges(PAPER if coat == KEY else KEY, (x - 90, y + 90, x + 60, 1060), spacing=34, length=90, thickness=7, angle=80)
    _brazier(plate, 815)
    return plate.printed()


def _brazier(plate: Plate, x: float) -> None:
    for lean, height, ink in ((-46, 170, STRONG), (30, 210, STRONG), (-8, 160, WARM), (36, 120, WARM), (-40, 100, PAPER), (6, 110, PAPER)):
        plate.shape([(x + lean - 46, 850), (x + lean - 34, 850 - height * 0.5), (x + lean + 6, 850 - height), (x + lean + 30, 850 - height * 0.45), (x + lean + 46, 850)], ink)
    plate.shape([(x - 96, 840), (x + 96, 840), (x + 82, 1040), (x - 82, 1040)], KEY)
    for row in range(3):
        for column in range(4):
            plate.disc((x - 54 + column * 36, 884 + row * 52), 11, WARM)
    for side in (-70, 70):
        plate.box(x + side - 8, 1036, x + side + 8, 1067, KEY)
    plate.flecks(WARM, (x - 120, 500, x + 120, 700), 26, 5)


def football() -> Image.Image:
    """Two players go up for the ball in front of a full terrace under floodlights."""
    plate = Plate(LANDSCAPE, draw.GARDEN, 22)
    plate.fill(KEY)
    for x in (150, 1450):
        plate.shape([(x, 130), (x - 420, 620), (x + 420, 620)], WARM)
        plate.halftone(KEY, (x - 420, 130, x + 420, 620), (0.1, 0.98))
        draw.lattice(plate, (x - 14, 130), (x - 14, 520), 28, SOFT, 4)
        plate.box(x - 92, 70, x + 92, 150, SOFT)
        draw.windows(plate, (x - 88, 74, x + 88, 146), 5, 2, PAPER, (0.74, 0.74))
    for row in range(5):
        for number in range(38):
            x = number * 44 + (row % 2) * 22 - 10
            y = 470 + row * 50
            coat = plate.chance.choice((STRONG, WARM, SOFT, PAPER, STRONG))
            draw.bust(plate, (x, y), 23, (KEY, KEY), floor=y + 60)
            draw.bust(plate, (x, y), 19, (coat, plate.chance.choice((PAPER, SOFT))), floor=y + 58)
            if plate.chance.random() < 0.12:
                draw.arm_raised(plate, (x + 14, y), (x + 24, y - 50), 9, (coat, SOFT))
    plate.box(0, 722, 1600, 790, PAPER)
    for x in range(0, 1600, 200):
        plate.box(x + 6, 730, x + 194, 782, (STRONG, SOFT)[x // 200 % 2])
    plate.box(0, 790, 1600, 1067, WARM)
    for number in range(0, 8, 2):
        plate.shape([(number * 200, 790), (number * 200 + 200, 790), (number * 260 - 40, 1067), (number * 260 - 300, 1067)], SOFT)
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

    for grow, limbs, top, low in ((14, KEY, KEY, KEY), (0, SOFT, shirt, shorts)):
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
    plate.pie(at(24, 592), 48, 170, 370, KEY)


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
    draw.sun(plate, (800, 190), 44, PAPER, WARM)
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
        for number in range(count):
            if plate.chance.random() < 0.6:
                x = 1600 * (number + 0.5) / count + size * 0.7
                reach = row - size * (1.7 + plate.chance.random() * 0.5)
                draw.arm_raised(plate, (x, row + size), (x + size * 0.1, reach - 4), size * 0.5, (PAPER, PAPER))
                draw.arm_raised(plate, (x, row + size), (x + size * 0.1, reach), size * 0.38, inks[number % 5])
        draw.crowd(plate, row, count, size, inks, PAPER)
    return plate.printed()


def march_banners() -> Image.Image:
    """A march fills the street between tall houses, banners high and a drum at the front."""
    plate = Plate(LANDSCAPE, draw.DAWN, 24)
    draw.sky(plate, 700, SOFT, WARM, (0.6, 0.0))
    plate.rays((800, 620), PAPER, 34, (80, 900), (180, 360))
    for left, right, top, ink in ((0, 250, 90, STRONG), (250, 430, 240, WARM), (1350, 1600, 60, STRONG), (1170, 1350, 220, WARM)):
        plate.box(left, top, right, 760, ink)
        plate.box(left - 8, top - 16, right + 8, top + 4, KEY)
        draw.windows(plate, (left + 20, top + 30, right - 20, 640), 3, 5, KEY, (0.44, 0.56))
        draw.windows(plate, (left + 20, top + 30, right - 20, 640), 3, 5, PAPER, (0.3, 0.42))
    draw.crowd(plate, 640, 26, 34, [(KEY, SOFT), (STRONG, PAPER), (KEY, WARM)], SOFT)
    draw.banner(plate, (560, 330), (250, 150), WARM, KEY, KEY)
    draw.banner(plate, (930, 370), (230, 140), KEY, PAPER, KEY)
    draw.crowd(plate, 720, 18, 48, [(STRONG, SOFT), (KEY, PAPER), (WARM, SOFT), (KEY, WARM)], PAPER)
    draw.banner(plate, (170, 250), (420, 250), STRONG, PAPER, KEY)
    draw.sun(plate, (380, 372), 44, PAPER, WARM)
    draw.banner(plate, (1030, 280), (400, 240), KEY, WARM, KEY)
    for side in (-1, 1):
        draw.arm_raised(plate, (1230 + side * 70, 460), (1230 + side * 4, 384), 34, (STRONG, WARM))
    draw.crowd(plate, 830, 11, 82, [(KEY, SOFT), (WARM, PAPER), (STRONG, SOFT), (KEY, WARM)], PAPER)
    draw.crowd(plate, 980, 7, 124, [(STRONG, PAPER), (KEY, SOFT), (KEY, WARM), (WARM, SOFT)], PAPER)
    return plate.printed()


def _portrait(ground: int, dots: int, inks: tuple[str, ...], seed: int) -> Plate:
    plate = Plate(PORTRAIT, inks, seed)
    plate.fill(ground)
    plate.halftone(dots, (0, 0, 1200, 1100), (0.9, 0.0))
    return plate


def _shoulders(plate: Plate, coat: int) -> None:
    plate.shape([(480, 1010), (720, 1010), (900, 1080), (1040, 1180), (1110, 1500), (90, 1500), (160, 1180), (300, 1080)], coat)


def _head(plate: Plate, skin: int, shade: int) -> None:
    """Neck and face lit from the left, the right cheek in shadow; features cut with the gouge."""
    plate.shape([(500, 860), (700, 860), (726, 1050), (600, 1120), (474, 1050)], skin)
    plate.shape([(500, 900), (700, 870), (726, 1050), (640, 1090), (610, 1000)], shade)
    face = [(392, 560), (420, 430), (500, 372), (600, 356), (700, 372), (780, 430), (808, 560), (800, 700), (756, 826), (672, 912), (600, 930), (528, 912), (444, 826), (400, 700)]
    plate.shape(face, skin)
    plate.shape([(690, 390), (780, 430), (808, 560), (800, 700), (756, 826), (672, 912), (610, 930), (690, 830), (724, 700), (716, 560)], shade)
    for side in (-1, 1):
        plate.oval((600 + side * 212, 650), 30, 56, skin if side < 0 else shade)
        plate.gouge((600 + side * 150, 566), (600 + side * 52, 560), 24, KEY)
        plate.oval((600 + side * 100, 622), 44, 20, PAPER)
        plate.disc((600 + side * 98, 622), 18, KEY)
        plate.gouge((600 + side * 152, 612), (600 + side * 50, 610), 15, KEY)
        plate.gouge((600 + side * 148, 668), (600 + side * 62, 672), 6, KEY)
    plate.shape([(606, 610), (640, 746), (600, 768), (574, 758), (612, 742)], KEY)
    plate.gouge((520, 830), (684, 826), 22, KEY)
    plate.gouge((556, 864), (644, 862), 9, KEY)
    plate.gouge((500, 770), (476, 840), 8, KEY)
    plate.gouge((700, 770), (724, 840), 8, KEY)


def portrait_welder() -> Image.Image:
    """Portrait of a welder, mask pushed up over a cropped head, collar buttoned, sparks behind."""
    plate = _portrait(WARM, STRONG, draw.DAWN, 25)
    plate.rays((1030, 1010), PAPER, 40, (60, 560), (180, 330))
    plate.flecks(PAPER, (700, 300, 1180, 1000), 80, 6)
    _shoulders(plate, KEY)
    _head(plate, SOFT, STRONG)
    plate.shape([(470, 1020), (600, 1130), (560, 1210), (400, 1080)], STRONG)
    plate.shape([(730, 1020), (600, 1130), (640, 1210), (800, 1080)], STRONG)
    plate.shape([(340, 480), (330, 300), (420, 170), (600, 128), (780, 170), (870, 300), (860, 480), (780, 440), (600, 420), (420, 440)], KEY)
    plate.shape([(430, 210), (770, 210), (790, 330), (410, 330)], STRONG)
    plate.shape([(446, 226), (754, 226), (770, 314), (430, 314)], KEY)
    plate.gouge((470, 300), (560, 236), 18, SOFT)
    plate.gouge((370, 440), (380, 290), 14, SOFT)
    for x in (352, 848):
        plate.disc((x, 480), 34, STRONG)
        plate.disc((x, 480), 14, KEY)
    plate.gouges(WARM, (150, 1160, 1060, 1490), spacing=46, length=150, thickness=9, angle=66, within=plate.over(KEY))
    for y in (1260, 1390):
        plate.disc((600, y), 17, WARM)
    return plate.printed()


def portrait_nurse() -> Image.Image:
    """Portrait of a nurse with her hair tied back, a watch pinned to her tunic and a lanyard."""
    plate = _portrait(SOFT, WARM, draw.SEA, 26)
    plate.disc((600, 240), 150, KEY)
    plate.gouges(SOFT, (480, 120, 720, 360), spacing=24, length=110, thickness=7, angle=-50, within=plate.over(KEY))
    plate.oval((600, 560), 262, 260, KEY)
    _shoulders(plate, WARM)
    _head(plate, STRONG, KEY)
    plate.pie((600, 520), 228, 188, 352, KEY)
    plate.shape([(384, 560), (420, 420), (560, 392), (500, 450), (420, 500)], KEY)
    plate.shape([(816, 560), (780, 420), (560, 392), (700, 450), (780, 500)], KEY)
    plate.gouges(SOFT, (400, 300, 800, 470), spacing=28, length=100, thickness=6, angle=-28, within=plate.over(KEY))
    plate.shape([(466, 1016), (600, 1210), (734, 1016), (790, 1050), (600, 1330), (410, 1050)], PAPER)
    plate.line([(440, 1060), (600, 1330), (760, 1060)], KEY, 10)
    plate.box(530, 1330, 670, 1500, PAPER)
    plate.box(550, 1352, 610, 1430, KEY)
    for y in (1446, 1470):
        plate.gouge((548, y), (652, y), 8, KEY)
    plate.line([(330, 1200), (330, 1260)], PAPER, 9)
    plate.disc((330, 1296), 42, KEY)
    plate.disc((330, 1296), 34, PAPER)
    plate.line([(330, 1270), (330, 1296), (348, 1304)], KEY, 6)
    plate.gouges(KEY, (160, 1180, 1060, 1490), spacing=56, length=130, thickness=8, angle=68, within=plate.over(WARM))
    return plate.printed()


def portrait_teacher() -> Image.Image:
    """Portrait of a teacher with round glasses and a grey beard, a blackboard of sums behind him."""
    plate = Plate(PORTRAIT, draw.GARDEN, 27)
    plate.fill(WARM)
    plate.box(0, 60, 1200, 1000, KEY)
    plate.box(0, 990, 1200, 1024, STRONG)
    plate.gouges(WARM, (20, 90, 1180, 980), spacing=64, length=190, thickness=4, angle=-14)
    for x, y in ((120, 300), (930, 240)):
        plate.line([(x, y + 120), (x + 80, y), (x + 160, y + 120), (x, y + 120)], PAPER, 7)
        plate.gouge((x, y + 170), (x + 150, y + 166), 8, PAPER)
        plate.gouge((x, y + 210), (x + 110, y + 206), 8, PAPER)
    _shoulders(plate, STRONG)
    _head(plate, SOFT, WARM)
    plate.shape([(398, 690), (440, 760), (520, 792), (680, 792), (760, 760), (802, 690), (772, 860), (690, 990), (600, 1020), (510, 990), (428, 860)], PAPER)
    plate.gouge((530, 836), (672, 832), 26, KEY)
    plate.gouges(KEY, (420, 760, 790, 1010), spacing=26, length=70, thickness=5, angle=78, within=plate.over(PAPER))
    plate.shape([(386, 600), (392, 440), (470, 340), (620, 316), (760, 360), (812, 470), (814, 600), (780, 500), (680, 440), (520, 440), (430, 500)], PAPER)
    plate.gouges(KEY, (380, 310, 820, 600), spacing=26, length=80, thickness=5, angle=-30, within=plate.over(PAPER))
    for side in (-1, 1):
        centre = (600 + side * 100, 622)
        for step in range(72):
            angle = step * 5
            plate.rays(centre, KEY, 1, (66, 82), (angle, angle + 6))
        plate.line([(600 + side * 174, 610), (600 + side * 214, 620)], KEY, 9)
    plate.line([(568, 610), (632, 610)], KEY, 9)
    plate.shape([(470, 1030), (600, 1140), (730, 1030), (790, 1060), (640, 1200), (560, 1200), (410, 1060)], PAPER)
    plate.shape([(560, 1150), (640, 1150), (660, 1500), (540, 1500)], KEY)
    plate.gouges(KEY, (150, 1160, 1060, 1490), spacing=44, length=120, thickness=8, angle=64, within=plate.over(STRONG))
    plate.halftone(KEY, (600, 1040, 1200, 1500), (0.0, 0.6), Direction.RIGHT, plate.over(STRONG))
    return plate.printed()
