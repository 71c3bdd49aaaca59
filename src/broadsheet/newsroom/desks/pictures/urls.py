"""Addresses of the pictures desk. Wagtail's own screen of a picture leads to ours, before it is asked."""

from django.urls import path
from django.views.generic.base import RedirectView

from broadsheet.newsroom.desks.pictures import picture, views

urlpatterns = [
    path("pictures/", views.PicturesView.as_view(), name="pictures"),
    path("pictures/add/", views.AddPicturesView.as_view(), name="add_pictures"),
    path("pictures/<int:picture>/", picture.PictureView.as_view(), name="picture"),
    path("pictures/<int:picture>/small/", views.SmallPictureView.as_view(), name="small_picture"),
    path("pictures/<int:picture>/last-words/", picture.LastWordsView.as_view(), name="last_words"),
    path("images/<int:picture>/", RedirectView.as_view(pattern_name="picture")),
]
