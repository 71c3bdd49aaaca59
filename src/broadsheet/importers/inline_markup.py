"""Writes inline markup as the edition accepts it, from whatever tags a source uses in running text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from broadsheet.edition.blocks import Inline

SAME_MEANING: Final = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "s": "s", "strike": "s", "del": "s", "sub": "sub", "sup": "sup",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
"""Tags of HTML that mean what one of ours means."""

_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")  # a single space stays as it is
_BETWEEN_EQUALS = re.compile(r"</(strong|em|s|sub|sup|code)><\1>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def escaped(text: str) -> str:
    """Text or an attribute's value, escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """An attribute's value, escaped, in double quotes."""
    return '"' + escaped(value).replace('"', "&quot;") + '"'


def span(language: str, direction: str) -> str | None:
    """The opening tag of a span of another language or direction; None when neither is usable."""
    if not (language or direction):
        return None
    lang = f" lang={quoted(language)}" if _LANGUAGE.fullmatch(language) else ""
    turn = f' dir="{direction.lower()}"' if direction.lower() in ("ltr", "rtl", "auto") else ""
    return f"<span{lang}{turn}>" if lang or turn else None


@dataclass(slots=True, kw_only=True)
class _Open:
    tag: str
    opening: str | Callable[[], str | None]
    written: bool | None = None  # None: not yet; False: it turned out to be nothing


class InlineRun:
    """
    One run of running text being written. Tags open only when a word comes, so none is ever empty.

    White space folds as in a browser. With `splits`, two line breaks outside every tag begin a new paragraph.
    """

    def __init__(self, *, splits: bool = False) -> None:
        self._splits = splits
        self._done: list[Inline] = []
        self._pieces: list[str] = []
        self._open: list[_Open] = []
        self._after_space = True

    def text(self, text: str | None) -> None:
        """Add words."""
        if not text:
            return
        # Most text has no space to fold, which is sooner seen than done.
        folded = text if "  " not in text and text.isprintable() else _SPACES.sub(" ", text)
        if self._after_space:
            folded = folded.removeprefix(" ")
        if folded.startswith(" "):
            self._pieces.append(" ")
            folded = folded[1:]
            self._after_space = True
        if folded:
            self._write_open_tags()
            self._pieces.append(escaped(folded))
            self._after_space = folded.endswith(" ")

    def open(self, tag: str, opening: str | Callable[[], str | None]) -> None:
        """Open a tag; a callable is asked for the opening tag when the first word comes and may answer None."""
        twice = any(each.tag == tag and each.written is not False for each in self._open) and tag != "span"
        self._open.append(_Open(tag=tag, opening=opening, written=False if twice else None))

    def close(self) -> bool:
        """Close the tag opened last; whether it held any word."""
        closing = self._open.pop()
        if closing.written:
            trailing = self._take_trailing_space()
            self._pieces.append(f"</{closing.tag}>")
            if trailing:
                self._pieces.append(" ")
        return closing.written is not None

    def line_break(self) -> None:
        """Break the line, or begin a new paragraph at the second break in a row."""
        self._take_trailing_space()
        self._after_space = True
        if not self._pieces:
            return
        if self._splits and self._pieces[-1] == "<br>" and not any(each.written for each in self._open):
            self._end_paragraph()
        else:
            self._pieces.append("<br>")

    def soft_break(self) -> None:
        """Something that stands on its own line begins or ends: break the line unless it is broken already."""
        self._take_trailing_space()
        if self._pieces and self._pieces[-1] != "<br>":
            self._pieces.append("<br>")
        self._after_space = True

    def finish(self) -> tuple[Inline, ...]:
        """The paragraphs written, none empty."""
        self._end_paragraph()
        done, self._done = tuple(self._done), []
        return done

    def _end_paragraph(self) -> None:
        still_open = [each for each in self._open if each.written]
        while self._pieces and self._pieces[-1] in ("<br>", " "):
            self._pieces.pop()
        self._take_trailing_space()
        self._pieces += [f"</{each.tag}>" for each in reversed(still_open)]
        for each in still_open:
            each.written = None
        markup = "".join(self._pieces)
        while "><" in markup and _BETWEEN_EQUALS.search(markup):
            markup = _BETWEEN_EQUALS.sub("", markup)
        if markup.replace("\xa0", "").strip():
            self._done.append(Inline(markup))
        self._pieces, self._after_space = [], True

    def _write_open_tags(self) -> None:
        for each in self._open:
            if each.written is None:
                opening = each.opening if isinstance(each.opening, str) else each.opening()
                each.written = opening is not None
                if opening is not None:
                    self._pieces.append(opening)

    def _take_trailing_space(self) -> bool:
        if self._pieces and self._pieces[-1] != " " and self._pieces[-1].endswith(" "):
            self._pieces[-1] = self._pieces[-1][:-1]
            return True
        if self._pieces and self._pieces[-1] == " ":
            self._pieces.pop()
            return True
        return False
