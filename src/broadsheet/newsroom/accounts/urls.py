"""
Addresses of the door. They stand before Wagtail's, and those of its own login, password and account screens lead here.

Only what is named here of allauth's is reachable: nobody signs up, and nothing is reset by mail.
"""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from broadsheet.newsroom.accounts import views

urlpatterns = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("account/again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("account/password/", login_required(allauth.password_change), name="account_change_password"),
    # Where an account without a password is sent: somebody must invite it again.
    path("account/password/none/", RedirectView.as_view(pattern_name="forgotten"), name="account_set_password"),
    path(
        "account/factor/webauthn/keys/<int:pk>/remove/", views.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"
    ),
    path("account/factor/totp/activate/", views.SetUpAppView.as_view(), name="mfa_activate_totp"),
    path("account/factor/webauthn/add/", views.SetUpPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("account/factor/", include("allauth.mfa.urls")),
    path("account/invitation/<str:identifier>/<str:token>/", views.InvitationView.as_view(), name="invitation"),
    path("account/still-here/", views.still_here, name="still_here"),
    path("account/back/", login_required(views.BackView.as_view()), name="back"),
    path("account/forgotten/", views.ForgottenView.as_view(), name="forgotten"),
    # Wagtail's own ways to make accounts and passwords.
    re_path(r"^password_reset/", RedirectView.as_view(pattern_name="forgotten")),
    re_path(r"^(?:users|groups)/", RedirectView.as_view(pattern_name="people")),
]
