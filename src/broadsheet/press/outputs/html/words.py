"""
The interface's words in each language, with its dates, numbers and plural forms.

Words lie in `words/CODE.toml` of the theme; a paper's own templates folder may hold files of the same
name, whose words replace ours one by one. A language without a file speaks English.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal

from broadsheet.errors import TemplateUnreadableError

FALLBACK: Final = "en"

type Forms = str | Mapping[str, str]
"""One wording, or one for each plural category (`one`, `few`, `many`, `other`)."""

_NUMBER: Final = re.compile(r"\d+(-\d+)?")

_DIGITS: Final = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "arabext": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    "beng": str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"),
    "deva": str.maketrans("0123456789", "०१२३४५६७८९"),
}


class Words:
    """One language's words; called with a key and what stands in its gaps."""

    def __init__(self, language: str, table: Mapping[str, Forms]) -> None:
        self.language = language
        self.locale = _locale(language, str(table.get("locale", FALLBACK)))
        self._table = table
        self._digits = _DIGITS.get(str(self.locale.default_numbering_system), {})
        self._day = lru_cache(4096)(self._format_day)
        self._short_day = lru_cache(4096)(self._format_short_day)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    def __call__(self, key: str, /, **values: object) -> str:
        """The wording of a key; `n` among the values chooses the plural form."""
        forms = self._table[key]
        if not values and type(forms) is str:  # most are asked for so
            return forms
        if not isinstance(forms, str):
            amount = values.get("n", 0)
            category = self.locale.plural_form(amount) if isinstance(amount, int) else "other"
            forms = forms.get(category) or forms["other"]
        if not values:
            return forms
        return forms.format_map(
            {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        )

    def number(self, value: int) -> str:
        """A number with the language's separators and numerals."""
        return self._localised(format_decimal(value, locale=self.locale))

    def digits(self, value: int | str) -> str:
        """A number that is a name, such as an issue's or a year: numerals without separators."""
        return self._localised(str(value))

    def issue_name(self, title: str) -> str:
        """What an issue is called: its own title, or its number where the title is only that."""
        return self("issue_title", number=self.digits(title)) if _NUMBER.fullmatch(title) else title

    def day(self, day: date | datetime, zone: tzinfo = UTC) -> str:
        """A day with its month in words."""
        return self._day(local(day, zone).date() if isinstance(day, datetime) else day)

    def _format_day(self, day: date) -> str:
        return self._localised(format_date(day, "long", locale=self.locale))

    def weekday(self, moment: datetime, zone: tzinfo) -> str:
        """A day with its weekday and month in words."""
        return self._localised(format_date(local(moment, zone), "full", locale=self.locale))

    def short_day(self, moment: datetime, zone: tzinfo) -> str:
        """Day and month."""
        return self._short_day(local(moment, zone).date())

    def _format_short_day(self, day: date) -> str:
        return self._localised(format_skeleton("MMMd", day, locale=self.locale))

    def clock(self, moment: datetime, zone: tzinfo) -> str:
        """The time of day."""
        return self._localised(format_time(local(moment, zone).time(), "short", locale=self.locale))

    def month(self, month: str) -> str:
        """A month (`2026-11`) and its year in words."""
        return self._localised(format_skeleton("yMMMM", _first_of(month), locale=self.locale))

    def month_alone(self, month: str) -> str:
        """A month in words without its year."""
        return format_skeleton("LLLL", _first_of(month), locale=self.locale)

    def _localised(self, text: str) -> str:
        return text.translate(self._digits) if self._digits else text


def local(moment: datetime, zone: tzinfo) -> datetime:
    """The moment on the paper's clock; at the ends of the calendar, where zones do not reach, as it is."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


@lru_cache(32)
def zone_named(name: str) -> tzinfo:
    """The time zone with this name; UTC when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _first_of(month: str) -> date:
    year, _, number = month.partition("-")
    return date(max(1, int(year)), int(number), 1)


def _locale(language: str, otherwise: str) -> Locale:
    for code in (language, otherwise):
        if code != otherwise and "-" not in code and otherwise.startswith(f"{code}_"):
            continue  # The words' own region says more than the bare language.
        try:
            return Locale.parse(code.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


class Catalogue:
    """The words of all languages, read from the paper's own folder over the theme's."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """`folders` hold `words/`; the first has precedence."""
        self._folders = folders
        self._known: dict[str, Words] = {}

    def sources(self) -> bytes:
        """Every file's bytes, for a digest."""
        paths = [path for folder in self._folders for path in sorted((folder / "words").glob("*.toml"))]
        return b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in paths)

    def of(self, language: str) -> Words:
        """The words of a language: its own, those of its main tag, or English."""
        words = self._known.get(language)
        if words is None:
            table = dict(self._read(FALLBACK))
            for code in dict.fromkeys((language.partition("-")[0].lower(), language.lower())):
                table |= self._read(code)
            words = self._known[language] = Words(language, table)
        return words

    def _read(self, code: str) -> Mapping[str, Forms]:
        table: dict[str, Forms] = {}
        for folder in reversed(self._folders):
            path = folder / "words" / f"{code}.toml"
            if path.is_file():
                try:
                    table |= tomllib.loads(path.read_text(encoding="utf-8"))
                except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                    raise TemplateUnreadableError(
                        f"{path} cannot be read: {error}. Put it right or delete it."
                    ) from error
        return table
