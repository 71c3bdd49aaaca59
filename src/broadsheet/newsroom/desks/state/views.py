"""What is due, what is late, what is being printed and was, what could not be: in words."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from broadsheet.newsroom.actions.retrying import PrintAgain
from broadsheet.newsroom.desks.state.printing import PrintingRows
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.due import Due
from broadsheet.newsroom.roles import Deed
from broadsheet.newsroom.state import read_state


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """Something due as the screen shows it."""

    due: Due
    is_late: bool


class StateNowView(DeskView):
    """The part of the state that changes while one looks: what is wrong, what is being printed, what was."""

    deeds = (Deed.SEE_STATE,)
    template_name = "newsroom/desks/state_now.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The state, and what it says of printing."""
        state = read_state()
        return super().get_context_data(**keywords) | {"state": state, "printing": PrintingRows.of(state)}


class StateView(StateNowView):
    """The state, with a button that tries again whatever failed."""

    page_title = "State of the paper"
    header_icon = "info-circle"
    template_name = "newsroom/desks/state.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Everything there is to say."""
        context = super().get_context_data(**keywords)
        state = context["state"]
        return context | {"due": [DueRow(due=each, is_late=each.is_late(state.now)) for each in state.due]}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Try again."""
        PrintAgain().execute(request.user)
        messages.success(request, "It is being tried again. Look here in a minute.")
        return redirect("state")
