"""Every way in which Wagtail deletes leads into the bin, and what is in the bin is met nowhere else."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from broadsheet.newsroom.actions.deleting import BinKind
from broadsheet.newsroom.desks.bin.views import delete_many
from broadsheet.newsroom.models import BroadDocument, BroadImage
from broadsheet.newsroom.models.bin import hidden_pages


@hooks.register("before_delete_page")
def ask_in_our_words(_request: HttpRequest, page: Page) -> HttpResponse:
    """One page: our own question."""
    return redirect("delete_thing", kind=BinKind.PAGE.value, number=page.pk)


@hooks.register("before_bulk_action")
def delete_many_into_the_bin(request: HttpRequest, action: str, objects: list[Any], _form: Any) -> HttpResponse | None:
    """Many pages, pictures or documents at once, already asked for."""
    if action != "delete" or not objects:
        return None
    kinds = ((BroadImage, BinKind.PICTURE), (BroadDocument, BinKind.DOCUMENT), (Page, BinKind.PAGE))
    kind = next((kind for model, kind in kinds if isinstance(objects[0], model)), None)
    return delete_many(request, kind, objects) if kind is not None else None


@hooks.register("before_edit_page")
def keep_what_was_typed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page deleted while somebody had it open: it opens no more, and what was being typed is kept as a draft."""
    if not getattr(page, "in_bin", False):
        return None
    if request.method != "POST":
        messages.warning(request, f"“{page}” is in the bin. Bring it back to work on it.")
        return redirect("bin")
    form = request.POST.copy()
    for name in [name for name in form if name.startswith("action-")]:
        del form[name]
    request.POST = form  # type: ignore[assignment]  # without the wish to publish
    messages.warning(request, f"“{page}” was deleted meanwhile. Your words are kept; bring it back to go on.")
    return None


@hooks.register("construct_explorer_page_queryset")
def without_the_bin_in_lists(_parent: Page, pages: Any, _request: HttpRequest) -> Any:
    """Lists of pages."""
    return pages.exclude(pk__in=hidden_pages())


@hooks.register("construct_page_chooser_queryset")
def without_the_bin_in_choosers(pages: Any, _request: HttpRequest) -> Any:
    """Choosers of pages, and their search."""
    return pages.exclude(pk__in=hidden_pages())
