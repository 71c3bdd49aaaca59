"""
What a command costs with every process it starts: processor time, wall time, most memory held at once.

This process adopts what the command leaves behind (Linux's child subreaper), so a server of forks that outlives the
command is counted, too. Memory is the proportional set size, summed over the tree and looked at ten times a second.
"""

import ctypes
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SET_CHILD_SUBREAPER: Final = 36  # PR_SET_CHILD_SUBREAPER of <linux/prctl.h>
_LOOK_EVERY: Final = 0.1  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds in the program and in the kernel, wall seconds, peak bytes, and what the command said."""

    user: float
    system: float
    wall: float
    peak: int
    said: str

    @property
    def cpu(self) -> float:
        return self.user + self.system


def cost_of(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command in a folder until it and all it started have ended; SystemExit when it fails."""
    if ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    ended = threading.Event()
    peaks: list[int] = []
    watch = threading.Thread(target=_watch, args=(ended, peaks))
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)  # noqa: S603 -- the bench's own
        watch.start()
        user, system = _reap(process)
        wall = time.perf_counter() - started
        ended.set()
        watch.join()
        said.seek(0)
        text = said.read()
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}:\n{text[-3000:]}")
    return Cost(user=user, system=system, wall=wall, peak=max(peaks, default=0), said=text)


def _reap(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Wait for all children, adopted ones too; their user and system seconds with those they waited for."""
    user = system = 0.0
    while True:
        try:
            ended, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            return user, system
        user, system = user + used.ru_utime, system + used.ru_stime
        if ended == process.pid:
            process.returncode = os.waitstatus_to_exitcode(status)


def _watch(ended: threading.Event, peaks: list[int]) -> None:
    while not ended.wait(_LOOK_EVERY):
        peaks.append(sum(_held(process) for process in below(os.getpid())))


def below(process: int) -> Iterator[int]:
    """All processes below one."""
    try:
        lists = [each.read_text() for each in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:  # it has just ended
        return
    for child in map(int, " ".join(lists).split()):
        yield child
        yield from below(child)


def _held(process: int) -> int:
    """Bytes a process holds, of shared ones its share; 0 when it has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
