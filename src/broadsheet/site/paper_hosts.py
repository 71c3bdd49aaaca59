"""The `[[hosts]]` of `broadsheet.toml`: buckets and web hosts that get what is printed into the paper's own folder."""

from pathlib import Path
from typing import Any, Final

from broadsheet.errors import SettingRefusedError
from broadsheet.tree.destination import (
    BROTLI,
    GZIP,
    BucketAddress,
    Destination,
    HostAddress,
    bucket_address,
    host_address,
    is_remote,
)

type Host = BucketAddress | HostAddress

KEYS_OF_BUCKETS: Final = frozenset({"address", "key_file", "compress", "endpoint", "region"})
KEYS_OF_WEB_HOSTS: Final = frozenset({"address", "key_file", "compress", "known_hosts"})


def hosts_from(listed: object, folder: Path, public: tuple[Path, ...]) -> tuple[Host, ...]:
    """
    The hosts that the file names; relative paths start from `folder`.

    Raises SettingRefusedError for what is written wrongly, for a host named twice, and for a key file that lies in one
    of the folders in `public`.
    """
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise SettingRefusedError("broadsheet.toml: write each host as a table of its own, beginning with [[hosts]].")
    hosts = tuple(_host_from(table, folder) for table in listed)
    if len({host.name for host in hosts}) != len(hosts):
        raise SettingRefusedError("broadsheet.toml: two of the [[hosts]] have the same address. Take one out.")
    for host in hosts:
        if host.key_file is not None and any(host.key_file.resolve().is_relative_to(each) for each in public):
            raise SettingRefusedError(
                f"broadsheet.toml: the key file {host.key_file} lies where readers could fetch it. Put it elsewhere, "
                "and have that key replaced."
            )
    return hosts


def destination_from(text: str, hosts: tuple[Host, ...]) -> Destination:
    """What `--destination` names: a host of the file with all it says of it, another host, or a folder."""
    if not is_remote(text):
        return Path(text).resolve()
    asked = _addressed(text)
    return next((host for host in hosts if host.name == asked.name), asked)


def _addressed(text: str) -> Host:
    return bucket_address(text) if text.startswith("s3:") else host_address(text)


def _host_from(table: dict[str, Any], folder: Path) -> Host:
    address = _said(table, "address")
    if not is_remote(address):
        raise SettingRefusedError(
            "broadsheet.toml: `address` of each of the [[hosts]] must be s3://BUCKET/PREFIX or sftp://USER@HOST/FOLDER."
        )
    of_bucket = address.startswith("s3:")
    known = KEYS_OF_BUCKETS if of_bucket else KEYS_OF_WEB_HOSTS
    if unknown := table.keys() - known:
        raise SettingRefusedError(
            f"broadsheet.toml: `{min(unknown)}` is nothing that can be said of this kind of host. Known are: "
            f"{', '.join(sorted(known))}."
        )
    compress = _compress(table)
    if of_bucket:
        return _bucket_from(address, table, folder, compress)
    return host_address(
        address,
        key_file=_path(table, "key_file", folder),
        known_hosts=_path(table, "known_hosts", folder),
        compressions=compress,
    )


def _bucket_from(address: str, table: dict[str, Any], folder: Path, compress: tuple[str, ...]) -> BucketAddress:
    if len(compress) > 1:
        raise SettingRefusedError(
            f'broadsheet.toml: an object in a bucket has one form only; write compress = "{GZIP}" for {address}.'
        )
    return bucket_address(
        address,
        endpoint=_said(table, "endpoint"),
        region=_said(table, "region"),
        key_file=_path(table, "key_file", folder),
        compression="".join(compress),
    )


def _compress(table: dict[str, Any]) -> tuple[str, ...]:
    said = table.get("compress", [])
    listed = [said] if isinstance(said, str) else said
    if not isinstance(listed, list) or any(each not in (GZIP, BROTLI) for each in listed):
        raise SettingRefusedError(f'broadsheet.toml: `compress` must be "{GZIP}", "{BROTLI}" or a list of them.')
    return tuple(dict.fromkeys(listed))


def _said(table: dict[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise SettingRefusedError(f"broadsheet.toml: `{key}` of each of the [[hosts]] must be text in quotes.")
    return value.strip()


def _path(table: dict[str, Any], key: str, folder: Path) -> Path | None:
    said = _said(table, key)
    return folder / Path(said).expanduser() if said else None
