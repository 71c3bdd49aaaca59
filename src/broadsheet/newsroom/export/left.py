"""What an export leaves in the newsroom, each kind counted and with the reason."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from wagtail.models import Comment, ModelLogEntry, Page, PageLogEntry, Revision

from broadsheet.importers.report import Loss, Severity
from broadsheet.newsroom.models import (
    PAGE_TYPES,
    Assignment,
    BroadDocument,
    BroadImage,
    IssuePage,
    PrintCorrection,
    VersionSource,
)

WHERE: Final = "the newsroom"


def left_behind() -> Iterator[Loss]:
    """One loss for each kind of thing that has any."""
    for what, count, why in _KINDS:
        number = count()
        if number:
            yield Loss(what=what, where=WHERE, which="all", why=why, severity=Severity.DROPPED, count=number)


def _in_bin() -> int:
    rows = (*(page_type.everything for page_type in PAGE_TYPES), BroadImage._base_manager, BroadDocument._base_manager)
    return sum(manager.filter(in_bin=True).count() for manager in rows)


def _unpublished_changes() -> int:
    return int(Page.objects.filter(live=True, has_unpublished_changes=True).count())


def _earlier_versions() -> int:
    """All versions but the newest of each draft, which is what its line says."""
    drafts = Page.objects.filter(live=False, latest_revision__isnull=False)
    return int(Revision.page_revisions.count() - drafts.count())


def _copies() -> int:
    return int(Page.objects.filter(alias_of__isnull=False).count())


def _tags() -> int:
    return int(apps.get_model("taggit", "TaggedItem").objects.count())


def _restricted() -> int:
    return int(apps.get_model("wagtailcore", "PageViewRestriction").objects.count())


def _count(model: Any, **filters: Any) -> Callable[[], int]:
    return lambda: int(model.objects.filter(**filters).count())


_KINDS: Final[tuple[tuple[str, Callable[[], int], str], ...]] = (
    (
        "account",
        lambda: int(get_user_model().objects.count()),
        "who works here is nobody else's business; invite them anew.",
    ),
    ("thing in the bin", _in_bin, "it was deleted; bring it back first if it is to come along."),
    (
        "unpublished change",
        _unpublished_changes,
        "of a published page only what readers have is written; publish it first.",
    ),
    ("earlier version", _earlier_versions, "only what stands now is written; a backup keeps all versions."),
    ("editors' comment", _count(Comment), "it is between editors."),
    (
        "entry of a history",
        lambda: int(PageLogEntry.objects.count() + ModelLogEntry.objects.count()),
        "it tells who did what here.",
    ),
    ("assignment", _count(Assignment), "who writes what by when concerns this newsroom."),
    ("planned closing", _count(IssuePage, close_at__isnull=False), "plan it again in the other newsroom."),
    (
        "correction waiting for print",
        _count(PrintCorrection, printed_in__isnull=True),
        "print it in the next issue here.",
    ),
    (
        "tie between language versions",
        _count(VersionSource),
        "that they belong together is written, not which text each was made from.",
    ),
    ("copy of a page", _copies, "it shows what another page says, which is written."),
    ("tag of a picture or document", _tags, "the format has no place for it; a backup keeps it."),
    ("lock on who may read", _restricted, "what lies behind it is written as a draft."),
)
