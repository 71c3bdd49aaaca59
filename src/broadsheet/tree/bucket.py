"""
A bucket that speaks S3 as destination: many objects at once, tried again with longer and longer pauses.

An object is there whole or not at all, and stays there once it was answered for. One that cannot be written is
handed back; only when the bucket itself refuses or no longer answers does the whole run end.
"""

import gzip
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from types import TracebackType
from typing import Final, Self

import brotli
import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from broadsheet.errors import TreeError
from broadsheet.tree.bucket_answers import ended_by, is_no_such_object, reason_of
from broadsheet.tree.bucket_keys import bucket_keys
from broadsheet.tree.compression import LARGEST, SMALLEST, Compress, is_text
from broadsheet.tree.destination import BROTLI, COPY_ENDINGS, GZIP, BucketAddress, claim_by_mark
from broadsheet.tree.encoders import ENCODERS
from broadsheet.tree.folder import MARK
from broadsheet.tree.serving import caching, media_type
from broadsheet.tree.storage import inside

AT_ONCE: Final = 16
"""Requests under way together."""

REMOVED_TOGETHER: Final = 500
"""Objects taken away with one request; S3 allows 1,000."""

_DECODERS: Final[Mapping[str, Compress]] = {"gzip": gzip.decompress, "br": lambda data: bytes(brotli.decompress(data))}
_NAMES: Final = {GZIP: "gzip", BROTLI: "br"}
"""How an object says what it is stored in; browsers unpack it."""

_WIRE_ERRORS: Final = (BaseError, OSError, ValueError)
"""What obstore raises; ValueError for a path it cannot have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often a request is tried again, and for how long from the first try."""

    retries: int = 8
    first_pause: timedelta = timedelta(milliseconds=200)
    longest_pause: timedelta = timedelta(seconds=8)
    in_all: timedelta = timedelta(seconds=90)
    one_answer: timedelta = timedelta(seconds=120)


class Bucket:
    """A `Storage` in a bucket. Use it in a `with` block."""

    def __init__(self, address: BucketAddress, patience: Patience | None = None) -> None:
        self._address = address
        self._store = _connected(address, patience or Patience())
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="bucket")
        self._ended: TreeError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)

    def put(self, artifacts: Iterable[tuple[str, bytes]], *, durable: bool) -> Mapping[str, str]:  # noqa: ARG002
        """Write all at once, each on the medium when it was answered for."""
        return self._all(
            lambda artifact: self._put_one(*artifact), [((path,), (path, data)) for path, data in artifacts]
        )

    def settle(self) -> None:
        """Nothing is left to do: what was answered for is on the medium."""

    def remove(self, paths: Iterable[str]) -> Mapping[str, str]:
        """Take objects away, hundreds with one request; asking twice does no harm."""
        return self._all(self._remove_these, [(together, together) for together in batched(paths, REMOVED_TOGETHER)])

    def read(self, path: str) -> bytes | None:
        """What was put at a path, unpacked."""
        try:
            found = obstore.get(self._store, inside(path))
            data = found.bytes().to_bytes()
        except _WIRE_ERRORS as error:
            if is_no_such_object(error):
                return None
            raise ended_by(error, self._address.name) from error
        return _DECODERS.get(str(found.attributes.get("Content-Encoding", "")), bytes)(data)

    def claim(self, destination: str) -> bool:
        """Write the mark; a place with somebody else's objects is refused."""
        return claim_by_mark(
            self,
            destination,
            self._address.name,
            self._holds_something,
            "objects that Broadsheet did not print. Name an empty place in the bucket, such as a prefix of its own, "
            "or empty this one.",
        )

    def sweep(self) -> int:
        """Nothing half-written ever lies in a bucket."""
        return 0

    def _put_one(self, path: str, data: bytes) -> None:
        attributes = {"Content-Type": media_type(path), "Cache-Control": caching(path)}
        compression = self._address.compression
        if compression and is_text(path) and SMALLEST <= len(data) <= LARGEST:
            packed = ENCODERS[COPY_ENDINGS[compression]](data)
            if len(packed) < len(data):
                data = packed
                attributes["Content-Encoding"] = _NAMES[compression]
        obstore.put(self._store, inside(path), data, attributes=attributes)

    def _remove_these(self, paths: tuple[str, ...]) -> None:
        obstore.delete(self._store, [inside(path) for path in paths])

    def _all[T](self, work: Callable[[T], None], jobs: list[tuple[tuple[str, ...], T]]) -> Mapping[str, str]:
        """Do all of these, several at once; which paths it did not work for, with the reasons."""
        reasons = self._pool.map(lambda job: self._try(work, job[1]), jobs)
        return {path: reason for (paths, _), reason in zip(jobs, reasons, strict=True) if reason for path in paths}

    def _try[T](self, work: Callable[[T], None], job: T) -> str:
        """Why it did not work, "" when it did; raises TreeError when nothing else will work either."""
        if self._ended is not None:
            raise self._ended
        try:
            work(job)
        except _WIRE_ERRORS as error:
            self._see_whether_it_goes_on(error)
            return reason_of(error)
        return ""

    def _see_whether_it_goes_on(self, error: Exception) -> None:
        """Is it this object, or the whole bucket? A look at the mark tells."""
        try:
            if ended := ended_by(error, self._address.name, else_none=True):
                raise ended
            self.read(MARK)
        except TreeError as found:
            self._ended = found
            raise

    def _holds_something(self) -> bool:
        try:
            for some in obstore.list(self._store, chunk_size=50):
                if any(not each["path"].startswith(".") for each in some):
                    return True
        except _WIRE_ERRORS as error:
            raise ended_by(error, self._address.name) from error
        return False


def _connected(address: BucketAddress, patience: Patience) -> S3Store:
    keys = bucket_keys(address)
    return S3Store(
        address.bucket,
        prefix=address.prefix or None,
        config=keys.config,
        client_options={
            "allow_http": keys.endpoint.startswith("http://"),
            "connect_timeout": timedelta(seconds=10),
            "timeout": patience.one_answer,
        },
        retry_config={
            "max_retries": patience.retries,
            "retry_timeout": patience.in_all,
            "backoff": {"init_backoff": patience.first_pause, "max_backoff": patience.longest_pause, "base": 3},
        },
    )
