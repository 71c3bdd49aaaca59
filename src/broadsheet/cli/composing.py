"""`broadsheet compose`: bring what is published in the newsroom to the press."""

import argparse
import sys
from typing import Any

from broadsheet.cli.options import add_paper


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "compose",
        help="bring what is published in the newsroom to the press",
        description=(
            "Bring what is published in the newsroom, and what broadsheet.toml says, to the press. "
            "`broadsheet serve` does it by itself."
        ),
    )
    add_paper(command)
    command.add_argument("--all", action="store_true", help="everything there is, as after edition.db was lost")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compose; 1 when something could not be."""
    from broadsheet.site.composing import compose_paper

    composed = compose_paper(options.paper, everything=options.all)
    print(f"Edition {composed.serial}: {composed.looked_at:,} looked at, {composed.removed:,} taken out", flush=True)
    for refusal in composed.refusals:
        print(f"  Not published: {refusal.reason}", file=sys.stderr)
    print("Print it with: broadsheet press", file=sys.stderr)
    return 1 if composed.refusals else 0
