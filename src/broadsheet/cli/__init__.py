"""
The `broadsheet` command.

Exit codes: 0 done, also when something was dropped and reported; 1 when an input was refused or
something failed; 2 when the command itself was not understood; 130 when it was interrupted.
"""

import argparse
import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

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
from broadsheet.edition.database import lacks_room, no_room
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


class _Version(argparse.Action):
    """Tells the version; asked for only then, for looking it up costs every other command 20 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"Broadsheet {version('broadsheet')}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
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
        place = Path(getattr(error, "filename", None) or getattr(options, "paper", None) or ".")
        if not lacks_room(error, place):
            raise
        print(f"broadsheet: {no_room(place)}", file=sys.stderr)
        return BroadsheetError.exit_code


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(
        prog="broadsheet",
        description="The press of a small independent newspaper.",
        epilog="Each command explains itself: broadsheet press --help",
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="show which Broadsheet this is, and stop")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        command.add_to(commands)
    return whole
