"""Markdown (.md): CommonMark with tables and strikethrough, and the lines of data some programs put before it."""

import re
from typing import Final

from markdown_it import MarkdownIt

from broadsheet.importers.documents.document import Document, dropped
from broadsheet.importers.documents.plain import decoded
from broadsheet.importers.names import one_line
from broadsheet.importers.report import Loss

_FRONT: Final = re.compile(r"---[ \t]*\r?\n(?P<lines>(?:[^\n]*\n){0,100}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
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
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return Document(
        name=name,
        html=reader.render(text),
        headline=fields.get("title", ""),
        byline=fields.get("author", ""),
        losses=losses,
    )


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
