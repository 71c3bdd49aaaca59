"""Addresses of the desk for the paper itself."""

from django.urls import path

from broadsheet.newsroom.desks.paper import lists, views

urlpatterns = [
    path("paper/", views.PaperView.as_view(), name="paper"),
    path("paper/look/", views.LookView.as_view(), name="paper_look"),
    path("paper/elsewhere/", lists.ElsewhereView.as_view(), name="elsewhere"),
    path("paper/masthead/<int:front>/", lists.MastheadView.as_view(), name="masthead"),
    path("paper/masthead/<int:front>/look/", lists.MastheadLookView.as_view(), name="masthead_look"),
    path("paper/pages/", views.StandingPagesView.as_view(), name="standing_pages"),
]
