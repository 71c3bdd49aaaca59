"""The address of the screen for removing a name."""

from django.urls import path

from broadsheet.newsroom.desks.removing.views import RemoveNameView

urlpatterns = [path("remove-name/", RemoveNameView.as_view(), name="remove_name")]
