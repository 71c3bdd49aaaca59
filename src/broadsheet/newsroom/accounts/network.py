"""Where a request comes from."""

from ipaddress import ip_address

from django.http import HttpRequest

_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def address_of(request: HttpRequest) -> str:
    """The network address of whoever asks; of a front server on this machine, the one it names last."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "")
    return forwarded.rpartition(",")[2].strip() if forwarded and _is_loopback(peer) else peer


def is_from_this_machine(request: HttpRequest) -> bool:
    """
    Whether somebody at this very machine asks, under a name of this machine.

    A request that a front server or a tunnel brings from outside ends at this machine too, but names another host or
    says for whom it was forwarded.
    """
    if not _is_loopback(str(request.META.get("REMOTE_ADDR", ""))) or not _is_loopback(address_of(request)):
        return False
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name in _OWN_NAMES


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
