"""Accounts for tests, one of each role."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from broadsheet.newsroom.models import Reach
from broadsheet.newsroom.roles import Role


def account(role: Role | None = None, name: str = "", given: tuple[Any, ...] = ()) -> Any:
    """An account with this role, and these sections and branches given to it."""
    made = get_user_model().objects.create_user(username=name or f"a {role.value.lower() if role else 'stranger'}")
    if role is not None:
        made.groups.add(Group.objects.get(name=role.value))
    for page in given:
        Reach.objects.create(account=made, page_id=page.pk)
    return made
