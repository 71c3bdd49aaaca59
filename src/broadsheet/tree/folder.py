"""A folder as destination: written beside, then renamed, so that no half page is ever visible."""

import errno
import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from broadsheet.errors import DestinationFullError, DestinationRefusedError, TreeError
from broadsheet.tree.storage import inside

MARK: Final = ".broadsheet"
"""The file that says which ledger belongs to a folder."""

COPIES: Final = (".br", ".gz", ".zst")
"""What a compressed copy's name adds to its file's."""

BESIDE: Final = ".part"
"""The ending of a file that is being written; never served, swept away at the next run."""


class Folder:
    """A `Storage` in a folder of the local file system."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._made: set[str] = set()
        self._fresh: set[str] = set()

    def put(self, artifacts: Iterable[tuple[str, bytes]], *, durable: bool) -> Mapping[str, str]:
        """Write each beside its place and rename it there; with `durable`, fsync file and folder."""
        for path, data in artifacts:
            try:
                self._write(path, data, durable=durable)
            except OSError as error:
                raise self.refusal(path, error) from error
        return {}

    def _write(self, path: str, data: bytes, *, durable: bool) -> None:
        target = self._place(path)
        parent, _, _ = target.rpartition("/")
        if parent not in self._made:
            self._make_folders(parent, durable=durable)
        beside = target + BESIDE
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
        try:
            written = os.write(descriptor, data)
            while written < len(data):
                written += os.write(descriptor, memoryview(data)[written:])
            if durable:
                os.fsync(descriptor)
        except OSError:
            with suppress(OSError):
                os.unlink(beside)  # noqa: PTH108  # see below
            raise
        finally:
            os.close(descriptor)
        if parent in self._fresh and not os.path.lexists(target):  # as below
            os.rename(beside, target)  # noqa: PTH104  # ten thousand times a run: a Path each costs more than the call
        else:
            with exchanging(self.root):
                # First, for a server that hands out whatever copy lies there: better none than of the former page.
                _remove_copies(target)
                os.rename(beside, target)  # noqa: PTH104  # as above
        if durable:
            _sync_folder(parent)

    def _place(self, path: str) -> str:
        return f"{self.root}/{inside(path)}"

    def _make_folders(self, folder: str, *, durable: bool) -> None:
        try:
            os.mkdir(folder)  # noqa: PTH102  # as above
        except FileExistsError:
            if not os.path.isdir(folder):  # noqa: PTH112  # as above
                raise
        except FileNotFoundError:
            above = folder.rpartition("/")[0]
            self._make_folders(above, durable=durable)
            self._make_folders(folder, durable=durable)
        else:
            self._fresh.add(folder)
            if durable:
                _sync_folder(folder.rpartition("/")[0])
        self._made.add(folder)

    def settle(self) -> None:
        """Bring everything written to the medium with one call."""
        self.root.mkdir(parents=True, exist_ok=True)
        os.sync()

    def remove(self, paths: Iterable[str]) -> Mapping[str, str]:
        """Delete files and the folders they leave empty."""
        for path in paths:
            target = self._place(path)
            with suppress(FileNotFoundError, NotADirectoryError), exchanging(self.root):
                _remove_copies(target)
                Path(target).unlink()
            folder = Path(target).parent
            while folder != self.root:
                try:
                    folder.rmdir()
                except OSError:
                    break
                self._made.discard(str(folder))
                self._fresh.discard(str(folder))
                folder = folder.parent
        return {}

    def read(self, path: str) -> bytes | None:
        """The bytes of a file."""
        try:
            return Path(self._place(path)).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def claim(self, destination: str) -> bool:
        """Write the mark file; True when it said the same already. A folder of somebody else's files is refused."""
        mark = self.root / MARK
        try:
            if mark.exists():
                present = mark.read_text().strip()
            elif self.root.exists() and any(self.root.iterdir()):
                raise DestinationRefusedError(
                    f"{self.root} holds files that Broadsheet did not print. Name an empty folder, or empty this one."
                )
            else:
                present = ""
            if present != destination:
                self.root.mkdir(parents=True, exist_ok=True)
                self._write(MARK, f"{destination}\n".encode(), durable=True)
        except OSError as error:
            raise self.refusal(MARK, error) from error
        return present == destination

    def sweep(self) -> int:
        """Delete what a killed run left half-written; how many files."""
        left = [path for path in self.root.rglob(f"*{BESIDE}") if path.is_file()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def refusal(self, path: str, error: OSError) -> TreeError:
        """What to raise when something could not be written here."""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DestinationFullError(
                f"No room left for {path} in {self.root}. Free some space and run the press again; "
                "what was printed before is whole."
            )
        return DestinationRefusedError(
            f"{path} cannot be written in {self.root}: {error.strerror}. "
            "Make it writable: look at its disk, owner and rights."
        )


@contextmanager
def exchanging(root: Path) -> Iterator[None]:
    """
    Exchange a file or lay a copy beside it while nobody else does either: no copy ever lies beside another page.

    One at a time, and released by whatever ends the process. Where a file system has no locks, it goes on without.
    """
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _remove_copies(target: str) -> None:
    for ending in COPIES:
        with suppress(FileNotFoundError):
            os.unlink(target + ending)  # noqa: PTH108  # as above


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
