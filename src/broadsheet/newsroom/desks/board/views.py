"""The board of an issue, the list of issues, and a new one."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.assigning import BeginAssignment
from broadsheet.newsroom.actions.correcting import corrections_for
from broadsheet.newsroom.actions.holding import HoldStory, NewIssue, first_issue
from broadsheet.newsroom.desks.board.cards import read_board
from broadsheet.newsroom.desks.board.deeds import deed_of
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import IssuePage
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed
from broadsheet.newsroom.vocabularies import MEDIA, SLOTS

ISSUES_SHOWN = 60
"""Issues on one screen of the list."""


def issue_or_404(number: int) -> IssuePage:
    """The issue of this row number."""
    issue = IssuePage.objects.select_related("locale").filter(pk=number).first()
    if issue is None:
        raise Http404("This issue is not there any more.")
    return issue


def being_made() -> IssuePage | None:
    """The issue that is due next among those being made."""
    unfinished = IssuePage.objects.filter(live=False) | IssuePage.objects.filter(reopened=True)
    found: IssuePage | None = unfinished.order_by("day", "number").first()
    return found


class CurrentIssueView(DeskView):
    """Leads to the issue being made; where there is none, to a new one or to the newest."""

    deeds = (Deed.PLAN_ISSUE, Deed.WRITE)

    def get(self, request: HttpRequest, *_arguments: Any, **_keywords: Any) -> HttpResponse:
        """Go there."""
        issue = being_made()
        return redirect("board", issue=issue.pk) if issue else redirect("issues")


class IssuesView(DeskView):
    """All issues, newest first, a page at a time."""

    deeds = (Deed.PLAN_ISSUE, Deed.WRITE)
    page_title = "All issues"
    header_icon = "calendar"
    template_name = "newsroom/desks/issues.html"
    trail = (("This issue", "current_issue"),)

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The issues before the day asked for."""
        issues = IssuePage.objects.select_related("locale").order_by("-day", "-number")
        before = parse_date(self.request.GET.get("before", ""))
        if before is not None:
            issues = issues.filter(day__lt=before)
        shown = list(issues[: ISSUES_SHOWN + 1])
        more = shown[ISSUES_SHOWN - 1].day.isoformat() if len(shown) > ISSUES_SHOWN else ""
        return super().get_context_data(**keywords) | {"issues": shown[:ISSUES_SHOWN], "more": more}


class NewIssueView(DeskView):
    """Number and date of a new issue, proposed from the one before."""

    deeds = (Deed.PLAN_ISSUE,)
    page_title = "New issue"
    header_icon = "calendar"
    template_name = "newsroom/desks/new_issue.html"
    trail = (("This issue", "current_issue"),)

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """What was typed, else what is likely."""
        languages = current_paper().languages
        language = self.request.POST.get("language") or self.request.GET.get("language") or languages[0][0]
        likely = first_issue(language, timezone.localdate())
        typed = self.request.POST
        return super().get_context_data(**keywords) | {
            "languages": languages,
            "language": language,
            "number": typed.get("number", likely.number),
            "volume": typed.get("volume", likely.volume or ""),
            "day": typed.get("day", likely.day.isoformat()),
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Make it and open its board."""
        issue = _new_issue(request.POST).execute(request.user)
        return redirect("board", issue=issue.pk)


def _new_issue(form: Mapping[str, Any]) -> NewIssue:
    day = parse_date(form.get("day", ""))
    number, volume = form.get("number", ""), form.get("volume") or "0"
    if day is None:
        raise ActionRefusedError([Obstacle(what="The issue needs a date.", remedy="Write it like 2026-12-03.")])
    if not (number.isdecimal() and volume.isdecimal()):
        what = f"“{number if not number.isdecimal() else volume}” is no number."
        raise ActionRefusedError([Obstacle(what=what, remedy="Write digits only.")])
    language = form.get("language") or current_paper().languages[0][0]
    return NewIssue(number=int(number), volume=int(volume), day=day, language=language)


class BoardView(DeskView):
    """The board. Looking at it locks nothing; each form on it is one deed."""

    deeds = (Deed.PLAN_ISSUE, Deed.WRITE)
    header_icon = "calendar"
    template_name = "newsroom/desks/board.html"

    def get_page_title(self) -> str:
        """The issue's name."""
        return str(issue_or_404(self.kwargs["issue"]).title)

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The board and the choices of its forms."""
        issue = issue_or_404(self.kwargs["issue"])
        board = read_board(issue)
        context = super().get_context_data(**keywords)
        others = IssuePage.objects.filter(live=False).exclude(pk=issue.pk).order_by("day")[:8]
        return context | {
            "board": board,
            "issue": issue,
            "others": others,
            "corrections": corrections_for(issue),
            "planning": context["may"]["plan_issue"] and not issue.closed,
            "slots": SLOTS,
            "media": MEDIA,
            "page_title": issue.title,
        }

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """Do the one deed and come back to where it was done."""
        action = deed_of(keywords["issue"], request.POST.dict())
        result = action.execute(request.user)
        if isinstance(action, BeginAssignment):
            return redirect("wagtailadmin_pages:edit", result.pk)  # type: ignore[attr-defined]
        if isinstance(action, HoldStory):
            messages.success(request, f"Held for {result}.")
        anchor = f"#story-{request.POST['story']}" if request.POST.get("story") else ""
        return redirect(reverse("board", args=[keywords["issue"]]) + anchor)
