"""The machine's own nginx and Caddy, run with the files of `deploy/` on free ports of this machine."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.house.sources import ROOT
from tests.site.serving import Reply, free_port

DEPLOY = ROOT / "deploy"

NGINX_MISSING = "no nginx: sudo apt install -y nginx-light"
CADDY_MISSING = "no Caddy: sudo apt install -y caddy"

PATIENCE = 60

_NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr emerg;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/paper.conf;
}}
"""


@dataclass(frozen=True, kw_only=True)
class WebServer:
    """A running server; `said` holds whatever it wrote anywhere."""

    port: int
    plain_port: int
    folder: Path

    def get(self, path: str, host: str = "paper.example", **headers: str) -> Reply:
        """One question over TLS, as a reader's browser puts it."""
        return _asked(_Secure(self.port, host), path, host, headers)

    def get_plain(self, path: str, host: str = "paper.example") -> Reply:
        """The same without TLS."""
        return _asked(HTTPConnection("127.0.0.1", self.plain_port, timeout=30), path, host, {})

    def said(self) -> str:
        """Everything it logged."""
        return "".join(path.read_text(errors="replace") for path in self.folder.glob("*.log"))


class _Secure(HTTPConnection):
    """TLS to this machine under another name; the certificate is our own, so nobody checks it."""

    def __init__(self, port: int, host: str) -> None:
        super().__init__("127.0.0.1", port, timeout=30)
        self._name = host

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.sock = context.wrap_socket(self.sock, server_hostname=self._name)


def _asked(connection: HTTPConnection, path: str, host: str, headers: dict[str, str]) -> Reply:
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    reply = Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return reply


def nginx_files(folder: Path, tree: Path, newsroom: int) -> tuple[Path, int, int]:
    """The site's file with this machine's places in it; the main file, the port and the plain port."""
    port, plain = free_port(), free_port()
    text = _of_this_machine(folder, tree)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace("listen 443 ", f"listen 127.0.0.1:{port} ")
    text = re.sub(r"/etc/letsencrypt/live/[^/]+/", f"{_certificate(folder)}/", text)
    (folder / "paper.conf").write_text(text.replace("127.0.0.1:8000", f"127.0.0.1:{newsroom}"))
    return nginx_main(folder), port, plain


def shipped_nginx(tree: Path, folder: Path, address: str) -> str:
    """The site's file without TLS, for measuring: readers' part alone answers at this address."""
    text = re.sub(r" *ssl_certificate.*\n", "", _of_this_machine(folder, tree))
    maps, _, secure, _ = re.split(r"^server \{", text, flags=re.MULTILINE)
    return f"{maps}server {{{secure}".replace("listen 443 ssl;", f"listen {address};")


def _of_this_machine(folder: Path, tree: Path) -> str:
    text = re.sub(r" *listen \[::\].*\n", "", (DEPLOY / "nginx.conf").read_text())
    return text.replace("/srv/paper/site", str(tree)).replace("/var/log/nginx", str(folder))


def nginx_main(folder: Path) -> Path:
    """A main file that includes `paper.conf` of the same folder."""
    user = "user root;" if _is_root() else ""
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, user=user))
    return folder / "nginx.conf"


@contextmanager
def running_nginx(folder: Path, tree: Path, newsroom: int, *, reads: bool = False) -> Iterator[WebServer]:
    """nginx, stopped at the end; with `reads` it writes down what is read, as its file says."""
    main, port, plain = nginx_files(folder, tree, newsroom)
    if reads:
        place = folder / "paper.conf"
        line = f"access_log {folder}/reads.log broadsheet_reads;"
        place.write_text(_of_papers_own(place.read_text(), "access_log off;", line))
    with running_program([nginx_program(), "-p", folder, "-c", main], folder, port):
        yield WebServer(port=port, plain_port=plain, folder=folder)


def _of_papers_own(text: str, old: str, new: str) -> str:
    """The file with a line changed in the server that readers ask."""
    before, own, after = text.partition("server_name paper.example;\n")
    return before + own + after.replace(old, new, 1)


def check_nginx(folder: Path, tree: Path) -> str:
    """What `nginx -t` says of the site's file; it must be content."""
    main, _, _ = nginx_files(folder, tree, 1)
    ended = subprocess.run(
        [nginx_program(), "-t", "-p", folder, "-c", main], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stderr


@contextmanager
def running_caddy(folder: Path, tree: Path, newsroom: int, *, reads: bool = False) -> Iterator[WebServer]:
    """Caddy, stopped at the end; with `reads` it writes down what is read, as its file says."""
    port, plain = free_port(), free_port()
    text = (DEPLOY / "Caddyfile").read_text()
    own = f"\n\tadmin off\n\tdefault_bind 127.0.0.1\n\thttp_port {plain}\n\thttps_port {port}\n"
    own += "\tauto_https disable_certs\n\tskip_install_trust\n"
    text = text.replace("\n{\n", f"\n{{{own}", 1)
    keys = _certificate(folder)
    tls = f"\ttls {keys}/fullchain.pem {keys}/privkey.pem\n"
    text = re.sub(r"^((?:newsroom\.)?paper\.example \{\n)", rf"\1{tls}", text, flags=re.MULTILINE)
    text = text.replace("/srv/paper/site", str(tree)).replace("127.0.0.1:8000", f"127.0.0.1:{newsroom}")
    text = text.replace("/var/log/caddy", str(folder))
    (folder / "Caddyfile").write_text(text.replace("# import reads", "import reads") if reads else text)
    with running_program(
        [shutil.which("caddy"), "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"], folder, port
    ):
        yield WebServer(port=port, plain_port=plain, folder=folder)


@contextmanager
def running_program(command: list[object], folder: Path, port: int) -> Iterator[None]:
    """A program that answers on a port of this machine, ended with the block."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, env=environment)
        try:
            deadline = time.monotonic() + PATIENCE
            while not _answers(port):
                assert process.poll() is None, (folder / "server.log").read_text()
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def nginx_program() -> str:
    """The machine's nginx."""
    return shutil.which("nginx") or "/usr/sbin/nginx"


def _is_root() -> bool:
    return os.geteuid() == 0


def _certificate(folder: Path) -> Path:
    """A certificate of our own for both names."""
    names = "subjectAltName=DNS:paper.example,DNS:newsroom.paper.example"
    options = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    command = ["openssl", "req", "-x509", *options, "-subj", "/CN=paper.example", "-addext", names, *files]
    subprocess.run(command, check=True, capture_output=True)
    return folder
