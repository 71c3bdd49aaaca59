"""Language versions: making one, and saying that it follows its source again."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.models import (
    AddressedPage,
    ArticlePage,
    BranchPage,
    ContainerPage,
    EventPage,
    HomePage,
    PersonPage,
    StandingPage,
    VersionSource,
)
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, may, require
from broadsheet.newsroom.shelves import counterpart, home_of

_SHARED: Final = (PersonPage, BranchPage)
"""Kinds that may be named in another language than their own."""

_POINTS_TO: Final = {
    ArticlePage: ("section_id",),
    EventPage: ("branch_id", "report_id"),
}
_ROWS: Final = {
    ArticlePage: (
        ("bylines", "person_id"),
        ("topics", "topic_id"),
        ("persons", "person_id"),
        ("branches", "branch_id"),
        ("related", "related_id"),
    ),
    EventPage: (("other_branches", "branch_id"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeVersion:
    """
    Make the draft of a page's version in another language: its words to be translated, linked with it both ways.

    Sections, topics, people and branches are those of the other language where they have a version there.
    """

    page: int
    language: str

    def check(self) -> tuple[Obstacle, ...]:
        """The language must be one of the paper's, without a version yet; what the page stands under must have one."""
        page = source_of(self.page)
        if page is None:
            return (Obstacle(what="This page is not there any more."),)
        if self.language not in dict(current_paper().languages):
            return (Obstacle(what=f"The paper has no language “{self.language}”.", remedy="Choose another."),)
        known = Page.objects.filter(translation_key=page.translation_key, locale__language_code=self.language).first()
        if known is not None:
            where = "in the bin" if hasattr(known, "binned") else "already"
            return (Obstacle(what=f"There is a version in this language {where}: “{known}”.", remedy="Open that one."),)
        if _parent_there(page, self.language) is None:
            above = page.get_parent()
            return (
                Obstacle(what=f"It stands under “{above}”, which has no version there.", remedy="Make that first."),
            )
        return ()

    def execute(self, user: Any) -> Any:
        """Make it; the account's own draft."""
        page = source_of(self.page)
        if page is not None:
            require_making(user, page)
        refuse_if(self.check())
        with transaction.atomic():
            source = page.get_latest_revision_as_object()
            _parent_there(source, self.language, make=True)
            made = source.copy_for_translation(home_of(self.language).locale)
            made.owner = user if user.pk else None
            _translate_references(made)
            made.save()
            made.save_revision(user=user if user.pk else None, clean=False)
            VersionSource.objects.create(page_id=made.pk, source_id=page.pk, seen=page.latest_revision)
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowsAgain:
    """Say that a version says again what its source says."""

    page: int

    def check(self) -> tuple[Obstacle, ...]:
        """It must have been made from another."""
        known = VersionSource.objects.filter(page_id=self.page).exists()
        return () if known else (Obstacle(what="This page was not made from another."),)

    def execute(self, user: Any) -> None:
        """Note it."""
        row = VersionSource.objects.select_related("source", "page").filter(page_id=self.page).first()
        if row is not None:
            require_making(user, row.page.specific)
        if row is None or self.check():
            raise ActionRefusedError(self.check())
        row.behind, row.seen = False, row.source.latest_revision
        row.save(update_fields=["behind", "seen"])


def source_of(number: int) -> Any:
    """The page of this number, if it is one that readers reach and is not in the bin."""
    page = Page.objects.filter(pk=number).first()
    specific = page.specific if page is not None else None
    return specific if isinstance(specific, AddressedPage) and not specific.in_bin else None


def require_making(user: Any, page: Any) -> None:
    """PermissionDenied, in words, unless the account may make and keep versions of this kind of page."""
    deed = {ArticlePage: Deed.WRITE, EventPage: Deed.EDIT_DIARY, StandingPage: Deed.EDIT_PAPER}.get(
        type(page), Deed.EDIT_SUBJECTS
    )
    require(user, deed)
    if deed is Deed.WRITE and not may(user, Deed.EDIT_STORIES) and page.owner_id != user.pk and not page.live:
        raise PermissionDenied("You may not translate the drafts of others.")


def versions_of(page: Any) -> dict[str, Any]:
    """By language of the paper, the page's version in it, or None."""
    rows = Page.objects.filter(translation_key=page.translation_key, binned__isnull=True).select_related("locale")
    known = {row.locale.language_code: row for row in rows}
    return {code: known.get(code) for code, _ in current_paper().languages}


def _parent_there(page: Any, language: str, *, make: bool = False) -> Any:
    """What stands for the page's parent in the other language; shelves are made where they are missing."""
    parent = page.get_parent().specific
    home = home_of(language)
    if isinstance(parent, ContainerPage):
        return counterpart(parent, home) if make else home
    if isinstance(parent, HomePage):
        return home
    return parent.get_translation_or_none(home.locale)


def _translate_references(made: Any) -> None:
    """Have the version point to the versions in its own language of what its source points to."""
    for column in _POINTS_TO.get(type(made), ()):
        setattr(made, column, _there(getattr(made, column), made.locale_id))
    for relation, column in _ROWS.get(type(made), ()):
        rows = list(getattr(made, relation).all())
        for row in rows:
            setattr(row, column, _there(getattr(row, column), made.locale_id))
        getattr(made, relation).set([row for row in rows if getattr(row, column) or relation == "bylines"])


def _there(number: int | None, locale: int) -> int | None:
    """The version of a page in a language; people and branches without one stay as they are."""
    page = Page.objects.filter(pk=number).first() if number else None
    if page is None:
        return None
    version = Page.objects.filter(translation_key=page.translation_key, locale_id=locale).first()
    if version is not None:
        return int(version.pk)
    return int(page.pk) if issubclass(page.specific_class, _SHARED) else None
