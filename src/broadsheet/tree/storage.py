"""Where artifacts are written: the seam between the press and folders, buckets or hosts."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from broadsheet.errors import DestinationRefusedError


class Storage(Protocol):
    """A destination. Nothing half-written is ever visible under an artifact's path."""

    def put(self, artifacts: Iterable[tuple[str, bytes]], *, durable: bool) -> Mapping[str, str]:
        """
        Write artifacts, replacing what was there; a folder writes them in order, what lies beyond a wire at once.

        With `durable` each is on the medium when this returns; without, `settle` must follow.
        Returns the paths that could not be written, each with the reason: of those nobody knows which bytes lie
        there. Raises TreeError when it is the destination that refuses; what was written before stays whole.
        """

    def settle(self) -> None:
        """Return when everything put is on the medium."""

    def remove(self, paths: Iterable[str]) -> Mapping[str, str]:
        """
        Take artifacts away, and the folders that become empty; a missing one is no error.

        Returns the paths that could not be taken away, each with the reason.
        """

    def read(self, path: str) -> bytes | None:
        """The bytes at a path as they were put, None when there is nothing."""

    def claim(self, destination: str) -> bool:
        """Mark the destination with this name; whether it carried the very mark already."""

    def sweep(self) -> int:
        """Delete what a killed run left half-written; how many files."""


def inside(path: str) -> str:
    """The path, which stays inside a destination; DestinationRefusedError when it leads out."""
    if path.startswith("/") or ".." in path.split("/") or "\0" in path:
        raise DestinationRefusedError(f"The path “{path}” leads out of the destination; nothing was written there.")
    return path
