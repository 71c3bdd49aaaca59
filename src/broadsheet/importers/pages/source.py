"""
Where saved pages come from: the seam between a folder or an archive of pages and the reader of sites.

A source only finds and hands out bytes. What a page says, whether it is a story and where its links lead is for
`broadsheet.importers.pages.site` to learn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from broadsheet.importers.records import ImportedDocument, ImportedImage


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """
    One page as it was saved.

    `address` is where it was public, absolute; "" when the source does not know. `where` says where in the source it
    lies, for messages. `content` are the bytes of the body, without any transfer or content encoding. `media_type`
    is "text/html" or "application/xhtml+xml" in lower case, without parameters; `charset` is what the server said
    beside it, "" when it said nothing. `others` are absolute
    addresses that pages of the source also have it under.
    """

    address: str
    where: str
    content: bytes
    media_type: str
    charset: str = ""
    others: tuple[str, ...] = ()


class PageSource(Protocol):
    """Saved pages with the pictures and files that lie beside them. Nothing here fetches anything."""

    name: str
    """What the source is called in reports: the name of the folder or file."""

    def pages(self) -> Iterator[SavedPage]:
        """Every page, in the same order each time; asked for several times, to learn the site and to read it."""

    def picture(self, address: str) -> ImportedImage | None:
        """
        The picture that lies in the source for this absolute address; None when it holds none.

        `source_id` names the same picture again at the next import.
        """

    def document(self, address: str) -> ImportedDocument | None:
        """The file for readers to download that lies in the source for this absolute address; None when none does."""
