"""Addresses of the diary desk."""

from django.urls import path

from broadsheet.newsroom.desks.diary import views

urlpatterns = [
    path("diary/", views.DiaryView.as_view(), name="diary"),
    path("diary/new/", views.EventView.as_view(), name="new_event"),
    path("diary/<int:event>/", views.EventView.as_view(), name="event"),
]
