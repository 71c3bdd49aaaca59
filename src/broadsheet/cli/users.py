"""`broadsheet users`: who has an account, invitations, a lost phone."""

import argparse
import json
from typing import Any, Final

from broadsheet.cli.options import add_json, add_paper
from broadsheet.cli.terminal import say

_ONCE: Final = (
    "It works once, for three days. Whoever opens it first has the account, so hand it over by a way you trust."
)


def add_to(commands: Any) -> None:
    """Add the command and its deeds."""
    command = commands.add_parser(
        "users",
        help="invite people, help with a lost phone, list accounts",
        description="Accounts of the newsroom. Links are printed once and kept nowhere.",
    )
    deeds = command.add_subparsers(title="deeds", metavar="DEED", required=True)

    listing = deeds.add_parser("list", help="who has an account", description="List every account.")
    add_json(listing)
    listing.set_defaults(run=run_list)

    invite = deeds.add_parser(
        "invite", help="make an account and print the link that lets its owner in", description="Make an account."
    )
    invite.add_argument("name", metavar="NAME", help="any name; it need not be a real one")
    invite.add_argument(
        "--role", action="append", default=[], metavar="ROLE", help="Writer unless you say so; may repeat"
    )
    invite.add_argument(
        "--given",
        action="append",
        default=[],
        metavar="WORD",
        help="a section or branch, by its web address; may repeat",
    )
    invite.set_defaults(run=run_invite)

    reset = deeds.add_parser(
        "reset-factor",
        help="phone lost or password forgotten: print a link to choose anew",
        description="Take password and second factor from an account and print the link to choose anew.",
    )
    reset.add_argument("name", metavar="NAME", help="the account's name")
    reset.set_defaults(run=run_reset)

    forget = deeds.add_parser(
        "forget",
        help="have histories forget who did it, now",
        description="Take accounts from histories older than the paper's setting says. The worker does so once a day.",
    )
    forget.set_defaults(run=run_forget)
    for deed in (listing, invite, reset, forget):
        add_paper(deed)


def run_list(options: argparse.Namespace) -> int:
    """Print each account."""
    from broadsheet.site.accounts import accounts

    found = accounts(options.paper)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for account in found:
        roles = account["roles"]
        state = ", ".join(roles) if isinstance(roles, list) and roles else "no role"
        state += "" if account["open"] else ", closed"
        state += "" if account["second_factor"] or not account["open"] else ", has not come in yet"
        print(f"{account['name']}: {state}")
    return 0


def run_invite(options: argparse.Namespace) -> int:
    """Print the link."""
    from broadsheet.site.accounts import invite

    link = invite(options.paper, options.name, tuple(options.role) or ("Writer",), tuple(options.given))
    print(link)
    say(f"The link for {options.name}. {_ONCE}")
    return 0


def run_reset(options: argparse.Namespace) -> int:
    """Print the link."""
    from broadsheet.site.accounts import reset_factor

    print(reset_factor(options.paper, options.name))
    say(f"Password and second factor of {options.name} open nothing any more. {_ONCE}")
    return 0


def run_forget(options: argparse.Namespace) -> int:
    """Say how many."""
    from broadsheet.site.accounts import forget

    print(f"{forget(options.paper):,} rows of histories forgot who did it.")
    return 0
