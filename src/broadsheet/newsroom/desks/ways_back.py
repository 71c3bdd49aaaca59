"""Which desk a page belongs to: the way that stands above it, and where one comes to who has published it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.pages.utils import GenericPageBreadcrumbsMixin

from broadsheet.newsroom.desks.subjects.views import KINDS
from broadsheet.newsroom.models import AddressedPage, ArticlePage, BranchPage, EventPage, IssuePage, StandingPage
from broadsheet.newsroom.roles import Deed, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A screen above a page; shown to whoever may do `deed` there, to everybody without one."""

    label: str
    screen: str
    arguments: Sequence[Any] = ()
    deed: Deed | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return reverse(self.screen, args=self.arguments)


_DIARY: Final = Step(label="Diary", screen="diary")
"""An organiser's own branch is looked after from there."""
_SUBJECTS: Final = Deed.EDIT_SUBJECTS
_WAYS: Final[Mapping[type[AddressedPage], Sequence[Step]]] = {
    ArticlePage: (Step(label="Stories", screen="stories"),),
    EventPage: (_DIARY,),
    StandingPage: (
        Step(label="Paper", screen="paper", deed=Deed.EDIT_PAPER),
        Step(label="Standing pages", screen="standing_pages", deed=Deed.EDIT_PAPER),
    ),
} | {
    kind.model: (
        Step(label="People and topics", screen="subjects", deed=_SUBJECTS),
        Step(label=kind.label, screen="subjects_of_kind", arguments=(kind.name,), deed=_SUBJECTS),
    )
    for kind in KINDS.values()
}


def steps_to(page: Any, user: Any) -> list[Step]:
    """The screens above a page that somebody may open; none for a page of no desk."""
    if isinstance(page, IssuePage):
        return [Step(label="This issue", screen="board", arguments=(page.pk,))] if page.pk else []
    steps = [step for step in _WAYS.get(type(page), ()) if step.deed is None or may(user, step.deed)]
    return steps or ([_DIARY] if isinstance(page, BranchPage) else [])


def way_to(page: Any, user: Any) -> list[dict[str, str]]:
    """The same as Wagtail draws it, with the page itself at the end; empty for a page of no desk."""
    if type(page) not in _WAYS and not isinstance(page, IssuePage):
        return []
    above = [{"url": step.address, "label": step.label} for step in steps_to(page, user)]
    return [*above, {"url": "", "label": page.draft_title or page.title or _unnamed(page)}]


def desk_of(page: Any, user: Any) -> str:
    """The address of the list in which a page stands; empty for one that stands in none."""
    steps = steps_to(page, user)
    return steps[-1].address if steps else ""


def to_its_desk(request: HttpRequest, page: Any) -> HttpResponse | None:
    """There, rather than among the shelves on which pages stand."""
    desk = "" if isinstance(page, ArticlePage) else desk_of(page, request.user)
    return redirect(desk) if desk else None


def when_published(request: HttpRequest, page: Any) -> HttpResponse | None:
    """There once it is published; whoever keeps a draft stays with it."""
    return to_its_desk(request, page) if "action-publish" in request.POST else None


def let_ways_lead_to_desks() -> None:
    """Have histories, comparisons and lists of uses draw the same way. Called once, when Django is ready."""
    as_wagtail_draws = GenericPageBreadcrumbsMixin.breadcrumbs_items.func

    def breadcrumbs_items(view: Any) -> list[dict[str, str]]:
        way = way_to(view.object.specific, view.request.user)
        if not way:
            return list(as_wagtail_draws(view))
        return [*way[:-1], way[-1] | {"url": reverse("wagtailadmin_pages:edit", args=[view.object.pk])}]

    GenericPageBreadcrumbsMixin.breadcrumbs_items = property(breadcrumbs_items)


def _unnamed(page: Any) -> str:
    return "No headline yet" if isinstance(page, ArticlePage) else f"New {page._meta.verbose_name}"
