"""The kept tables of an empty newsroom are those that the migrations make."""

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from broadsheet.site.empty_newsroom import SQL_NAME


@pytest.mark.slow
def test_the_kept_tables_are_what_the_migrations_make(tmp_path: Path) -> None:
    made = tmp_path / SQL_NAME
    environment = {name: value for name, value in os.environ.items() if name != "BROADSHEET_PAPER"}
    subprocess.run([sys.executable, "-m", "broadsheet.site.empty_newsroom", str(made)], check=True, env=environment)
    kept = (files("broadsheet.site") / SQL_NAME).read_text(encoding="utf-8")
    stale = "The migrations or their packages changed; run: python -m broadsheet.site.empty_newsroom"
    assert made.read_text(encoding="utf-8").splitlines() == kept.splitlines(), stale
