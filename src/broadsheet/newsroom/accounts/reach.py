"""How far an account reaches: the sections and branches given to it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from broadsheet.newsroom.models.accounts import Reach
from broadsheet.newsroom.models.articles import ArticlePage
from broadsheet.newsroom.models.diary import EventPage
from broadsheet.newsroom.roles import DEEDS, Deed, Role, require, roles_of

LIMITED = frozenset({Role.SECTION_EDITOR, Role.BRANCH_ORGANISER})
"""Roles whose deeds end where their sections or branches do."""


def given_to(user: Any) -> frozenset[int]:
    """The ids of the sections and branches given to the account."""
    known = getattr(user, "_given", None)
    if known is None:
        known = frozenset(Reach.objects.filter(account_id=user.pk).values_list("page_id", flat=True))
        user._given = known  # asked for every page of a list
    return known


def everywhere(user: Any) -> frozenset[Deed]:
    """What the account may do to any page, whatever it was given."""
    return frozenset().union(*(DEEDS[role] for role in roles_of(user) - LIMITED))


def within(user: Any) -> frozenset[Deed]:
    """What the account may do within what was given to it."""
    return frozenset().union(*(DEEDS[role] for role in roles_of(user) & LIMITED))


def require_for(user: Any, deed: Deed, *stories: ArticlePage) -> None:
    """PermissionDenied, in words, unless the account may do this to the story in each of these forms of it."""
    if deed in everywhere(user):
        return
    require(user, deed)
    if not given_to(user).issuperset(story.section_id for story in stories):
        raise PermissionDenied(f"You may not {deed} outside your sections. Ask an editor.")


def pages_within(user: Any) -> Q:
    """Which rows of Page lie within what was given to the account, or are its own."""
    given = given_to(user)
    stories = ArticlePage.objects.filter(section_id__in=given).values("pk")
    events = EventPage.objects.filter(branch_id__in=given).values("pk")
    return Q(owner_id=user.pk) | Q(pk__in=given) | Q(pk__in=stories) | Q(pk__in=events)
