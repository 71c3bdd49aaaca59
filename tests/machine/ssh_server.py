"""A real SSH server on this machine, for the user who runs the tests, and a line to it that can be cut."""

import os
import pwd
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet.tree.destination import HostAddress
from tests.machine.bucket_server import free_port

SSHD_MISSING = "no sshd here. Install it: apt-get install openssh-server"

_CONFIG = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
Subsystem sftp internal-sftp {options}
"""


def find_sshd() -> Path | None:
    """The SSH server program of this machine."""
    found = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSsh:
    """An SSH server with a key of its own (`host_key`), that lets in whoever has `user_key`."""

    port: int
    folder: Path

    @property
    def user_key(self) -> Path:
        return self.folder / "user_key"

    @property
    def host_line(self) -> str:
        """The host's own key, as it stands in a file of known hosts, without the host."""
        return " ".join((self.folder / "host_key.pub").read_text().split()[:2])

    def address(self, folder: Path, *, port: int = 0, compressions: tuple[str, ...] = ()) -> HostAddress:
        """A folder on this host, known to be the right one; through another port if a line lies before it."""
        port = port or self.port
        known = self.folder / f"known_hosts.{port}"
        known.write_text(f"[127.0.0.1]:{port} {self.host_line}\n")
        return HostAddress(
            host="127.0.0.1",
            port=port,
            user=pwd.getpwuid(os.getuid()).pw_name,
            folder=str(folder),
            key_file=self.user_key,
            known_hosts=known,
            compressions=compressions,
        )


def write_key(path: Path, passphrase: str | None = None) -> None:
    """A new key pair in two files."""
    import asyncssh

    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(path, "pkcs8-pem" if passphrase else "openssh", passphrase)
    key.write_public_key(path.with_name(f"{path.name}.pub"))
    path.chmod(0o600)


@contextmanager
def running_ssh(program: Path, folder: Path, options: str = "") -> Iterator[RunningSsh]:
    """A server on the loopback address; `options` are those of its SFTP part."""
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where the server, as root, locks up what it does not trust
    for name in ("host_key", "user_key"):
        write_key(folder / name)
    shutil.copy(folder / "user_key.pub", folder / "authorized_keys")
    server = RunningSsh(port=free_port(), folder=folder)
    config = folder / "sshd_config"
    config.write_text(_CONFIG.format(port=server.port, folder=folder, options=options))
    log = folder / "sshd.log"
    process = subprocess.Popen([program, "-D", "-f", config, "-E", log])
    try:
        _wait_for(server.port, process, log)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        with socket.socket() as found:
            if found.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"sshd did not start: {log.read_text()}")


@dataclass(slots=True)
class CutLine:
    """
    Passes bytes on to a server and breaks off.

    Each connection is cut after `bytes_each` bytes sent to the server, as often as `cuts` says; then none any more,
    or, with `gone_then`, nobody listens any more.
    """

    target: int
    bytes_each: int = 0
    cuts: int = 0
    gone_then: bool = False
    port: int = 0
    done: int = 0
    _listening: socket.socket | None = None
    _open: list[socket.socket] = field(default_factory=list)

    def start(self) -> None:
        """Listen."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def stop(self) -> None:
        """Cut everything and listen no more."""
        if self._listening is not None:
            with suppress(OSError):
                self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
            self._listening = None
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self._open += near, far
                for one, other, counted in ((near, far, True), (far, near, False)):
                    threading.Thread(target=self._pass_on, args=(one, other, counted), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, counted: bool) -> None:
        passed = 0
        with suppress(OSError):
            while data := one.recv(65536):
                passed += len(data)
                if counted and self.done < self.cuts and passed > self.bytes_each:
                    self.done += 1
                    if self.gone_then and self.done == self.cuts:
                        self.stop()
                    break
                other.sendall(data)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def cut_line(target: int, *, bytes_each: int = 0, cuts: int = 0, gone_then: bool = False) -> Iterator[CutLine]:
    """A line to the server at this port."""
    line = CutLine(target, bytes_each=bytes_each, cuts=cuts, gone_then=gone_then)
    line.start()
    try:
        yield line
    finally:
        line.stop()
