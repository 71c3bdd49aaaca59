"""The second factor: whether an account has one, whether this session showed it, and how long that counts."""

import time
from collections.abc import Iterable
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.http import HttpRequest

_METHOD: Final = "mfa"
_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: Any) -> bool:
    """Whether an authenticator app or a passkey is set up. Recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=_FACTORS).exists()


def is_last_factor(authenticator: Authenticator) -> bool:
    """Whether the account would be left without a factor."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=_FACTORS).exclude(pk=authenticator.pk)
    return authenticator.type in _FACTORS and not others.exists()


def showed_factor(request: HttpRequest) -> bool:
    """Whether this session showed the second factor within the time a session lasts."""
    records: Iterable[dict[str, Any]] = get_authentication_records(request, request.user)
    oldest = time.time() - settings.SESSION_COOKIE_AGE
    return any(record.get("method") == _METHOD and record.get("at", 0) > oldest for record in records)


def note_factor(request: HttpRequest, user: Any, kind: str) -> None:
    """Note in the session that the factor was shown just now."""
    record_authentication(request, user, _METHOD, type=kind, reauthenticated=True)


def set_up_app(user: Any) -> str:
    """Give the account the secret of an authenticator app, and recovery codes; the secret, in base 32."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def forget_factors(user: Any) -> None:
    """Take every factor and recovery code from the account."""
    Authenticator.objects.filter(user_id=user.pk).delete()


def recovery_codes(user: Any) -> list[str]:
    """The account's unused recovery codes."""
    found = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(found.wrap().get_unused_codes()) if found else []
