"""The demonstration paper is made through the newsroom and every address the explanation names is there."""

import json
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


def test_its_login_stands_with_the_second_factor_in_a_file_of_its_owner(demonstration: Path) -> None:
    file = demonstration / "demonstration-login.json"
    login = json.loads(file.read_text())
    assert file.stat().st_mode & 0o077 == 0
    assert len(login["recovery_codes"]) == 10
    assert login["app_address"].startswith("otpauth://totp/")
    assert login["secret"] in login["app_address"]


def test_it_may_not_be_shown_to_the_world(demonstration: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "broadsheet.cli", "check", "--deploy", "--paper", str(demonstration)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1
    assert "a demonstration's account" in done.stdout


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
