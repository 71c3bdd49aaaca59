"""
Addresses on a page: links between pages are relative and name the file, what others quote is absolute.

So one tree of files serves a web server, a sub-path mirror and a folder opened from disk alike.
"""

from functools import lru_cache
from urllib.parse import quote

_UNRESERVED = "/-_.~!$&'()*+,;=:@"


@lru_cache(65536)
def quoted(path: str) -> str:
    """A path of the tree as it stands in an address."""
    return quote(path, safe=_UNRESERVED)


def file_of(path: str) -> str:
    """The file that a page's path names: `2026/11/slug/` is `2026/11/slug/index.html`."""
    return f"{path}index.html" if not path or path.endswith("/") else path


def up_from(path: str) -> str:
    """The way from a page to the root of the tree: `../../../` for `2026/11/slug/`."""
    return "../" * path.count("/")


@lru_cache(65536)
def relative(path: str, up: str) -> str:
    """A link to a page or file of the tree, from a page whose way to the root is `up`; an anchor may follow `#`."""
    page, mark, anchor = path.partition("#")
    return f"{up}{quoted(file_of(page))}{mark}{quoted(anchor)}"


def absolute(address: str, path: str) -> str:
    """The public address of a page or file, the page's without its file name."""
    return address + quoted(path)
