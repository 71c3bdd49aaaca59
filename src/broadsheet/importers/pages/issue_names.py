"""How papers name an issue in running text: “Issue 112, March 2004”, “Vol. 7 No. 3”, “Nr. 12”."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from broadsheet.importers.pages.dates import month_in

_ISSUE: Final = re.compile(
    r"(?:^|[^\w])(?:issue|no|nr|num|number|ausgabe|heft|nummer|numéro|numero|número|edición|edition|выпуск|№|n°|nº)\.?\s*#?\s*"
    r"(?P<number>\d{1,5})(?![\d:])",
    re.IGNORECASE,
)
_VOLUME: Final = re.compile(
    r"(?:^|[^\w])(?:vol(?:ume)?|jahrgang|jg|band|tome|año|anno)\.?\s*(?P<volume>\d{1,3})(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueName:
    """The numbers and the day a text gives; `day` is None where it gives no month and year."""

    number: int
    volume: int = 0
    day: date | None = None


def names_issue(text: str) -> IssueName | None:
    """The issue that a short text names; None when it names none."""
    found = _ISSUE.search(text)
    if found is None or not 0 < int(found["number"]) < 100_000:
        return None
    volume = _VOLUME.search(text)
    return IssueName(number=int(found["number"]), volume=int(volume["volume"]) if volume else 0, day=month_in(text))
