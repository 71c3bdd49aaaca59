"""The sample paper, printed and served, for browsers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.quiet_server import serving
from tests.press.html_trees import printed_sample


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def site(tree: Path) -> Iterator[str]:
    with serving(tree) as address:
        yield address
