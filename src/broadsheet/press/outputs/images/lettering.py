"""
Sets lines of any direction and of several scripts with the fonts that come along.

Shaping and direction are our own doing, not the drawing library's, so that a card has the same bytes
wherever it is drawn: Arabic letters are joined first, then each line is put into visual order, then cut
into runs of one font.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import repeat
from math import ceil
from pathlib import Path
from typing import Final

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display  # the one that mirrors brackets
from PIL import ImageDraw, ImageFont

from broadsheet.edition.late import dataclass

FONTS: Final = Path(__file__).parents[2] / "theme" / "fonts"

FONT_FILES: Final = {
    "NotoSerif-Bold.ttf": 1.0,
    "NotoNaskhArabic-Bold.ttf": 1.15,
    "NotoSerifHebrew-Bold.ttf": 1.0,
    "NotoSerifGeorgian-Bold.ttf": 1.0,
    "NotoSerifArmenian-Bold.ttf": 1.0,
}
"""The fonts in the order they are asked for a letter, and how much larger than the others each is set."""

ELLIPSIS: Final = "…"

_LONGEST: Final = 1_000
"""Characters of a text that are looked at; no card has room for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Letters of one font, in the order they stand from left to right."""

    font: str
    text: str


def readable(text: str) -> str:
    """
    The text in one line, without what no font here has.

    "" when most of its letters would be lost: half a headline is worse than none.
    """
    folded = " ".join(unicodedata.normalize("NFC", text[:_LONGEST]).split())
    kept = "".join(letter for letter in folded if letter == " " or _font_of(letter))
    wanted, found = (sum(map(str.isalnum, each)) for each in (folded, kept))
    return " ".join(kept.split()) if found * 2 > wanted else ""


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own runs from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each in ("R", "AL") for each in directions if each in ("L", "R", "AL")), False)


def runs(text: str, *, right_to_left: bool) -> list[Run]:
    """A line of text as it is drawn from left to right."""
    return _runs(str(get_display(_reshaper().reshape(text), base_dir="R" if right_to_left else "L")))


def _runs(letters: str) -> list[Run]:
    found: list[Run] = []
    for letter in letters:
        last = found[-1] if found else None
        font = last.font if last and ord(letter) in _letters_of(last.font) else _font_of(letter)
        if last and font == last.font:
            found[-1] = Run(font=last.font, text=last.text + letter)
        elif font:
            found.append(Run(font=font, text=letter))
    return found


def width(text: str, size: int) -> int:
    """How wide a line is, in pixels, at a size in pixels: the fonts here have no kerning, so words add up."""
    return sum(map(_advance, text.split(" "), repeat(size))) + text.count(" ") * _advance(" ", size)


def draw_line(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, *, right_to_left: bool) -> None:
    """Draw a line; `at` is where its baseline begins at the left."""
    left, baseline = at
    for run in runs(text, right_to_left=right_to_left):
        font = _font(run.font, size)
        draw.text((left, baseline), run.text, fill=255, font=font, anchor="ls")
        left += ceil(font.getlength(run.text))


def wrapped(text: str, size: int, widest: int) -> list[str]:
    """The text in lines no wider than `widest`; a word that is wider by itself is broken."""
    lines: list[str] = []
    for word in _words(text, size, widest):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= widest:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shortened(lines: list[str], most: int, size: int, widest: int) -> list[str]:
    """At most so many lines; the last ends with an ellipsis where something was cut off."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + ELLIPSIS, size) > widest:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:–—-") + ELLIPSIS]


def _words(text: str, size: int, widest: int) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for letter in word if _advance(word, size) > widest else ():
            if piece and _advance(piece + letter, size) > widest:
                yield piece
                piece = ""
            piece += letter
        yield piece or word


@lru_cache(maxsize=10_000)
def _advance(word: str, size: int) -> int:
    """The width of a word; its direction does not matter."""
    return sum(ceil(_font(run.font, size).getlength(run.text)) for run in _runs(_reshaper().reshape(word)))


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper({"delete_harakat": True, "support_ligatures": True, "support_zwj": True})


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    scaled = round(size * FONT_FILES[name])
    return ImageFont.truetype(FONTS / name, scaled, layout_engine=ImageFont.Layout.BASIC)


def _font_of(letter: str) -> str | None:
    return next((name for name in FONT_FILES if ord(letter) in _letters_of(name)), None)


@cache
def _letters_of(name: str) -> frozenset[int]:
    """The characters a font has, from its `cmap` (OpenType specification, subtable format 4)."""
    data = (FONTS / name).read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4s4xII", data, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, offset, _ in entries if tag == b"cmap")
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        subtable = start + struct.unpack_from(">I", data, start + 8 + 8 * number)[0]
        if struct.unpack_from(">H", data, subtable)[0] == 4:
            return frozenset(_segments(data, subtable))
    raise ValueError(f"{name} has no table of characters that can be read here.")


def _segments(data: bytes, subtable: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, subtable + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, subtable + 14)
    starts = struct.unpack_from(f">{count}H", data, subtable + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:  # the mark that ends the table
            yield from range(first, last + 1)
