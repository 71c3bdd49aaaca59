"""The demonstration paper is made through the newsroom and every address the explanation names is there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_internal_links_of_the_fullest_story_lead_to_printed_pages(demonstration: Path) -> None:
    page = demonstration / "site/2026/11/crane-drivers-ask-for-company/index.html"
    links = re.findall(r'<a [^>]*href="?([^"> ]+index\.html)', page.read_text())
    assert len(links) > 40
    for link in links:
        assert (page.parent / link).resolve().is_file(), link


def test_no_supporter_and_no_draft_is_in_the_tree(demonstration: Path) -> None:
    assert not list((demonstration / "site").rglob("*.part"))
    assert not list((demonstration / "site").rglob("*.db"))
