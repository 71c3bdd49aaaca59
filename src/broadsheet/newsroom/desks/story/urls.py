"""Addresses of what is done with one story."""

from django.urls import path

from broadsheet.newsroom.desks.story import finding, views

urlpatterns = [
    path("find/<str:kind>/", finding.FindView.as_view(), name="find_for_story"),
    path("stories/<int:story>/publish/", views.PublishView.as_view(), name="publish_story"),
    path("stories/<int:story>/withdraw/", views.WithdrawView.as_view(), name="withdraw_story"),
    path("stories/<int:story>/outside/", views.OutsideView.as_view(), name="show_outside"),
]
