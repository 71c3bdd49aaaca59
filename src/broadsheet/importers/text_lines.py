"""The lines of a page left as bare text, and what can be told of one line by its look."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from broadsheet.importers.names import one_line

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DATE = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})"
_FROM_ISSUE = re.compile(
    rf"(?:First published in|Published in|From|In)\s+(?P<paper>\S.{{0,100}}?),?\s+{_DATE}\s*[.:]?", re.IGNORECASE
)
_QUOTATION = re.compile(r"['‘\"“«„].{8,300}['’\"”»“][.!?]?")
_ENDS_SENTENCE = re.compile(r"[.!?…][)\]'’\"”»]*$")

LONGEST_CROSSHEAD: Final = 70
"""Characters of a crosshead or headline of a side story; more is prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds something: its number from 1, its text with spaces folded, the blank lines before it."""

    number: int
    text: str
    gap: int

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph: long, or a whole sentence."""
        return len(self.text) > 120 or (len(self.text.split()) > 7 and bool(_ENDS_SENTENCE.search(self.text)))


def numbered_lines(text: str) -> tuple[Line, ...]:
    """The lines of a page that hold something, in order."""
    lines: list[Line] = []
    blank = 0
    for number, raw in enumerate(text.splitlines(), start=1):
        folded = one_line(raw.replace("\ufeff", ""))
        if folded:
            lines.append(Line(number=number, text=folded, gap=blank))
            blank = 0
        else:
            blank += 1
    return tuple(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """A line that names the paper and the day of an issue; `opens_contents` when a list of its stories follows."""

    paper: str
    day: date
    opens_contents: bool


def issue_line(text: str) -> IssueLine | None:
    """What a line like “From The Paper, 1 May 2004” or “In The Paper 1 May 2004:” says; None for another line."""
    match = _FROM_ISSUE.fullmatch(text)
    if match is None:
        return None
    month = next((index for index, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].lower())), 0)
    try:
        day = date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
    paper = re.sub(r"\s+newspaper$", "", match["paper"], flags=re.IGNORECASE)
    opens = text.rstrip().endswith(":") or text.lower().startswith("in ")
    return IssueLine(paper=paper, day=day, opens_contents=opens)


def is_quotation(text: str) -> bool:
    """Whether the whole line is somebody's words in quotation marks."""
    return bool(_QUOTATION.fullmatch(text))


def is_crosshead(lines: Sequence[Line], position: int) -> bool:
    """Whether a line stands as a heading: short, no sentence, with a blank line before it and prose after it."""
    line = lines[position]
    after = lines[position + 1] if position + 1 < len(lines) else None
    return (
        line.gap > 0
        and len(line.text) <= LONGEST_CROSSHEAD
        and len(line.text.split()) <= 9
        and line.text[-1] not in ".,;:"
        and not line.is_prose
        and after is not None
        and after.gap > 0
        and (after.is_prose or after.text.endswith(":"))
    )
