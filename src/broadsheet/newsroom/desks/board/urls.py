"""Addresses of the board."""

from django.urls import path

from broadsheet.newsroom.desks.board import closing, views

urlpatterns = [
    path("issue/", views.CurrentIssueView.as_view(), name="current_issue"),
    path("issue/all/", views.IssuesView.as_view(), name="issues"),
    path("issue/new/", views.NewIssueView.as_view(), name="new_issue"),
    path("issue/<int:issue>/", views.BoardView.as_view(), name="board"),
    path("issue/<int:issue>/close/", closing.CloseIssueView.as_view(), name="close_issue"),
]
