"""
Who may do what: roles, and the deeds each of them allows.

A role is a Django group of the same name, so that one person may have several. Every screen, action and command asks
`may`; hiding a button is a courtesy, never the refusal itself.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from django.core.exceptions import PermissionDenied


class Role(StrEnum):
    """What somebody is in the newsroom; the value is the group's name, as people read it."""

    WRITER = "Writer"
    SECTION_EDITOR = "Section editor"
    EDITOR = "Editor"
    ADMINISTRATOR = "Administrator"
    BRANCH_ORGANISER = "Branch organiser"
    TREASURER = "Treasurer"


class Deed(StrEnum):
    """Something a person does; the value completes the sentence “You may not …”."""

    WRITE = "write stories"
    EDIT_STORIES = "edit the stories of others"
    PUBLISH = "publish stories"
    PLAN_ISSUE = "plan an issue"
    CLOSE_ISSUE = "close or reopen an issue"
    ARRANGE_FRONT = "arrange the front"
    SET_NOTICE = "set the notice"
    CORRECT = "correct published stories"
    WITHDRAW = "withdraw stories"
    REMOVE_NAME = "remove a name from the paper"
    RESTORE = "bring back what was deleted"
    DELETE = "delete"
    ADD_PICTURES = "add pictures"
    EDIT_PICTURES = "edit pictures and their rights"
    EDIT_DIARY = "edit the diary"
    EDIT_OWN_BRANCH = "edit your branch and its events"
    EDIT_SUBJECTS = "edit people, topics, sections and branches"
    EDIT_PAPER = "change the paper's settings"
    MANAGE_PEOPLE = "invite people or change their roles"
    SEE_STATE = "see how the paper's machinery is doing"
    HANDLE_MONEY = "handle funds and pledges"


_WRITER: Final = frozenset({Deed.WRITE, Deed.ADD_PICTURES})
_SECTION_EDITOR: Final = _WRITER | {Deed.EDIT_STORIES, Deed.PUBLISH, Deed.PLAN_ISSUE, Deed.CORRECT, Deed.EDIT_PICTURES}
_EDITOR: Final = _SECTION_EDITOR | {
    Deed.CLOSE_ISSUE,
    Deed.ARRANGE_FRONT,
    Deed.SET_NOTICE,
    Deed.WITHDRAW,
    Deed.REMOVE_NAME,
    Deed.RESTORE,
    Deed.DELETE,
    Deed.EDIT_DIARY,
    Deed.EDIT_SUBJECTS,
    Deed.EDIT_PAPER,
    Deed.SEE_STATE,
}

DEEDS: Final[Mapping[Role, frozenset[Deed]]] = {
    Role.WRITER: _WRITER,
    Role.SECTION_EDITOR: _SECTION_EDITOR,
    Role.EDITOR: _EDITOR,
    Role.ADMINISTRATOR: frozenset(Deed) - {Deed.HANDLE_MONEY},
    Role.BRANCH_ORGANISER: frozenset({Deed.EDIT_OWN_BRANCH, Deed.ADD_PICTURES}),
    Role.TREASURER: frozenset({Deed.HANDLE_MONEY}),
}
"""What each role allows. A section editor's deeds reach only as far as the sections given to them."""


def roles_of(user: Any) -> frozenset[Role]:
    """The roles of an account; the owner of the machine (a superuser) is an administrator."""
    if not user.is_active:
        return frozenset()
    known = getattr(user, "_roles", None)
    if known is None:
        names = set(user.groups.values_list("name", flat=True))
        known = frozenset(role for role in Role if role.value in names)
        if user.is_superuser:
            known |= {Role.ADMINISTRATOR}
        user._roles = known  # asked many times a request
    return known


class _MachineOwner:
    """Whoever can run commands on the paper's machine: may what an administrator may, and is nobody's account."""

    pk = None
    is_active = True
    is_superuser = True
    _roles = frozenset({Role.ADMINISTRATOR})

    def __str__(self) -> str:
        return "the owner of the machine"


MACHINE_OWNER: Final = _MachineOwner()


def may(user: Any, deed: Deed) -> bool:
    """Whether an account may do this."""
    return any(deed in DEEDS[role] for role in roles_of(user))


def require(user: Any, deed: Deed) -> None:
    """PermissionDenied, in words, unless the account may do this."""
    if not may(user, deed):
        raise PermissionDenied(f"You may not {deed}. Ask an administrator of the paper for the role that may.")
