"""What every reader of a document yields, whatever its format: HTML, pictures, and what it could not take along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.report import Loss, Severity

LARGEST: Final = 50_000_000
"""Bytes of one document as it is sent. A book of two hundred pages with photographs has fewer."""

MOST_TAGS: Final = 500_000
"""Tags of all texts of a document: each costs a hundred times its bytes once read. Two hundred pages have 50,000."""

LONGEST: Final = 5_000_000
"""Characters of one text, pictures within it not counted; ten novels have fewer."""

_PICTURE: Final = re.compile(r"data:[^\s\"'<>]*")
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


def too_much(name: str) -> SourceUnreadableError:
    """What is said of a file that is small as it is sent and large once it is read."""
    return SourceUnreadableError(
        f"“{name}” is more than a story can be once it is unpacked. Divide it into several documents."
    )


def check_length(document: Document) -> None:
    """Raise SourceUnreadableError for a text whose reading would take all of the machine's memory."""
    if document.html.count("<") > MOST_TAGS or len(_PICTURE.sub("", document.html)) > LONGEST:
        raise too_much(document.name)


def dropped(what: str, where: str, which: str, why: str) -> Loss:
    """Something of a document that no story can hold."""
    return Loss(what=what, where=where, which=" ".join(which.split()), why=why)


def changed(what: str, where: str, which: str, why: str) -> Loss:
    """Something that came through in another form."""
    return Loss(what=what, where=where, which=" ".join(which.split()), why=why, severity=Severity.CHANGED)


def words_in(text: str) -> list[str]:
    """The words of a text in order."""
    return _WORD.findall(text)
