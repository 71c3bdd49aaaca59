"""The paper's settings with a look at the result, and its standing pages in their order."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from broadsheet.errors import BroadsheetError
from broadsheet.newsroom.actions.subjects import StepPage
from broadsheet.newsroom.compose.previews import look_of
from broadsheet.newsroom.desks.paper.forms import PaperForm
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import HomePage, PaperSettings, StandingPage
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.previews import framed, shown
from broadsheet.newsroom.roles import Deed
from broadsheet.newsroom.shelves import home_of


def _fronts() -> list[tuple[str, HomePage]]:
    """Language names and fronts."""
    return [(name, home_of(code)) for code, name in current_paper().languages]


class PaperView(DeskView):
    """Name, imprint, look and habits; ways to what differs by language."""

    deeds = (Deed.EDIT_PAPER,)
    page_title = "Paper"
    header_icon = "cog"
    template_name = "newsroom/desks/paper.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The form as typed, else as it is."""
        form = keywords.pop("form", None) or PaperForm(instance=PaperSettings.load())
        return super().get_context_data(**keywords) | {
            "form": form,
            "fronts": _fronts(),
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> Any:
        """Save it."""
        form = PaperForm(request.POST, instance=PaperSettings.load())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.save()
        messages.success(request, "Saved. The whole paper is printed so in a while.")
        return redirect("paper")


class LookView(DeskView):
    """The front as the typed settings would have it; nothing is saved."""

    deeds = (Deed.EDIT_PAPER,)

    def post(self, request: HttpRequest, *_arguments: Any, **_keywords: Any) -> HttpResponse:
        """The press's own page, in a frame in which nothing runs."""
        form = PaperForm(request.POST, instance=PaperSettings.load())
        if not form.is_valid():
            wrong = " ".join(
                f"{form.fields[name].label}: {' '.join(map(str, said))}" for name, said in form.errors.items()
            )
            return framed(wrong.encode(), "text/plain; charset=utf-8")
        try:
            seen = look_of(home_of(current_paper().languages[0][0]), form.save(commit=False))
        except (BroadsheetError, ValueError) as error:
            return framed(f"This cannot be shown yet: {error}".encode(), "text/plain; charset=utf-8")
        return framed(shown(seen), "text/html; charset=utf-8")


class StandingPagesView(DeskView):
    """The pages that are not news, by language, in their order."""

    deeds = (Deed.EDIT_PAPER,)
    trail = (("Paper", "paper"),)
    page_title = "Standing pages"
    header_icon = "doc-empty"
    template_name = "newsroom/desks/standing_pages.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Each language's pages, those below others after them."""
        lists = [(name, front, StandingPage.objects.descendant_of(front).order_by("path")) for name, front in _fronts()]
        return super().get_context_data(**keywords) | {"lists": lists}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Move one up or down."""
        form = request.POST
        number = int(form["page"]) if form.get("page", "").isdecimal() else 0
        StepPage(page=number, steps=-1 if form.get("deed") == "up" else 1).execute(request.user)
        return redirect(f"{reverse('standing_pages')}#page-{number}")
