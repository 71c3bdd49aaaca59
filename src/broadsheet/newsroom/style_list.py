"""
How the paper writes: pairs of wrong and right, kept by the editors as plain text, one pair a line.

A pair is found as whole words. A wrong spelling in small letters is found in any case; one with a capital only as it
stands, so that `the Council → the council` does not find itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError

ARROW: Final = re.compile(r"\s*(?:→|->|=>)\s*")

AROUND: Final = 30
"""Letters shown on each side of what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What is wrong and what is right instead."""

    wrong: str
    right: str

    def pattern(self) -> re.Pattern[str]:
        """What finds it in a text."""
        words = r"\s+".join(re.escape(word) for word in self.wrong.split())
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE if self.wrong == self.wrong.lower() else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A place where a text is not as the paper writes; `where` is the words around it."""

    pair: Pair
    where: str

    def __str__(self) -> str:
        return f"“{self.pair.wrong}” → “{self.pair.right}”: {self.where}"


def pairs_of(style_list: str) -> tuple[Pair, ...]:
    """The pairs of a list; empty lines and those that begin with # are left out, and so is what is no pair."""
    return tuple(pair for line in style_list.splitlines() if (pair := _pair(line)) is not None)


def _pair(line: str) -> Pair | None:
    parts = ARROW.split(line.strip(), maxsplit=1)
    if line.strip().startswith("#") or len(parts) != 2 or not parts[0] or parts[0] == parts[1]:
        return None
    return Pair(wrong=parts[0], right=parts[1])


def check_style_list(text: str) -> None:
    """ValidationError, naming the line, for what is neither a pair nor a note."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.strip().startswith("#") and _pair(line) is None:
            raise ValidationError(
                f"Line {number}, “{line.strip()[:60]}”, is no pair. Write it like “per cent → percent”."
            )


def slips_in(texts: Iterable[str], pairs: Sequence[Pair]) -> Iterator[Slip]:
    """Every slip in these texts, in order."""
    finders = [(pair, pair.pattern()) for pair in pairs]
    for text in texts:
        for pair, finder in finders:
            for match in finder.finditer(text):
                yield Slip(pair=pair, where=_around(text, match))


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - AROUND), min(len(text), match.end() + AROUND)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
