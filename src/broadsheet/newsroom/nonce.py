"""
The word by which a browser knows the scripts that our screens themselves hold from those somebody smuggled in.

It is the same for a whole session, because Wagtail fetches parts of screens and puts them into screens already open;
nobody but the session's own browser learns it. Without a session it is new for every answer.
"""

import hmac
import secrets
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.csp import LazyNonce
from django.utils.functional import SimpleLazyObject

current: ContextVar[LazyNonce | None] = ContextVar("nonce", default=None)
"""That of the request being answered; widgets and templates know no request."""


class SessionNonce(LazyNonce):
    """Made when a script asks for it; until then it is false, and the policy does not name it."""

    def __init__(self, request: HttpRequest) -> None:
        SimpleLazyObject.__init__(self, lambda: _made_for(request))


def _made_for(request: HttpRequest) -> str:
    key = request.session.session_key
    if not key:
        return secrets.token_urlsafe(16)
    return hmac.digest(settings.SECRET_KEY.encode(), f"nonce {key}".encode(), "sha256").hex()[:32]


def nonce_now() -> str:
    """The word for the request being answered; empty outside of one."""
    found = current.get()
    return "" if found is None else str(found)
