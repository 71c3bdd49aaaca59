"""Finds the story between the furniture of a page left as bare text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from broadsheet.importers.names import folded
from broadsheet.importers.text_lines import Line, issue_line

_FURNITURE = re.compile(
    r"(?i)(?:why not )?click here\b.*|.*\bclick here to\b.*"
    r"|(?:related (?:links|articles|stories)|see also|more from|latest (?:news|articles)|comments|share this|tags)\b"
    r".{0,60}:?"
    r"|home\s*[|»>›].*|(?:subscribe|donate|join|contact)\s*[|»].*|(?:previous|next) (?:article|story|page)\b.*"
    r"|(?:printable version|print this).*|link to this page:?|copyright\b.*|©.*|back to (?:top|contents).*"
)
_SECTION_WORDS = re.compile(
    r"(?i)\b(?:news|analysis|international|world|review|reviews|feature|features|campaigns?|campaigning|comment|opinion"
    r"|editorial|letters|sport|culture|youth|students|workplace|industrial|local|politics|economy|reports|arts|health)\b"
)
_MORE_OF = re.compile(
    r"(?:\W|triangle|arrow|bullet)*More (?P<name>\w[\w &'’-]{0,40}?) (?:articles|stories|news|reports)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the story lies: positions of its headline and of the first line after it; issue and section if known."""

    headline: int
    end: int
    paper: str
    day: date | None
    section: str


def find_story(lines: Sequence[Line]) -> Found | None:
    """The story of a page; None when there is no headline with prose under it."""
    opening = next(
        (i for i, line in enumerate(lines) if (read := issue_line(line.text)) and not read.opens_contents), None
    )
    headline = _headline(lines, 0 if opening is None else opening + 1)
    if headline is None:
        return None
    end = next((i for i in range(headline + 1, len(lines)) if _ends_story(lines[i].text)), len(lines))
    named = (issue_line(line.text) for line in lines)
    issue = next((read for read in named if read), None)
    return Found(
        headline=headline,
        end=_without_trailing_list(lines, headline, end),
        paper=issue.paper if issue else "",
        day=issue.day if issue else None,
        section=_section(lines, lines[headline].text, end),
    )


def _headline(lines: Sequence[Line], start: int) -> int | None:
    """The first line that is no furniture and has prose within the four lines that follow it."""
    for position in range(start, len(lines)):
        line = lines[position]
        if line.is_prose or len(line.text) > 200 or _FURNITURE.fullmatch(line.text):
            continue
        if start or any(after.is_prose for after in lines[position + 1 : position + 3]):
            return position if any(after.is_prose for after in lines[position + 1 : position + 5]) else None
    return None


def _ends_story(text: str) -> bool:
    read = issue_line(text)
    return bool(_FURNITURE.fullmatch(text)) or (read is not None and read.opens_contents)


def _without_trailing_list(lines: Sequence[Line], headline: int, end: int) -> int:
    """Where no line says that furniture begins, the story ends with its last prose."""
    if end < len(lines):
        return end
    return max((i + 1 for i in range(headline, end) if lines[i].is_prose), default=end)


def _section(lines: Sequence[Line], headline: str, end: int) -> str:
    """The heading over the story in its issue's contents; else the name in “More … articles”."""
    contents = next((i for i in range(end, len(lines)) if issue_line(lines[i].text)), None)
    own = None if contents is None else _position_of(lines, headline, contents + 1)
    if contents is not None and own is not None:
        for position in range(own - 1, contents, -1):
            if _is_section_name(lines[position].text):
                return lines[position].text
    more = (_MORE_OF.fullmatch(line.text) for line in lines[end:])
    return next((match["name"] for match in more if match), "")


def _position_of(lines: Sequence[Line], headline: str, start: int) -> int | None:
    wanted = folded(headline).casefold()
    return next((i for i in range(start, len(lines)) if folded(lines[i].text).casefold() == wanted), None)


def _is_section_name(text: str) -> bool:
    return len(text.split()) <= 7 and text[-1] not in ".!?:" and ":" not in text and bool(_SECTION_WORDS.search(text))
