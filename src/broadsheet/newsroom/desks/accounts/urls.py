"""Addresses of the screens about accounts."""

from django.urls import path

from broadsheet.newsroom.desks.accounts import views

urlpatterns = [
    path("people/", views.PeopleView.as_view(), name="people"),
    path("people/invite/", views.InviteView.as_view(), name="invite"),
    path("people/<int:account>/", views.RolesView.as_view(), name="account_roles"),
    path("people/<int:account>/reset/", views.ResetView.as_view(), name="reset_factor"),
    path("people/<int:account>/close/", views.CloseView.as_view(), name="close_account"),
]
