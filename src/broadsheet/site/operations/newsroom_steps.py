"""
Steps that need the newsroom, each in a process of its own: `python -m broadsheet.site.operations.newsroom_steps`.

Django serves one paper a process, and an upgrade must see the paper both as a trial and as it is. What a step did is
its last line of output, as JSON.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from broadsheet.errors import BroadsheetError, PaperError


class Step(StrEnum):
    """What is to be done with the newsroom of a paper."""

    MIGRATE = "migrate"
    """Bring its tables up to this version; gives the names of the migrations that were applied."""
    COMPOSE = "compose"
    """Compose what waits; gives the edition's serial and what was refused."""
    COMPOSE_ALL = "compose-all"
    """The same for everything there is."""
    TAKE_OVER = "take-over"
    """Fill it, empty as it is, from an SQLite file."""


def run(folder: Path, step: Step, *arguments: str) -> dict[str, Any]:
    """Do a step for the paper in `folder`; what it gives. PaperError with the last it said when it failed."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ended = subprocess.run(  # noqa: S603 -- ourselves
        [sys.executable, "-m", __name__, str(folder), step.value, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        said = (ended.stderr.strip() or "no word").splitlines()[-1]
        raise PaperError(f"The step “{step.value}” failed: {said[:500]}")
    given = json.loads(ended.stdout.strip().splitlines()[-1])
    return given if isinstance(given, dict) else {}


def _migrate() -> dict[str, Any]:
    from broadsheet.newsroom.migrating import pending_migrations
    from broadsheet.site.setup import prepare_newsroom

    pending = pending_migrations()
    prepare_newsroom()
    return {"applied": list(pending)}


def _compose() -> dict[str, Any]:
    from broadsheet.newsroom.compose import compose

    composed = compose()
    return {"serial": composed.serial, "refusals": [each.reason for each in composed.refusals]}


def _compose_all() -> dict[str, Any]:
    from broadsheet.newsroom.compose.run import note_everything

    note_everything()
    return _compose()


def _take_over(source: str) -> dict[str, Any]:
    from broadsheet.site.operations.taking_over import take_over

    return {"rows": take_over(Path(source))}


_STEPS: Final[dict[Step, Callable[..., dict[str, Any]]]] = {
    Step.MIGRATE: _migrate,
    Step.COMPOSE: _compose,
    Step.COMPOSE_ALL: _compose_all,
    Step.TAKE_OVER: _take_over,
}


def main(arguments: Sequence[str]) -> int:
    """`FOLDER STEP [ARGUMENT]`."""
    from broadsheet.site import open_newsroom

    folder, step, *rest = arguments
    try:
        open_newsroom(Path(folder))
        given = _STEPS[Step(step)](*rest)
    except BroadsheetError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{json.dumps(given)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
