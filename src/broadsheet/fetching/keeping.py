"""
A folder of what was fetched, which a run that was killed leaves for the next one to go on with.

What is whole lies under the SHA-256 of its bytes, so that the same picture under ten addresses lies there once. What is
begun lies as `NAME.part`, NAME being the SHA-256 of its address; `NAME.json` says what is known of it. A rest is asked
for only where the server gave the means to know that the thing is still the same.
"""

import fcntl
import hashlib
import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from broadsheet.errors import AnswerRefusedError, ConnectionFailedError
from broadsheet.fetching.fetcher import Body, Fetcher, Rest

_LOCK: Final = "lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """Something fetched: the address it was found at in the end, what the server called it, its digest and its file."""

    address: str
    media_type: str
    digest: str
    file: Path


class FetchedFiles:
    """
    Fetches into `folder`, which is made when it is first needed; threads may share one.

    A context; while it lasts no other process fetches into the folder but waits.
    """

    def __init__(self, folder: Path, fetcher: Fetcher) -> None:
        self._folder, self._fetcher = folder, fetcher
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = self._held.enter_context((self._folder / _LOCK).open("ab"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def get(self, address: str) -> FetchedFile:
        """
        The file an address names, fetched now or before. One address is asked for by one thread at a time.

        Raises AddressRefusedError, AnswerRefusedError, ConnectionFailedError, or OSError when the folder cannot be
        written.
        """
        begun = _Begun(self._folder, address)
        return begun.finished() or self._fetched(address, begun)

    def forget(self, address: str) -> None:
        """Remove what is kept of an address, because it lies elsewhere now."""
        begun = _Begun(self._folder, address)
        finished = begun.finished()
        if finished is not None:
            finished.file.unlink(missing_ok=True)
        begun.remove()

    def _fetched(self, address: str, begun: "_Begun") -> FetchedFile:
        """Fetch it, going on where the wire broke as long as each try brings something."""
        last = self._fetcher.limits.tries
        for attempt in range(1, last + 1):
            before = begun.size
            try:
                return self._once(address, begun)
            except ConnectionFailedError:
                if begun.size <= before or attempt == last:
                    raise
            except AnswerRefusedError:
                begun.remove()
                if before == 0 or attempt == last:
                    raise
        raise AssertionError("the last try returns or raises")

    def _once(self, address: str, begun: "_Begun") -> FetchedFile:
        with self._fetcher.ask(address, rest=begun.rest()) as body:
            begun.write(body)
        return begun.finish(body)


class _Begun:
    """What lies in the folder of one address."""

    def __init__(self, folder: Path, address: str) -> None:
        name = hashlib.sha256(address.encode()).hexdigest()
        self._folder = folder
        self._part = folder / f"{name}.part"
        self._notes = folder / f"{name}.json"

    @property
    def size(self) -> int:
        """How many bytes of it lie there."""
        return self._part.stat().st_size if self._part.exists() else 0

    def rest(self) -> Rest | None:
        """What is still to be asked for; None for the whole."""
        validators = self._read().get("validators", {})
        etag = validators.get("etag", "")
        strong = etag if etag and not etag.startswith("W/") else validators.get("last-modified", "")
        return Rest(start=self.size, validator=strong) if self.size and strong else None

    def write(self, body: Body) -> None:
        """Write the pieces as they come, after what they go on from; packed bytes cannot be gone on with."""
        with self._part.open("r+b" if self._part.exists() else "w+b", buffering=0) as part:
            part.truncate(body.start)
            part.seek(body.start)
            self._write({"validators": {} if body.packed else dict(body.validators)})
            for piece in body.pieces:
                part.write(piece)

    def finish(self, body: Body) -> FetchedFile:
        """Give what is whole its name."""
        digest = _digest(self._part)
        self._part.replace(self._folder / digest)
        finished = _Finished(address=body.address, media_type=body.media_type, digest=digest)
        self._write({"finished": asdict(finished)})
        return finished.file_in(self._folder)

    def finished(self) -> FetchedFile | None:
        """What was fetched before, if its bytes are still those that came."""
        known = self._read().get("finished")
        if not known:
            return None
        found = _Finished(**known).file_in(self._folder)
        return found if found.file.is_file() and _digest(found.file) == found.digest else None

    def remove(self) -> None:
        """Leave nothing of it."""
        self._part.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)

    def _read(self) -> Mapping[str, Any]:
        try:
            read = json.loads(self._notes.read_bytes())
        except (OSError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    def _write(self, notes: Mapping[str, Any]) -> None:
        beside = self._notes.with_suffix(".json.tmp")
        beside.write_text(json.dumps(notes), encoding="utf-8")
        beside.replace(self._notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finished:
    """What the notes say of something whole."""

    address: str
    media_type: str
    digest: str

    def file_in(self, folder: Path) -> FetchedFile:
        return FetchedFile(**asdict(self), file=folder / self.digest)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
