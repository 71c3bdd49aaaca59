"""Which machines may be reached, judged by their numbers."""

import ipaddress
from typing import Final

type Number = ipaddress.IPv4Address | ipaddress.IPv6Address

_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
"""The only IPv6 numbers given out to machines on the internet; NAT64, mapped, local and multicast ones lie outside."""
_NOT_MACHINES: Final = (
    ipaddress.ip_network("192.88.99.0/24"),  # 6to4 relays (RFC 7526)
    ipaddress.ip_network("2001::/23"),  # Teredo, ORCHID and other protocol assignments
    ipaddress.ip_network("2002::/16"),  # 6to4: an IPv4 number in disguise
    ipaddress.ip_network("3fff::/20"),  # documentation (RFC 9637)
)


def is_public(number: Number) -> bool:
    """Whether a number belongs to a machine that the whole internet may speak to."""
    if number.version == 6 and number not in _UNICAST:
        return False
    return (
        number.is_global
        and not (number.is_multicast or number.is_reserved or number.is_private or number.is_unspecified)
        and not any(number in network for network in _NOT_MACHINES if network.version == number.version)
    )


def may_reach(number: Number, *, loopback: bool) -> bool:
    """Whether a number may be reached; `loopback` admits this machine's own two, for tests."""
    return is_public(number) or (loopback and number in _LOOPBACK)


_LOOPBACK: Final = (ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1"))
