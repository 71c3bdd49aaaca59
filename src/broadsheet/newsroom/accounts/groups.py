"""
The roles as Wagtail's groups: rows that let a role into its screens at all.

They are coarse on purpose. How far a role goes on a page is `page_rights`' to say; whoever has no row here does not
even come to be asked.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Workflow

from broadsheet.newsroom.models.home import HomePage
from broadsheet.newsroom.roles import Role

_ALL_PAGES: Final = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
_ADD_FILES: Final = ("add_image", "choose_image", "add_document", "choose_document")
_ALL_FILES: Final = (*_ADD_FILES, "change_image", "delete_image", "change_document", "delete_document")

PAGES: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.WRITER: ("add_page",),
    Role.SECTION_EDITOR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    Role.EDITOR: _ALL_PAGES,
    Role.ADMINISTRATOR: _ALL_PAGES,
    Role.BRANCH_ORGANISER: ("add_page", "change_page", "publish_page"),
    Role.TREASURER: (),
}
FILES: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.WRITER: _ADD_FILES,
    Role.SECTION_EDITOR: (*_ADD_FILES, "change_image", "change_document"),
    Role.EDITOR: _ALL_FILES,
    Role.ADMINISTRATOR: _ALL_FILES,
    Role.BRANCH_ORGANISER: _ADD_FILES,
    Role.TREASURER: (),
}
WHOLE_PAPER: Final[Mapping[Role, tuple[str, ...]]] = {
    role: ("access_admin", "change_papersettings") if role in (Role.EDITOR, Role.ADMINISTRATOR) else ("access_admin",)
    for role in Role
}


def build_groups() -> None:
    """Make each role's group and its rights exactly as above, for every language."""
    fronts = list(HomePage.objects.all())
    files = Collection.get_first_root_node()
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(_permissions(WHOLE_PAPER[role]))
        pages = _permissions(PAGES[role])
        _keep_only(
            GroupPagePermission, group, [{"page": front, "permission": each} for front in fronts for each in pages]
        )
        rights = _permissions(FILES[role])
        _keep_only(GroupCollectionPermission, group, [{"collection": files, "permission": each} for each in rights])
    # Wagtail's own. Stories are handed in by `actions.stages`.
    Workflow.objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name__in=("Editors", "Moderators"), user__isnull=True).delete()


def _permissions(codenames: Iterable[str]) -> list[Permission]:
    wanted = set(codenames)
    found = Permission.objects.filter(
        codename__in=wanted,
        content_type__app_label__in=("wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs", "newsroom"),
    )
    permissions = list(found)
    missing = wanted - {each.codename for each in permissions}
    if missing:
        raise LookupError(f"These rights do not exist in the database: {', '.join(sorted(missing))}.")
    return permissions


def _keep_only(
    rows: type[GroupPagePermission] | type[GroupCollectionPermission], group: Group, wanted: list[dict[str, object]]
) -> None:
    kept = [rows.objects.get_or_create(group=group, **row)[0].pk for row in wanted]
    rows.objects.filter(group=group).exclude(pk__in=kept).delete()
