"""
What is done about the pictures of a source: those that lie in it, and those of which it knows the address only.

The network is asked before a batch of records is taken in, never while the database is held: an old site may be slow,
and the newsroom works on meanwhile.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import Final

from broadsheet.errors import FetchingError
from broadsheet.fetching import FetchedFile, FetchedFiles

AT_ONCE: Final = 8
"""Threads that fetch; the pace of the fetcher decides how many of them ask at the same time."""


class MediaPolicy(StrEnum):
    """Take pictures lying in the source, ask the old site for the others too, or take none."""

    KEEP = "keep"
    FETCH = "fetch"
    SKIP = "skip"


class Media:
    """The policy of one import, and what was fetched in it. `files` is needed for FETCH only."""

    def __init__(self, policy: MediaPolicy = MediaPolicy.KEEP, files: FetchedFiles | None = None) -> None:
        self.policy = policy
        self._files = files if policy is MediaPolicy.FETCH else None
        self._fetched: dict[str, FetchedFile | str] = {}

    @property
    def fetches(self) -> bool:
        """Whether the old site is asked."""
        return self._files is not None

    @property
    def skips(self) -> bool:
        """Whether no picture is taken at all."""
        return self.policy is MediaPolicy.SKIP

    def fetch_all(self, addresses: Iterable[str]) -> None:
        """Ask for what was not asked for yet, several hosts at once."""
        wanted = [address for address in dict.fromkeys(addresses) if address not in self._fetched]
        if self._files is None or not wanted:
            return
        with ThreadPoolExecutor(min(AT_ONCE, len(wanted))) as threads:
            self._fetched |= zip(wanted, threads.map(self._fetch, wanted), strict=True)

    def fetched(self, address: str) -> FetchedFile | str:
        """What an address holds, or why it was not had."""
        self.fetch_all((address,))
        return self._fetched.get(address, "its address is not fetched here")

    def note(self, address: str, reason: str) -> None:
        """Remember why what an address holds cannot be used."""
        if self._files is not None and isinstance(self._fetched.get(address), FetchedFile):
            self._files.forget(address)
            self._fetched[address] = reason

    def settle(self) -> None:
        """Leave nothing on the disk of what stands in the newsroom now, in a transaction that has ended."""
        if self._files is None:
            return
        for address in [address for address, found in self._fetched.items() if isinstance(found, FetchedFile)]:
            self._files.forget(address)
            del self._fetched[address]

    def _fetch(self, address: str) -> FetchedFile | str:
        if self._files is None:
            return ""
        try:
            return self._files.get(address)
        except FetchingError as error:
            return str(error)
