"""Options that several commands share."""

import argparse
from datetime import UTC, datetime
from pathlib import Path


def add_paper(command: argparse.ArgumentParser) -> None:
    """`--paper DIR`: which paper is meant."""
    command.add_argument(
        "--paper", type=Path, default=Path(), metavar="DIR", help="the paper's folder; else the current one"
    )


def add_json(command: argparse.ArgumentParser) -> None:
    """`--json`: for scripts."""
    command.add_argument("--json", action="store_true", help="print JSON for a script to read")


def moment(text: str) -> datetime:
    """A moment on the command line; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a time such as 2026-11-24T18:30:00Z") from error
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def whole_number(text: str) -> int:
    """A number from 1 on."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number such as 2")
    return int(text)


def dask_address(text: str) -> str:
    """The address of a Dask scheduler, given as `dask:ADDRESS`."""
    kind, _, address = text.partition(":")
    if kind != "dask" or not address:
        raise argparse.ArgumentTypeError(f"“{text}” is not the address of a scheduler such as dask:tcp://10.0.0.5:8786")
    return address
