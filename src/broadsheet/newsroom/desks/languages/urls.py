"""Addresses of the languages desk. Wagtail's own screen for a version in another language leads here."""

from django.urls import path

from broadsheet.newsroom.desks.languages import views

urlpatterns = [
    path("languages/", views.LanguagesView.as_view(), name="languages"),
    path("languages/<int:page>/", views.VersionsView.as_view(), name="versions"),
    path("translation/submit/page/<int:page>/", views.VersionsView.as_view()),
]
