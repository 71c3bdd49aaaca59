"""
The door: no session goes anywhere in the newsroom before it showed the second factor.

It stands before every view, Wagtail's and ours, and asks the session itself. So it does not matter by which way a
session came to be: a login view that knows no second factor opens nothing.
"""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from broadsheet.newsroom.accounts.factor import has_factor, showed_factor
from broadsheet.newsroom.accounts.network import is_from_this_machine
from broadsheet.newsroom.models.accounts import DemonstrationAccount
from broadsheet.newsroom.roles import Role, roles_of

SETTING_UP: Final = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_logout",
        "account_login",
        "still_here",
        "back",
        "invitation",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
        "static",
    }
)
"""What an account without a second factor may open: the screens that set one up, and the way out."""

ONLY_HERE: Final = "The demonstration's account works on the machine it was made on, and nowhere else."


WITHOUT_EDITING: Final = SETTING_UP | {
    "wagtailadmin_home",
    "wagtailadmin_account",
    "own_account",
    "wagtailadmin_dismissibles",
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_reauthenticate_webauthn",
}
"""What accounts open that edit nothing, a treasurer's or one without a role, besides desks that are theirs."""

WITHOUT_EDITING_ROLES: Final = frozenset({Role.TREASURER})


class AsksRoles:
    """A screen that asks the account's roles itself, so that the door lets every account as far as it."""


class Door:
    """Middleware; it stands after those that know the session, the account and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let in, lead to the second factor, or send away."""
        if not request.user.is_authenticated:
            return self._get_response(request)
        if DemonstrationAccount.objects.filter(account_id=request.user.pk).exists() and not is_from_this_machine(
            request
        ):
            return _sent_away(request, ONLY_HERE)
        if showed_factor(request):
            return self._get_response(request)
        if has_factor(request.user):
            return _sent_away(request, "Please log in again.")
        if _name_of(request) in SETTING_UP:
            return self._get_response(request)
        _refuse_script(request)
        return redirect("mfa_index")

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _arguments: object, _keywords: object
    ) -> HttpResponseBase | None:
        """Keep out of Wagtail's screens whoever edits nothing: some of them ask no right at all."""
        if not request.user.is_authenticated or roles_of(request.user) - WITHOUT_EDITING_ROLES:
            return None
        if isinstance(asks := getattr(view, "view_class", None), type) and issubclass(asks, AsksRoles):
            return None
        if _name_of(request) in WITHOUT_EDITING:
            return None
        _refuse_script(request)
        messages.error(request, "You may not open this. Ask an administrator of the paper for the role that may.")
        return redirect("wagtailadmin_home")


def _sent_away(request: HttpRequest, why: str) -> HttpResponse:
    logout(request)
    _refuse_script(request)
    messages.error(request, why)
    return redirect("account_login")


def _refuse_script(request: HttpRequest) -> None:
    """A script that asks in the background is told so; a redirect would look like an answer."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied("Please log in again.")


def _name_of(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
