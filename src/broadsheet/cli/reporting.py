"""The loss report of a command, on the screen and in a file."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.errors import DestinationRefusedError

if TYPE_CHECKING:
    from broadsheet.importers.report import Report


def add_report(command: Any) -> None:
    """Add the option that names the file."""
    command.add_argument("--report", type=Path, metavar="FILE", help="write the loss report here as JSON")


def check_folder_of(file: Path | None) -> None:
    """Refuse a file whose folder is not there before the work that fills it. Raises DestinationRefusedError."""
    if file is not None and not file.parent.is_dir():
        raise DestinationRefusedError(f"{file} cannot be written: there is no folder {file.parent}. Make it first.")


def write(file: Path, text: str) -> None:
    """Write a file that somebody asked for. Raises DestinationRefusedError."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DestinationRefusedError(f"{file} cannot be written: {error.strerror}. Name another file.") from error


def tell(report: "Report", options: argparse.Namespace) -> None:
    """Write the report where it was asked for and print it, as a table or as JSON. Raises DestinationRefusedError."""
    print(json.dumps(report.as_json(), ensure_ascii=False) if options.json else report, flush=True)
    if options.report:
        write(options.report, json.dumps(report.as_json(), ensure_ascii=False, indent=1))
