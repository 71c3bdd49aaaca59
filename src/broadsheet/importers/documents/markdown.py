"""Markdown (.md): CommonMark with tables and strikethrough, and the lines of data some programs put before it."""

import html
import re
from typing import Final
from urllib.parse import unquote

from broadsheet.importers.documents.document import Document, dropped, words_in
from broadsheet.importers.documents.plain import decoded
from broadsheet.importers.markdown_text import markdown_html
from broadsheet.importers.names import one_line
from broadsheet.importers.report import Loss

_FRONT: Final = re.compile(r"---[ \t]*\r?\n(?P<lines>(?:[^\n]*\n){0,100}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_DEEPEST: Final = 100
"""Levels of quotes and lists in one another."""

_FIELD: Final = re.compile(r"(?P<name>[A-Za-z_-]+)\s*:\s*(?P<value>.*)")


def read_markdown(name: str, data: bytes) -> Document:
    """The text as HTML; `title` and `author` of its first lines are its headline and byline."""
    text, losses = decoded(name, data)
    front = _FRONT.match(text)
    fields: dict[str, str] = {}
    if front:
        text = text[front.end() :]
        fields, named = _fields(name, front["lines"])
        losses += named
    markup = markdown_html(text, _DEEPEST)
    unread = _unread(text, markup)
    if unread:
        why = "they stand where Markdown shows nothing; look for them in the file"
        losses = (*losses, dropped("words", name, unread, why))
    return Document(
        name=name,
        html=markup,
        headline=fields.get("title", ""),
        byline=fields.get("author", ""),
        losses=losses,
    )


def _unread(text: str, markup: str) -> str:
    """The words of the file that are nowhere in its HTML, addresses of links included."""
    there = set(words_in(unquote(html.unescape(markup))))
    return " ".join(word for word in words_in(unquote(html.unescape(text))) if word not in there)


def _fields(name: str, lines: str) -> tuple[dict[str, str], tuple[Loss, ...]]:
    fields: dict[str, str] = {}
    losses: list[Loss] = []
    for line in filter(str.strip, lines.splitlines()):
        match = _FIELD.fullmatch(line.strip())
        if match and match["name"].lower() in ("title", "author"):
            fields[match["name"].lower()] = one_line(match["value"]).strip("\"'")
        else:
            losses.append(dropped("line of data", name, line, "a story has no place for it; add it by hand if needed"))
    return fields, tuple(losses)
