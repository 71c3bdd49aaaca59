"""Addresses of the front desk."""

from django.urls import path

from broadsheet.newsroom.desks.front import views

urlpatterns = [
    path("front/", views.MainFrontView.as_view(), name="front"),
    path("front/<int:front>/", views.FrontView.as_view(), name="arrange_front"),
    path("front/<int:front>/look/", views.look, name="look_at_front"),
]
