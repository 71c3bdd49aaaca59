"""What administrators do to accounts: invite, change roles, reset the second factor, close."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page

from broadsheet.newsroom.accounts.factor import forget_factors
from broadsheet.newsroom.accounts.invitations import invitation_link
from broadsheet.newsroom.models import BranchPage, Reach, SectionPage
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.roles import Deed, Role, require

NO_ROLE = Obstacle(what="No role is chosen.", remedy="Choose at least one; without a role nobody can do anything here.")
MOST_SHOWN = 50
"""Deeds of the history that are shown."""

LAST = Obstacle(
    what="This is the only administrator.", remedy="Make somebody else an administrator first, so that one is left."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteAccount:
    """A new account with these roles. `name` is any name; nothing else is asked of anybody."""

    name: str
    roles: tuple[Role, ...]
    reach: tuple[int, ...] = ()

    def check(self) -> tuple[Obstacle, ...]:
        """A free name that can be typed, at least one role, and only sections and branches that exist."""
        found = list(_unknown_pages(self.reach))
        if not self.roles:
            found.append(NO_ROLE)
        name = self.name.strip()
        if not name or len(name) > 150 or not name.isprintable():
            found.append(Obstacle(what="The account needs a name of at most 150 letters.", remedy="Any name will do."))
        elif get_user_model().objects.filter(username__iexact=name).exists():
            found.append(Obstacle(what=f"There is an account “{name}” already.", remedy="Choose another name."))
        return tuple(found)

    def execute(self, user: Any) -> str:
        """Make it; the link that lets its owner in, once."""
        require(user, Deed.MANAGE_PEOPLE)
        refuse_if(self.check())
        with transaction.atomic():
            account = get_user_model().objects.create_user(self.name.strip())
            _give(account, self.roles, self.reach)
            _note(account, "newsroom.invited", user, self.roles)
            return invitation_link(account)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRoles:
    """Other roles, sections and branches for an account."""

    account: Any
    roles: tuple[Role, ...]
    reach: tuple[int, ...] = ()

    def check(self) -> tuple[Obstacle, ...]:
        """At least one role, and an administrator left."""
        found = list(_unknown_pages(self.reach))
        if not self.roles:
            found.append(NO_ROLE)
        if Role.ADMINISTRATOR not in self.roles and _is_last_administrator(self.account):
            found.append(LAST)
        return tuple(found)

    def execute(self, user: Any) -> None:
        """Change them; they hold at the account's next click."""
        require(user, Deed.MANAGE_PEOPLE)
        refuse_if(self.check())
        with transaction.atomic():
            self.account.is_superuser = self.account.is_superuser and Role.ADMINISTRATOR in self.roles
            self.account.save(update_fields=["is_superuser"])
            _give(self.account, self.roles, self.reach)
            _note(self.account, "newsroom.roles_changed", user, self.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetFactor:
    """A lost phone or a forgotten password: every factor goes, and a link lets the owner choose anew."""

    account: Any

    def check(self) -> tuple[Obstacle, ...]:
        """Only an open account."""
        if not self.account.is_active:
            return (Obstacle(what="This account is closed.", remedy="Invite its owner under another name."),)
        return ()

    def execute(self, user: Any) -> str:
        """Take password and factors away, end every session; the link."""
        require(user, Deed.MANAGE_PEOPLE)
        refuse_if(self.check())
        with transaction.atomic():
            forget_factors(self.account)
            _note(self.account, "newsroom.factor_reset", user)
            return invitation_link(self.account)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAccount:
    """Nobody comes in by this account again; what it made stays."""

    account: Any

    def check(self) -> tuple[Obstacle, ...]:
        """An administrator must be left."""
        return (LAST,) if _is_last_administrator(self.account) else ()

    def execute(self, user: Any) -> None:
        """Close it, end every session, take its roles."""
        require(user, Deed.MANAGE_PEOPLE)
        refuse_if(self.check())
        with transaction.atomic():
            forget_factors(self.account)
            _give(self.account, (), ())
            self.account.is_active = self.account.is_superuser = self.account.is_staff = False
            self.account.set_unusable_password()
            self.account.save()
            _note(self.account, "newsroom.account_closed", user)


def _note(account: Any, event: str, user: Any, roles: Sequence[Role] = ()) -> None:
    """In the history of accounts, who did what; whoever sits at the machine itself has no account."""
    by = user if isinstance(user, get_user_model()) else None
    log(account, event, user=by, data={"note": ", ".join(role.value for role in roles)})


def deeds_to_accounts() -> list[ModelLogEntry]:
    """What was done to accounts, the newest first, as long as histories are kept."""
    own = ("newsroom.invited", "newsroom.roles_changed", "newsroom.factor_reset", "newsroom.account_closed")
    entries = ModelLogEntry.objects.filter(content_type__app_label="auth", action__in=own).select_related("user")
    return list(entries.order_by("-timestamp", "-pk")[:MOST_SHOWN])


def _give(account: Any, roles: Sequence[Role], reach: Sequence[int]) -> None:
    account.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    Reach.objects.filter(account=account).exclude(page_id__in=reach).delete()
    for page_id in reach:
        Reach.objects.get_or_create(account=account, page_id=page_id)


def _unknown_pages(reach: Sequence[int]) -> Sequence[Obstacle]:
    known = set(SectionPage.objects.filter(pk__in=reach).values_list("pk", flat=True))
    known |= set(BranchPage.objects.filter(pk__in=reach).values_list("pk", flat=True))
    if known.issuperset(reach):
        return ()
    titles = Page.objects.filter(pk__in=set(reach) - known).values_list("title", flat=True)
    return (
        Obstacle(
            what=f"No section or branch any more: {', '.join(titles) or 'one that was deleted'}.",
            remedy="Choose from the list again.",
        ),
    )


def _is_last_administrator(account: Any) -> bool:
    administrators = get_user_model().objects.filter(is_active=True)
    others = administrators.exclude(pk=account.pk)
    return _administrators(administrators.filter(pk=account.pk)).exists() and not _administrators(others).exists()


def _administrators(accounts: Any) -> Any:
    return (accounts.filter(is_superuser=True) | accounts.filter(groups__name=Role.ADMINISTRATOR.value)).distinct()
