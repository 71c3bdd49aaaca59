"""The list of events and the screen of one."""

from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from broadsheet.newsroom.actions.deleting import may_delete
from broadsheet.newsroom.actions.diary import CallOffEvent, CopyEvent, KeepEvent, branches_open_to, events_open_to
from broadsheet.newsroom.desks.diary.forms import EventForm
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import EventPage
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed

SHOWN: Final = 40
STILL_ON: Final = timedelta(hours=6)
"""How long after its start an event counts as coming."""


class DiaryView(DeskView):
    """What is coming, soonest first; what is over, last first."""

    deeds = (Deed.EDIT_DIARY, Deed.EDIT_OWN_BRANCH)
    page_title = "Diary"
    header_icon = "date"
    template_name = "newsroom/desks/diary.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The events this person keeps."""
        asked = self.request.GET
        past = asked.get("show") == "past"
        branch = asked.get("branch", "") if asked.get("branch", "").isdecimal() else ""
        events = events_open_to(self.request.user).select_related("branch", "locale")
        if branch:
            events = events.filter(branch_id=int(branch)) | events.filter(other_branches__branch_id=int(branch))
        since = parse_datetime(asked.get("from", "")) or timezone.now() - STILL_ON
        after = events.filter(starts__lt=since) if past else events.filter(starts__gte=since)
        found = list(after.order_by("-starts" if past else "starts", "pk").distinct()[: SHOWN + 1])
        return super().get_context_data(**keywords) | {
            "events": found[:SHOWN],
            "more": found[SHOWN].starts.isoformat() if len(found) > SHOWN else "",
            "past": past,
            "branch": branch,
            "branches": branches_open_to(self.request.user),
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Call off, or copy to next week."""
        form = request.POST
        number = int(form["event"]) if form.get("event", "").isdecimal() else 0
        match form.get("deed"):
            case "copy":
                made = CopyEvent(event=number).execute(request.user)
                messages.success(request, "A draft for next week. Look it over and publish it.")
                return redirect("event", event=made.pk)
            case "off":
                event = CallOffEvent(event=number).execute(request.user)
                messages.success(request, f"“{event}” is called off. It stays in the diary, and readers are told.")
            case "on":
                event = CallOffEvent(event=number, off=False).execute(request.user)
                messages.success(request, f"“{event}” takes place.")
        return redirect("diary")


class EventView(DeskView):
    """One event, new or not, on one screen."""

    deeds = (Deed.EDIT_DIARY, Deed.EDIT_OWN_BRANCH)
    trail = (("Diary", "diary"),)
    header_icon = "date"
    template_name = "newsroom/desks/event.html"

    def get_page_title(self) -> str:
        """The event's name."""
        return str(self._event().title) if "event" in self.kwargs else "New event"

    def _event(self) -> EventPage:
        number = self.kwargs.get("event")
        if number is None:
            return EventPage()
        event = events_open_to(self.request.user).filter(pk=number).first()
        if event is None:
            raise Http404("This event is not there any more, or is not one of your branch's.")
        newest: EventPage = event.get_latest_revision_as_object()
        return newest

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The form as typed, else as it is."""
        event = self._event()
        form = keywords.pop("form", None) or EventForm(instance=event, user=self.request.user)
        return super().get_context_data(**keywords) | {
            "form": form,
            "event": event,
            "languages": current_paper().languages,
            "language": self.request.POST.get("language", ""),
            "may_delete": bool(event.pk) and may_delete(self.request.user, event),
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> Any:
        """Keep it; what cannot be kept is shown again as typed."""
        form = EventForm(request.POST, instance=self._event(), user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        publish = request.POST.get("deed") != "draft"
        action = KeepEvent(
            event=form.save(commit=False),
            branches=form.branch_numbers(),
            publish=publish,
            language=request.POST.get("language", ""),
        )
        event = action.execute(request.user)
        messages.success(request, f"“{event}” is {'in the diary' if publish else 'kept as a draft'}.")
        return redirect("event" if not publish else "diary", **({} if publish else {"event": event.pk}))
