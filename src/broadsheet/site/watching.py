"""Starting the worker as a child process, and starting it again whenever it ends by itself. Knows no Django."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds between two starts of a worker that keeps ending; doubled each time."""

log = logging.getLogger("broadsheet.worker")


@contextmanager
def watched_worker(folder: Path, press: Sequence[str] = ()) -> Iterator[None]:
    """Keep a worker running for the paper in `folder` while the block runs; it ends with the block, or with us."""
    watch = _Watch(folder, press)
    thread = threading.Thread(target=watch.keep_running, name="worker-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        watch.stop()
        thread.join(timeout=30)


class _Watch:
    def __init__(self, folder: Path, press: Sequence[str]) -> None:
        self._command = [sys.executable, "-m", "broadsheet.site.worker", str(folder), "--child"]
        if press:
            self._command += ["--", *press]
        self._stopped = threading.Event()
        self._starting = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def keep_running(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopped.is_set():
            child = self._start()
            if child is None:
                return
            code = child.wait()
            if child.stdin is not None:
                child.stdin.close()
            if self._stopped.is_set():
                return
            log.error("The worker ended with code %d; starting it again in %d seconds.", code, pause)
            self._stopped.wait(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    def stop(self) -> None:
        with self._starting:
            self._stopped.set()
            child = self._child
        if child is None:
            return
        if child.stdin is not None:
            child.stdin.close()  # the child sees its parent's end and leaves between two steps
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.terminate()
            child.wait(timeout=10)

    def _start(self) -> subprocess.Popen[bytes] | None:
        with self._starting:
            if self._stopped.is_set():
                return None
            self._child = subprocess.Popen(self._command, stdin=subprocess.PIPE)  # noqa: S603 -- our own module
            return self._child
