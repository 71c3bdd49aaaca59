"""Three portraits: one face, lit from the left, with the marks of three trades."""

from PIL import Image

from broadsheet.site.demo.pictures import scenery as draw
from broadsheet.site.demo.pictures.plate import PAPER, Direction, Plate
from broadsheet.site.demo.pictures.scenery import CLAY, KEY, PORTRAIT, SOFT, STRONG, WARM


def _portrait(ground: int, dots: int, inks: tuple[str, ...], seed: int) -> Plate:
    plate = Plate(PORTRAIT, inks, seed)
    plate.fill(ground)
    plate.halftone(dots, (0, 0, 1200, 1100), (0.9, 0.0))
    return plate


def _shoulders(plate: Plate, coat: int) -> None:
    plate.shape(
        [(480, 1010), (720, 1010), (900, 1080), (1040, 1180), (1110, 1500), (90, 1500), (160, 1180), (300, 1080)], coat
    )


def _head(plate: Plate, skin: int, shade: int) -> None:
    """Neck and face lit from the left, the right cheek in shadow; features cut with the gouge."""
    plate.shape([(500, 860), (700, 860), (726, 1050), (600, 1120), (474, 1050)], skin)
    plate.shape([(500, 900), (700, 870), (726, 1050), (640, 1090), (610, 1000)], shade)
    face = [
        (392, 560),
        (420, 430),
        (500, 372),
        (600, 356),
        (700, 372),
        (780, 430),
        (808, 560),
        (800, 700),
        (756, 826),
        (672, 912),
        (600, 930),
        (528, 912),
        (444, 826),
        (400, 700),
    ]
    plate.shape(face, skin)
    plate.shape(
        [
            (690, 390),
            (780, 430),
            (808, 560),
            (800, 700),
            (756, 826),
            (672, 912),
            (610, 930),
            (690, 830),
            (724, 700),
            (716, 560),
        ],
        shade,
    )
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
    """Portrait of a young woman, a welder, mask pushed up on her head, hair at her neck, a smudge on her cheek."""
    plate = _portrait(WARM, STRONG, draw.DAWN, 25)
    plate.rays((1030, 1010), PAPER, 40, (60, 560), (180, 330))
    plate.flecks(PAPER, (700, 300, 1180, 1000), 80, 6)
    plate.shape(
        [(398, 460), (380, 800), (420, 1000), (560, 1040), (700, 1040), (800, 980), (824, 780), (804, 460)], KEY
    )
    _shoulders(plate, KEY)
    _head(plate, SOFT, STRONG)
    plate.gouges(KEY, (440, 722, 540, 776), spacing=11, length=52, thickness=9, angle=-16)
    plate.shape([(470, 1020), (600, 1130), (560, 1210), (400, 1080)], STRONG)
    plate.shape([(730, 1020), (600, 1130), (640, 1210), (800, 1080)], STRONG)
    plate.shape(
        [
            (340, 480),
            (330, 300),
            (420, 170),
            (600, 128),
            (780, 170),
            (870, 300),
            (860, 480),
            (780, 440),
            (600, 420),
            (420, 440),
        ],
        KEY,
    )
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
    _head(plate, CLAY, KEY)
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
    plate.fill(SOFT)
    plate.halftone(WARM, (0, 1000, 1200, 1500), (0.7, 0.1))
    plate.box(0, 0, 1200, 1000, KEY)
    plate.box(0, 990, 1200, 1024, STRONG)
    plate.gouges(WARM, (20, 90, 1180, 980), spacing=64, length=190, thickness=4, angle=-14)
    for x, y in ((120, 300), (930, 240)):
        plate.line([(x, y + 120), (x + 80, y), (x + 160, y + 120), (x, y + 120)], PAPER, 7)
        plate.gouge((x, y + 170), (x + 150, y + 166), 8, PAPER)
        plate.gouge((x, y + 210), (x + 110, y + 206), 8, PAPER)
    _shoulders(plate, STRONG)
    _head(plate, CLAY, STRONG)
    plate.shape(
        [
            (398, 690),
            (440, 760),
            (520, 792),
            (680, 792),
            (760, 760),
            (802, 690),
            (772, 860),
            (690, 990),
            (600, 1020),
            (510, 990),
            (428, 860),
        ],
        PAPER,
    )
    plate.gouge((530, 836), (672, 832), 26, KEY)
    plate.gouges(KEY, (420, 760, 790, 1010), spacing=26, length=70, thickness=5, angle=78, within=plate.over(PAPER))
    plate.shape(
        [
            (386, 600),
            (392, 440),
            (470, 340),
            (620, 316),
            (760, 360),
            (812, 470),
            (814, 600),
            (780, 500),
            (680, 440),
            (520, 440),
            (430, 500),
        ],
        PAPER,
    )
    plate.gouges(KEY, (380, 310, 820, 600), spacing=26, length=80, thickness=5, angle=-30, within=plate.over(PAPER))
    for side in (-1, 1):
        centre = (600 + side * 100, 622)
        plate.ring(centre, 82, KEY, 11)
        plate.line([(600 + side * 174, 610), (600 + side * 214, 620)], KEY, 9)
    plate.line([(568, 610), (632, 610)], KEY, 9)
    plate.shape([(470, 1030), (600, 1140), (730, 1030), (790, 1060), (640, 1200), (560, 1200), (410, 1060)], PAPER)
    plate.shape([(560, 1150), (640, 1150), (660, 1500), (540, 1500)], KEY)
    plate.gouges(KEY, (150, 1160, 1060, 1490), spacing=44, length=120, thickness=8, angle=64, within=plate.over(STRONG))
    plate.halftone(KEY, (600, 1040, 1200, 1500), (0.0, 0.6), Direction.RIGHT, plate.over(STRONG))
    return plate.printed()
