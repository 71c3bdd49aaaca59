"""Pictures and documents: whoever may change one may not therefore delete it."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from broadsheet.newsroom.models import BroadDocument, BroadImage
from broadsheet.newsroom.roles import Deed, may


class FilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's own, in which deleting is a deed of its own; one's own file stays in one's hands."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether the account may do any of these to this file."""
        asked = set(actions)
        if instance.uploaded_by_user_id != user.pk and not may(user, Deed.DELETE):
            asked.discard("delete")
        return bool(asked) and bool(super().user_has_any_permission_for_instance(user, asked, instance))


def register() -> None:
    """In place of Wagtail's."""
    for model, original in ((BroadImage, "wagtailimages.Image"), (BroadDocument, "wagtaildocs.Document")):
        register_permission_policy(model, FilePolicy(model, auth_model=original, owner_field_name="uploaded_by_user"))
