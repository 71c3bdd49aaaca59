"""`broadsheet serve`: show the paper and run the newsroom."""

import argparse
from typing import Any

from broadsheet.cli.options import add_paper


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "serve",
        help="serve the paper and its newsroom",
        description="Serve the printed paper at / and the newsroom at /newsroom/, and print what is published.",
    )
    add_paper(command)
    command.add_argument("--host", default="127.0.0.1", help="where to listen; only this machine unless you say so")
    command.add_argument("--port", type=int, default=8000, help="the port; 8000 unless you say so")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from broadsheet.site.server import serve

    return serve(options.paper, host=options.host, port=options.port)
