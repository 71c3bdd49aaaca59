"""People, topics, sections and branches: their order, and two that are the same made one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from broadsheet.newsroom.actions.deleting import BinKind, Delete
from broadsheet.newsroom.models import (
    AddressedPage,
    ArticleBranch,
    ArticlePage,
    ArticleTopic,
    BranchPage,
    Byline,
    EventBranch,
    EventPage,
    OldAddress,
    PersonInNews,
    PersonPage,
    Reach,
    SectionPage,
    StandingPage,
    TopicPage,
    outbox,
)
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.referring import note_referrers
from broadsheet.newsroom.repointing import repoint_pages
from broadsheet.newsroom.roles import Deed, require

# Table and column that name a page of each kind; then, where a page may be named once only, by whom.
_NAMED_IN: Final[dict[type[AddressedPage], tuple[tuple[type[Model], str, str], ...]]] = {
    PersonPage: ((Byline, "person", ""), (PersonInNews, "person", "article")),
    TopicPage: ((ArticleTopic, "topic", "article"),),
    SectionPage: ((ArticlePage, "section", ""), (Reach, "page", "account")),
    BranchPage: (
        (ArticleBranch, "branch", "article"),
        (EventPage, "branch", ""),
        (EventBranch, "branch", "event"),
        (Reach, "page", "account"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """
    Make one of two people, topics, sections or branches that are the same.

    Whatever names `gone` names `into` from now on, drafts and old versions too; the address of `gone` leads to `into`.
    `gone` itself waits in the bin.
    """

    gone: int
    into: int

    def check(self) -> tuple[Obstacle, ...]:
        """Both must be there, of one kind and language, and not the same."""
        gone, into = self._both()
        if gone is None or into is None:
            return (Obstacle(what="One of the two is not there any more.", remedy="Look at the list again."),)
        if gone.pk == into.pk:
            return (Obstacle(what=f"“{gone}” cannot become itself.", remedy="Choose another one."),)
        if type(gone) is not type(into) or gone.locale_id != into.locale_id:
            what = f"“{gone}” and “{into}” are not of one kind and language."
            return (Obstacle(what=what, remedy="Choose another one."),)
        return ()

    def _both(self) -> Iterator[Any]:
        for number in (self.gone, self.into):
            page = Page.objects.filter(pk=number, binned__isnull=True).first()
            specific = page.specific if page is not None else None
            yield specific if type(specific) in _NAMED_IN else None

    def execute(self, user: Any) -> Any:
        """Do it; the one that stays."""
        require(user, Deed.EDIT_SUBJECTS)
        with transaction.atomic():
            refuse_if(self.check())
            gone, into = self._both()
            note_referrers(gone)
            page_base = ContentType.objects.get_for_model(Page)
            referring = ReferenceIndex.objects.filter(to_content_type=page_base, to_object_id=str(gone.pk))
            numbers = {
                int(each) for each in referring.filter(base_content_type=page_base).values_list("object_id", flat=True)
            }
            numbers |= set(Page.objects.filter(has_unpublished_changes=True).values_list("pk", flat=True))
            for model, column, once_for in _NAMED_IN[type(gone)]:
                _rename(model, column, once_for, gone.pk, into.pk)
            repoint_pages(numbers, gone.pk, into.pk)
            referring.update(to_object_id=str(into.pk))
            _move_addresses(gone, into)
            outbox.note(into.record_kind, into.permanent_id)
            Delete(kind=BinKind.PAGE, number=gone.pk).execute(user)
        return into


def _rename(model: Any, column: str, once_for: str, gone: int, into: int) -> None:
    rows = model._base_manager.filter(**{f"{column}_id": gone})
    if once_for:
        named = model._base_manager.filter(**{f"{column}_id": into}).values(f"{once_for}_id")
        rows.filter(**{f"{once_for}_id__in": named}).delete()
    model._base_manager.filter(**{f"{column}_id": gone}).update(**{f"{column}_id": into})


def _move_addresses(gone: Any, into: Any) -> None:
    paths = [row.path for row in OldAddress.objects.filter(page_id=gone.pk)]
    if gone.first_published_at:
        paths.append(f"/{gone.address()}")
    for path in paths:
        OldAddress.objects.get_or_create(page_id=into.pk, path=path)
    OldAddress.objects.filter(page_id=gone.pk).delete()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """Move a section or a standing page up or down among those beside it: the order of the paper."""

    page: int
    steps: int

    def check(self) -> tuple[Obstacle, ...]:
        """It must be there, and its order mean something."""
        page = Page.objects.filter(pk=self.page, binned__isnull=True).first()
        if page is None or page.specific_class not in (SectionPage, StandingPage):
            return (Obstacle(what="This page has no place in an order."),)
        return ()

    def execute(self, user: Any) -> None:
        """Move it; at the end of the row it stays."""
        page = Page.objects.filter(pk=self.page).first()
        standing = page is not None and page.specific_class is StandingPage
        require(user, Deed.EDIT_PAPER if standing else Deed.EDIT_SUBJECTS)
        refuse_if(self.check())
        with transaction.atomic():
            page = Page.objects.get(pk=self.page)
            kind = page.specific_class
            beside = [each for each in page.get_siblings().order_by("path") if each.specific_class is kind]
            beside = [each for each in beside if not hasattr(each, "binned")]
            at = next(place for place, each in enumerate(beside) if each.pk == page.pk)
            target = max(0, min(len(beside) - 1, at + self.steps))
            if target != at:
                page.move(beside[target], pos="left" if target < at else "right", user=None)
