"""
One connection to one checked machine, and one answer over it.

The name is looked up once; the numbers it stands for are checked, and the connection goes to a checked number itself,
so that a second look-up can lead nowhere else. The protocol is that of Python's `http.client`, over a socket that this
module has opened: it knows no proxies, cookies, passwords or redirects. Every wait is bounded, and so is the whole.
"""

import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Final

from broadsheet.errors import AnswerRefusedError, ConnectionFailedError
from broadsheet.fetching.addresses import Target, refused
from broadsheet.fetching.coding import PIECE
from broadsheet.fetching.reach import Number, may_reach

type Resolve = Callable[[str, int], list[str]]
"""From a host and a port to the numbers the host has. Raises OSError when it has none."""

_NUMBERS_TRIED: Final = 3


def system_resolver(host: str, port: int) -> list[str]:
    """The numbers of a host as this machine looks names up."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Clock:
    """How long a request may still take: in all, over every answer it needs, and for the next piece of one."""

    def __init__(self, *, total: float, idle: float) -> None:
        self._left, self._idle = total, idle
        self._end = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Time that counts; waiting for a turn does not."""
        self._end = time.monotonic() + self._left
        try:
            yield
        finally:
            self._left = self._end - time.monotonic()

    def patience(self) -> float:
        """Seconds to wait for what comes next. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("it took too long in all")
        return min(left, self._idle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, header fields by lower-case name, and the body, which comes in pieces as it is read."""

    status: int
    fields: Mapping[str, str]
    pieces: Iterator[bytes]


@contextmanager
def answer_of(
    target: Target, fields: Mapping[str, str], *, clock: Clock, resolve: Resolve, loopback: bool
) -> Iterator[Answer]:
    """
    Ask a machine for a page and give its answer while the context lasts.

    Raises AddressRefusedError when its numbers are not public, AnswerRefusedError when it does not speak the protocol,
    ConnectionFailedError when it cannot be reached or breaks off, also while the body is read.
    """
    with ExitStack() as open_now:
        with _told_in_words(target):
            numbers = _checked_numbers(target, resolve, loopback=loopback)
            connected = open_now.enter_context(_connected(target, numbers, clock))
            response = _response(target, fields, _TimedSocket(connected, clock))
        yield Answer(
            status=response.status,
            fields={name.lower(): value for name, value in reversed(response.getheaders())},
            pieces=_pieces(response, target),
        )


def _response(target: Target, fields: Mapping[str, str], connected: "_TimedSocket") -> HTTPResponse:
    connection = HTTPConnection(target.host, target.port)
    connection.sock = connected
    connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": target.authority, **fields, "Connection": "close"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def _checked_numbers(target: Target, resolve: Resolve, *, loopback: bool) -> list[Number]:
    try:
        numbers = [ipaddress.ip_address(number) for number in resolve(target.host, target.port)]
    except (OSError, UnicodeError) as error:
        raise ConnectionFailedError(f"“{target.host}” was not found on the network; is the name right?") from error
    except ValueError as error:  # a number with a zone behind it
        raise refused(target.address, "its host is no machine that the internet may reach") from error
    if not numbers:
        raise ConnectionFailedError(f"“{target.host}” was not found on the network; is the name right?")
    if not all(may_reach(number, loopback=loopback) for number in numbers):
        raise refused(target.address, "its host is no machine that the internet may reach")
    return numbers[:_NUMBERS_TRIED]


@contextmanager
def _connected(target: Target, numbers: list[Number], clock: Clock) -> Iterator[socket.socket]:
    with _first_open(target, numbers, clock) as opened:
        if target.scheme == "http":
            yield opened
            return
        opened.settimeout(clock.patience())
        with _trust().wrap_socket(opened, server_hostname=target.host) as wrapped:
            yield wrapped


def _first_open(target: Target, numbers: list[Number], clock: Clock) -> socket.socket:
    for number in numbers[:-1]:
        try:
            return socket.create_connection((str(number), target.port), timeout=clock.patience())
        except ConnectionError:
            continue
    return socket.create_connection((str(numbers[-1]), target.port), timeout=clock.patience())


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def _told_in_words(target: Target) -> Iterator[None]:
    """Whatever goes wrong on the wire, as one of our two kinds of error."""
    try:
        yield
    except TimeoutError as error:
        raise ConnectionFailedError(f"“{target.host}” answered too slowly; ask again later.") from error
    except ssl.SSLCertVerificationError as error:
        raise ConnectionFailedError(
            f"“{target.host}” could not prove who it is ({error.verify_message}); its certificate may have run out."
        ) from error
    except OSError as error:
        raise ConnectionFailedError(
            f"“{target.host}” could not be reached ({error.strerror or 'broken connection'}); ask again later."
        ) from error
    except HTTPException as error:
        raise AnswerRefusedError(
            f"What “{target.host}” answered is no proper answer ({type(error).__name__})."
        ) from error


def _pieces(response: HTTPResponse, target: Target) -> Iterator[bytes]:
    """The body. Raises ConnectionFailedError when it ends before the length it was said to have."""
    with _told_in_words(target):
        declared = response.length
        received = 0
        while piece := _read(response, target):
            received += len(piece)
            yield piece
        if declared is not None and received < declared:
            raise _broke_off(target)


def _read(response: HTTPResponse, target: Target) -> bytes:
    try:
        return response.read1(PIECE)
    except HTTPException as error:
        raise _broke_off(target) from error


def _broke_off(target: Target) -> ConnectionFailedError:
    return ConnectionFailedError(f"“{target.host}” broke off in the middle; ask again later.")


class _TimedSocket:
    """A socket as `http.client` uses one, every wait of which the clock bounds."""

    def __init__(self, connected: socket.socket, clock: Clock) -> None:
        self._connected, self._clock = connected, clock

    def sendall(self, data: bytes) -> None:
        self._connected.settimeout(self._clock.patience())
        self._connected.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._connected, self._clock))

    def close(self) -> None:
        """Nothing: the socket is closed by whoever opened it."""


class _TimedReader(io.RawIOBase):
    def __init__(self, connected: socket.socket, clock: Clock) -> None:
        self._connected, self._clock = connected, clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connected.settimeout(self._clock.patience())
        return self._connected.recv_into(buffer)
