"""Over https the machine behind the checked number must prove that it has the name that was asked for."""

import datetime
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from broadsheet.errors import ConnectionFailedError
from broadsheet.fetching import Fetcher, Pace, wire

DAY = datetime.timedelta(days=1)


def certificate(folder: Path, name: str, days: int = 9) -> Path:
    """A file with a key and a certificate of this name, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    end = datetime.datetime.now(datetime.UTC) + days * DAY
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - 99 * DAY)
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return file


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"words")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """What this process trusts is read anew, before and after."""
    wire._trust.cache_clear()
    yield monkeypatch
    wire._trust.cache_clear()


def fetched(file: Path, host: str, asked_names: list[str]) -> bytes:
    """What a server with the certificate in `file` answers when it is asked under a name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.sni_callback = lambda _socket, name, _context: asked_names.append(name)
    with HTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            fetcher = Fetcher(loopback=True, pace=Pace(pause=0), resolve=lambda _host, _port: ["127.0.0.1"])
            return fetcher.fetch(f"https://{host}:{server.server_address[1]}/")[1]
        finally:
            server.shutdown()
            thread.join()


def test_the_name_is_told_and_proved_though_a_number_is_reached(tmp_path, trusting):
    file = certificate(tmp_path, "old.example")
    trusting.setenv("SSL_CERT_FILE", str(file))
    names: list[str] = []
    assert fetched(file, "old.example", names) == b"words"
    assert names == ["old.example"]


def test_a_machine_with_another_name_is_not_believed(tmp_path, trusting):
    file = certificate(tmp_path, "other.example")
    trusting.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(ConnectionFailedError, match=r"“old\.example” could not prove who it is"):
        fetched(file, "old.example", [])


def test_a_machine_that_only_vouches_for_itself_is_not_believed(tmp_path, trusting):
    with pytest.raises(ConnectionFailedError, match="could not prove who it is"):
        fetched(certificate(tmp_path, "old.example"), "old.example", [])


def test_a_certificate_that_has_run_out_is_told(tmp_path, trusting):
    file = certificate(tmp_path, "old.example", days=-1)
    trusting.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(ConnectionFailedError, match="expired"):
        fetched(file, "old.example", [])
