"""
The `broadsheet` command.

Exit codes: 0 done, also when something was dropped and reported; 1 when an input was refused or
something failed; 2 when the command itself was not understood; 130 when it was interrupted.
"""

import argparse
import atexit
import gc
import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Final, NoReturn

from broadsheet.cli import (
    checking,
    composing,
    demo,
    exporting,
    extracting,
    importing,
    keeping,
    making,
    pressing,
    reading,
    serving,
    users,
)
from broadsheet.errors import BroadsheetError

INTERRUPTED: Final = 130

_COMMANDS = (
    making,
    serving,
    pressing,
    reading,
    importing,
    exporting,
    extracting,
    composing,
    users,
    checking,
    keeping,
    demo,
)

_CALLED_OFTEN: Final = {"press": (pressing,)}
"""Commands that the worker calls all the time: to describe the others too would take a tenth of their time."""


class _Version(argparse.Action):
    """Tells the version; asked for only then, for looking it up costs every other command 20 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"Broadsheet {version('broadsheet')}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser(_CALLED_OFTEN.get(given[0] if given else "", _COMMANDS)).parse_args(given)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except BroadsheetError as error:
        print(f"broadsheet: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("broadsheet: stopped; what was done so far is whole.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (OSError, sqlite3.Error) as error:
        from broadsheet.edition.database import refusal_of

        place = Path(getattr(error, "filename", None) or getattr(options, "paper", None) or ".")
        refusal = refusal_of(error, place)
        if refusal is None:
            raise
        print(f"broadsheet: {refusal}", file=sys.stderr)
        return BroadsheetError.exit_code


def run() -> NoReturn:
    """The `broadsheet` command as a process: run it and end."""
    if sys.argv[1:2] and sys.argv[1] in _CALLED_OFTEN:
        # Looked through for what can be thrown away less often: a small run makes much, and leaves little in circles.
        gc.set_threshold(50_000)
        _leave(main())
    sys.exit(main())


def _leave(code: int) -> NoReturn:
    """
    End the process without taking Python apart, which would be a tenth of a small press run.

    Whoever opened a file has closed it; what is registered for the end is called. Where a thread still works, the
    process ends as usual.
    """
    if len(sys._current_frames()) > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    os._exit(code)


def parser(commands: Sequence[ModuleType] = _COMMANDS) -> argparse.ArgumentParser:
    """The command line, whole unless `commands` are named."""
    whole = argparse.ArgumentParser(
        prog="broadsheet",
        description="The press of a small independent newspaper.",
        epilog="Each command explains itself: broadsheet press --help",
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="show which Broadsheet this is, and stop")
    below = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in commands:
        command.add_to(below)
    return whole
