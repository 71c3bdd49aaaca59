"""The documentation as data: its pages, their sections, the first cells of their tables, links, commands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.sources import ROOT, project_files

DOCS = ROOT / "docs"

_HEADING = re.compile(r"(#+) +(.*)")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:\.venv/bin/)?(broadsheet [a-z-].*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The name of its first column, and its rows as lists of cells."""

    first: str
    rows: tuple[tuple[str, ...], ...]


def documents() -> tuple[Path, ...]:
    """Every page of the documentation."""
    return tuple(path for path in project_files() if path.suffix == ".md" and path.is_relative_to(DOCS))


def sections(text: str, level: int) -> dict[str, str]:
    """What stands under each heading of this level, up to the next of the same or a higher one."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        heading = _HEADING.fullmatch(line)
        if heading and len(heading[1]) <= level:
            current = found.setdefault(heading[2], []) if len(heading[1]) == level else None
        elif current is not None:
            current.append(line)
    return {title: "\n".join(lines) for title, lines in found.items()}


def tables(text: str, first: str) -> list[Table]:
    """The tables whose first column has this name."""
    found: list[list[tuple[str, ...]]] = []
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split(" | "))
        if not inside:
            found.append([])
        inside = True
        found[-1].append(cells)
    return [Table(first=first, rows=tuple(rows[2:])) for rows in found if rows[0][0] == first]


def named(text: str, first: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the first cells of such tables name in code, each with its whole row."""
    for table in tables(text, first):
        for row in table.rows:
            yield from ((name, row) for name in code_in(row[0]))


def code_in(text: str) -> list[str]:
    """Whatever is set as code."""
    return _CODE.findall(text)


def links(text: str) -> list[str]:
    """The targets of all links and pictures, but for what is set as code."""
    prose = [line for line in text.splitlines() if not line.startswith("    ")]
    return _LINK.findall(_CODE.sub("", "\n".join(prose)))


def anchors(text: str) -> set[str]:
    """The anchors of all headings, as Git hosts make them."""
    titles = (heading[2] for line in text.splitlines() if (heading := _HEADING.fullmatch(line)))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def commands(text: str) -> Iterator[str]:
    """Every `broadsheet …` that readers are shown, in a block of its own or within a sentence."""
    blocks = (line.strip() for line in text.splitlines() if line.startswith("    "))
    for candidate in (*blocks, *code_in(text)):
        found = _COMMAND.fullmatch(candidate)
        if found:
            yield found[1]
