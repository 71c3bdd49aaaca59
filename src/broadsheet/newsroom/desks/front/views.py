"""The front desk: one form for slots and notice, with a look at the result before it is published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape
from django.views.decorators.http import require_POST
from wagtail.models import Page

from broadsheet.errors import BroadsheetError
from broadsheet.newsroom.actions.arranging import CallOff, PutBack
from broadsheet.newsroom.compose.previews import front_as_printed, page_as_printed
from broadsheet.newsroom.desks.front.rows import arrangement, local_moment, offered_stories, rows_of
from broadsheet.newsroom.desks.meanwhile import refuse_changed
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import HomePage, SectionPage
from broadsheet.newsroom.paper import current_paper, written_moment
from broadsheet.newsroom.previews import framed, shown
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.shelves import home_of


def front_or_404(number: int) -> Any:
    """The front of this row number: a language's or a section's."""
    page = Page.objects.filter(pk=number).first()
    front = page.specific if page is not None else None
    if not isinstance(front, HomePage | SectionPage):
        raise Http404("This front is not there any more.")
    return front


class MainFrontView(DeskView):
    """Leads to the front of the paper's own language."""

    deeds = (Deed.ARRANGE_FRONT, Deed.SET_NOTICE)

    def get(self, request: HttpRequest, *_arguments: Any, **_keywords: Any) -> HttpResponse:
        """Go there."""
        return redirect("arrange_front", front=home_of(current_paper().languages[0][0]).pk)


class FrontView(DeskView):
    """One front."""

    deeds = (Deed.ARRANGE_FRONT, Deed.SET_NOTICE)
    header_icon = "home"
    template_name = "newsroom/desks/front.html"

    def get_page_title(self) -> str:
        """Which front it is."""
        front = front_or_404(self.kwargs["front"])
        return f"Front of {front.title}" if isinstance(front, SectionPage) else "Front"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Rows, stories to choose from, the notice, and the other fronts."""
        front = front_or_404(self.kwargs["front"])
        typed = self.request.POST.dict() if self.request.method == "POST" else {}
        rows = rows_of(front, typed)
        waiting = front.scheduled_revision
        return super().get_context_data(**keywords) | {
            "front": front,
            "slots": rows,
            "stories": offered_stories(front, rows),
            "notice": _notice(front, typed),
            "typed_at": typed.get("at", ""),
            "waiting_for": written_moment(waiting.approved_go_live_at) if waiting else "",
            "as_read": _state_of(front),
            "can_put_back": front.version_before_id is not None,
            "homes": HomePage.objects.filter(live=True).select_related("locale"),
            "sections": SectionPage.objects.filter(live=True, locale=front.locale),
        }

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """Publish, set a time, call that off, or put the front before back."""
        number = keywords["front"]
        match request.POST.get("deed"):
            case "put-back":
                PutBack(front=number).execute(request.user)
                messages.success(request, "The front before is back.")
            case "call-off":
                CallOff(front=number).execute(request.user)
                messages.success(request, "The front does not change by itself any more.")
            case _:
                front = front_or_404(number)
                refuse_changed(request.POST, _state_of(front))
                action = arrangement(front, request.POST.dict())
                action.execute(request.user)
                when = f"changes on {written_moment(action.at)}" if action.at else "is published"
                messages.success(request, f"The front {when}.")
        return redirect("arrange_front", front=number)


def _state_of(front: Any) -> str:
    """What changes whenever this front is arranged, now or for later."""
    waiting = front.scheduled_revision
    return f"{front.latest_revision_id} {waiting.pk if waiting else None}"


def _notice(front: Any, typed: dict[str, str]) -> dict[str, Any] | None:
    if not isinstance(front, HomePage):
        return None
    return {
        "text": typed.get("notice", front.notice_text),
        "story": typed.get("notice-story", str(front.notice_page_id or "")),
        "address": typed.get("notice-address", front.notice_link),
        "ends": typed.get("notice-ends", local_moment(front.notice_ends)),
    }


@require_POST
def look(request: HttpRequest, front: int) -> HttpResponse:
    """The front as the form on the screen would have it, in a frame; nothing is kept."""
    require(request.user, Deed.ARRANGE_FRONT)
    page = front_or_404(front)
    try:
        unsaved = arrangement(page, request.POST.dict() | {"deed": "look"}).arranged()
        seen = page_as_printed(unsaved) if isinstance(unsaved, SectionPage) else front_as_printed(unsaved)
        return framed(shown(seen), "text/html; charset=utf-8")
    except (BroadsheetError, ValueError) as error:
        return HttpResponse(f"<!doctype html><title>Front</title><p>This cannot be shown: {escape(str(error))}</p>")
