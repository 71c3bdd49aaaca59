"""The newsroom on PostgreSQL: the same tests, on another database."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

# The worker's test makes papers of its own on SQLite; the rest of these files ask no database.
ELSEWHERE = ("test_postgresql.py", "test_names.py", "test_the_worker.py", "test_bodies_keep_every_block.py")


@pytest.mark.postgresql
@pytest.mark.slow
@pytest.mark.timeout(3600)  # all the newsroom's tests in one
@pytest.mark.skipif("BROADSHEET_TEST_DATABASE" in os.environ, reason="these are the tests on PostgreSQL already")
def test_the_newsrooms_tests_pass_on_postgresql(postgres: Any) -> None:
    files = sorted(str(path) for path in HERE.glob("test_*.py") if path.name not in ELSEWHERE)
    environment = os.environ | {"BROADSHEET_TEST_DATABASE": postgres.url()}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files],
        env=environment,
        cwd=HERE.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-6000:]
