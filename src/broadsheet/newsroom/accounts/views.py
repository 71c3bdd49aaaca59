"""Screens of the door that are ours alone; allauth's own views do the rest."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin.views.account import AccountView, ThemeSettingsPanel

from broadsheet.newsroom.accounts.factor import has_factor, is_last_factor, note_factor
from broadsheet.newsroom.accounts.forms import FirstPasswordForm
from broadsheet.newsroom.accounts.invitations import invited


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class InvitationView(FormView[FirstPasswordForm]):
    """Where a link of an invitation leads: choose a password, then go on to the second factor."""

    form_class = FirstPasswordForm
    template_name = "newsroom/accounts/invitation.html"
    account: Any = None

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponseBase:
        """A link lets in once, and only an account without a factor."""
        self.account = invited(str(keywords["identifier"]), str(keywords["token"]))
        if self.account is None or has_factor(self.account):
            return self.response_class(request, "newsroom/accounts/used_up.html", {}, using=None, status=410)
        return super().dispatch(request, *arguments, **keywords)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form asks for this account."""
        return super().get_form_kwargs() | {"user": self.account}

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Whose account it is."""
        return super().get_context_data(**keywords) | {"account": self.account}

    def form_valid(self, form: FirstPasswordForm) -> HttpResponse:
        """Log in as far as the screens that set up the factor."""
        account = form.save()
        login(self.request, account, backend="django.contrib.auth.backends.ModelBackend")
        record_authentication(self.request, account, "password", username=account.get_username())
        return redirect("mfa_index")


@never_cache
@require_GET
def still_here(request: HttpRequest) -> JsonResponse:
    """Tells the newsroom's own script whether somebody is logged in, with a fresh token against forged forms if so."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    return JsonResponse({"token": get_token(request)})


class BackView(TemplateView):
    """Where somebody comes who logged in again beside a form that stands open."""

    template_name = "newsroom/accounts/back.html"


class ForgottenView(TemplateView):
    """Says who can help: nothing is mailed, so an administrator gives out a link."""

    template_name = "newsroom/accounts/forgotten.html"


class SetUpAppView(ActivateTOTPView):
    """Sets up an authenticator app. The session has shown the factor then: nobody is asked for a code just typed."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The code was right."""
        answer: HttpResponse = super().form_valid(form)
        note_factor(self.request, self.request.user, Authenticator.Type.TOTP.value)
        return answer


class SetUpPasskeyView(AddWebAuthnView):
    """Sets up a passkey; as above."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The browser vouched for it."""
        answer: HttpResponse = super().form_valid(form)
        note_factor(self.request, self.request.user, Authenticator.Type.WEBAUTHN.value)
        return answer


class RemovePasskeyView(RemoveWebAuthnView):
    """Removes a passkey, unless nothing would be left."""

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponseBase:
        """The last factor stays."""
        if request.user.is_authenticated:
            passkey = get_object_or_404(Authenticator, pk=keywords["pk"], user_id=request.user.pk)
            if is_last_factor(passkey):
                messages.error(request, "This is your only second factor. Set up another one first, then remove it.")
                return redirect("mfa_index")
        answer: HttpResponseBase = super().dispatch(request, *arguments, **keywords)
        return answer


class OwnAccountView(AccountView):
    """How the newsroom looks for oneself. It asks for no name and no e-mail address."""

    template_name = "newsroom/accounts/own_account.html"
    page_title = "Your account"

    def get_panels(self) -> list[Any]:
        """Colours and contrast."""
        return [panel for panel in super().get_panels() if isinstance(panel, ThemeSettingsPanel)]
