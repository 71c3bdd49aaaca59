"""Wagtail's own screen for taking a page from readers is none for stories: they leave with a public reason."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import redirect
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet

from broadsheet.newsroom.models import ArticlePage


class TakeDownView(UnpublishView):
    """Leads to the question why, before anything is asked in other words."""

    def dispatch(self, request: HttpRequest, *_arguments: Any, **_keywords: Any) -> Any:
        """To our own screen, which refuses whoever may not withdraw."""
        return redirect("withdraw_story", story=self.object.pk)


class StoryScreens(PageViewSet):
    """Which of Wagtail's screens of a story are ours."""

    model = ArticlePage
    unpublish_view_class = TakeDownView
