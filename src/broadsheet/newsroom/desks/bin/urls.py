"""Addresses of the bin. Wagtail's own for deleting pictures and documents lead here, before they are asked."""

from django.urls import path

from broadsheet.newsroom.desks.bin import views

urlpatterns = [
    path("bin/", views.BinView.as_view(), name="bin"),
    path("bin/delete/<str:kind>/<int:number>/", views.DeleteView.as_view(), name="delete_thing"),
    path("images/<int:number>/delete/", views.DeleteView.as_view(), {"kind": "picture"}),
    path("documents/delete/<int:number>/", views.DeleteView.as_view(), {"kind": "document"}),
    path("images/multiple/<int:number>/delete/", views.DeleteUploadedView.as_view(), {"kind": "picture"}),
    path("documents/multiple/<int:number>/delete/", views.DeleteUploadedView.as_view(), {"kind": "document"}),
]
