"""Addresses as a page means them: seen from its own base, with what runs or cannot be followed made plain words."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urljoin, urlsplit

from broadsheet.importers.markup import Element
from broadsheet.importers.pages.tree import unwrap

_SCHEME: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_FOLLOWED: Final = frozenset({"http", "https", "mailto", "tel", "ftp"})
_BLANK: Final = re.compile(r"[\x00-\x1f\x7f]+")
_PICTURE_DATA: Final = re.compile(r"data:image/[\w.+-]+\s*[;,]", re.IGNORECASE)
_LOADED: Final = {"iframe": "src", "video": "src", "audio": "src", "source": "src", "embed": "src", "object": "data"}


@dataclass(frozen=True, slots=True)
class Base:
    """What relative addresses of a page start from, and where it was itself; "" when nothing says."""

    address: str
    page: str = ""

    @classmethod
    def of(cls, root: Element, address: str) -> Self:
        """The page's own base: its base element as seen from where the page was."""
        for element in root.iter("base"):
            href = _BLANK.sub("", element.get("href") or "").strip()
            if href:
                return cls(_joined(address, href) or address, address)
        return cls(address, address)

    def resolved(self, address: str, places: Collection[str] = ()) -> str:
        """
        The whole address; "" when it cannot be read. One that is only a place inside the page stays that.

        With a base elsewhere such a place lies there, unless it is one of the `places` that this page has.
        """
        address = _BLANK.sub("", address).strip()
        if address.startswith("#") and (self.address == self.page or address[1:] in places):
            return address
        return _joined(self.address, address)


def host_of(address: str) -> str:
    """The host an address names, in lower case; "" when it names none."""
    try:
        return urlsplit(address.strip()).netloc.lower()
    except ValueError:
        return ""


def _joined(base: str, address: str) -> str:
    try:
        joined = urljoin(base, address)
        urlsplit(joined)
    except ValueError:
        return ""
    return joined


def scheme_of(address: str) -> str:
    """The scheme of an address in lower case, whatever stands between its letters; "" when it is relative."""
    found = _SCHEME.match(_BLANK.sub("", address))
    return found[1].lower() if found else ""


def resolve_all(root: Element, base: Base) -> None:
    """Make every address below whole; a link that runs something, or leads nowhere, becomes its words."""
    places = {each.get(name) for each in root.iter() for name in ("id", "name") if each.get(name)}
    for element in list(root.iter("a", "img", "blockquote", "q", *_LOADED)):
        if element.tag == "a":
            _resolve_link(element, base, places)
        elif element.tag == "img":
            _resolve_picture(element, base)
        else:
            _resolve_loaded(element, _LOADED.get(element.tag, "cite"), base)


def _resolve_link(link: Element, base: Base, places: Collection[str]) -> None:
    href = link.get("href")
    if href is None:
        return
    if scheme_of(href) and scheme_of(href) not in _FOLLOWED:
        del link.attrib["href"]
        unwrap(link)
        return
    resolved = base.resolved(href, places)
    if resolved or not href.strip():
        link.set("href", resolved or base.resolved("") or "#")
    else:
        unwrap(link)


def _resolve_picture(picture: Element, base: Base) -> None:
    source = picture.get("src") or ""
    scheme = scheme_of(source)
    if scheme == "data":
        if not _PICTURE_DATA.match(source.strip()):
            del picture.attrib["src"]
    elif scheme in ("", "http", "https"):
        picture.set("src", base.resolved(source) if source.strip() else "")
    else:
        del picture.attrib["src"]


def _resolve_loaded(element: Element, name: str, base: Base) -> None:
    if element.tag == "video" and scheme_of(element.get("poster") or "") in ("", "http", "https"):
        element.set("poster", base.resolved(element.get("poster") or ""))
    value = element.get(name)
    if value is not None:
        element.set(name, base.resolved(value) if scheme_of(value) in ("", "http", "https") else "")
