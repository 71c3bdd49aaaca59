"""Where somebody comes to who has published a page with Wagtail's form, or taken it from readers: to its desk."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from broadsheet.newsroom.desks.subjects.views import KINDS
from broadsheet.newsroom.models import EventPage, IssuePage, StandingPage

_LISTS: Final = {StandingPage: "standing_pages", EventPage: "diary"}


def desk_of(page: Any) -> str:
    """The address of the list in which a page stands; empty for one that stands in none."""
    if type(page) in _LISTS:
        return reverse(_LISTS[type(page)])
    if isinstance(page, IssuePage):
        return reverse("board", args=[page.pk])
    kind = next((kind.name for kind in KINDS.values() if isinstance(page, kind.model)), "")
    return reverse("subjects_of_kind", args=[kind]) if kind else ""


def to_its_desk(_request: HttpRequest, page: Any) -> HttpResponse | None:
    """There, rather than among the shelves on which pages stand."""
    desk = desk_of(page)
    return redirect(desk) if desk else None


def when_published(request: HttpRequest, page: Any) -> HttpResponse | None:
    """There once it is published; whoever keeps a draft stays with it."""
    return to_its_desk(request, page) if "action-publish" in request.POST else None
