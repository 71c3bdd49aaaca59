"""Publishing, withdrawing, and showing a story to somebody outside: each asks what it must know."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from broadsheet.edition.records import CorrectionKind
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.publishing import CHANGE_WORDS, CallOff, Change, Publish, goes_out_at, stands_on_paper
from broadsheet.newsroom.actions.showing import DAYS, ShowOutside
from broadsheet.newsroom.actions.withdrawing import Reinstate, Withdraw
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.gate import hints_of
from broadsheet.newsroom.manuscripts import read_manuscripts
from broadsheet.newsroom.models import ArticlePage, PaperSettings
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.paper import current_paper, written_moment
from broadsheet.newsroom.roles import Deed

KINDS = [(each.value, each.value.capitalize()) for each in CorrectionKind if each is not CorrectionKind.UPDATE]


class StoryView(DeskView):
    """A screen about one story."""

    header_icon = "doc-full"
    verb: ClassVar[str] = ""

    def setup(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> None:
        """Find the story."""
        super().setup(request, *arguments, **keywords)
        story = ArticlePage.objects.select_related("locale").filter(pk=keywords["story"]).first()
        if story is None:
            raise Http404("This story is not there any more.")
        self.story = story

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> Any:
        """Refuse whoever may not work on this story."""
        if not self.story.permissions_for_user(request.user).can_edit():
            raise PermissionDenied("You may not work on this story. Ask its writer or an editor.")
        return super().dispatch(request, *arguments, **keywords)

    def get_page_title(self) -> str:
        """What is done with which story."""
        return f"{self.verb} “{self.story.draft_title}”"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Stories › the story › this."""
        return [
            {"url": reverse("stories"), "label": "Stories"},
            {"url": self.edit_address(), "label": self.story.draft_title or "No headline yet"},
            {"url": "", "label": self.verb},
        ]

    def edit_address(self) -> str:
        """Where the story is written."""
        return reverse("wagtailadmin_pages:edit", args=[self.story.pk])

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The story, and what was typed, so that a refusal loses nothing."""
        context = super().get_context_data(**keywords)
        return context | {
            "story": self.story,
            "edit_address": self.edit_address(),
            "typed": self.request.POST,
            "timezone": current_paper().timezone,
        }


class PublishView(StoryView):
    """Publish now or at a time; a story that readers have seen asks once what they are told."""

    deeds = (Deed.PUBLISH, Deed.CORRECT)
    verb = "Publish"
    template_name = "newsroom/desks/story/publish.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """What is in the way now, and the choices."""
        text = read_manuscripts([self.story.pk])
        going = goes_out_at(self.story.pk)
        return super().get_context_data(**keywords) | {
            "obstacles": Publish(article=self.story.pk, change=Change.SMALL_FIX if self.story.live else None).check(),
            "hints": hints_of(text.values(), PaperSettings.load().style_list)[self.story.pk],
            "changes": CHANGE_WORDS,
            "kinds": KINDS,
            "on_paper": stands_on_paper(self.story.pk),
            "set_for": written_moment(going) if going else "",
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Do what the pressed button says."""
        if request.POST.get("deed") == "call-off":
            CallOff(article=self.story.pk).execute(request.user)
            messages.success(request, "It does not go out by itself any more.")
            return redirect(self.edit_address())
        action = _publish(self.story.pk, request.POST)
        action.execute(request.user)
        said = f"It goes out on {written_moment(action.at)}." if action.at else "Published. Readers see it in a moment."
        messages.success(request, said)
        return redirect(self.edit_address())


def _publish(story: int, form: Any) -> Publish:
    try:
        change = Change(form["change"]) if form.get("change") else None
        kind = CorrectionKind(form.get("kind") or CorrectionKind.CORRECTION)
    except ValueError as error:
        raise ActionRefusedError([Obstacle(what="This screen has changed since.", remedy="Try again.")]) from error
    at = moment_of(form.get("at", "")) if form.get("deed") == "publish-at" else None
    return Publish(article=story, change=change, kind=kind, correction=form.get("correction", ""), at=at)


def moment_of(text: str) -> datetime:
    """The moment typed into a field of day and time; ActionRefusedError when there is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise ActionRefusedError([Obstacle(what="No time was chosen.", remedy="Choose a day and a time.")])
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(current_paper().timezone))


class WithdrawView(StoryView):
    """Take a story back with a reason that readers see, or give it to them again."""

    deeds = (Deed.WITHDRAW,)
    template_name = "newsroom/desks/story/withdraw.html"

    @property
    def verb(self) -> str:  # type: ignore[override]
        """Which of the two it is."""
        return "Reinstate" if self.story.withdrawn_at else "Withdraw"

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Do what the pressed button says."""
        if request.POST.get("deed") == "reinstate":
            Reinstate(article=self.story.pk).execute(request.user)
            messages.success(request, "Readers have the story again in a moment.")
        else:
            Withdraw(article=self.story.pk, reason=request.POST.get("reason", "")).execute(request.user)
            messages.success(request, "Withdrawn. Readers see the reason in a moment.")
        return redirect(self.edit_address())


class OutsideView(StoryView):
    """A link with which somebody without an account sees the draft for some days."""

    deeds = (Deed.WRITE, Deed.EDIT_STORIES)
    verb = "Show somebody outside"
    template_name = "newsroom/desks/story/outside.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """How long it may last."""
        return super().get_context_data(**keywords) | {"days": DAYS, "shown": keywords.get("shown")}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Make the link and show it; it is kept nowhere, so that it is not to be found by others."""
        days = request.POST.get("days", "")
        action = ShowOutside(article=self.story.pk, days=int(days) if days.isdecimal() else 0)
        shown = action.execute(request.user)
        link = request.build_absolute_uri(shown.address)
        context = self.get_context_data(shown={"link": link, "until": written_moment(shown.until)})
        return self.render_to_response(context)
