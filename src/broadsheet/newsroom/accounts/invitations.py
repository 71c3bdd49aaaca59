"""Links that let somebody into an account once: to choose a password, and then to set up the second factor."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode


class _Tokens(PasswordResetTokenGenerator):
    """Signed with the paper's key. Using the link, or another link, or any other login, ends it."""

    key_salt = "broadsheet.newsroom.invitations"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        factors = Authenticator.objects.filter(user_id=user.pk).order_by("pk").values_list("pk", flat=True)
        return f"{super()._make_hash_value(user, timestamp)}{list(factors)}{user.is_active}"


_tokens = _Tokens()


def invitation_link(account: Any) -> str:
    """A link to the account. Whoever has it first has the account, so it is shown once and stored nowhere."""
    account.set_unusable_password()  # ends every session and every earlier link
    account.save(update_fields=["password"])
    identifier = urlsafe_base64_encode(str(account.pk).encode())
    path = reverse("invitation", args=[identifier, _tokens.make_token(account)])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def invited(identifier: str, token: str) -> Any | None:
    """The account a link leads to; None when it is used up, too old or invented."""
    try:
        key = int(urlsafe_base64_decode(identifier).decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return None
    account = get_user_model().objects.filter(pk=key, is_active=True).first()
    return account if account is not None and _tokens.check_token(account, token) else None
