"""Wagtail's own screen for taking a page from readers is none for stories: they leave with a public reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet

from broadsheet.newsroom.models import ArticlePage


class TakeDownView(UnpublishView):
    """Leads whoever may take the story down to the question why, before anything is asked in other words."""

    def get(self, _request: HttpRequest, *_arguments: Any, **_keywords: Any) -> HttpResponse:
        """To our own screen."""
        return redirect("withdraw_story", story=self.object.pk)

    post = get


class StoryScreens(PageViewSet):
    """Which of Wagtail's screens of a story are ours."""

    model = ArticlePage
    unpublish_view_class = TakeDownView
