"""The screen on which an issue is closed: what still blocks it, at once or at a set time."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.closing import CloseAt, CloseIssue, ReopenIssue
from broadsheet.newsroom.desks.board.views import issue_or_404
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.paper import current_paper, written_moment
from broadsheet.newsroom.roles import Deed


class CloseIssueView(DeskView):
    """Close now, close at a time, call that off, or reopen."""

    deeds = (Deed.CLOSE_ISSUE,)
    header_icon = "calendar-check"
    template_name = "newsroom/desks/close_issue.html"
    trail = (("This issue", "current_issue"),)

    def get_page_title(self) -> str:
        """What it is about."""
        issue = issue_or_404(self.kwargs["issue"])
        return f"Reopen {issue}" if issue.closed else f"Close {issue}"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """What is in the way now."""
        issue = issue_or_404(self.kwargs["issue"])
        return super().get_context_data(**keywords) | {
            "issue": issue,
            "obstacles": () if issue.closed else CloseIssue(issue=issue.pk).check(),
            "hints": () if issue.closed else CloseIssue(issue=issue.pk).hints(),
            "set_for": written_moment(issue.close_at) if issue.close_at else "",
            "typed_at": self.request.POST.get("at", ""),
            "timezone": current_paper().timezone,
        }

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """Do what the pressed button says."""
        number = keywords["issue"]
        match request.POST.get("deed"):
            case "close":
                issue = CloseIssue(issue=number).execute(request.user)
                messages.success(request, f"{issue} is closed. Readers see it in a moment.")
            case "close-at":
                moment = _moment(request.POST.get("at", ""))
                CloseAt(issue=number, moment=moment).execute(request.user)
                messages.success(request, f"It closes by itself on {written_moment(moment)}.")
            case "call-off":
                CloseAt(issue=number, moment=None).execute(request.user)
                messages.success(request, "It does not close by itself any more.")
            case "reopen":
                ReopenIssue(issue=number).execute(request.user)
                messages.success(request, "Reopened. Readers keep what is out until you close it again.")
        return redirect("board", issue=number)


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None:
        raise ActionRefusedError([Obstacle(what="No time was chosen.", remedy="Choose a day and a time.")])
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(current_paper().timezone))
