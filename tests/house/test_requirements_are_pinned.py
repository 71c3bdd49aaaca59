"""What is installed is exactly what was chosen, from wherever it is downloaded."""

import re
from importlib.metadata import version

import pytest

from tests.house.sources import ROOT

PINNED = ["bootstrap", "base", "dev"]


def pins(name: str) -> dict[str, str]:
    """Package name to its block: the pin with its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return {block.split("==")[0]: block for block in blocks}


@pytest.mark.parametrize("name", PINNED)
def test_every_requirement_has_one_version_and_hashes(name: str) -> None:
    assert pins(name)
    for package, block in pins(name).items():
        assert re.match(rf"{re.escape(package)}==[0-9][^ ]*", block), block
        assert "--hash=sha256:" in block, package


@pytest.mark.parametrize("name", PINNED)
def test_requirements_name_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text


def test_tests_run_on_the_versions_that_papers_run_on() -> None:
    def bare(block: str) -> str:
        return block.split("# via")[0]

    base, dev = pins("base"), pins("dev")
    assert {package: bare(block) for package, block in base.items()} == {
        package: bare(dev[package]) for package in base
    }


def test_wagtail_is_8_or_later() -> None:
    """Several packages quietly pull Wagtail down to 7, whose models and actions are other ones."""
    assert int(version("wagtail").split(".")[0]) >= 8
