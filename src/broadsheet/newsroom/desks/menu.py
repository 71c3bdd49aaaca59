"""
The menu: This issue · Stories · Front · Pictures · Diary · Campaigns · People and topics · Paper.

Wagtail's own entries (its page tree, snippets, reports, settings) are not shown: every one of their screens that is
needed is reached from a desk.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from broadsheet.newsroom.roles import Deed, may


class DeskEntry(MenuItem):
    """An entry of the menu, shown to whoever may do one of its deeds."""

    def __init__(self, label: str, address: str, *, icon: str, order: int, deeds: Sequence[Deed]) -> None:
        super().__init__(label, reverse_lazy(address), name=f"desk-{order}", icon_name=icon, order=order)
        self.deeds = deeds

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person has anything to do there."""
        return any(may(request.user, deed) for deed in self.deeds)


ENTRIES = (
    DeskEntry("This issue", "current_issue", icon="calendar", order=100, deeds=(Deed.PLAN_ISSUE, Deed.WRITE)),
    DeskEntry("Stories", "stories", icon="doc-full", order=200, deeds=(Deed.WRITE, Deed.EDIT_STORIES)),
    DeskEntry("Front", "front", icon="home", order=300, deeds=(Deed.ARRANGE_FRONT, Deed.SET_NOTICE)),
    DeskEntry("Pictures", "pictures", icon="image", order=400, deeds=(Deed.ADD_PICTURES, Deed.EDIT_PICTURES)),
    DeskEntry("Diary", "diary", icon="date", order=500, deeds=(Deed.EDIT_DIARY, Deed.EDIT_OWN_BRANCH)),
    DeskEntry("People and topics", "subjects", icon="group", order=700, deeds=(Deed.EDIT_SUBJECTS,)),
    DeskEntry("Languages", "languages", icon="globe", order=750, deeds=(Deed.WRITE, Deed.EDIT_SUBJECTS)),
    DeskEntry("Paper", "paper", icon="cog", order=800, deeds=(Deed.EDIT_PAPER,)),
    DeskEntry("Bin", "bin", icon="bin", order=890, deeds=(Deed.RESTORE, Deed.DELETE, Deed.WRITE)),
    DeskEntry("People and roles", "people", icon="user", order=900, deeds=(Deed.MANAGE_PEOPLE,)),
)


@hooks.register("construct_main_menu")
def keep_desks_only(request: HttpRequest, items: list[Any]) -> None:
    """Leave our entries, in our order."""
    items[:] = [entry for entry in ENTRIES if entry.is_shown(request)]
