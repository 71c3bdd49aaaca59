"""
The panels of the first screen, in place of Wagtail's: what waits for you, the issue, what comes today, the state.

Each panel is an entry of `PANELS`; another desk adds its own there.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from broadsheet.newsroom.desks.board.views import being_made
from broadsheet.newsroom.due import due_list
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.roles import Deed, may
from broadsheet.newsroom.state import read_state
from broadsheet.newsroom.vocabularies import Stage

SHOWN = 8
"""Stories in one panel."""


class Panel(Component):
    """One panel; `deeds`: shown to whoever may do one of these."""

    deeds: ClassVar[Sequence[Deed]] = ()
    order = 100

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What the panel shows."""
        return {"request": self.request, **self.content()}

    def content(self) -> dict[str, Any]:
        """Its own part of that."""
        raise NotImplementedError


class Waiting(Panel):
    """Stories handed in, for those who may publish; and those you work on yourself."""

    deeds = (Deed.WRITE, Deed.PUBLISH)
    order = 100
    template_name = "newsroom/desks/today_waiting.html"

    def content(self) -> dict[str, Any]:
        """Both lists."""
        user = self.request.user
        handed_in = ArticlePage.objects.filter(stage=Stage.WITH_EDITOR).order_by("stage_at", "pk")
        own = ArticlePage.objects.filter(owner=user, live=False).order_by("-worked_on", "-pk")
        return {
            "editor": may(user, Deed.PUBLISH),
            "handed_in": handed_in[:SHOWN] if may(user, Deed.PUBLISH) else (),
            "own": own[:SHOWN],
        }


class IssueBeingMade(Panel):
    """The issue that comes next."""

    deeds = (Deed.PLAN_ISSUE, Deed.WRITE)
    order = 200
    template_name = "newsroom/desks/today_issue.html"

    def content(self) -> dict[str, Any]:
        """The issue, None when none is being made."""
        return {"issue": being_made(), "may_plan": may(self.request.user, Deed.PLAN_ISSUE)}


class DueToday(Panel):
    """What is to happen before midnight, and what should have happened."""

    deeds = (Deed.WRITE, Deed.PUBLISH)
    order = 300
    template_name = "newsroom/desks/today_due.html"

    def content(self) -> dict[str, Any]:
        """In the paper's own time zone."""
        now = timezone.now()
        due = [each for each in due_list() if timezone.localdate(each.moment) <= timezone.localdate(now)]
        return {"due": [(each, each.is_late(now)) for each in due]}


class State(Panel):
    """One line on the machinery; a whole one when something is wrong."""

    deeds = (Deed.SEE_STATE,)
    order = 400
    template_name = "newsroom/desks/today_state.html"

    def content(self) -> dict[str, Any]:
        """The state, and when it last printed."""
        state = read_state()
        ended = max((run.ended_at for run in state.runs.values()), default="")
        return {"state": state, "printed_at": datetime.fromisoformat(ended) if ended else None}


PANELS: list[type[Panel]] = [Waiting, IssueBeingMade, DueToday, State]


@hooks.register("construct_homepage_panels")
def only_ours(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's own panels speak of pages; ours of the paper."""
    user = request.user
    panels[:] = [each(request) for each in PANELS if any(may(user, deed) for deed in each.deeds)]


@hooks.register("construct_homepage_summary_items")
def no_summary(request: HttpRequest, summary_items: list[Any]) -> None:
    """Counting every page of the archive tells nobody what to do."""
    del request
    summary_items.clear()
