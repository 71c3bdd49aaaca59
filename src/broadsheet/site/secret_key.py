"""The key with which a paper's newsroom signs sessions: made once, kept in a file only its owner may read."""

import os
import secrets
from pathlib import Path

from broadsheet.errors import SettingRefusedError


def make_secret_key(path: Path) -> None:
    """Write a new key to `path` with mode 600, unless there is one."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))


def read_secret_key(path: Path) -> str:
    """The key in `path`; raise SettingRefusedError when it is missing or empty."""
    try:
        key = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        key = ""
    if not key:
        raise SettingRefusedError(
            f"{path} is missing or empty, so the newsroom cannot keep anyone signed in. "
            "Put it back from a backup, or delete it and run `broadsheet init` on this folder again to make a new one."
        )
    return key
