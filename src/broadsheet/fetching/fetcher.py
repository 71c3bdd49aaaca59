"""The one way in which Broadsheet asks the network for something that a page, a feed or an archive has named."""

import email.message
import email.utils
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Final
from urllib.parse import urljoin

from broadsheet.errors import AddressRefusedError, AnswerRefusedError, ConnectionFailedError
from broadsheet.fetching.addresses import Target, read_address
from broadsheet.fetching.coding import too_large, unpacked
from broadsheet.fetching.pacing import LONGEST_PAUSE, Pace
from broadsheet.fetching.wire import Answer, Clock, Resolve, answer_of, system_resolver

_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_LATER: Final = frozenset({429, 503})
_FOUND: Final = frozenset({200, 206})
_RANGE_UNUSABLE: Final = 416


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken: bytes after unpacking, seconds in all and between two pieces, redirects, tries when busy."""

    size: int = 50_000_000
    total: float = 120.0
    idle: float = 15.0
    redirects: int = 5
    tries: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """
    What an address answered with.

    `address` is where it was found after redirects. `start` is 0, or the first byte when a rest was asked for and
    given. `validators` are the fields that say whether it is still the same later. `pieces` can be read
    once, in the context.
    """

    address: str
    media_type: str
    charset: str
    start: int
    validators: Mapping[str, str]
    packed: bool
    pieces: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What is wanted of something begun earlier: the bytes from `start` if it is still what `validator` says."""

    start: int
    validator: str


class Fetcher:
    """
    Asks for addresses: http and https, public machines only, without cookies, passwords or proxies.

    `resolve` looks names up; `loopback` admits this machine itself, on any port: both are for tests. Threads may
    share one.
    """

    def __init__(
        self,
        *,
        limits: Limits = Limits(),
        pace: Pace | None = None,
        resolve: Resolve = system_resolver,
        loopback: bool = False,
    ) -> None:
        self.limits = limits
        self._pace = pace or Pace()
        self._resolve = resolve
        self._loopback = loopback

    @contextmanager
    def ask(self, address: str, *, rest: Rest | None = None) -> Iterator[Body]:
        """
        What an address holds, while the context lasts.

        Raises AddressRefusedError, AnswerRefusedError or ConnectionFailedError; the latter two also while pieces are
        read.
        """
        target = self._read(address)
        clock = Clock(total=self.limits.total, idle=self.limits.idle)
        for _ in range(self.limits.redirects + 1):
            with self._answer(target, rest, clock) as answer:
                if answer.status not in _MOVED:
                    yield self._body(target, answer, rest)
                    return
                target = self._read(_moved_to(target, answer))
        raise AnswerRefusedError(f"“{address}” sends from one place to another without end.")

    def fetch(self, address: str) -> tuple[Body, bytes]:
        """What an address holds, whole and in memory; raises as `ask`."""
        with self.ask(address) as body:
            return body, b"".join(body.pieces)

    def _read(self, address: str) -> Target:
        return read_address(address, any_port=self._loopback)

    @contextmanager
    def _answer(self, target: Target, rest: Rest | None, clock: Clock) -> Iterator[Answer]:
        """The answer of one machine, asked again when it was busy and said for how long."""
        for attempt in range(1, self.limits.tries + 1):
            with (
                self._pace.turn(target.host),
                clock.running(),
                answer_of(
                    target, _request_fields(rest), clock=clock, resolve=self._resolve, loopback=self._loopback
                ) as answer,
            ):
                pause = _pause_wished(answer)
                if pause is None or pause > LONGEST_PAUSE or attempt == self.limits.tries:
                    yield answer
                    return
                self._pace.wish(target.host, pause)

    def _body(self, target: Target, answer: Answer, rest: Rest | None) -> Body:
        if answer.status in _LATER:
            raise ConnectionFailedError(f"“{target.host}” is too busy to answer; ask again later.")
        if answer.status not in _FOUND or (answer.status == 206 and rest is None):
            raise AnswerRefusedError(f"“{target.address}” {_said(answer)}.")
        start = _start(answer, rest)
        packing = answer.fields.get("content-encoding", "")
        self._check_length(answer, start)
        described = email.message.Message()
        described["Content-Type"] = answer.fields.get("content-type", "application/octet-stream")
        return Body(
            address=target.address,
            media_type=described.get_content_type(),
            charset=described.get_content_charset() or "",
            start=start,
            validators={name: answer.fields[name] for name in ("etag", "last-modified") if name in answer.fields},
            packed=bool(packing),
            pieces=unpacked(answer.pieces, packing, most=self.limits.size - start),
        )

    def _check_length(self, answer: Answer, start: int) -> None:
        length = answer.fields.get("content-length", "")
        if length.isdecimal() and start + int(length[:20]) > self.limits.size:
            raise too_large(self.limits.size)


def _request_fields(rest: Rest | None) -> Mapping[str, str]:
    fields = {"User-Agent": f"Broadsheet/{version('broadsheet')}", "Accept": "*/*", "Accept-Encoding": "identity"}
    if rest is None:
        return fields
    return fields | {"Range": f"bytes={rest.start}-", "If-Range": rest.validator}


def _moved_to(target: Target, answer: Answer) -> str:
    place = answer.fields.get("location", "")
    if not place:
        raise AnswerRefusedError(f"“{target.address}” sends elsewhere without saying where.")
    with suppress(UnicodeError):  # fields are read as Latin-1; many servers write UTF-8 in them
        place = place.encode("latin-1").decode("utf-8")
    try:
        return urljoin(target.address, place)
    except ValueError as error:
        raise AddressRefusedError(f"“{target.address}” sends to what is no web address.") from error


def _start(answer: Answer, rest: Rest | None) -> int:
    if answer.status != 206 or rest is None:
        return 0
    given = answer.fields.get("content-range", "")
    if not given.replace(" ", "").lower().startswith(f"bytes{rest.start}-"):
        raise AnswerRefusedError("It gave another part of itself than the one asked for.")
    return rest.start


def _said(answer: Answer) -> str:
    try:
        return f"answered “{answer.status} {HTTPStatus(answer.status).phrase}”"
    except ValueError:
        return f"answered “{answer.status}”"


def _pause_wished(answer: Answer) -> float | None:
    """Seconds for which a busy server wishes to be left alone; None when it is not busy."""
    if answer.status not in _LATER:
        return None
    wish = answer.fields.get("retry-after", "").strip()
    if wish.isdecimal():
        return float(wish[:9])
    try:
        moment = email.utils.parsedate_to_datetime(wish)
    except ValueError:
        return 1.0
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
