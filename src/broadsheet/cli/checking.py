"""`broadsheet check`: look whether everything is as it should be."""

import argparse
import json
from typing import Any

from broadsheet.cli.options import add_json, add_paper


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "check",
        help="look for anything wrong with a paper",
        description="Look at settings, folders, databases and what waits to be printed, and say what to do.",
    )
    add_paper(command)
    add_json(command)
    command.add_argument("--deploy", action="store_true", help="also whether it may be shown to the world")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print each finding; 1 when something must be mended."""
    from broadsheet.site.checking import check_paper

    findings = check_paper(options.paper, deploy=options.deploy)
    if options.json:
        print(json.dumps([{"what": each.what, "remedy": each.remedy, "wrong": each.wrong} for each in findings]))
    for finding in findings if not options.json else ():
        print(f"{finding.mark} {finding.what}" + (f"\n  {finding.remedy}" if finding.remedy else ""))
    return 1 if any(finding.wrong for finding in findings) else 0
