"""Accounts from the command line: whoever runs commands on the paper's machine owns the paper."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.errors import SettingRefusedError
from broadsheet.site import open_newsroom

if TYPE_CHECKING:
    from broadsheet.newsroom.roles import Role  # needs Django set up


def invite(folder: Path, name: str, roles: tuple[str, ...], given: tuple[str, ...]) -> str:
    """
    Make an account and return the link that lets its owner in.

    `roles` are names such as “Section editor”, `given` the web addresses (last parts) of sections and branches.
    Raises SettingRefusedError for a role, section or branch that does not exist, ActionRefusedError for a name in use.
    """
    open_newsroom(folder)
    from broadsheet.newsroom.actions.accounts import InviteAccount
    from broadsheet.newsroom.roles import MACHINE_OWNER

    return InviteAccount(name=name, roles=_roles(roles), reach=_reach(given)).execute(MACHINE_OWNER)


def reset_factor(folder: Path, name: str) -> str:
    """Take password and second factor from an account; the link with which its owner chooses anew."""
    open_newsroom(folder)
    from django.contrib.auth import get_user_model

    from broadsheet.newsroom.actions.accounts import ResetFactor
    from broadsheet.newsroom.roles import MACHINE_OWNER

    account = get_user_model().objects.filter(username=name).first()
    if account is None:
        raise SettingRefusedError(f"There is no account “{name}”. See who there is with: broadsheet users list")
    return ResetFactor(account=account).execute(MACHINE_OWNER)


def accounts(folder: Path) -> list[dict[str, object]]:
    """Every account: its name, its roles, whether it is open and has a second factor."""
    open_newsroom(folder)
    from django.contrib.auth import get_user_model

    from broadsheet.newsroom.accounts.factor import has_factor
    from broadsheet.newsroom.roles import roles_of

    return [
        {
            "name": account.get_username(),
            "roles": sorted(role.value for role in roles_of(account)),
            "open": account.is_active,
            "second_factor": has_factor(account),
        }
        for account in get_user_model().objects.order_by("username")
    ]


def forget(folder: Path) -> int:
    """Have histories forget accounts now; how many rows forgot one."""
    open_newsroom(folder)
    from broadsheet.newsroom.accounts.forgetting import forget_accounts

    return forget_accounts(datetime.now(UTC))


def _roles(names: tuple[str, ...]) -> "tuple[Role, ...]":
    from broadsheet.newsroom.roles import Role

    known = {role.value.casefold(): role for role in Role}
    for name in names:
        if name.casefold() not in known:
            raise SettingRefusedError(
                f"There is no role “{name}”. Choose of: {', '.join(role.value for role in Role)}."
            )
    return tuple(known[name.casefold()] for name in names)


def _reach(slugs: tuple[str, ...]) -> tuple[int, ...]:
    from wagtail.models import Page

    found: list[int] = []
    for slug in slugs:
        pages = Page.objects.filter(slug=slug, content_type__model__in=("sectionpage", "branchpage"))
        ids = list(pages.values_list("pk", flat=True))
        if not ids:
            raise SettingRefusedError(
                f"There is no section or branch “{slug}”; write the last part of its web address."
            )
        found += ids
    return tuple(found)
