"""Addresses of the stories desk."""

from django.urls import path

from broadsheet.newsroom.desks.stories import from_files, pasting, views

urlpatterns = [
    path("stories/", views.StoriesView.as_view(), name="stories"),
    path("stories/new/", views.NewStoryView.as_view(), name="new_story"),
    path("stories/from-files/", from_files.FromFilesView.as_view(), name="stories_from_files"),
    path("stories/<int:story>/paste/", pasting.PasteView.as_view(), name="paste_into_story"),
    path("stories/<int:story>/not-carried/", pasting.NotCarriedView.as_view(), name="not_carried"),
]
