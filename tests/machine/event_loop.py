"""Running a coroutine from a test: in a thread of its own, for the browser keeps a loop running in the test's."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_alone[T](coroutine: Coroutine[Any, Any, T]) -> T:
    """The coroutine's result, from an event loop that is nobody else's."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
