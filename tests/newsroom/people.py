"""Accounts for tests, one of each role."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from broadsheet.newsroom.roles import Role


def account(role: Role, name: str = "") -> Any:
    """An account with this role."""
    made = get_user_model().objects.create_user(username=name or f"a {role.value.lower()}")
    made.groups.add(Group.objects.get(name=role.value))
    return made
