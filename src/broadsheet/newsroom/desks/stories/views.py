"""The list of stories, and the start of a new one."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from broadsheet.newsroom.actions.new_story import NewStory
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed

SHOWN = 50
"""Stories on one screen."""


class StoriesView(DeskView):
    """The stories last worked on, newest first."""

    deeds = (Deed.WRITE, Deed.EDIT_STORIES)
    page_title = "Stories"
    header_icon = "doc-full"
    template_name = "newsroom/desks/stories.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The newest stories, and the way to a new one."""
        stories = ArticlePage.objects.order_by(F("worked_on").desc(nulls_last=True), "-pk")[:SHOWN]
        return super().get_context_data(**keywords) | {"stories": stories, "new_story": reverse("new_story")}


class NewStoryView(DeskView):
    """Asks for a working headline, and a language where the paper has several."""

    deeds = (Deed.WRITE,)
    trail = (("Stories", "stories"),)
    page_title = "New story"
    header_icon = "doc-full"
    template_name = "newsroom/desks/new_story.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """What was typed, so that a refusal loses nothing."""
        typed = {"headline": self.request.POST.get("headline", ""), "language": self.request.POST.get("language", "")}
        return super().get_context_data(**keywords) | {"typed": typed, "languages": current_paper().languages}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Make the draft and open it."""
        language = request.POST.get("language") or current_paper().languages[0][0]
        story = NewStory(headline=request.POST.get("headline", ""), language=language).execute(request.user)
        return redirect("wagtailadmin_pages:edit", story.pk)
