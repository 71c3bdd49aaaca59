"""
A folder on a web host as destination, over SFTP: written aside, brought to the medium, then renamed in one step.

Several files are under way at once, because each needs several answers of a host that may be far. A connection that
breaks off is made anew; what was not answered for is done again.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from secrets import token_hex
from types import TracebackType
from typing import Any, Final, Self, cast

import asyncssh

from broadsheet.errors import BroadsheetError, DestinationFullError, DestinationRefusedError
from broadsheet.tree.compression import LARGEST, SMALLEST, is_text
from broadsheet.tree.destination import COPY_ENDINGS, HostAddress, claim_by_mark
from broadsheet.tree.encoders import ENCODERS
from broadsheet.tree.folder import COPIES
from broadsheet.tree.host_connection import LOST, HostConnection, unreachable
from broadsheet.tree.host_folders import HostFolders
from broadsheet.tree.storage import inside

AT_ONCE: Final = 16
"""Files under way together."""

PARTS: Final = ".broadsheet-parts"
"""The folder, in the destination, of files that are being written; emptied at the next run."""

PAUSES: Final = (0.5, 2.0, 5.0, 15.0)
"""Seconds before each new try to connect."""

_READABLE: Final = asyncssh.SFTPAttrs(permissions=0o644)
_GONE: Final = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)


class WebHost:
    """A `Storage` on a web host. Use it in a `with` block."""

    def __init__(self, address: HostAddress, pauses: Sequence[float] = PAUSES) -> None:
        self._address = address
        self._pauses = pauses
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="web host", daemon=True)
        self._connection: HostConnection | None = None
        self._connecting = asyncio.Lock()
        self._folders = HostFolders(address.folder)
        self._last = ""
        self._parts = (f"{PARTS}/{token_hex(4)}-{number}" for number in count())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._wait_for(self._disconnected())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    # ---- what a storage does

    def put(self, artifacts: Iterable[tuple[str, bytes]], *, durable: bool) -> Mapping[str, str]:  # noqa: ARG002
        """Write several at once; each is on the host's medium before it becomes visible, if the host can do that."""
        refused = self._wait_for(self._all([(path, self._writing(path, data)) for path, data in artifacts]))
        self._ask(self._sync_names)
        return refused

    def settle(self) -> None:
        """Nothing is left to do: each file was brought to the medium by itself."""

    def remove(self, paths: Iterable[str]) -> Mapping[str, str]:
        """Delete files, and the folders they leave empty."""
        listed = list(paths)
        refused = self._wait_for(self._all([(path, self._removing(path)) for path in listed]))
        self._ask(lambda sftp: self._folders.prune(sftp, listed))
        return refused

    def read(self, path: str) -> bytes | None:
        """The bytes of a file."""
        return self._ask(lambda sftp: self._read(sftp, path))

    def claim(self, destination: str) -> bool:
        """Write the mark; a folder of somebody else's files is refused. What starts with a dot may be the host's."""
        return claim_by_mark(
            self,
            destination,
            self._address.name,
            lambda: any(not name.startswith(".") for name in self._names("")),
            "files that Broadsheet did not print. Name an empty folder, or empty this one.",
        )

    def sweep(self) -> int:
        """Delete what a killed run left half-written; how many files."""
        left = [f"{PARTS}/{name}" for name in self._names(PARTS) if not name.startswith(".")]
        self._wait_for(self._all([(path, self._removing(path)) for path in left]))
        return len(left)

    # ---- one file

    def _place(self, path: str) -> str:
        return f"{self._address.folder}/{inside(path)}" if path else self._address.folder

    def _writing(self, path: str, data: bytes) -> Callable[[asyncssh.SFTPClient], Awaitable[None]]:
        async def write(sftp: asyncssh.SFTPClient) -> None:
            await asyncio.gather(self._folders.make(sftp, path), self._folders.make(sftp, f"{PARTS}/"))
            part = self._place(next(self._parts))
            try:
                await _write_aside(sftp, part, data)
                # First, for a server that hands out whatever copy lies there: better none than that of the former page.
                await self._remove_copies(sftp, path)
                await sftp.posix_rename(part, self._place(path))
                self._last = self._place(path)
            except asyncssh.SFTPError:
                with suppress(asyncssh.SFTPError):
                    await sftp.remove(part)
                raise
            for ending, copy in self._copies_of(path, data):
                await _write_aside(sftp, part, copy)
                await sftp.posix_rename(part, self._place(path) + ending)

        self._place(path)
        return write

    async def _sync_names(self, sftp: asyncssh.SFTPClient) -> None:
        """Bring the new names to the medium: folders cannot be, but syncing what was renamed last writes all before."""
        if self._last:
            with suppress(asyncssh.SFTPOpUnsupported, *_GONE):
                async with sftp.open(self._last, "rb") as file:
                    await file.fsync()

    def _copies_of(self, path: str, data: bytes) -> Iterable[tuple[str, bytes]]:
        if is_text(path) and SMALLEST <= len(data) <= LARGEST:
            for compression in self._address.compressions:
                ending = COPY_ENDINGS[compression]
                copy = ENCODERS[ending](data)
                if len(copy) < len(data):
                    yield ending, copy

    def _removing(self, path: str) -> Callable[[asyncssh.SFTPClient], Awaitable[None]]:
        async def remove(sftp: asyncssh.SFTPClient) -> None:
            await self._remove_copies(sftp, path)
            await _removed(sftp, self._place(path))

        self._place(path)
        return remove

    async def _remove_copies(self, sftp: asyncssh.SFTPClient, path: str) -> None:
        if is_text(path):
            await asyncio.gather(*(_removed(sftp, self._place(path) + ending) for ending in COPIES))

    async def _read(self, sftp: asyncssh.SFTPClient, path: str) -> bytes | None:
        place = self._place(path)
        try:
            async with sftp.open(place, "rb") as file:
                return cast("bytes", await file.read())
        except _GONE:
            return None
        except asyncssh.SFTPFailure:
            if await sftp.isdir(place):
                return None
            raise

    def _names(self, folder: str) -> Sequence[str]:
        async def listed(sftp: asyncssh.SFTPClient) -> Sequence[str]:
            try:
                return [str(name) for name in await sftp.listdir(self._place(folder))]
            except _GONE:
                return ()

        return self._ask(listed)

    # ---- many files, over a line that may break

    def _wait_for[T](self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _ask[T](self, work: Callable[[asyncssh.SFTPClient], Awaitable[T]]) -> T:
        try:
            return self._wait_for(self._kept_up(work))
        except asyncssh.SFTPError as error:
            raise DestinationRefusedError(
                f"{self._address.name} answered “{error.reason}”. Check who owns the folder there and what may "
                "be done in it."
            ) from error

    async def _all(
        self, jobs: Sequence[tuple[str, Callable[[asyncssh.SFTPClient], Awaitable[None]]]]
    ) -> Mapping[str, str]:
        """Do all of these, several at once; which paths it did not work for, with the reasons."""
        refused: dict[str, str] = {}
        waiting = iter(jobs)

        async def work() -> None:
            for path, job in waiting:
                try:
                    await self._kept_up(job)
                except asyncssh.SFTPError as error:
                    refused[path] = await self._reason(path, error)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(AT_ONCE, len(jobs))):
                    group.create_task(work())
        except* BroadsheetError as errors:
            raise errors.exceptions[0] from None
        return refused

    async def _kept_up[T](self, work: Callable[[asyncssh.SFTPClient], Awaitable[T]]) -> T:
        """Do this, again over a new connection when the one at hand breaks off."""
        for pause in (*self._pauses, None):
            connection = None
            try:
                connection = await self._connected()
                return await work(connection.sftp)
            except LOST as error:
                if connection is not None and connection is self._connection:
                    self._connection = None
                    self._folders.forget()
                    connection.abort()
                if pause is None:
                    raise unreachable(self._address, error) from error
                await asyncio.sleep(pause)
            except asyncssh.DisconnectError as error:
                raise unreachable(self._address, error) from error
            except asyncssh.SFTPOpUnsupported as error:
                raise DestinationRefusedError(
                    f"{self._address.name} cannot replace a file in one step ({error.reason}), so readers would see "
                    "half pages. Choose a host whose SFTP server is OpenSSH's."
                ) from error
        raise AssertionError("unreachable: the last pause is None")

    async def _connected(self) -> HostConnection:
        async with self._connecting:
            if self._connection is None:
                self._connection = await HostConnection.to(self._address)
            return self._connection

    async def _disconnected(self) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def _reason(self, path: str, error: asyncssh.SFTPError) -> str:
        """Why one file could not be written; raises TreeError when no other could be, either."""
        if isinstance(error, asyncssh.SFTPPermissionDenied):
            raise DestinationRefusedError(
                f"{path} cannot be written in {self._address.name}: permission denied. Check who owns the folder there."
            ) from error
        if await self._is_full():
            raise DestinationFullError(
                f"No room left for {path} in {self._address.name}. Free some space there and run the press again; what "
                "was printed before is whole."
            ) from error
        return f"the host answered “{error.reason}”; the next press run tries again"

    async def _is_full(self) -> bool:
        async def look(sftp: asyncssh.SFTPClient) -> bool:
            with suppress(asyncssh.SFTPError):
                found = await sftp.statvfs(self._address.folder)
                return bool(found.bavail < 16 or (found.files and not found.favail))
            return False

        return await self._kept_up(look)


async def _write_aside(sftp: asyncssh.SFTPClient, part: str, data: bytes) -> None:
    async with sftp.open(part, "wb", attrs=_READABLE) as file:
        await file.write(data)
        with suppress(asyncssh.SFTPOpUnsupported):  # then nothing better can be had there
            await file.fsync()


async def _removed(sftp: asyncssh.SFTPClient, place: str) -> None:
    with suppress(*_GONE):
        await sftp.remove(place)
