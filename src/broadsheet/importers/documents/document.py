"""What every reader of a document yields, whatever its format: HTML, pictures, and what it could not take along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from broadsheet.importers.report import Loss, Severity

LARGEST: Final = 50_000_000
"""Bytes of one document as it is sent. A book of two hundred pages with photographs has fewer."""

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    A document read: `html` is its whole text, with footnotes as a link there and a link back.

    `headline` and `byline` are what the document itself says they are ("" when it does not). `pictures` has the bytes
    of each picture by the `src` it has in `html`. `words` is all text of the source, for the check that none is lost;
    None when `html` is the source itself. `folder` is where pictures may lie beside the file, None when it came alone.
    """

    name: str
    html: str
    headline: str = ""
    byline: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    words: str | None = None
    folder: Path | None = None


def dropped(what: str, where: str, which: str, why: str) -> Loss:
    """Something of a document that no story can hold."""
    return Loss(what=what, where=where, which=" ".join(which.split()), why=why)


def changed(what: str, where: str, which: str, why: str) -> Loss:
    """Something that came through in another form."""
    return Loss(what=what, where=where, which=" ".join(which.split()), why=why, severity=Severity.CHANGED)


def words_in(text: str) -> list[str]:
    """The words of a text in order."""
    return _WORD.findall(text)
