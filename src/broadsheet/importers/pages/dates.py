"""Reads the day, and where it says one the moment, at which a page was published, from what pages write."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

from babel.dates import get_month_names

_ISO: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,6}\d*)?)?)\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d{2})(?!\d)")
_YEAR_FIRST: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[./년年-]\s?(\d{1,2})\s?[./월月-]\s?(\d{1,2})(?!\d)")
_NUMBERED_MONTH: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?((?:19|20)\d{2})(?!\d)", re.IGNORECASE
)
_DAY_MONTH: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?([^\W\d]{3,12})\.?,?\s+(?:de\s+)?((?:19|20)\d{2})(?!\d)"
)
_MONTH_DAY: Final = re.compile(r"([^\W\d]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+((?:19|20)\d{2})(?!\d)")
_MONTH_YEAR: Final = re.compile(r"([^\W\d]{3,12})\.?,?\s+(?:de\s+)?((?:19|20)\d{2})(?!\d)")
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
_LANGUAGES: Final = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "ru",
    "sv",
    "da",
    "nb",
    "cs",
    "tr",
    "el",
    "ca",
    "uk",
    "fi",
    "hu",
    "ro",
    "he",
    "bg",
    "hr",
    "sk",
    "sl",
    "lt",
    "lv",
    "et",
    "ar",
    "id",
)


def moment_in(text: str, *, american: bool = False) -> str:
    """The first day a short text names, as ISO 8601, with its time when it says one; "" when it names none."""
    text = _western(text[:300])
    found = _ISO.search(text)
    if found:
        return _iso(found["day"], found["time"], found["zone"])
    return _written(text, american=american)


def _western(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _month(name: str) -> int:
    """The number of a month by its name, 0 for none; Hebrew writes “in” in one word with it."""
    name = name.lower()
    return _months().get(name) or _months().get(name.removeprefix("ב"), 0)


def _iso(day: str, time: str | None, zone: str | None) -> str:
    if _real_day(*map(int, day.split("-"))) == "":
        return ""
    if not time:
        return day
    try:
        moment = datetime.fromisoformat(f"{day}T{time.replace(',', '.')}{zone or ''}")
    except ValueError:
        return day
    return moment.isoformat().replace("+00:00", "Z")


def _written(text: str, *, american: bool) -> str:
    for read in (_day_month, _month_day, _numbered_month, _year_first, _compact):
        day = read(text)
        if day:
            return day
    found = _NUMBERS.search(text)
    if not found:
        return ""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month_first = (american and found[2] == "/" and first <= 12) or second > 12
    return _real_day(year, first, second) if month_first else _real_day(year, second, first)


def _day_month(text: str) -> str:
    found = _DAY_MONTH.search(text)
    return _real_day(int(found[3]), _month(found[2]), int(found[1])) if found else ""


def _month_day(text: str) -> str:
    found = _MONTH_DAY.search(text)
    return _real_day(int(found[3]), _month(found[1]), int(found[2])) if found else ""


def _numbered_month(text: str) -> str:
    found = _NUMBERED_MONTH.search(text)
    return _real_day(int(found[3]), int(found[2]), int(found[1])) if found else ""


def _year_first(text: str) -> str:
    found = _YEAR_FIRST.search(text)
    return _real_day(int(found[1]), int(found[2]), int(found[3])) if found else ""


def _compact(text: str) -> str:
    found = _COMPACT.search(text)
    return _real_day(int(found[1]), int(found[2]), int(found[3])) if found else ""


def month_in(text: str) -> date | None:
    """The day a text names, or the first of the month that it names with a year; None when it names neither."""
    day = moment_in(text)[:10]
    if not day:
        found = _MONTH_YEAR.search(text[:300])
        day = _real_day(int(found[2]), _month(found[1]), 1) if found else ""
    return date.fromisoformat(day) if day else None


def day_in_address(address: str) -> str:
    """The day that folders of an address name, as many sites lay their stories; "" when they do not."""
    found = _IN_ADDRESS.search(address)
    return _real_day(int(found[1]), int(found[2]), int(found[3])) if found else ""


def _real_day(year: int, month: int, day: int) -> str:
    try:
        found = date(year, month, day)
    except ValueError:
        return ""
    latest = datetime.now(UTC).year + 1
    return found.isoformat() if 1900 <= found.year <= latest else ""


@cache
def _months() -> Mapping[str, int]:
    names: dict[str, int] = {}
    for language in reversed(_LANGUAGES):
        for width in ("abbreviated", "wide"):
            for context in ("format", "stand-alone"):
                months = get_month_names(width, context, language)
                names.update({name.lower().rstrip("."): number for number, name in months.items()})
    return {**names, "sept": 9, "märz": 3, "maerz": 3, "jänner": 1}
