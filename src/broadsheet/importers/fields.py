"""Reads the keys of one line of the interchange format, each in its type, and says by key what is wrong with them."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any, Final

from broadsheet.edition.checks import LONGEST_TEXT
from broadsheet.errors import ImporterError
from broadsheet.importers.names import clean, kept_line
from broadsheet.importers.records import NOTHING, Unknown

NOON: Final = time(12)

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class LineFaultError(ImporterError):
    """A line that cannot be taken in; `key` is the one at fault, "" when it is the line as a whole."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"key “{key}”: {why}" if key else why)
        self.key = key
        self.why = why


def digest_of(line: Mapping[str, Any]) -> str:
    """SHA-256 of a line's canonical form: the same whatever the order of its keys and its spaces."""
    data = json.dumps(line, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(data.encode()).hexdigest()


def moment_of(value: object, key: str, zone: tzinfo) -> datetime:
    """A moment in UTC from ISO 8601; without a zone in the paper's, a bare date its noon there."""
    try:
        read = datetime.fromisoformat(value.strip()) if isinstance(value, str) and not _is_day(value) else value
        if isinstance(read, str):
            read = date.fromisoformat(read.strip())
        if isinstance(read, date) and not isinstance(read, datetime):
            read = datetime.combine(read, NOON)
        if not isinstance(read, datetime):
            raise LineFaultError(key, f"must be a date such as 2026-11-05 or 2026-11-05T09:30, not {_shown(value)}")
        placed = read if read.tzinfo else read.replace(tzinfo=zone)
        return placed.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError) as error:
        raise LineFaultError(
            key, f"{_shown(value)} is no date that can be kept; write 2026-11-05 or 2026-11-05T09:30"
        ) from error


def _is_day(value: str) -> bool:
    return len(value.strip()) in (8, 10) and "T" not in value and ":" not in value


def _shown(value: object) -> str:
    return f"“{str(value)[:60]}”"


class Fields:
    """The keys of one object. Those never asked for are `unknown`. A key that is null counts as absent."""

    def __init__(self, values: Mapping[str, Any], zone: tzinfo, within: str = "") -> None:
        self._values = values
        self.zone = zone
        self._within = within
        self._asked: set[str] = set()

    def name(self, key: str) -> str:
        """The key as messages show it, with the key it lies in."""
        return ".".join(part for part in (self._within, key) if part)

    def get(self, key: str) -> Any:
        """The value as it is, None when absent."""
        self._asked.add(key)
        return self._values.get(key)

    def raw_text(self, key: str) -> str:
        """Text with its white space, "" when absent."""
        value = self.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise LineFaultError(self.name(key), f"must be text, not {_shown(value)}")
        if len(value) > LONGEST_TEXT:
            raise LineFaultError(self.name(key), f"has more than {LONGEST_TEXT:,} characters; divide it")
        return clean(value)

    def text(self, key: str) -> str:
        """Plain text in one line, "" when absent."""
        return kept_line(self.raw_text(key))

    def required(self, key: str) -> str:
        """Plain text that must be there."""
        text = self.text(key)
        if not text:
            raise LineFaultError(self.name(key), "is missing or empty; every line of this kind needs it")
        return text

    def number(self, key: str, default: int = 0) -> int:
        """A whole number not below 0; digits in text count too."""
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 12:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
            raise LineFaultError(self.name(key), f"must be a whole number from 0, not {_shown(value)}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when absent."""
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            raise LineFaultError(self.name(key), f"must be true or false, not {_shown(value)}")
        return bool(value)

    def moment(self, key: str) -> datetime | None:
        """A moment in UTC, None when absent."""
        value = self.get(key)
        return None if value is None or value == "" else moment_of(value, self.name(key), self.zone)

    def required_moment(self, key: str) -> datetime:
        """A moment that must be there."""
        moment = self.moment(key)
        if moment is None:
            raise LineFaultError(self.name(key), "is missing; every line of this kind needs it")
        return moment

    def month(self, key: str) -> str:
        """YYYY-MM, "" when absent."""
        value = self.text(key)
        if value and not _MONTH.fullmatch(value):
            raise LineFaultError(self.name(key), f"must be a month such as 2026-11, not {_shown(value)}")
        return value

    def colour(self, key: str) -> str:
        """A colour as #rrggbb, "" when absent."""
        value = self.text(key)
        if value and not _COLOUR.fullmatch(value):
            raise LineFaultError(self.name(key), f"must be a colour such as #a11d21, not {_shown(value)}")
        return value

    def numbers(self, key: str) -> tuple[int, ...]:
        """Whole numbers not below 0."""
        return tuple(Fields({"": value}, self.zone, self.name(key)).number("") for value in self.many(key))

    def day(self, key: str) -> date | None:
        """A day of the paper's, None when absent."""
        moment = self.moment(key)
        try:
            return moment.astimezone(self.zone).date() if moment else None
        except OverflowError as error:
            raise LineFaultError(self.name(key), "is no date that can be kept") from error

    def choice[T: StrEnum](self, key: str, default: T) -> T:
        """One of a vocabulary."""
        value = self.text(key)
        try:
            return type(default)(value) if value else default
        except ValueError as error:
            options = ", ".join(type(default))
            raise LineFaultError(self.name(key), f"cannot be {_shown(value)}; it is one of {options}") from error

    def language(self, key: str, default: str) -> str:
        """A language tag."""
        value = self.text(key)
        if value and not _LANGUAGE.fullmatch(value):
            raise LineFaultError(self.name(key), f"{_shown(value)} is not a language tag such as en or pt-BR")
        return value or default

    def many(self, key: str) -> list[Any]:
        """A list, empty when absent; a single value counts as a list of one."""
        value = self.get(key)
        if value is None:
            return []
        return list(value) if isinstance(value, list | tuple) else [value]

    def texts(self, key: str) -> tuple[str, ...]:
        """Several plain texts, none empty, each once."""
        values = self.many(key)
        if not all(isinstance(value, str) for value in values):
            raise LineFaultError(self.name(key), "must be a list of texts")
        return tuple(dict.fromkeys(text for text in map(kept_line, values) if text))

    def objects(self, key: str) -> tuple["Fields", ...]:
        """Several objects, each with its own keys."""
        values = self.many(key)
        if not all(isinstance(value, Mapping) for value in values):
            raise LineFaultError(self.name(key), "must be a list of objects")
        return tuple(Fields(value, self.zone, self.name(key)) for value in values)

    def inside(self, key: str) -> "Fields | None":
        """One object, None when absent."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise LineFaultError(self.name(key), "must be an object")
        return Fields(value, self.zone, self.name(key))

    @property
    def unknown(self) -> Unknown:
        """The keys that nobody asked for, with their values."""
        rest = {key: value for key, value in self._values.items() if key not in self._asked}
        return rest or NOTHING
