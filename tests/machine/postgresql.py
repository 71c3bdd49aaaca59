"""A private PostgreSQL server for a test run, from the machine's own programs.

PostgreSQL refuses to run as root, so root starts it as the user `postgres`, in a folder that user may enter.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

POSTGRESQL_MISSING = "no PostgreSQL server: sudo apt install -y postgresql (no running service is needed)"

_DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
_SUPERUSER = "postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgreSQL:
    """A running server: any database may be made on it. Listens on this machine's loopback address only."""

    port: int
    host: str = "127.0.0.1"
    user: str = _SUPERUSER

    def url(self, database: str = "postgres") -> str:
        """Address of one of its databases, as a paper's settings name it."""
        return f"postgresql://{self.user}@{self.host}:{self.port}/{database}"


def find_postgresql() -> Path | None:
    """Folder of the newest PostgreSQL server's programs (Debian keeps them off PATH)."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = [path.parent for path in _DEBIAN_PROGRAMS.glob("*/bin/initdb")]
    return max(folders, key=lambda folder: float(folder.parent.name), default=None)


@contextmanager
def running_cluster(programs: Path) -> Iterator[PostgreSQL]:
    """Make a cluster in a folder of its own, run it, and remove it."""
    # Not in pytest's own folder: that one is closed to the user postgres, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="broadsheet-postgresql-", dir="/tmp"))
    try:
        if _as_user():
            shutil.chown(folder, _SUPERUSER)
        data, port = folder / "data", _free_port()
        _run(programs / "initdb", f"--pgdata={data}", f"--username={_SUPERUSER}", "--auth=trust", "--encoding=UTF8")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(
            programs / "pg_ctl",
            "start",
            "--wait",
            f"--pgdata={data}",
            f"--log={folder / 'log'}",
            f"--options={options}",
        )
        try:
            yield PostgreSQL(port=port)
        finally:
            _run(programs / "pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={data}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_user() -> str | None:
    """The user to run the server's programs as; None means ourselves."""
    if os.geteuid() != 0:
        return None
    pwd.getpwnam(_SUPERUSER)
    return _SUPERUSER


def _run(program: Path, *arguments: str) -> None:
    """Run a server program and show what it said when it fails. Its output goes to a file: the server inherits it."""
    with tempfile.TemporaryFile("w+") as output:
        completed = subprocess.run(
            [program, *arguments], user=_as_user(), cwd="/", stdout=output, stderr=output, check=False
        )
        output.seek(0)
        assert completed.returncode == 0, output.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
