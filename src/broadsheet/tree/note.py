"""What happened last, in a small JSON file that anybody may read at any moment: written beside, then renamed."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from broadsheet.tree.folder import BESIDE

LAST_BACKUP: Final = "last-backup.json"
"""In the paper's folder: when the last backup was made, how large it is and how it is called."""


def write_note(path: Path, content: Mapping[str, Any]) -> None:
    """Put `content` in place of what the file said; OSError when it cannot be written."""
    beside = path.with_name(f"{path.name}.{os.getpid()}{BESIDE}")
    try:
        beside.write_text(json.dumps(content), encoding="utf-8")
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)


def read_note(path: Path) -> dict[str, Any]:
    """What the file says; nothing when there is none or it cannot be read."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
