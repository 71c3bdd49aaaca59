"""The Chromium on this machine: where it is, and how tests start it."""

import os
import shutil
from pathlib import Path

CHROMIUM_MISSING = "no Chromium: sudo apt install -y chromium (or name one in BROADSHEET_CHROMIUM)"

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_ON_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_chromium() -> Path | None:
    """Path of the machine's Chromium, or of the one named in BROADSHEET_CHROMIUM."""
    chosen = os.environ.get("BROADSHEET_CHROMIUM")
    if chosen:
        return Path(chosen)
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _ON_MACOS if _ON_MACOS.exists() else None


def chromium_arguments() -> list[str]:
    """Quiet on the network and the screen; root has no sandbox in Chromium."""
    arguments = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ]
    return [*arguments, "--no-sandbox"] if os.geteuid() == 0 else arguments
