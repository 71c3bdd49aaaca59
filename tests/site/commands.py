"""The `broadsheet` command as a user runs it: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path


def broadsheet(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """One command, to its end. It must never show a traceback."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "broadsheet.cli", *map(str, words)]
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def done_well(*words: str | Path) -> str:
    """What a command that ends well prints."""
    done = broadsheet(*words)
    assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
    return done.stdout


def refused(*words: str | Path) -> str:
    """What a command that ends with code 1 says."""
    done = broadsheet(*words)
    assert done.returncode == 1, f"{words}: {done.returncode} {done.stdout}\n{done.stderr}"
    return done.stderr
