"""Where artifacts are written: the seam between the press and folders, buckets or hosts."""

from collections.abc import Iterable
from typing import Protocol


class Storage(Protocol):
    """A destination. Nothing half-written is ever visible under an artifact's path."""

    def put(self, artifacts: Iterable[tuple[str, bytes]], *, durable: bool) -> None:
        """
        Write artifacts in order, replacing what was there.

        With `durable` each is on the medium before the next becomes visible; without, `settle` must follow.
        Raises DestinationFullError or DestinationRefusedError; what was written before stays whole.
        """

    def settle(self) -> None:
        """Return when everything put is on the medium."""

    def remove(self, paths: Iterable[str]) -> None:
        """Take artifacts away, and the folders that become empty; a missing one is no error."""

    def read(self, path: str) -> bytes | None:
        """The bytes at a path, None when there is nothing."""

    def claim(self, destination: str) -> bool:
        """Mark the destination with this name; whether it carried the very mark already."""
