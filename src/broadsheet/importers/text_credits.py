"""Who reports: names with their roles, from the sentence that credits them."""

import re
from dataclasses import dataclass

_NAME = r"[^\W\d_a-z][\w.’'-]*(?:\s+(?:(?:de|van|von|der|den|al|bin|el|la|du|da|dos|ter)\s+)*[^\W\d_a-z][\w.’'-]*){1,3}"
_REPORTS = re.compile(
    r",?\s+(?:reports?|reported|writes?|wrote|spoke|speaks?|interviews?|interviewed|explains?)\b(?P<rest>.*)"
)
_BY = re.compile(rf"(?:By|Words by|Report by|From)\s+(?P<people>{_NAME}.*)", re.DOTALL)
_PERSON = re.compile(rf"(?:^|,?\s+and\s+|;\s*|,\s*)(?P<name>{_NAME})(?=,|\s+and\s+|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One contributor; `description` says what they did for this story."""

    name: str
    role: str
    description: str


def read_credits(text: str) -> tuple[Credit, ...]:
    """The contributors a sentence credits; none when it is another sentence."""
    by = _BY.fullmatch(text)
    if by and len(text) < 200 and not text.rstrip().endswith("."):
        return _people(by["people"], "")
    reports = _REPORTS.search(text)
    if reports is None or not re.match(_NAME + r"(?:,|\s+and\s)", text) or len(text) > 600:
        return ()
    return _people(text[: reports.start()], reports["rest"].strip(" ,.:"))


def _people(text: str, description: str) -> tuple[Credit, ...]:
    starts = [match for match in _PERSON.finditer(text) if _opens_a_person(text, match)]
    people: list[Credit] = []
    for index, match in enumerate(starts):
        until = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        role = text[match.end() : until].strip(" ,;")
        people.append(Credit(name=match["name"], role=role, description=description))
    return tuple(people)


def _opens_a_person(text: str, match: re.Match[str]) -> bool:
    """A capitalised phrase after a comma belongs to the role before it; after “and” or at the start it is a name."""
    joint = text[match.start() : match.start("name")]
    return match.start() == 0 or "and" in joint or ";" in joint
