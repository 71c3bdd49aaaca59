"""What is in the bin, and putting something there."""

from typing import Any, Final

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.deleting import KEPT, BinKind, Delete, Restore, kind_of, require_deleting
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import ArticlePage, BinnedThing, BroadImage
from broadsheet.newsroom.picture_uses import uses_of
from broadsheet.newsroom.roles import Deed, may

SHOWN: Final = 100


class BinView(DeskView):
    """What was deleted, last first; to bring it back is one click."""

    deeds = (Deed.RESTORE, Deed.DELETE, Deed.WRITE, Deed.ADD_PICTURES)
    page_title = "Bin"
    header_icon = "bin"
    template_name = "newsroom/desks/bin.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """All of it for those who may bring everything back, else what this person deleted."""
        user = self.request.user
        seen = Q() if may(user, Deed.RESTORE) else Q(deleted_by_id=user.pk)
        rows = BinnedThing.objects.filter(seen).select_related("page", "deleted_by").order_by("-deleted_at", "-pk")
        now = timezone.now()
        things = [
            {"row": row, "sort": _sort(row), "days": max(0, (row.deleted_at + KEPT - now).days)} for row in rows[:SHOWN]
        ]
        return super().get_context_data(**keywords) | {"things": things, "kept": KEPT.days}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Bring one back."""
        number = request.POST.get("binned", "")
        thing = Restore(binned=int(number) if number.isdecimal() else 0).execute(request.user)
        messages.success(request, format_html("<a href='{}'>“{}”</a> is back.", address_of(thing), thing))
        return redirect("bin")


def _sort(row: BinnedThing) -> str:
    kind = kind_of(row)
    return str(row.page.page_type_display_name).lower() if kind is BinKind.PAGE else kind.value


def address_of(thing: Any) -> str:
    """The screen on which a page, picture or document is worked on."""
    if isinstance(thing, BroadImage):
        return reverse("picture", args=[thing.pk])
    name = "wagtailadmin_pages:edit" if hasattr(thing, "path") else "wagtaildocs:edit"
    return reverse(name, args=[thing.pk])


class DeleteView(DeskView):
    """Asks once, saying what it means for readers, then puts it into the bin."""

    deeds = (Deed.DELETE, Deed.WRITE, Deed.EDIT_DIARY, Deed.ADD_PICTURES)
    trail = (("Bin", "bin"),)
    header_icon = "bin"
    template_name = "newsroom/desks/delete.html"

    def get_page_title(self) -> str:
        """What it is about."""
        return f"Delete “{_shown(self._thing())}”"

    def _thing(self) -> Any:
        try:
            thing = Delete(kind=BinKind(self.kwargs["kind"]), number=self.kwargs["number"]).thing()
        except ValueError as error:
            raise Http404("There is nothing of this kind.") from error
        if thing is None:
            raise Http404("This is not there any more; look in the bin.")
        return thing

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The thing, what is under it, and where it is used."""
        thing = self._thing()
        require_deleting(self.request.user, thing)
        below = thing.get_descendants().filter(binned__isnull=True)[:SHOWN] if hasattr(thing, "path") else ()
        return super().get_context_data(**keywords) | {
            "thing": thing,
            "shown": _shown(thing),
            "below": below,
            "uses": uses_of(thing) if isinstance(thing, BroadImage) else (),
            "days": KEPT.days,
            "back": address_of(thing),
        }

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """Delete it; the way back is in the message."""
        thing = self._thing()
        row = Delete(kind=BinKind(keywords["kind"]), number=keywords["number"]).execute(request.user)
        messages.success(
            request,
            format_html(
                "“{}” is in the bin for {} days. <a href='{}'>Bring it back</a>", row, KEPT.days, reverse("bin")
            ),
        )
        return redirect(_after(thing))


class DeleteUploadedView(DeskView):
    """What the screen for uploading many asks for: a picture taken back at once."""

    deeds = (Deed.ADD_PICTURES, Deed.DELETE)

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """Delete it and answer as that screen expects."""
        kind = BinKind(keywords["kind"])
        Delete(kind=kind, number=keywords["number"]).execute(request.user)
        name = "image_id" if kind is BinKind.PICTURE else "doc_id"
        return JsonResponse({"success": True, name: keywords["number"]})

    def refused(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """It is gone already."""
        return JsonResponse({"success": False}, status=404)


def _said(row: BinnedThing) -> str:
    said = "“{}” is in the bin for {} days. <a href='{}'>Bring it back</a>"
    return format_html(said, row, KEPT.days, reverse("bin"))


def _shown(thing: Any) -> str:
    return str(getattr(thing, "draft_title", "") or thing.title)


def _after(thing: Any) -> str:
    if isinstance(thing, ArticlePage):
        return reverse("stories")
    if isinstance(thing, BroadImage):
        return reverse("pictures")
    return reverse("bin")


def delete_many(request: HttpRequest, kind: BinKind, things: list[Any]) -> HttpResponse:
    """Put all of these into the bin."""
    done = 0
    for thing in things:
        try:
            Delete(kind=kind, number=thing.pk).execute(request.user)
            done += 1
        except ActionRefusedError as refusal:
            messages.error(request, str(refusal))
    messages.success(request, format_html("{} deleted. <a href='{}'>Bring them back</a>", done, reverse("bin")))
    return redirect("bin")
