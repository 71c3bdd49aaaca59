"""Finds shortcodes and elements held as they are in the text of a post, in time that grows only with its length."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_HELD: Final = re.compile(r"<(pre|script|style|textarea)\b", re.IGNORECASE)
_HELD_END: Final = re.compile(r"</(pre|script|style|textarea)\s*>", re.IGNORECASE)

_OPENING: Final = re.compile(
    r"\[(?<!\[\[)(?P<name>[a-zA-Z][\w-]*)(?P<values>(?:\s+[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\]\"']+)"
    r"|\s+(?:https?://[^\s\]\[<>\"']+|[\w./-]+))*)"
    r"\s*/?\](?!\])"
)
_MARK: Final = re.compile(r"\[(?:/([a-zA-Z][\w-]*)\]|([a-zA-Z][\w-]*)(?=[\s\]]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcode:
    """One shortcode: `whole` as it stands, its `values` unread, and what lies `inside`; None when nothing closes it."""

    whole: str
    name: str
    values: str
    inside: str | None


def without_held(text: str, hold: Callable[[str], str]) -> str:
    """The text with each element whose spaces and signs count (`pre`, scripts) replaced by what `hold` gives for it."""
    last = {match[1].lower(): match.start() for match in _HELD_END.finditer(text)}
    pieces: list[str] = []
    done = at = 0
    while opening := _HELD.search(text, at):
        name, at = opening[1].lower(), opening.end()
        if last.get(name, -1) < at:
            continue
        at = _end_of(name, text, at)
        pieces += (text[done : opening.start()], hold(text[opening.start() : at]))
        done = at
    return "".join((*pieces, text[done:]))


def _end_of(name: str, text: str, start: int) -> int:
    return next(match.end() for match in _HELD_END.finditer(text, start) if match[1].lower() == name)


def with_shortcodes(text: str, change: Callable[[Shortcode], str]) -> str:
    """The text with each shortcode replaced by what `change` gives; shortcodes inside another come with it."""
    marks = _marks(text)
    pieces: list[str] = []
    at = 0
    while opening := _OPENING.search(text, at):
        end, inside = opening.end(), None
        of_this_name = marks.get(opening["name"], [])
        following = bisect_left(of_this_name, (end, 0))
        if following < len(of_this_name) and (closing := of_this_name[following])[1]:
            inside, end = text[end : closing[0]], closing[1]
        whole = text[opening.start() : end]
        shortcode = Shortcode(whole=whole, name=opening["name"], values=opening["values"], inside=inside)
        pieces += (text[at : opening.start()], change(shortcode))
        at = end
    return "".join((*pieces, text[at:]))


def _marks(text: str) -> dict[str, list[tuple[int, int]]]:
    """Where each name opens and closes, in order: its start, and its end if it closes, else 0."""
    marks: dict[str, list[tuple[int, int]]] = {}
    for match in _MARK.finditer(text):
        marks.setdefault(match[1] or match[2], []).append((match.start(), match.end() if match[1] else 0))
    return marks
