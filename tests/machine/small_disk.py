"""A real file system of a few megabytes, to be filled."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_SMALL_DISK = "a small file system cannot be mounted here: that needs root, and mount(8) of a tmpfs or of a file."


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Path | None]:
    """A file system of this size mounted on a new folder; None where that is not allowed."""
    folder.mkdir()
    if not (_mounted(["-t", "tmpfs", "-o", f"size={mebibytes}M", "tmpfs", str(folder)]) or _loop(folder, mebibytes)):
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _loop(folder: Path, mebibytes: int) -> bool:
    file = folder.with_name(f"{folder.name}.disk")
    with file.open("wb") as opened:
        opened.truncate(mebibytes * 1024 * 1024)
    maker = shutil.which("mkfs.ext4") or shutil.which("mkfs.ext4", path="/usr/sbin:/sbin")
    made = maker and subprocess.run([maker, "-q", "-F", str(file)], check=False, capture_output=True).returncode == 0
    return bool(made) and _mounted(["-o", "loop", str(file), str(folder)])


def _mounted(arguments: list[str]) -> bool:
    if shutil.which("mount") is None or os.geteuid() != 0:
        return False
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


class Ballast:
    """Fills a file system but for some bytes, and goes."""

    def __init__(self, disk: Path) -> None:
        self._file = disk / "ballast"

    def leave(self, kibibytes: int) -> None:
        """Fill the disk until only so much is left."""
        found = os.statvfs(self._file.parent)
        size = max(0, found.f_bavail * found.f_frsize - kibibytes * 1024)
        with self._file.open("ab") as opened:
            while size > 0:
                size -= opened.write(b"\0" * min(size, 1 << 20))

    def go(self) -> None:
        """Free the space again."""
        self._file.unlink()
