"""
What a destination is called and how it is reached: a folder, a bucket, a folder on a web host.

An address never carries a secret: keys lie in files or in the environment, and neither ledger nor message has them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from broadsheet.errors import DestinationRefusedError, SettingRefusedError
from broadsheet.tree.folder import MARK, Folder
from broadsheet.tree.storage import Storage

BUCKET_SCHEME: Final = "s3"
HOST_SCHEME: Final = "sftp"

GZIP: Final = "gzip"
BROTLI: Final = "brotli"

COPY_ENDINGS: Final = {GZIP: ".gz", BROTLI: ".br"}
"""What a way to compress adds to the name of a copy beside its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketAddress:
    """
    A bucket that speaks S3, and where in it the paper lies (`prefix`, "" for its top).

    `endpoint` is the provider's address, "" for Amazon's own. `key_file` names a file with `access_key_id` and
    `secret_access_key`; without one they come from the environment. `compression` is what pages are stored in.
    """

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""
    key_file: Path | None = None
    compression: str = ""

    @property
    def name(self) -> str:
        """What people call it, and what its ledger is known by."""
        return f"{BUCKET_SCHEME}://{self.bucket}/{self.prefix}".rstrip("/")

    @property
    def identity(self) -> str:
        """The name, and whose bucket it is."""
        return f"{self.name} {self.endpoint}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAddress:
    """
    A folder on a web host that speaks SFTP; a relative one starts where the user comes in.

    `key_file` is a private key without a passphrase; without one the SSH agent is asked. `known_hosts` has the
    host's own key. `compressions` are those of which a copy lies beside each page.
    """

    host: str
    folder: str
    port: int = 22
    user: str = ""
    key_file: Path | None = None
    known_hosts: Path
    compressions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call it, and what its ledger is known by."""
        user = f"{self.user}@" if self.user else ""
        folder = self.folder if self.folder.startswith("/") else f"/~/{self.folder}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{HOST_SCHEME}://{user}{host}:{self.port}{folder}"

    @property
    def identity(self) -> str:
        """The name: it says all."""
        return self.name


type Destination = Path | BucketAddress | HostAddress
"""Where a press run writes."""


def named(destination: Destination) -> str:
    """What people call it."""
    return str(destination) if isinstance(destination, Path) else destination.name


def identity(destination: Destination) -> str:
    """What tells it from all other destinations of a paper."""
    return str(destination.resolve()) if isinstance(destination, Path) else destination.identity


def is_remote(text: str) -> bool:
    """Whether this is the address of a bucket or host, not of a folder."""
    return urlsplit(text).scheme in (BUCKET_SCHEME, HOST_SCHEME) and "://" in text


def bucket_address(
    text: str, *, endpoint: str = "", region: str = "", key_file: Path | None = None, compression: str = ""
) -> BucketAddress:
    """The bucket at `s3://BUCKET/PREFIX`; SettingRefusedError when it is written otherwise."""
    parts = _parts(text, "s3://BUCKET/PREFIX")
    if parts.username or parts.port:
        raise SettingRefusedError(f"{_without_secrets(parts)}: a bucket's address is s3://BUCKET/PREFIX, nothing more.")
    if endpoint and urlsplit(endpoint).scheme not in ("http", "https"):
        raise SettingRefusedError(f"`endpoint` is {endpoint!r}; write a whole address, such as https://s3.example.net.")
    return BucketAddress(
        bucket=parts.netloc,
        prefix=unquote(parts.path).strip("/"),
        endpoint=endpoint.rstrip("/"),
        region=region,
        key_file=key_file,
        compression=compression,
    )


def host_address(
    text: str, *, key_file: Path | None = None, known_hosts: Path | None = None, compressions: tuple[str, ...] = ()
) -> HostAddress:
    """The folder at `sftp://USER@HOST:PORT/FOLDER`; SettingRefusedError when it is written otherwise."""
    parts = _parts(text, "sftp://USER@HOST/FOLDER")
    folder = unquote(parts.path).rstrip("/")
    if not parts.hostname or not folder.strip("/~"):
        raise SettingRefusedError(f"{text}: name host and folder: sftp://USER@HOST/FOLDER, or /~/FOLDER from home.")
    return HostAddress(
        host=parts.hostname,
        port=parts.port or 22,
        user=unquote(parts.username or ""),
        folder=folder.removeprefix("/~/"),
        key_file=key_file,
        known_hosts=known_hosts or Path("~/.ssh/known_hosts").expanduser(),
        compressions=compressions,
    )


def _parts(text: str, shape: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise SettingRefusedError(f"This is no address of a destination; write {shape}.") from None
    if parts.password:
        raise SettingRefusedError(
            f"{_without_secrets(parts)}: an address must carry no password. Use a key file or the SSH agent; "
            "change that password, for it may have been seen."
        )
    if not parts.netloc or parts.query or parts.fragment or ".." in parts.path.split("/"):
        raise SettingRefusedError(f"{_without_secrets(parts)}: write the address as {shape}.")
    return parts


def _without_secrets(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def claim_by_mark(
    storage: Storage, destination: str, name: str, holds_others: Callable[[], bool], refusal: str
) -> bool:
    """
    Write the mark of a destination beyond a wire; whether it lay there already.

    Raises DestinationRefusedError, saying that it holds what `refusal` tells of, when there is no mark and other
    things are there, or when nothing can be written.
    """
    mark = storage.read(MARK)
    present = mark.decode("ascii", "replace").strip() if mark is not None else ""
    if mark is None and holds_others():
        raise DestinationRefusedError(f"{name} holds {refusal}")
    if present != destination:
        for reason in storage.put([(MARK, f"{destination}\n".encode())], durable=True).values():
            raise DestinationRefusedError(f"{name} cannot be written: {reason}")
    return present == destination


@contextmanager
def opened(destination: Destination) -> Iterator[Storage]:
    """The storage at a destination, while the block runs."""
    match destination:
        case Path():
            yield Folder(destination)
        case BucketAddress():
            from broadsheet.tree.bucket import Bucket

            with Bucket(destination) as bucket:
                yield bucket
        case HostAddress():
            from broadsheet.tree.web_host import WebHost

            with WebHost(destination) as host:
                yield host
