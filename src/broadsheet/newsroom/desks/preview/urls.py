"""Addresses of previews. They stand outside the newsroom's door: what they show is named by a signed token."""

from django.urls import path

from broadsheet.newsroom.desks.preview import views

urlpatterns = [
    path("preview/<str:token>/<path:path>", views.preview_file, name="preview_file"),
    path("look/<str:token>/", views.preview_link, name="preview_link"),
]
