"""
What stands above a story's text: headline, kicker, standfirst, byline, guessed with care.

Only a line that carries nothing but words is taken, and only where its place and form leave little doubt; everything
else stays in the body, where an editor moves it in a moment.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from broadsheet.edition.records import Byline
from broadsheet.importers.markup import Element, drop, holds, pieces, tag_of
from broadsheet.importers.names import one_line
from broadsheet.importers.text_credits import read_credits

LONGEST_HEADLINE: Final = 200
LONGEST_KICKER: Final = 40
LONGEST_STANDFIRST: Final = 600
_LOOKED_AT: Final = 3
"""Lines under the headline that may be byline or standfirst."""

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WRAPPERS: Final = frozenset({"html", "body", "div", "section", "article", "main", "header", "center"})
_MORE_THAN_WORDS: Final = frozenset({"a", "img", "sup", "iframe", "object", "video", "audio"})
_STRONG: Final = frozenset({"b", "strong", "i", "em"})
_BY: Final = re.compile(r"(?i)(?P<by>by|words by|report by)\s+(?P<names>\S.{2,200})")


@dataclass(slots=True, kw_only=True)
class Opening:
    """What was found above the text; `taken` has what each line became and its words."""

    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    bylines: tuple[Byline, ...] = ()
    taken: list[tuple[str, str]] = field(default_factory=list)


def take_opening(root: Element) -> Opening:
    """Take the opening lines out of the tree."""
    lines = _first_lines(root, [])
    opening = Opening()
    at = _headline_at(lines)
    if at is None:
        return opening
    _take_kicker(opening, lines[:at], lines[at])
    opening.headline = text_of(lines[at])
    drop(lines[at])
    _take_under(opening, lines[at + 1 :])
    return opening


def byline_of(text: str) -> tuple[Byline, ...]:
    """The contributors of a line such as “By Ada Berg, reporter, and Ines Corvo”; none for another line."""
    match = _BY.fullmatch(one_line(text))
    if match is None:
        return ()
    credited = read_credits("By " + match["names"].rstrip(" .:"))
    return tuple(Byline(name=each.name, role=each.role, description=each.description) for each in credited)


def text_of(element: Element) -> str:
    """The element's words in one line; a line break is a space."""
    return one_line("".join(_texts(element)))


def _texts(element: Element) -> list[str]:
    found: list[str] = []
    for piece in pieces(element):
        found += [piece] if isinstance(piece, str) else [" "] if tag_of(piece) == "br" else _texts(piece)
    return found


def _first_lines(container: Element, found: list[Element]) -> list[Element]:
    """The first blocks that hold something, seen through what only wraps them; it stops at words outside any block."""
    for piece in pieces(container):
        if len(found) >= _LOOKED_AT * 3:
            break
        if isinstance(piece, str):
            if piece.strip():
                break
        elif tag_of(piece) in _WRAPPERS and not _says_itself(piece):
            _first_lines(piece, found)
        elif text_of(piece) or holds(piece, frozenset({"img"})) or tag_of(piece) == "img":
            found.append(piece)
    return found


def _says_itself(element: Element) -> bool:
    return any(isinstance(piece, str) and piece.strip() for piece in pieces(element))


def _only_words(element: Element) -> bool:
    return tag_of(element) in ("p", "div", *_HEADINGS) and not holds(element, _MORE_THAN_WORDS)


def _headline_at(lines: list[Element]) -> int | None:
    """The line with the style of a title; else the first heading near the top; else a short first line."""
    titled = (i for i, line in enumerate(lines[:4]) if "title" in (line.get("class") or "").split())
    headed = (i for i, line in enumerate(lines[:3]) if tag_of(line) in _HEADINGS)
    for at in (next(titled, None), next(headed, None)):
        if at is not None and _may_be_headline(lines[at]) and all(_is_short(line) for line in lines[:at]):
            return at
    first = lines[0] if lines else None
    if first is None or len(lines) < 2 or not _may_be_headline(first) or not _is_short(first, 120):
        return None
    return 0 if tag_of(lines[1]) in ("p", "div", *_HEADINGS) else None


def _may_be_headline(line: Element) -> bool:
    text = text_of(line)
    return _only_words(line) and 0 < len(text) <= LONGEST_HEADLINE and not byline_of(text)


def _is_short(line: Element, longest: int = 60) -> bool:
    text = text_of(line)
    return len(text) <= longest and not text.endswith((".", ":", ";", ","))


def _take_kicker(opening: Opening, above: list[Element], headline: Element) -> None:
    if len(above) != 1 or not _only_words(above[0]) or tag_of(headline) not in _HEADINGS:
        return
    text = text_of(above[0])
    if 0 < len(text) <= LONGEST_KICKER and not byline_of(text):
        opening.kicker = text
        opening.taken.append(("kicker", text))
        drop(above[0])


def _take_under(opening: Opening, under: list[Element]) -> None:
    for number, line in enumerate(under[:_LOOKED_AT]):
        text = text_of(line)
        bylines = byline_of(text) if _only_words(line) and not opening.bylines else ()
        if bylines:
            opening.bylines = bylines
            opening.taken.append(("byline", text))
        elif not opening.standfirst and _introduces(under, number):
            opening.standfirst = text
            opening.taken.append(("standfirst", text))
        else:
            return
        drop(line)


def _introduces(under: list[Element], number: int) -> bool:
    """Whether a line looks like a standfirst and the story goes on after it."""
    line, text = under[number], text_of(under[number])
    if number + 1 >= len(under) or not _may_stand_first(line, text):
        return False
    names_follow = _only_words(under[number + 1]) and bool(byline_of(text_of(under[number + 1])))
    return _is_standfirst(line, text) or (number == 0 and names_follow)


def _may_stand_first(line: Element, text: str) -> bool:
    return tag_of(line) == "p" and _only_words(line) and len(text) <= LONGEST_STANDFIRST


def _is_standfirst(line: Element, text: str) -> bool:
    """The style of a subtitle, or a paragraph that is bold or sloped from its first to its last letter."""
    if "subtitle" in (line.get("class") or "").split():
        return True
    return len(text.split()) > 5 and _wholly_strong(line)


def _wholly_strong(element: Element) -> bool:
    for piece in pieces(element):
        if isinstance(piece, str):
            if piece.strip():
                return False
        elif tag_of(piece) in ("span", "font"):
            if not _wholly_strong(piece):
                return False
        elif tag_of(piece) not in (*_STRONG, "br"):
            return False
    return True
