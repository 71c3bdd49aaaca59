"""Wagtail's lists of all pages, as a tree: for administrators, who mend it; everybody else comes to the desks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin.views.chooser import SearchView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

from broadsheet.newsroom.desks.ways_back import desk_of
from broadsheet.newsroom.roles import Role, roles_of

_FIRST = page_viewset_registry.as_view("index", is_base_page=True)
_BELOW = page_viewset_registry.as_view("index", parent_page_id_kwarg="parent_page_id")


def mends_the_tree(user: Any) -> bool:
    """Whether somebody meets the tree at all."""
    return Role.ADMINISTRATOR in roles_of(user)


def require_mender(user: Any) -> None:
    """PermissionDenied, in words, for everybody else."""
    if not mends_the_tree(user):
        raise PermissionDenied("Pages are moved about by an administrator of the paper. Ask one.")


def all_pages(request: HttpRequest, parent_page_id: int | None = None) -> HttpResponseBase:
    """The list below a page; whoever does not mend the tree comes to the page's desk, else to the stories."""
    if mends_the_tree(request.user):
        if parent_page_id is None:
            return _FIRST(request)
        return _BELOW(request, parent_page_id=parent_page_id)
    page = Page.objects.filter(pk=parent_page_id).first() if parent_page_id else None
    return redirect((desk_of(page.specific, request.user) if page else "") or "stories")


class PageSearchView(SearchView):
    """Wagtail's search among all pages, each with the one above it."""

    def get(self, request: HttpRequest) -> Any:
        """Only in the dialog for moving pages about."""
        require_mender(request.user)
        return super().get(request)
