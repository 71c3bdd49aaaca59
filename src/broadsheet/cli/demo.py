"""`broadsheet demo`: make the demonstration paper and serve it."""

import argparse
from pathlib import Path
from typing import Any

from broadsheet.cli.terminal import progress, say


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "demo",
        help="make a demonstration paper and serve it",
        description="Make an invented weekly with its newsroom, print it and serve it on this machine.",
    )
    command.add_argument("folder", type=Path, nargs="?", default=Path("demo"), metavar="DIR", help="else ./demo")
    command.add_argument("--port", type=int, default=8000, help="the port; 8000 unless you say so")
    command.add_argument("--no-serve", action="store_true", help="make and print it, then stop")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make what is missing, then serve."""
    from broadsheet.site.demo.making import make_demonstration

    address = f"http://localhost:{options.port}/"
    with progress("Printing") as tell:
        demonstration = make_demonstration(options.folder, address, say=say, progress=tell)
    login = demonstration.login
    say("")
    say(f"  The paper       {address}")
    say(f"  A story         {address}{demonstration.story}")
    say(f"  The newsroom    {address}newsroom/")
    say(f"  Log in as       {login.account}, password {login.password}")
    say(f"  Code right now  {login.code()}  (another every half minute; or one of the recovery codes, each once)")
    say(f"  Recovery codes  {' '.join(login.recovery_codes[:5])}")
    say(f"                  {' '.join(login.recovery_codes[5:])}")
    say(f"  For an app      {login.secret}")
    say(f"                  {login.app_address}")
    say("  This account works on this machine only.")
    say("")
    if options.no_serve:
        say("The pictures are not printed yet: broadsheet press in that folder does it.")
        return 0
    say("Its pictures appear one by one during the first minutes.")
    from broadsheet.site.server import serve

    say("Stop with Ctrl-C.")
    return serve(options.folder, port=options.port)
