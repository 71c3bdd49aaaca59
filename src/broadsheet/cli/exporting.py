"""`broadsheet export`: take the whole paper along."""

import argparse
import json
from pathlib import Path
from typing import Any

from broadsheet.cli.options import add_json, add_paper
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
    command.add_argument("--report", type=Path, metavar="FILE", help="write the loss report here as JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Export, report."""
    from broadsheet.site.exporting import export_lines

    say(f"Writing {options.target} …")
    with progress("Writing", quiet=options.json) as tell:
        report = export_lines(options.paper, options.target, progress=tell)
    if options.report:
        options.report.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    print(json.dumps(report.as_json(), ensure_ascii=False) if options.json else report, flush=True)
    return 0
