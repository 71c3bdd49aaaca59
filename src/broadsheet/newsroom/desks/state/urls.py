"""The address of the state."""

from django.urls import path

from broadsheet.newsroom.desks.state import views

urlpatterns = [path("state/", views.StateView.as_view(), name="state")]
