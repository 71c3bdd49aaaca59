"""Old addresses and the links that lead to them: when two are the same, and what a link becomes in a body."""

import hashlib
import re
import sys
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from broadsheet.importers.names import clean
from broadsheet.importers.record_links import linked_source, record_link
from broadsheet.importers.records import ImportContext
from broadsheet.importers.report import Loss, Tally

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BLANK: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_TO_QUOTE: Final = re.compile(r'[<>"\\^`{|}]')
KEPT_SCHEMES: Final = ("http:", "https:", "mailto:", "tel:")

type _Served = tuple[str, str] | dict[str, str]
"""Who was served at a path: a host and a source id; where several hosts have it, source ids by host."""


def address_parts(address: str) -> tuple[str, str, str] | None:
    """Host in lower case, path and query, percent-decoded, without final slash and fragment; None when unreadable."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return parts.netloc.lower(), unquote(parts.path).rstrip("/"), unquote(parts.query)


def old_address(address: str) -> str | None:
    """An old address as records keep it: path from the root and query, percent-decoded; None when it has no path."""
    try:
        parts = urlsplit(clean(address).strip())
    except ValueError:
        return None
    path = unquote(parts.path) or "/"
    if not path.startswith("/") or clean(path) != path or (path == "/" and not parts.query):
        return None
    return path + (f"?{unquote(parts.query)}" if parts.query else "")


def short_digest(names: tuple[str, ...]) -> bytes:
    """Stands for some names in what is kept of a large archive; sixteen bytes, however long they are."""
    return hashlib.blake2b(repr(names).encode(), digest_size=16).digest()


class AddressBook:
    """
    Leads from the old addresses of an import's records to their source ids. The first to claim an address has it.

    An archive has hundreds of thousands of addresses, so only their digests are kept.
    """

    def __init__(self) -> None:
        self._entries: dict[bytes, _Served] = {}

    def add(self, address: str, source_id: str) -> None:
        """Note that this record was served at this address."""
        parts = address_parts(address)
        if not parts or not (parts[1] or parts[2]):
            return
        host, key = sys.intern(parts[0]), short_digest(parts[1:])
        match self._entries.get(key):
            case None:
                self._entries[key] = (host, source_id)
            case dict() as by_host:
                by_host.setdefault(host, source_id)
            case (other, first) if other != host:
                self._entries[key] = {other: first, host: source_id}

    def find(self, address: str) -> str | None:
        """The record served at an equal address; hosts count only when both addresses have one."""
        parts = address_parts(address)
        if parts is None:
            return None
        served = self._entries.get(short_digest(parts[1:]))
        if served is None:
            return None
        by_host = served if isinstance(served, dict) else dict([served])
        return by_host.get(parts[0]) or (by_host.get("") if parts[0] else next(iter(by_host.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Turns what `href` says into the target running text may carry, and counts."""

    book: AddressBook
    context: ImportContext
    tally: Tally
    known_ids: Collection[str] = frozenset()

    def target(self, href: str, *, base: str, where: str, words: str = "") -> str | None:
        """The link as inline markup has it, or None when it cannot be carried; then the loss is noted."""
        self.tally.found("link")
        target, why = self._resolved(href, base)
        if target is None:
            self.tally.lose(
                Loss(what="link", where=where, which=f"{words[:60]} → {clean(href)[:200]}".strip(), why=why)
            )
        else:
            self.tally.carried("link")
        return target

    def _resolved(self, href: str, base: str) -> tuple[str | None, str]:
        address = _BLANK.sub("", href) if _SCHEME.match(_BLANK.sub("", href)) else clean(href).strip()
        scheme = _SCHEME.match(address)
        if not address or address.startswith("#"):
            return None, "it led to a place inside its own page" if address else "it has no target"
        if scheme and scheme[0].lower() in ("record:", "note:"):
            return self._own(scheme[0].lower() + address[scheme.end() :]), ""
        if scheme and scheme[0].lower() in ("mailto:", "tel:"):
            return _quoted(scheme[0].lower() + address[scheme.end() :]), ""
        if scheme and scheme[0].lower() not in KEPT_SCHEMES:
            return None, f"addresses of the form {scheme[0]} are not carried into a paper"
        return self._page(address, base)

    def _own(self, address: str) -> str:
        if address.startswith("note:"):
            return address
        whole = address.removeprefix("record:")
        source_id, anchor = (whole, "") if whole in self.known_ids else linked_source(address)
        return record_link(source_id, anchor)

    def _page(self, address: str, base: str) -> tuple[str | None, str]:
        absolute = self.absolute(address, base)
        if absolute is None:
            return None, "the address cannot be read"
        found = self.book.find(absolute) or self._known(absolute)
        if found:
            return record_link(found, quote(unquote(urlsplit(absolute).fragment))), ""
        if not absolute.startswith(("https://", "http://")):
            return None, "no story of this import was served there, and the import does not say on which site it lay"
        return _quoted(absolute), ""

    def absolute(self, address: str, base: str) -> str | None:
        """The address as seen from the page at `base`, with its host where that is known; None when unreadable."""
        try:
            if address.startswith("//"):
                address = "https:" + address
            site = urljoin(self.context.base_url, base)
            absolute = urljoin(site, address)
            parts = urlsplit(absolute)
        except ValueError:
            return None
        if not parts.scheme:
            return absolute
        if not parts.netloc:
            return None
        return parts._replace(scheme=parts.scheme.lower()).geturl()

    def _known(self, absolute: str) -> str | None:
        address = old_address(absolute)
        if address is None or not self.context.known_addresses:
            return None
        path, mark, query = address.partition("?")
        known = self.context.known_addresses
        return (
            known.get(address)
            or known.get(path.rstrip("/") + mark + query)
            or known.get(f"{path.rstrip('/')}/{mark}{query}")
        )


def _quoted(address: str) -> str:
    return _TO_QUOTE.sub(lambda match: quote(match[0]), _BLANK.sub(lambda match: quote(match[0]), address))
