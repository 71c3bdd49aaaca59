"""`broadsheet init`: make an empty paper."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from broadsheet.cli.terminal import say


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "init",
        help="make an empty paper in a new folder",
        description="Make an empty paper. On a terminal it asks for what you did not say; elsewhere it asks nothing. "
        "A folder that holds a paper keeps all it has, and gets what is missing.",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="the folder to make")
    command.add_argument("--name", help="what the paper is called")
    command.add_argument("--language", metavar="CODES", help="its languages, the main one first: en or en,ru,ar")
    command.add_argument("--address", metavar="URL", help="where readers will find it: https://example.org/")
    command.add_argument("--timezone", metavar="ZONE", help="its time zone: Europe/London")
    command.add_argument("--database", metavar="URL", help="postgresql://user@host/name; else a file in the folder")
    command.add_argument("--admin", metavar="NAME", help="an administrator; asks for a password, so only on a terminal")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ask what is missing, then make the paper."""
    from broadsheet.site.paper_file import FILE_NAME
    from broadsheet.site.setup import Administrator, make_paper, somebody_can_log_in

    on_terminal = sys.stdin.isatty()
    asks = on_terminal and not (options.folder / FILE_NAME).exists()
    name = _answer(options.name, "What is the paper called?", "A new paper", asks=asks)
    codes = _answer(options.language, "In which languages does it appear (codes, main one first)?", "en", asks=asks)
    address = _answer(options.address, "At which address will it be read?", "http://localhost:8000/", asks=asks)
    timezone = _answer(options.timezone, "In which time zone is it made?", "UTC", asks=asks)
    account = _answer(options.admin, "Name for the first administrator?", "editor" if asks else "", asks=asks)
    if account and not on_terminal:
        say(f"No administrator was made: the password of {account} can only be asked for on a terminal.")
        account = ""
    administrator = Administrator(name=account, password=_password(account)) if account else None
    say("Making the paper …")
    make_paper(
        options.folder,
        name=name,
        address=address,
        languages=tuple((code.strip().lower(), _language_name(code.strip())) for code in codes.split(",")),
        timezone=timezone,
        database=options.database or "newsroom.db",
        administrator=administrator,
    )
    print(f"The paper is ready in {options.folder}. Next: broadsheet serve --paper {options.folder}")
    if not somebody_can_log_in():
        say(f"Nobody can log in yet: broadsheet users invite NAME --role Administrator --paper {options.folder}")
    else:
        say(f"{account} sets up a second factor at the first login.")
    return 0


def _answer(given: str | None, question: str, default: str, *, asks: bool) -> str:
    if given is not None:
        return given
    return (input(f"{question} [{default}] ").strip() or default) if asks else default


def _password(account: str) -> str:
    while True:
        first = getpass.getpass(f"A password for {account} (at least 12 characters): ")
        if len(first) < 12:
            say("That is shorter than 12 characters.")
        elif first != getpass.getpass("The same again: "):
            say("The two differ.")
        else:
            return first


def _language_name(code: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return code
    return str(locale.get_display_name(locale) or code).capitalize()
