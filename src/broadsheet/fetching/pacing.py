"""Politeness: how many are asked at once, and how long each is left alone in between."""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from broadsheet.errors import ConnectionFailedError

LONGEST_PAUSE: Final = 60.0
"""Seconds for which a server's own wish to be left alone is waited out; after that the request has failed."""
FAILURES: Final = 5
"""How often in a row a host may fail to answer before it is asked no more; an archive names thousands of pictures."""


class Pace:
    """
    Lets requests through: at most `at_once` in all, one at a time to each host, with `pause` seconds between them.

    One object is shared by all threads.
    """

    def __init__(self, *, at_once: int = 4, pause: float = 0.5) -> None:
        self._gate = threading.BoundedSemaphore(at_once)
        self._pause = pause
        self._lock = threading.Lock()
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}
        self._failures: Counter[str] = Counter()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for a turn with a host and hold it. Raises ConnectionFailedError when the host is asked no more."""
        with self._lock:
            turn = self._hosts[host]
        with turn:
            if self._failures[host] >= FAILURES:
                raise ConnectionFailedError(
                    f"“{host}” did not answer {FAILURES} times in a row and was not asked again; try again later."
                )
            time.sleep(max(0.0, self._free_at.get(host, 0.0) - time.monotonic()))
            with self._gate:
                try:
                    yield
                    self._failures[host] = 0
                except ConnectionFailedError:
                    self._failures[host] += 1
                    raise
                finally:
                    self._leave_alone(host, self._pause)

    def wish(self, host: str, seconds: float) -> None:
        """Remember how long a server wishes to be left alone."""
        self._leave_alone(host, min(seconds, LONGEST_PAUSE))

    def _leave_alone(self, host: str, seconds: float) -> None:
        self._free_at[host] = max(self._free_at.get(host, 0.0), time.monotonic() + seconds)
