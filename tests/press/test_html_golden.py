"""The sample paper's tree, byte for byte. `make golden` prints it again: read the difference before committing it."""

import os
import shutil
from pathlib import Path

import pytest

from tests.press.html_trees import printed_sample, tree_of

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.golden
def test_the_sample_paper_prints_as_it_did(tmp_path) -> None:
    # Pictures of the icon depend on the compressor's version; their addresses do not matter here.
    printed = {path: data for path, data in tree_of(printed_sample(tmp_path)).items() if not path.endswith(".png")}
    if os.environ.get("BROADSHEET_GOLDEN") == "refresh":
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, data in printed.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(data)
    golden = tree_of(GOLDEN)
    assert golden.keys() == printed.keys()
    differing = [path for path in printed if golden[path] != printed[path]]
    assert differing == [], "read the difference, then: make golden"
