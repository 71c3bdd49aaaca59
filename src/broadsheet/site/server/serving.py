"""
Serves one paper: Granian in this process, child processes beside it, until SIGINT or SIGTERM.

Nothing is logged of readers: no address, no path.
"""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from broadsheet.errors import PaperError, SettingRefusedError
from broadsheet.site.server.children import Child, keep_running
from broadsheet.site.server.tree_application import TreeApplication
from broadsheet.site.server.whole_application import Loader, Newsroom, WholeApplication
from broadsheet.tree.compression import CompressedCopies

logger = logging.getLogger("broadsheet.server")

_PORTS: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """
    What is served where.

    `tree` is the printed folder, `record` the file that knows its compressed copies, `newsroom` loads
    what answers under /newsroom/ (None: nothing does), `children` run as long as the server.
    """

    tree: Path
    record: Path
    host: str = "127.0.0.1"
    port: int = 8000
    newsroom: Loader | None = None
    children: Sequence[Child] = ()


def serve(served: Served, ready: Callable[[], None] = lambda: None) -> None:
    """
    Serve until the process is told to stop; `ready` is called once when the address answers.

    Raises SettingRefusedError when the address cannot be had.
    """
    check_address(served.host, served.port)
    asyncio.run(_serve(served, ready))


def check_address(host: str, port: int) -> None:
    """Raise SettingRefusedError, saying what to do, unless this address is free."""
    if not 0 < port < _PORTS:
        raise SettingRefusedError(f"There is no port {port}; choose one from 1 to {_PORTS - 1}.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen(1)
    except OSError as error:
        raise SettingRefusedError(
            f"The address {host}:{port} cannot be used ({error}). Stop the program that has it, or choose another port."
        ) from error


async def _serve(served: Served, ready: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    newsroom = Newsroom(served.newsroom) if served.newsroom else None
    with closing(CompressedCopies.open(served.record, served.tree)) as copies:
        application = WholeApplication(TreeApplication(served.tree, copies), newsroom)
        server = Server(
            application,
            address=served.host,
            port=served.port,
            interface=Interfaces.ASGINL,
            websockets=False,
            backlog=1024,
            log_level=LogLevels.error,
            log_access=False,
        )
        logging.getLogger("_granian").setLevel(logging.ERROR)
        for stop in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(stop, server.stop)
        work = [keep_running(child, os.environ) for child in served.children]
        work += [_when_answering(served, ready), *([_warm_up(newsroom)] if newsroom else [])]
        beside = [asyncio.create_task(each) for each in work]
        for task in beside:
            task.add_done_callback(_say_if_failed)
        try:
            await server.serve()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
        if not server.interrupt_signal:
            raise PaperError("The server ended without being told to; start it again and look at its messages above.")


def _say_if_failed(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception():
        logger.error("Something beside the server failed.", exc_info=task.exception())


async def _when_answering(served: Served, ready: Callable[[], None]) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection(served.host, served.port)
        except OSError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        ready()
        return


async def _warm_up(newsroom: Newsroom) -> None:
    """Load the newsroom before the first editor asks: Django takes seconds."""
    await newsroom.application()
