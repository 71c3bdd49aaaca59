"""The list of stories, and the start of a new one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from broadsheet.newsroom.actions.new_story import NewStory
from broadsheet.newsroom.desks.stories.listing import read_stories
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed


class StoriesView(DeskView):
    """The stories last worked on first; filtered, and searched in headline and text."""

    deeds = (Deed.WRITE, Deed.EDIT_STORIES)
    page_title = "Stories"
    header_icon = "doc-full"
    template_name = "newsroom/desks/stories.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The stories asked for, and the way to a new one."""
        listed = read_stories(self.request.GET, self.request.user)
        return super().get_context_data(**keywords) | {"listed": listed, "new_story": reverse("new_story")}


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
