"""What is due, what is late, what was printed, what could not be: in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from broadsheet.newsroom.actions.retrying import PrintAgain
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.due import Due
from broadsheet.newsroom.roles import Deed
from broadsheet.newsroom.state import read_state
from broadsheet.press.last_run import LastRun, RunKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A press run as the screen shows it."""

    kind: RunKind
    run: LastRun
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """Something due as the screen shows it."""

    due: Due
    is_late: bool


class StateView(DeskView):
    """The state, with a button that tries again whatever failed."""

    deeds = (Deed.SEE_STATE,)
    page_title = "State of the paper"
    header_icon = "info-circle"
    template_name = "newsroom/desks/state.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Everything there is to say."""
        state = read_state()
        return super().get_context_data(**keywords) | {
            "state": state,
            "due": [DueRow(due=each, is_late=each.is_late(state.now)) for each in state.due],
            "runs": [
                RunRow(kind=kind, run=run, ended_at=datetime.fromisoformat(run.ended_at))
                for kind, run in state.runs.items()
            ],
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Try again."""
        PrintAgain().execute(request.user)
        messages.success(request, "It is being tried again. Look here in a minute.")
        return redirect("state")
