"""Markdown to HTML: CommonMark with tables, strikethrough and footnotes."""

import re
from typing import Final

from markdown_it import MarkdownIt

from broadsheet.importers.inline_markup import quoted

_NOTE: Final = re.compile(r"^\[\^([^\]\s\[]{1,60})\]:[ \t]*(\S[^\n]*(?:\n(?:[ ]{2,}|\t)[^\n]+)*)\n?", re.MULTILINE)
_MARK: Final = re.compile(r"\[\^([^\]\s\[]{1,60})\]")


def markdown_html(text: str, deepest: int) -> str:
    """The text as HTML, its notes as a list at the end; `deepest` bounds quotes and lists in one another."""
    reader = MarkdownIt("commonmark", {"maxNesting": deepest}).enable(["table", "strikethrough"])
    notes = dict(reversed(_NOTE.findall(text)))
    if not notes:
        return str(reader.render(text))
    numbers: dict[str, int] = {}

    def marked(match: re.Match[str]) -> str:
        if match[1] not in notes:
            return match[0]
        number = numbers.setdefault(match[1], len(numbers) + 1)
        return f"<sup><a href={quoted(f'#fn-{match[1]}')} id={quoted(f'fnref-{match[1]}')}>{number}</a></sup>"

    body = reader.render(_MARK.sub(marked, _NOTE.sub("", text)))
    for label in notes:
        numbers.setdefault(label, len(numbers) + 1)
    items = "".join(_item(label, reader.renderInline(notes[label])) for label in numbers)
    return f"{body}<ol>{items}</ol>"


def _item(label: str, words: str) -> str:
    return f"<li id={quoted(f'fn-{label}')}>{words} <a href={quoted(f'#fnref-{label}')}>↩</a></li>"
