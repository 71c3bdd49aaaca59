"""
The pictures of the tutorial, made by the test that walks through the newsroom as newcomers do.

    .venv/bin/python -m bench.walk_pictures            walks, then writes docs/pictures/first-issue/
    .venv/bin/python -m bench.walk_pictures FOLDER     from the screenshots of a walk that lie there already
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image

DESTINATION: Final = Path(__file__).parents[1] / "docs" / "pictures" / "first-issue"
WALK: Final = "tests/browser/test_a_newcomers_walk.py"

SHOWN: Final = {
    "360-??-today.png": "today",
    "360-??-written.png": "written",
    "360-??-photograph.png": "photograph",
    "360-??-handed-in.png": "handed-in",
    "1440-??-publish.png": "publish",
    "1440-??-front.png": "front",
    "1440-??-held-over.png": "board",
    "1440-??-close.png": "close",
    "360-??-what-readers-are-told.png": "what-readers-are-told",
    "360-??-bin.png": "bin",
}
"""Which screenshots are shown, and what they are called there."""

WIDEST: Final = 960
"""Pixels; a screen at a desk is shown smaller than it is."""


def main() -> None:
    """Walk if need be, and write the pictures."""
    if len(sys.argv) > 1:
        write(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        walked = [sys.executable, "-m", "pytest", "-q", WALK]
        subprocess.run(walked, env=os.environ | {"BROADSHEET_SCREENSHOTS": folder}, check=True)  # noqa: S603  # our own
        write(Path(folder))


def write(folder: Path) -> None:
    """The pictures from the screenshots in a folder."""
    DESTINATION.mkdir(parents=True, exist_ok=True)
    for pattern, name in SHOWN.items():
        [taken] = folder.glob(pattern)
        with Image.open(taken) as picture:
            picture.thumbnail((WIDEST, 2000))
            picture.convert("RGB").save(DESTINATION / f"{name}.webp", quality=80, method=6)


if __name__ == "__main__":
    main()
