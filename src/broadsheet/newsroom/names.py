"""
Finding a name in texts of every kind: running text, markup, web addresses, names of files, stored versions.

A name is given in all its spellings. Case, accents and what stands between its words do not matter, so that `Anna Lind`
is found in `ANNA  LIND`, `Ánna-Lind`, `anna_lind.jpg`, `<b>Anna</b> Lind`; each spelling is also looked for as it
stands in Latin letters in names of files, and as it is escaped in addresses. It is never found inside another word.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final, Self
from urllib.parse import quote

from wagtail.coreutils import string_to_ascii

_INLINE: Final = r"</?(?:a|b|code|em|i|s|span|strong|sub|sup)\b[^<>]*>"
_BETWEEN: Final = (
    r"(?:[\s_\-.'’ʼ·+\u00ad\u200b-\u200f\u2010-\u2015\u2060]|%20|&(?:nbsp|shy|apos|rsquo|#160|#39|#x27);|"
    + _INLINE
    + "){0,8}"
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_WORD: Final = re.compile(r"(?:%[0-9a-f]{2}|[^\W_])+")
_LETTERS: Final = re.compile(r"[^\W_]+")
_TAGS: Final = re.compile(r"<[^<>]*>")
_NOT_SPACING: Final = re.compile(r"[\u0300-\u036f]")

Change = Callable[[str], str]


def folded(text: str) -> str:
    """Without case and accents."""
    return _NOT_SPACING.sub("", unicodedata.normalize("NFKD", text)).casefold()


def words_of(*texts: str) -> set[str]:
    """The words of names, folded, as a list of names is searched by them; of each the first 64 letters."""
    return {word[:64] for text in texts for word in _LETTERS.findall(folded(text))}


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters (and its end) the place in `text` it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = folded(letter)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), [*places, len(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in all its spellings."""

    spellings: tuple[str, ...]
    pattern: re.Pattern[str] = field(repr=False)

    @classmethod
    def of(cls, spellings: Iterable[str]) -> Self:
        """ValueError when a spelling has no letters, or is so short that it would be found everywhere."""
        given = tuple(dict.fromkeys(spelling.strip() for spelling in spellings if spelling.strip()))
        if not given:
            raise ValueError("Write the name, each of its spellings on a line of its own.")
        alternatives = dict.fromkeys(each for spelling in given for each in _patterns(spelling))
        longest_first = sorted(alternatives, key=len, reverse=True)
        return cls(spellings=given, pattern=re.compile(r"(?<![^\W_])(?:" + "|".join(longest_first) + r")(?![^\W_])"))

    def stands_in(self, text: str) -> bool:
        """Whether the text has the name."""
        return self.pattern.search(folded(_with_letters(text))) is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where in the text the name stands."""
        plain, places = _folded_with_places(text)
        return [
            (places[match.start()], _end(text, places[match.end() - 1] + 1)) for match in self.pattern.finditer(plain)
        ]

    def replaced(self, text: str, replacement: str) -> str:
        """The text with something else in the name's place; tags inside the name stay."""
        if not self.stands_in(text):
            return text
        text = _with_letters(text)
        for start, end in reversed(self.spans(text)):
            tags = "".join(_TAGS.findall(text[start:end]))
            text = text[:start] + replacement + tags + text[end:]
        return text


def _with_letters(text: str) -> str:
    """Markup with its letters written as themselves (`&aacute;` as á), which changes nothing of what it says."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda match: letter if (letter := unescape(match[0])).isalpha() else match[0], text)


def _patterns(spelling: str) -> Iterator[str]:
    for variant in (spelling, string_to_ascii(spelling), *_escaped(spelling)):
        words = _WORD.findall(folded(variant))
        if sum(map(len, words)) < 2:
            raise ValueError(f"“{spelling}” is too short to be looked for.")
        yield _BETWEEN.join(map(re.escape, words))


def _escaped(spelling: str) -> Iterator[str]:
    """As it stands in an address: every letter outside ASCII as its bytes."""
    if not spelling.isascii():
        composed = unicodedata.normalize("NFC", spelling)
        yield from (" ".join(map(quote, each.split())) for each in (composed, composed.lower()))


def _end(text: str, end: int) -> int:
    """Past the accents that follow a letter."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a stored value, however deep: lists, mappings with their keys, and values stored as text again."""
    if isinstance(value, str):
        inner = _stored_as_text(value)
        if inner is None:
            yield value
        else:
            yield from texts_in(inner)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)


def changed(value: Any, change: Change) -> Any:
    """The stored value with every text in it changed."""
    if isinstance(value, str):
        inner = _stored_as_text(value)
        if inner is None:
            return change(value)
        made = changed(inner, change)
        return value if made == inner else json.dumps(made)
    if isinstance(value, dict):
        return {change(key) if isinstance(key, str) else key: changed(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [changed(each, change) for each in value]
    return value


def _stored_as_text(value: str) -> Any:
    if value[:1] not in ("[", "{"):
        return None
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if isinstance(found, list | dict) else None
