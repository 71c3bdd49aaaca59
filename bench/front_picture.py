"""
Draws the picture in README.md: the demonstration paper's front as a wide screen shows it.

    make picture      two minutes, most of them for the paper's own pictures
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from bench.look import WAYS, shot
from tests.machine.chromium import chromium_arguments, find_chromium

PICTURE: Final = Path(__file__).parents[1] / "docs/pictures/front.webp"
TALL: Final = 1180
"""How much of the front is shown, in CSS pixels."""

SIZE: Final = (1200, 983)
"""Width and height of the picture."""


def main() -> None:
    """Make the paper, print it, open it from disk, keep what is seen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for words in (("demo", folder, "--no-serve"), ("press", "--paper", folder, "--no-copies")):
            subprocess.run([sys.executable, "-m", "broadsheet.cli", *words], check=True)  # noqa: S603  # our own
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=chromium_arguments())
        image = shot(browser, (Path(folder) / "site/index.html").as_uri(), WAYS["wide"], TALL)
        browser.close()
    PICTURE.parent.mkdir(exist_ok=True)
    image.resize(SIZE, Image.Resampling.LANCZOS).save(PICTURE, quality=75, method=6)
    print(f"{PICTURE}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
