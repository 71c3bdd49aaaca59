"""What outputs say of the paper itself, as one derived value for each language."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, cast
from urllib.parse import quote, urlsplit

from broadsheet.edition.addresses import root_of
from broadsheet.edition.canonical import moment_text
from broadsheet.edition.late import dataclass
from broadsheet.press.reader import Deriver, Reader

IMPRINT: Final = "imprint"
"""The name of the derived value."""

RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"}
)
"""Languages whose usual script runs from right to left."""

EPOCH: Final = moment_text(datetime(1970, 1, 1, tzinfo=UTC))
"""Stands where a format wants a moment and the records have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """
    The paper as one language version shows it.

    `address` is the paper's public root, `root` the path of this language's front under it.
    """

    name: str
    address: str
    root: str
    language: str
    tagline: str
    publisher: str
    licence: str
    timezone: str

    def absolute(self, path: str) -> str:
        """The public address of a path in the tree."""
        return self.address + quote(path)

    @property
    def front(self) -> str:
        """The public address of this language's front."""
        return self.absolute(self.root)

    @property
    def host(self) -> str:
        """The name of the paper's host."""
        return urlsplit(self.address).hostname or "localhost"


def imprint_of(reader: Reader, language: str) -> Imprint:
    """Works out the imprint of a language version."""
    paper = reader.paper()
    version = paper.language(language)
    return Imprint(
        name=version.title or paper.name,
        address=paper.address,
        root=root_of(version.code, paper.main_language.code),
        language=version.code,
        tagline=version.tagline,
        publisher=paper.publisher,
        licence=paper.licence,
        timezone=paper.timezone,
    )


def read_imprint(reader: Reader, language: str) -> Imprint:
    """The imprint of a language version."""
    return cast("Imprint", reader.derived(IMPRINT, language))


IMPRINT_DERIVER: Final[Mapping[str, Deriver]] = {IMPRINT: imprint_of}


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
