"""
Which web addresses may be asked, judged by their words alone, before any name is looked up.

An address is read once, strictly, and what was read is what is asked: no second program gets to read it otherwise.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from broadsheet.errors import AddressRefusedError

PORTS: Final = frozenset({80, 443, 8080, 8443})
"""Ports on which sites are usually found; others belong to other services."""
LONGEST: Final = 8_000
"""Characters of an address; more is no address of a site."""
_STANDARD: Final = {"http": 80, "https": 443}
_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f\\]")
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SAFE: Final = "/:@!$&'()*+,;=-._~%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """
    An address taken apart.

    `host` is in the form the wire wants (ASCII, lower case; IPv6 without brackets), `path` begins with a slash, has the
    query behind it and is percent-encoded.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port, as the `Host` field of a request names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _STANDARD[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """The whole address, normalised."""
        return f"{self.scheme}://{self.authority}{self.path}"


def read_address(address: str, *, any_port: bool = False) -> Target:
    """Take an address apart. Raises AddressRefusedError, naming it and the reason, when it may not be asked."""
    address = address.strip(" \t\r\n\f")
    if len(address) > LONGEST:
        raise refused(address, f"it is longer than {LONGEST:,} characters")
    if _FORBIDDEN.search(address):
        raise refused(address, "it has control characters or backslashes in it")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise refused(address, "it is no web address") from error
    if parts.scheme not in _STANDARD:
        raise refused(address, "only http and https are asked")
    if "@" in parts.netloc:
        raise refused(address, "it has a user name in it")
    port = _STANDARD[parts.scheme] if port is None else port
    if port not in PORTS and not any_port:
        raise refused(address, f"port {port} is none that sites usually have")
    return Target(scheme=parts.scheme, host=_host(address, parts), port=port, path=_path(parts))


def refused(address: str, why: str) -> AddressRefusedError:
    """The refusal of an address."""
    shown = address if len(address) <= 200 else f"{address[:200]}…"
    return AddressRefusedError(f"“{shown}” is not asked: {why}.")


def _host(address: str, parts: SplitResult) -> str:
    named = parts.hostname or ""
    if "[" in parts.netloc:
        return _literal(address, named, ipaddress.IPv6Address)
    try:
        host = named.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise refused(address, "its host has no valid name") from error
    if not all(_LABEL.fullmatch(label) for label in host.split(".")) or len(host) > 253:
        raise refused(address, "its host has no valid name")
    # Whatever ends in a number is taken for an IPv4 address by one program or another.
    return _literal(address, host, ipaddress.IPv4Address) if _NUMBER.fullmatch(host.rpartition(".")[2]) else host


def _literal(address: str, host: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address]) -> str:
    """A number for a host, in its one plain spelling; octal, hexadecimal, shortened ones and zones are refused."""
    unusual = refused(address, "its host is a number in an unusual spelling")
    if "%" in host:
        raise unusual
    try:
        return str(kind(host))
    except ValueError as error:
        raise unusual from error


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
    return (path if path.startswith("/") else f"/{path}") + query
