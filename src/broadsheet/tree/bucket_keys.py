"""The keys of a bucket: from a key file, or from the environment. They are never written down anywhere else."""

import configparser
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from broadsheet.errors import SettingRefusedError
from broadsheet.tree.destination import BucketAddress

if TYPE_CHECKING:
    from obstore.store import S3Config

AMAZON: Final = "us-east-1"
"""The region when nobody names one; providers other than Amazon mostly take any."""

_KEYS: Final = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketKeys:
    """What obstore needs to speak to a bucket; `config` holds secrets and is not shown."""

    endpoint: str
    config: "S3Config" = field(repr=False)


def bucket_keys(address: BucketAddress, environment: Mapping[str, str] = os.environ) -> BucketKeys:
    """The keys for this address; SettingRefusedError when there are none, or they could be read by others."""
    if address.key_file is not None:
        known = _from_file(address.key_file)
    else:
        known = {name: environment.get(name.upper(), "") for name in _KEYS}
    if not known.get("aws_access_key_id") or not known.get("aws_secret_access_key"):
        raise SettingRefusedError(
            f"There are no keys for {address.name}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the "
            "environment, or name a file that has aws_access_key_id and aws_secret_access_key as `key_file`."
        )
    endpoint = address.endpoint or environment.get("AWS_ENDPOINT_URL", "")
    region = address.region or environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or AMAZON
    config: S3Config = {
        "access_key_id": known["aws_access_key_id"],
        "secret_access_key": known["aws_secret_access_key"],
        "region": region,
    }
    if known.get("aws_session_token"):
        config["session_token"] = known["aws_session_token"]
    if endpoint:
        config["endpoint"] = endpoint
    return BucketKeys(endpoint=endpoint, config=config)


def _from_file(path: Path) -> Mapping[str, str]:
    """The keys in the first section of a file such as Amazon's own tools use."""
    check_private(path)
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(path.read_text(encoding="utf-8"), source=path.name)
    except (configparser.Error, UnicodeDecodeError):
        # The parser's own words would quote the line that is wrong, and with it a key.
        raise SettingRefusedError(
            f"{path} is no key file. Write a line [default], then aws_access_key_id = ... and "
            "aws_secret_access_key = ..."
        ) from None
    section = next(iter(parser.sections()), "")
    return {name: parser.get(section, name, fallback="").strip() for name in _KEYS} if section else {}


def check_private(path: Path) -> None:
    """SettingRefusedError unless the file is there and nobody but its owner can read it."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise SettingRefusedError(f"The key file {path} cannot be read: {error.strerror}.") from None
    if mode & 0o077:
        raise SettingRefusedError(f"The key file {path} can be read by others. Run: chmod 600 {path}")
