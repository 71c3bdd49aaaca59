"""Addresses of the stories desk."""

from django.urls import path

from broadsheet.newsroom.desks.stories import views

urlpatterns = [
    path("stories/", views.StoriesView.as_view(), name="stories"),
    path("stories/new/", views.NewStoryView.as_view(), name="new_story"),
]
