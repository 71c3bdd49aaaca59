"""Wagtail's own lists and searches of pages: without what is in the bin."""

from typing import Any

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy


class PresentPagePolicy(PagePermissionPolicy):
    """Wagtail's rights on pages; what is in the bin is met in no list."""

    def explorable_instances(self, user: Any) -> Any:
        """The pages that this account finds in lists and searches."""
        from broadsheet.newsroom.actions.deleting import hidden_pages

        return super().explorable_instances(user).exclude(pk__in=hidden_pages())


def register() -> None:
    """In place of Wagtail's."""
    register_permission_policy(Page, PresentPagePolicy(Page))
