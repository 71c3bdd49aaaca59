"""What the importers' tests share: reading a body by itself, and the words of blocks."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.edition.blocks import Block, Box, Facts, RawHtml
from broadsheet.edition.inline import plain_text
from broadsheet.edition.references import inline_texts, walk
from broadsheet.importers.body import read_body
from broadsheet.importers.links import AddressBook, Links
from broadsheet.importers.records import ImportContext, ImportedImage
from broadsheet.importers.report import Report, Tally
from broadsheet.importers.surroundings import Surroundings

CONTEXT = ImportContext(now=datetime(2026, 11, 20, tzinfo=UTC))
SHARED = Path(__file__).parents[2].parent / "shared"


def shared(name: str) -> Path:
    """A file that others wrote, beside the repository; the test is skipped without it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/{name}, which is not part of the repository")
    return path


def blocks_of(markup: str, base: str = "") -> tuple[Block, ...]:
    return read(markup, base)[0]


def read(markup: str, base: str = "") -> tuple[tuple[Block, ...], Report]:
    tally = Tally()
    around = Surroundings(
        where="line 1",
        base=base,
        links=Links(book=AddressBook(), context=CONTEXT, tally=tally),
        find_image=lambda source: None if source.startswith("data:") else ImportedImage(source_id=source),
    )
    return read_body(markup, around), tally.report()


def words_of(body: tuple[Block, ...]) -> str:
    """All that a reader reads in these blocks, without white space."""
    found = [plain_text(text) for text in inline_texts(body)]
    for part in walk(body):
        if isinstance(part, RawHtml):
            found.append(html.unescape(re.sub(r"<[^>]*>", "", part.html)))
        elif isinstance(part, Box | Facts):
            found.append(part.title)
    return "".join("".join(found).split())
