"""The address of what the last import brought."""

from django.urls import path

from broadsheet.newsroom.desks.imported import views

urlpatterns = [path("imported/", views.ImportedView.as_view(), name="imported")]
