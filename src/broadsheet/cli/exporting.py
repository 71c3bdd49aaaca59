"""`broadsheet export`: take the whole paper along."""

import argparse
from pathlib import Path
from typing import Any

from broadsheet.cli.options import add_json, add_paper
from broadsheet.cli.reporting import add_report, check_folder_of, tell
from broadsheet.cli.terminal import progress, say


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "export",
        help="write the whole paper in a form that others can read",
        description=(
            "Write every story, page, picture and setting, drafts too, so that another newsroom or program can take "
            "them in, and say what was left behind."
        ),
    )
    command.add_argument("kind", choices=("jsonl",), metavar="KIND", help="jsonl: the interchange format")
    command.add_argument(
        "target",
        type=Path,
        nargs="?",
        default=Path("export"),
        metavar="FILE",
        help="a folder, or a file that ends in .zip, .tar or .jsonl; ./export unless you say so",
    )
    add_paper(command)
    add_json(command)
    add_report(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Export, report."""
    from broadsheet.site.exporting import export_lines

    check_folder_of(options.report)
    say(f"Writing {options.target} …")
    with progress("Writing", quiet=options.json) as count:
        report = export_lines(options.paper, options.target, progress=count)
    tell(report, options)
    return 0
