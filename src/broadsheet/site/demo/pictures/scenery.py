"""What several pictures share: inks, sky, sea, cranes, houses, people. Lengths in pixels of the finished picture."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, radians, sin

from broadsheet.site.demo.pictures.plate import Plate, Point

KEY, STRONG, WARM, SOFT, CLAY = 1, 2, 3, 4, 5
"""Ink numbers: the dark key ink, the strong colour, the second colour, the light tint; on some plates a fifth."""

DAWN = ("#f5e9d0", "#1d2a38", "#c9472e", "#e8a03c", "#f2c884")
SEA = ("#f2e8d2", "#14303c", "#c8502f", "#2f7579", "#a3c0b1", "#b06a42")
BRICK = ("#f4e8d0", "#2b2422", "#b4432d", "#dba052", "#ead1a3")
NIGHT = ("#f6e3b4", "#131b2e", "#263f66", "#e3a53a", "#5d7d9b")
GARDEN = ("#f4ebd3", "#21332c", "#bb4a2f", "#5f8b4e", "#bccb92", "#dda45f")
READING = ("#f4e8d0", "#2b2422", "#b4432d", "#c98f4c", "#ecd0a0", "#4c7a56")
SLATE = ("#f1e7d3", "#20262e", "#b8452f", "#71889a", "#c5cdca")

LANDSCAPE = (1600, 1067)
PORTRAIT = (1200, 1500)
COVER = (1200, 1600)


def sky(plate: Plate, horizon: float, ink: int, dots: int, strength: tuple[float, float] = (0.6, 0.0)) -> None:
    """A flat sky down to the horizon with a dotted tone that fades."""
    plate.box(0, 0, plate.width, horizon, ink)
    plate.halftone(dots, (0, 0, plate.width, horizon), strength)


def sun(plate: Plate, centre: Point, radius: float, ink: int, rays: int, reach: float = 3.6) -> None:
    """A disc with gouged rays all round, out to `reach` times its radius."""
    plate.rays(centre, rays, 46 if reach > 3 else 20, (radius * 1.22, radius * reach), (0, 360))
    plate.disc(centre, radius, ink)


def cloud(plate: Plate, centre: Point, length: float, ink: int) -> None:
    """A flat-bottomed cloud."""
    x, y = centre
    for share, lift, size in ((-0.36, 0.0, 0.11), (-0.15, 0.07, 0.17), (0.1, 0.1, 0.2), (0.34, 0.01, 0.13)):
        plate.oval((x + share * length, y - lift * length), size * length * 1.25, size * length * 0.75, ink)
    plate.box(x - length * 0.46, y - length * 0.01, x + length * 0.47, y + length * 0.085, ink)


def gulls(plate: Plate, places: Sequence[tuple[float, float, float]], ink: int) -> None:
    """Gulls on the wing: each a centre and a half span."""
    for x, y, span in places:
        for side in (-1, 1):
            plate.shape(
                [
                    (x, y + span * 0.16),
                    (x + side * span * 0.45, y - span * 0.36),
                    (x + side * span, y - span * 0.1),
                    (x + side * span * 0.5, y - span * 0.2),
                    (x, y + span * 0.32),
                ],
                ink,
            )


def water(plate: Plate, top: float, ink: int, crests: Sequence[int]) -> None:
    """Sea or harbour from `top` to the bottom edge, with strokes that widen towards the viewer."""
    plate.box(0, top, plate.width, plate.height, ink)
    bands = 7
    depth = plate.height - top
    for number in range(bands):
        near = (number + 1) / bands
        area = (-80.0, top + depth * (number / bands) ** 1.3, plate.width + 10.0, top + depth * near**1.3)
        crest = crests[number % len(crests)]
        plate.gouges(crest, area, spacing=10 + 24 * near, length=50 + 150 * near, thickness=3 + 9 * near)


def swell(left: float, right: float, middle: float, height: float, length: float, shift: float) -> list[Point]:
    """The outline of a wave train: pointed crests, round troughs."""
    points = []
    x = left
    while x <= right:
        phase = (x + shift) / length * pi
        points.append((x, middle + height * (1 - 2 * abs(cos(phase)) ** 1.6)))
        x += 8
    return points


def hill(plate: Plate, points: Sequence[Point], ink: int) -> None:
    """Ground below a ridge line, down to the bottom edge."""
    plate.shape([*points, (points[-1][0], plate.height), (points[0][0], plate.height)], ink)


def lattice(plate: Plate, start: Point, end: Point, depth: float, ink: int, width: float) -> None:
    """A girder of two chords and a zigzag between them, drawn below the line from start to end."""
    steps = max(2, round(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / (depth * 1.1)))
    upper = [
        (start[0] + (end[0] - start[0]) * n / steps, start[1] + (end[1] - start[1]) * n / steps)
        for n in range(steps + 1)
    ]
    steep = abs(end[1] - start[1]) > abs(end[0] - start[0])
    lower = [(x + depth, y) if steep else (x, y + depth) for x, y in upper]
    plate.line(upper, ink, width * 1.5)
    plate.line(lower, ink, width * 1.5)
    zigzag = [upper[n] if n % 2 else lower[n] for n in range(steps + 1)]
    plate.line(zigzag, ink, width)


def gantry_crane(plate: Plate, foot: Point, height: float, ink: int, reach: int = -1, raised: float = 0) -> None:
    """A container crane on the quay. `reach` -1 works to the left, 1 to the right; `raised` is the jib in degrees."""
    x, y = foot
    unit = height / 100
    beam = y - 62 * unit
    thick = 2.4 * unit
    for leg in (-13, 13):
        plate.line([(x + leg * unit, y), (x + leg * 0.8 * unit, beam)], ink, thick)
        plate.box(x + (leg - 4) * unit, y - 2.5 * unit, x + (leg + 4) * unit, y, ink)
    plate.line([(x - 12.5 * unit, y - 20 * unit), (x + 12.5 * unit, y - 20 * unit)], ink, thick)
    plate.line([(x - 12 * unit, y - 20 * unit), (x + 10 * unit, beam)], ink, thick * 0.6)
    hinge = (x + reach * 11 * unit, beam)
    back = (x - reach * 36 * unit, beam)
    tip = (hinge[0] + reach * 52 * unit * cos(radians(raised)), beam - 52 * unit * sin(radians(raised)))
    apex = (x + reach * 7 * unit, y - 92 * unit)
    lattice(plate, back, hinge, 4.5 * unit, ink, 0.8 * unit)
    if raised:
        plate.line([hinge, tip], ink, thick * 1.7)
    else:
        lattice(plate, hinge, tip, 4.5 * unit, ink, 0.8 * unit)
    plate.line([(x + reach * 10.5 * unit, beam), apex, (x - reach * 9 * unit, beam)], ink, thick)
    for stay in (tip, ((hinge[0] + tip[0]) / 2, (hinge[1] + tip[1]) / 2), back):
        plate.line([apex, stay], ink, 0.7 * unit)
    house = x - reach * 22 * unit
    plate.box(house - 7 * unit, beam - 8 * unit, house + 7 * unit, beam + 2 * unit, ink)


def hanging_box(plate: Plate, top: Point, drop: float, size: tuple[float, float], inks: tuple[int, int]) -> None:
    """A container on two falls of rope."""
    x, y = top
    wide, _ = size
    cable, body = inks
    plate.line([(x - wide * 0.2, y), (x - wide * 0.42, y + drop)], cable, 3)
    plate.line([(x + wide * 0.2, y), (x + wide * 0.42, y + drop)], cable, 3)
    container(plate, (x - wide / 2, y + drop), size, body, cable)


def container(plate: Plate, corner: Point, size: tuple[float, float], body: int, rib: int) -> None:
    """One shipping container, seen from the side, with its ribs."""
    x, y = corner
    wide, high = size
    plate.box(x, y, x + wide, y + high, body)
    ribs = 6
    for number in range(1, ribs):
        at = x + wide * number / ribs
        plate.line([(at, y + high * 0.16), (at, y + high * 0.84)], rib, max(1.5, wide * 0.014))


def windows(
    plate: Plate, area: tuple[float, float, float, float], columns: int, rows: int, ink: int, fill: tuple[float, float]
) -> None:
    """A grid of panes. `fill` is the part of each cell that is pane, across and down."""
    left, top, right, bottom = area
    wide, high = (right - left) / columns, (bottom - top) / rows
    for row in range(rows):
        for column in range(columns):
            x, y = left + wide * (column + 0.5), top + high * (row + 0.5)
            plate.box(
                x - wide * fill[0] / 2, y - high * fill[1] / 2, x + wide * fill[0] / 2, y + high * fill[1] / 2, ink
            )


def arched_window(plate: Plate, foot: Point, width: float, height: float, ink: int) -> None:
    """A window or door with a round head, standing on `foot`."""
    x, y = foot
    plate.box(x - width / 2, y - height + width / 2, x + width / 2, y, ink)
    plate.pie((x, y - height + width / 2), width / 2, 180, 360, ink)


def gable(plate: Plate, left: float, right: float, base: float, wall: float, inks: tuple[int, int]) -> None:
    """A house front with a pitched roof. `inks` are wall and roof."""
    body, roof = inks
    rise = (right - left) * 0.42
    over = (right - left) * 0.05
    plate.box(left, base - wall, right, base, body)
    plate.shape(
        [(left - over, base - wall), ((left + right) / 2, base - wall - rise), (right + over, base - wall)], roof
    )


def roofline(plate: Plate, base: float, heights: Sequence[float], ink: int) -> None:
    """A row of roofs and chimneys in the distance, across the whole plate."""
    wide = plate.width / len(heights)
    for number, height in enumerate(heights):
        left = number * wide
        plate.box(left, base - height, left + wide + 1, base, ink)
        if number % 3 != 1:
            plate.shape(
                [(left, base - height), (left + wide / 2, base - height - wide * 0.3), (left + wide, base - height)],
                ink,
            )
        if number % 2:
            plate.box(left + wide * 0.68, base - height - wide * 0.36, left + wide * 0.8, base - height, ink)


def tree(plate: Plate, foot: Point, height: float, inks: tuple[int, int]) -> None:
    """A street tree: trunk and crown."""
    x, y = foot
    trunk, crown = inks
    plate.shape(
        [
            (x - height * 0.035, y),
            (x - height * 0.015, y - height * 0.6),
            (x + height * 0.015, y - height * 0.6),
            (x + height * 0.035, y),
        ],
        trunk,
    )
    for across, up, size in ((0, 0.72, 0.25), (-0.17, 0.56, 0.17), (0.17, 0.57, 0.18), (0.02, 0.5, 0.18)):
        plate.disc((x + across * height, y - up * height), size * height, crown)
    for side in (-1, 1):
        plate.line([(x, y - height * 0.36), (x + side * height * 0.13, y - height * 0.56)], trunk, height * 0.022)


def lamp(plate: Plate, foot: Point, height: float, inks: tuple[int, int]) -> None:
    """A street lamp with a lit head."""
    x, y = foot
    post, light = inks
    plate.line([(x, y), (x, y - height)], post, height * 0.03)
    plate.disc((x, y - height), height * 0.07, light)
    plate.box(x - height * 0.07, y - height * 1.08, x + height * 0.07, y - height * 1.05, post)
    plate.box(x - height * 0.045, y - height * 0.02, x + height * 0.045, y, post)


def walker(plate: Plate, foot: Point, height: float, inks: tuple[int, int], stride: float = 0.13) -> None:
    """A person walking, seen from the side, in coat and hat. `inks` are clothes and face."""
    x, y = foot
    coat, face = inks
    for step in (-stride, stride):
        plate.stroke([(x, y - height * 0.46), (x + step * height, y - height * 0.03)], coat, height * 0.085)
        plate.oval((x + (step + 0.035) * height, y - height * 0.018), height * 0.065, height * 0.03, coat)
    plate.shape(
        [
            (x - height * 0.1, y - height * 0.82),
            (x - height * 0.04, y - height * 0.855),
            (x + height * 0.04, y - height * 0.855),
            (x + height * 0.1, y - height * 0.82),
            (x + height * 0.135, y - height * 0.4),
            (x - height * 0.135, y - height * 0.4),
        ],
        coat,
    )
    for side in (-1, 1):
        elbow = (x + side * height * 0.15, y - height * 0.62)
        plate.stroke([(x + side * height * 0.08, y - height * 0.8), elbow], coat, height * 0.07)
        plate.stroke(
            [elbow, (x + side * height * 0.165 + stride * height * 0.3, y - height * 0.47)], coat, height * 0.06
        )
        plate.disc((x + side * height * 0.165 + stride * height * 0.3, y - height * 0.455), height * 0.03, face)
    plate.oval((x, y - height * 0.92), height * 0.065, height * 0.078, face)
    plate.pie((x, y - height * 0.945), height * 0.075, 180, 360, coat)
    plate.box(x - height * 0.075, y - height * 0.955, x + height * 0.115, y - height * 0.935, coat)


def bust(
    plate: Plate,
    shoulders: Point,
    size: float,
    inks: tuple[int, int],
    hair: int | None = None,
    floor: float | None = None,
) -> None:
    """Someone from the shoulders up, seen from behind, down to `floor` or the bottom edge.

    `inks` are coat and head; `size` is half the width of the shoulders; without `hair` the head is one ink.
    """
    x, y = shoulders
    coat, head = inks
    plate.oval((x, y + size * 0.55), size, size * 0.75, coat)
    plate.box(x - size, y + size * 0.5, x + size, plate.height if floor is None else floor, coat)
    plate.box(x - size * 0.2, y - size * 0.5, x + size * 0.2, y + size * 0.1, head)
    plate.oval((x, y - size * 0.62), size * 0.42, size * 0.52, head)
    if hair is not None:
        for side in (-1, 1):
            plate.oval((x + side * size * 0.42, y - size * 0.56), size * 0.09, size * 0.14, head)
        plate.oval((x, y - size * 0.7), size * 0.41, size * 0.46, hair)


def crowd(plate: Plate, row: float, count: int, size: float, inks: Sequence[tuple[int, int]], outline: int) -> None:
    """A row of people across the plate, seen from behind, each cut free from the next by a fine line."""
    for number in range(count):
        x = plate.width * (number + 0.5) / count + (plate.chance.random() - 0.5) * size * 0.6
        y = row + (plate.chance.random() - 0.5) * size * 0.7
        coat, head = inks[number % len(inks)]
        hair = plate.chance.choice([ink for ink in (KEY, KEY, KEY, KEY, STRONG, WARM) if ink != head])
        bust(plate, (x, y - 2), size + 4, (outline, outline))
        bust(plate, (x, y), size, (coat, head), hair)
        for fold in (-0.45, 0.4):
            middle = x + fold * size
            plate.gouge((middle, y + size * 0.5), (middle + fold * size * 0.3, y + size * 1.5), size * 0.07, outline)


def arm_raised(plate: Plate, shoulder: Point, fist: Point, width: float, inks: tuple[int, int], outline: int) -> None:
    """An arm from a shoulder to a closed fist. `inks` are sleeve and hand; all of it is cut free by `outline`."""
    (x, y), (left, right) = fist, (fist[0] - width * 0.62, fist[0] + width * 0.62)
    wrist = (shoulder[0] + (x - shoulder[0]) * 0.8, shoulder[1] + (y - shoulder[1]) * 0.8)
    edge = max(2.5, width * 0.09)
    for grow, sleeve, hand in ((edge, outline, outline), (0.0, *inks)):
        plate.stroke([wrist, fist], hand, width * 0.7 + grow * 2)
        for knuckle in range(4):
            centre = (left + (right - left) * (knuckle + 0.5) / 4, y - width * 0.5)
            plate.disc(centre, width * 0.19 + grow, hand)
        plate.box(left - grow, y - width * 0.5 - grow, right + grow, y + width * 0.45 + grow, hand)
        plate.stroke([shoulder, wrist], sleeve, width + grow * 2)
    for knuckle in range(1, 4):
        at = left + (right - left) * knuckle / 4
        plate.line([(at, y - width * 0.6), (at, y - width * 0.12)], outline, edge * 0.7)
    plate.line([(left + width * 0.1, y - width * 0.06), (right - width * 0.3, y + width * 0.1)], outline, edge * 0.8)


def banner(plate: Plate, corner: Point, size: tuple[float, float], cloth: int, pattern: int, pole: int) -> None:
    """A cloth carried between two poles, with a plain emblem and a border."""
    x, y = corner
    wide, high = size
    for at in (x, x + wide):
        plate.line([(at, y - high * 0.12), (at, y + high * 2.0)], pole, 9)
        plate.disc((at, y - high * 0.14), 10, pole)
    bottom = [(x + wide * n / 12, y + high + high * 0.05 * sin(n * 1.6)) for n in range(12, -1, -1)]
    plate.shape([(x, y), (x + wide, y), *bottom], cloth)
    inset = high * 0.07
    frame = [
        (x + inset, y + inset),
        (x + wide - inset, y + inset),
        (x + wide - inset, y + high - inset * 1.4),
        (x + inset, y + high - inset * 1.4),
    ]
    for start, end in pairwise([*frame, frame[0]]):
        plate.line([start, end], pattern, 5)


def anchor(plate: Plate, centre: Point, size: float, ink: int) -> None:
    """An anchor, `size` tall."""
    x, y = centre
    plate.ring((x, y - size * 0.42), size * 0.1, ink, size * 0.05)
    plate.line([(x, y - size * 0.34), (x, y + size * 0.46)], ink, size * 0.09)
    plate.line([(x - size * 0.2, y - size * 0.2), (x + size * 0.2, y - size * 0.2)], ink, size * 0.07)
    arc = [
        (x + size * 0.4 * cos(radians(turn)), y + size * 0.08 + size * 0.38 * sin(radians(turn)))
        for turn in range(15, 166, 10)
    ]
    plate.line(arc, ink, size * 0.09)
    for side in (-1, 1):
        tip = (x + side * size * 0.42, y + size * 0.02)
        plate.shape(
            [
                tip,
                (tip[0] - side * size * 0.2, tip[1] + size * 0.1),
                (tip[0] + side * size * 0.06, tip[1] + size * 0.24),
            ],
            ink,
        )


def rain(plate: Plate, area: tuple[float, float, float, float], ink: int) -> None:
    """Slanting rain."""
    plate.gouges(ink, area, spacing=46, length=120, thickness=3.2, angle=112)


def smoke(plate: Plate, start: Point, lean: float, ink: int, size: float) -> None:
    """Smoke that drifts and thins."""
    for number in range(6):
        grown = size * (1 + number * 0.45)
        plate.oval((start[0] + lean * number, start[1] - size * 0.95 * number), grown * 1.3, grown * 0.75, ink)


def fish(plate: Plate, centre: Point, length: float, inks: tuple[int, int]) -> None:
    """A fish heading left. `inks` are body and marks."""
    x, y = centre
    ink, mark = inks
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
    plate.disc((x - length * 0.27, y - length * 0.03), length * 0.025, mark)
    plate.gouge((x - length * 0.18, y - length * 0.09), (x - length * 0.18, y + length * 0.09), length * 0.03, mark)
    plate.gouge((x - length * 0.1, y), (x + length * 0.28, y), length * 0.03, mark)
