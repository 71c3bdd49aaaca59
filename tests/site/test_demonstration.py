"""The demonstration paper is made through the newsroom and every address the explanation names is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.reader_pages import PAGES
from tests.press.html_trees import dead_links

LATER = re.compile(r"_a/[0-9a-f]{16}/.*|.*card\.png")
"""Pictures, which the worker prints after the pages."""

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration paper, made by the command in a process of its own."""
    folder = tmp_path_factory.mktemp("demonstration") / "paper"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "broadsheet.cli", "demo", str(folder), "--no-serve"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert "FAILED" not in done.stderr
    assert "dropped" not in done.stderr
    assert "refused" not in done.stderr
    return folder


def test_every_address_the_explanation_names_is_printed(demonstration: Path) -> None:
    addresses = re.findall(r"\]\((/[^)]*)\)", (ROOT / "docs/explanation/origin.md").read_text())
    assert len(addresses) > 10
    for address in addresses:
        path = demonstration / "site" / (f"{address[1:]}index.html" if address.endswith("/") else address[1:])
        assert path.is_file(), address


def test_every_link_of_every_page_leads_to_something_printed(demonstration: Path) -> None:
    assert dead_links(demonstration / "site", "http://localhost:8000/", LATER) == []


def test_there_is_a_page_of_every_kind_to_be_looked_at(demonstration: Path) -> None:
    for name, path in PAGES.items():
        assert (demonstration / "site" / path / ("index.html" if path.endswith("/") or not path else "")).is_file(), (
            name
        )


def test_no_supporter_and_no_draft_is_in_the_tree(demonstration: Path) -> None:
    pages = (path.read_text() for path in (demonstration / "site").rglob("*.html"))
    assert not any("Seventh week: the company writes" in page for page in pages)
    assert not list((demonstration / "site").rglob("*.part"))
    assert not list((demonstration / "site").rglob("*.db"))
