"""`broadsheet serve`: show the paper and run the newsroom."""

import argparse
from typing import Any

from broadsheet.cli.options import add_paper
from broadsheet.cli.terminal import say


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

    address = f"http://{_named(options.host)}:{options.port}/"

    def ready() -> None:
        say(f"The paper      {address}")
        say(f"The newsroom   {address}newsroom/")
        say("Stop with Ctrl-C.")

    return serve(options.paper, host=options.host, port=options.port, ready=ready)


def _named(host: str) -> str:
    """The host as an address has it; this machine by the name that people type."""
    if host in ("127.0.0.1", "::1", "0.0.0.0", "::"):  # noqa: S104 -- compared, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host
