"""
Child processes of the server: started with it, watched, started again when they end, ended with it.

A child's standard input is a pipe that closes when the server dies, even by kill -9: a child that reads
it to its end knows when to go.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

logger = logging.getLogger("broadsheet.server")

FIRST_PAUSE: Final = 1.0
"""Seconds before a child that ended is started again; twice as long each time it ends soon after."""

LONGEST_PAUSE: Final = 60.0

LASTING: Final = 60.0
"""A child that ran for so many seconds is taken to be well: the pauses begin anew."""

TIME_TO_END: Final = 10.0
"""Seconds a child has to end by itself before it is killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A program to be kept running: its name for messages, its command, what is added to its environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


async def keep_running(child: Child, environment: Mapping[str, str], first_pause: float = FIRST_PAUSE) -> None:
    """Run a child again and again until this task is cancelled; then end it and return."""
    pause = first_pause
    loop = asyncio.get_running_loop()
    while True:
        started = loop.time()
        ended = await _run(child, {**environment, **child.environment})
        if loop.time() - started > LASTING:
            pause = first_pause
        logger.warning("%s ended (%s); it is started again in %.0f s.", child.name, ended, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _run(child: Child, environment: Mapping[str, str]) -> str:
    try:
        process = await asyncio.create_subprocess_exec(
            *child.command, stdin=asyncio.subprocess.PIPE, env=environment, start_new_session=True
        )
    except OSError as error:
        return str(error)
    try:
        return f"exit code {await process.wait()}"
    finally:
        if process.returncode is None:
            await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Close its input, so that it leaves between two steps of its work; what does not is told to, then made to."""
    if process.stdin:
        process.stdin.close()
    for insist in (process.terminate, process.kill):
        try:
            await asyncio.wait_for(process.wait(), TIME_TO_END)
            return
        except TimeoutError:
            with suppress(ProcessLookupError):
                insist()
    await process.wait()
