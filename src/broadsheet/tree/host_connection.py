"""
The way to a web host: SSH with a key, to a host whose own key is known beforehand.

No password is ever asked for or sent. A host whose key nobody has looked at is not talked to.
"""

import asyncio
from dataclasses import dataclass
from typing import Final, Self

import asyncssh

from broadsheet.errors import (
    DestinationRefusedError,
    DestinationUnreachableError,
    HostUnknownError,
    SettingRefusedError,
    TreeError,
)
from broadsheet.tree.bucket_keys import check_private
from broadsheet.tree.destination import HostAddress

LOST: Final = (
    asyncssh.ConnectionLost,
    asyncssh.SFTPConnectionLost,
    asyncssh.SFTPNoConnection,
    asyncssh.ChannelOpenError,
    OSError,
)
"""What a connection that broke off, or cannot be had now, raises."""

CONNECT_SECONDS: Final = 20
SILENT_SECONDS: Final = 15
SILENCES: Final = 4
"""A connection over which nothing is heard for 15 seconds is asked for a sign of life; after four, it is dead."""


@dataclass(slots=True)
class HostConnection:
    """One open connection."""

    sftp: asyncssh.SFTPClient
    _connection: asyncssh.SSHClientConnection

    @classmethod
    async def to(cls, address: HostAddress) -> Self:
        """Connect. Raises one of `LOST` when another try may help, TreeError or SettingRefusedError when not."""
        key = _own_key(address)
        known_hosts = await _known_hosts(address)
        try:
            connection = await asyncssh.connect(
                address.host,
                address.port,
                username=address.user or (),
                client_keys=[key] if key else (),
                known_hosts=known_hosts,
                config=None,
                preferred_auth="publickey",
                password_auth=False,
                kbdint_auth=False,
                connect_timeout=CONNECT_SECONDS,
                login_timeout=CONNECT_SECONDS,
                keepalive_interval=SILENT_SECONDS,
                keepalive_count_max=SILENCES,
            )
        except asyncssh.HostKeyNotVerifiable:
            raise await _unknown_host(address) from None
        except asyncssh.PermissionDenied as error:
            raise _not_let_in(address) from error
        try:
            return cls(await connection.start_sftp_client(), connection)
        except asyncssh.SFTPError as error:
            connection.close()
            raise DestinationRefusedError(
                f"{address.name} opens no SFTP session: {error.reason}. Ask the host whether SFTP is switched on."
            ) from error

    def abort(self) -> None:
        """Leave a host that no longer answers."""
        self._connection.abort()

    async def close(self) -> None:
        """Say goodbye; a host that does not listen is left."""
        self._connection.close()
        try:
            async with asyncio.timeout(5):
                await self._connection.wait_closed()
        except (TimeoutError, asyncssh.Error, OSError):
            self._connection.abort()


def unreachable(address: HostAddress, error: Exception) -> TreeError:
    """What to raise when no connection can be had, or kept."""
    said = str(error) or type(error).__name__
    return DestinationUnreachableError(
        f"{address.name} does not answer, or no longer ({said}). Check address and network, and run the press "
        "again: it goes on where this run ended; what was printed before is whole."
    )


def _own_key(address: HostAddress) -> asyncssh.SSHKey | None:
    if address.key_file is None:
        return None
    check_private(address.key_file)
    try:
        return asyncssh.read_private_key(address.key_file)
    except asyncssh.KeyImportError as error:
        raise SettingRefusedError(
            f"{address.key_file} cannot be used as a key: {error}. It must be a private key without a passphrase; "
            "put one that has a passphrase into the SSH agent and leave `key_file` out."
        ) from None


async def _known_hosts(address: HostAddress) -> bytes:
    try:
        return await asyncio.to_thread(address.known_hosts.read_bytes)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SettingRefusedError(f"{address.known_hosts} cannot be read: {error.strerror}.") from None


async def _unknown_host(address: HostAddress) -> TreeError:
    """Says which key the host showed, so that somebody can compare it with what the host's papers say."""
    shown = await asyncssh.get_server_host_key(address.host, address.port, config=None)
    if shown is None:
        return HostUnknownError(f"{address.name} showed no key of its own; it cannot be told from any other host.")
    kind, key = shown.export_public_key().decode().split()[:2]
    name = address.host if address.port == asyncssh.DEFAULT_PORT else f"[{address.host}]:{address.port}"
    seen = f"{address.host} showed the key {shown.get_fingerprint()} ({kind})"
    known, *_ = asyncssh.match_known_hosts(await _known_hosts(address), address.host, "", address.port)
    if known:
        return HostUnknownError(
            f"{seen}, and {address.known_hosts} has another one for it: the host has a new key, or somebody stands "
            "between. Nothing was sent. Ask the host; if the new key is theirs, replace the line by: "
            f"{name} {kind} {key}"
        )
    return HostUnknownError(
        f"{seen}, which is not known. Nothing was sent. Compare it with the fingerprint your host publishes; if they "
        f"are the same, add this line to {address.known_hosts}: {name} {kind} {key}"
    )


def _not_let_in(address: HostAddress) -> TreeError:
    which = f"the key in {address.key_file}" if address.key_file else "any key of the SSH agent or of ~/.ssh"
    return DestinationRefusedError(
        f"{address.name} does not let you in with {which}. Give the host the public key that belongs to it, and check "
        "the user's name in the address."
    )
