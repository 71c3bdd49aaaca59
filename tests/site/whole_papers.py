"""Whole papers of the tests' own, made, printed and looked at by the command line as on a real machine."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from broadsheet.tree.folder import COPIES

NOW = "2026-11-24T18:00:00Z"

# An invented paper: two published stories, one with a picture, a draft, and a template of its own.
MAKE = """
import io, sys
from pathlib import Path
from django.core.files.images import ImageFile
from PIL import Image
from broadsheet.site.setup import Administrator, make_paper
folder = Path(sys.argv[1])
make_paper(folder, name="The Quay", database=sys.argv[2],
           administrator=Administrator(name="editor", password="a long enough password"))
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.models import ArticlePage, BroadImage
from broadsheet.newsroom.shelves import home_of, month_shelf
data = io.BytesIO()
Image.new("RGB", (640, 400), "navy").save(data, "PNG")
picture = BroadImage(title="Quay", file=ImageFile(data, name="quay.png"))
picture.save()
home = home_of("en")
for title in ("Cranes stand still", "Harbour fees rise", "Not yet"):
    body = [("text", "<p>The tide waits for “nobody”: £3 a day, Ærø.</p>")]
    page = ArticlePage(title=title, locale=home.locale, live=False, body=body)
    if title.startswith("Cranes"):
        page.picture, page.picture_alt = picture, "The quay at night"
    month_shelf(home, "2026-11").add_child(instance=page)
    revision = page.save_revision()
    if title != "Not yet":
        revision.publish()
(folder / "templates").mkdir(exist_ok=True)
(folder / "templates" / "own.css").write_text(".foot { font-size: .8rem; }")
if len(sys.argv) < 4:
    compose()
"""


def run_python(script: str, *arguments: str) -> None:
    ended = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def broadsheet(*arguments: str | Path, code: int = 0, env: Mapping[str, str] | None = None) -> str:
    """What the command said, both ways; it must end with this exit code."""
    command = [sys.executable, "-m", "broadsheet.cli", *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def made(folder: Path, database: str = "newsroom.db") -> Path:
    """A paper with everything printed."""
    run_python(MAKE, str(folder), database)
    press(folder)
    return folder


def press(folder: Path) -> None:
    broadsheet("press", "--paper", folder, "--now", NOW, "--no-copies")


def tree(folder: Path) -> Mapping[str, bytes]:
    """Every printed file, but for copies, the search index and the mark that names the ledger."""
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix not in COPIES and path.name != ".broadsheet"
    }
