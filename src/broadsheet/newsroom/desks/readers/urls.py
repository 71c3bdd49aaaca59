"""The address of the readers' screen."""

from django.urls import path

from broadsheet.newsroom.desks.readers import views

urlpatterns = [path("readers/", views.ReadersView.as_view(), name="readers")]
