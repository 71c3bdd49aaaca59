"""Addresses of the desk for people and topics."""

from django.urls import path

from broadsheet.newsroom.desks.subjects import views

urlpatterns = [
    path("subjects/", views.SubjectsView.as_view(), {"kind": "people"}, name="subjects"),
    path("subjects/<str:kind>/", views.SubjectsView.as_view(), name="subjects_of_kind"),
    path("subjects/merge/<int:gone>/", views.MergeView.as_view(), name="merge"),
]
