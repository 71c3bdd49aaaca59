"""
Pictures of pages as readers see them, to be looked at: one strip a page, for every way of reading.

    .venv/bin/python -m bench.look http://localhost:8000/ FOLDER                    every page, every way
    .venv/bin/python -m bench.look http://localhost:8000/ FOLDER --ways wide dark --pages front issue

A strip shows the page at each way's width, side by side, at half size. Printed pages come as `NAME.print.png`,
two sheets beside each other; they need pdftoppm (Debian: poppler-utils).
"""

import argparse
import subprocess
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.reader_pages import PAGES
from tests.machine.chromium import chromium_arguments, find_chromium

TALLEST: Final = 3600
"""How much of a page a strip shows, in CSS pixels."""

SHEETS: Final = 4
"""How many printed sheets are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of reading: the window's width in CSS pixels, colours, direction."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    turned: bool = False


WAYS: Final = {
    "narrow": Way(width=320),
    "tablet": Way(width=768),
    "wide": Way(width=1440),
    "dark": Way(width=412, scheme="dark"),
    "turned": Way(width=412, turned=True),
}


def main() -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", nargs="*", choices=PAGES, default=list(PAGES))
    parser.add_argument("--ways", nargs="*", choices=[*WAYS, "print"], default=[*WAYS, "print"])
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=chromium_arguments())
        for name in options.pages:
            address, stem = options.address + PAGES[name], options.folder / name.replace(" ", "-")
            ways = [WAYS[way] for way in options.ways if way != "print"]
            if ways:
                strip([halved(shot(browser, address, way)) for way in ways]).save(f"{stem}.png")
            if "print" in options.ways:
                strip(sheets(browser, address)).save(f"{stem}.print.png")
            print(stem)


def shot(browser: Browser, address: str, way: Way, tallest: int = TALLEST) -> Image.Image:
    """A page seen one way, down to `tallest` CSS pixels."""
    page = browser.new_page(viewport={"width": way.width, "height": 900}, color_scheme=way.scheme)
    page.goto(address)
    if way.turned:
        page.evaluate("document.documentElement.dir = 'rtl'")
    load_pictures(page)
    height = min(tallest, page.evaluate("document.documentElement.scrollHeight"))
    data = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": way.width, "height": height})
    page.close()
    return Image.open(BytesIO(data)).convert("RGB")


def halved(image: Image.Image) -> Image.Image:
    """A picture at half its size."""
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)


def load_pictures(page: Page) -> None:
    """Wait for every picture, those further down too."""
    page.evaluate(
        "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => null); }))"
    )


def sheets(browser: Browser, address: str) -> list[Image.Image]:
    """The page on paper, its first sheets."""
    page = browser.new_page()
    page.goto(address)
    load_pictures(page)
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "page.pdf"
        paper.write_bytes(page.pdf(format="A4"))
        page.close()
        command = ["pdftoppm", "-r", "60", "-l", str(SHEETS), "-png", str(paper), str(Path(folder) / "sheet")]
        subprocess.run(command, check=True)  # noqa: S603  # Debian's program on a file of our own
        return [Image.open(path).convert("RGB").copy() for path in sorted(Path(folder).glob("sheet*.png"))]


def strip(images: list[Image.Image]) -> Image.Image:
    """Pictures side by side."""
    gap = 16
    width = sum(image.width for image in images) + gap * (len(images) - 1)
    whole = Image.new("RGB", (width, max(image.height for image in images)), "#7a8a99")
    across = 0
    for image in images:
        whole.paste(image, (across, 0))
        across += image.width + gap
    return whole


if __name__ == "__main__":
    main()
