"""
What an old address means here: its key for redirects, the page it would be, the stub page it can have.

Old addresses are those under which earlier systems served a record: from the root (`/2019/03/strike/`,
`/?p=7`) or with a host (`https://old.example/strike.html`), percent-encoded or not.
"""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from broadsheet.edition.late import dataclass

SEGMENT_OCTETS: Final = 200
"""The longest part of an address that becomes a file name; file systems stop at 255."""

PATH_OCTETS: Final = 1000
"""The longest whole path of a stub page."""

NO_STUBS_UNDER: Final = frozenset({"_a", "newsroom", "campaigns", "act", "search", "now"})
"""First segments under which nothing but the paper's own machinery may lie."""

_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|\ud800-\udfff]')
"""What file names of some system or other cannot hold."""

_PAGE_FILE: Final = re.compile(r"[^.]+\.html?")


@dataclass(frozen=True, slots=True, kw_only=True)
class OldAddress:
    """An old address in its parts: host ("" when none was named), path and query, both percent-decoded."""

    host: str
    path: str
    query: str

    @property
    def key(self) -> str:
        """What a request for it asks for."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def page(self) -> str:
        """The path of the page that would answer it in the tree (`about/`), "" when a query or the front is meant."""
        bare = self.path.removesuffix("index.html").strip("/")
        return "" if self.query or not bare else f"{bare}/"

    @property
    def stub(self) -> str:
        """Where a page that leads on could lie in the tree, "" when none can."""
        folders = self.path.strip("/").split("/")
        file = "index.html"
        if not self.path.endswith("/") and _PAGE_FILE.fullmatch(folders[-1]):
            file = folders.pop()
        path = "/".join((*folders, file))
        # Folders have no dots, so that a folder never lies where a file does.
        fit = all(folder and "." not in folder and _fits(folder) for folder in folders) and _fits(file)
        if self.query or not fit or len(path.encode()) > PATH_OCTETS or path.split("/")[0] in NO_STUBS_UNDER:
            return ""
        return path


def _fits(segment: str) -> bool:
    return not _UNFIT.search(segment) and segment == segment.strip() and len(segment.encode()) <= SEGMENT_OCTETS


def read_old_address(address: str) -> OldAddress:
    """The parts of an old address, as it was noted."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a host in brackets that is no address
        return OldAddress(host="", path="/" + unquote(address).lstrip("/"), query="")
    path = "/" + unquote(parts.path).lstrip("/")
    return OldAddress(host=parts.netloc.lower(), path=path, query=unquote(parts.query))
