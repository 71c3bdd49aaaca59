"""The addresses of the state, and of the part of it that is fetched again and again."""

from django.urls import path

from broadsheet.newsroom.desks.state import views

urlpatterns = [
    path("state/", views.StateView.as_view(), name="state"),
    path("state/now/", views.StateNowView.as_view(), name="state_now"),
]
