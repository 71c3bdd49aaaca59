"""What a browser may load and run on the newsroom's screens. Readers' pages bring their own, stricter policy."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.utils.csp import CSP

from broadsheet.newsroom.nonce import SessionNonce, current

NEWSROOM_POLICY: Final[dict[str, Any]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "style-src-attr": [CSP.UNSAFE_INLINE],  # Wagtail's editor measures and places with them; they load nothing
    "img-src": [CSP.SELF, "data:", "blob:"],
    "media-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
}

EDITING_POLICY: Final[dict[str, Any]] = NEWSROOM_POLICY | {"style-src": [CSP.SELF, CSP.UNSAFE_INLINE]}
"""For forms with Wagtail's text editor, which writes style sheets into the page. They too load from here alone."""

EDITING: Final = frozenset({"edit", "add", "revisions_revert", "event", "new_event"})
"""Names of the addresses of such forms."""


class ContentSecurity(ContentSecurityPolicyMiddleware):
    """Django's own middleware, with the policy of forms where one is shown. A preview brings its own."""

    def process_request(self, request: HttpRequest) -> None:
        """Have a nonce at hand for whatever screen this becomes."""
        request._csp_nonce = SessionNonce(request)  # type: ignore[attr-defined]  # Django's own name
        current.set(request._csp_nonce)  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Lay the policy on."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in EDITING:
            response._csp_config = EDITING_POLICY  # type: ignore[attr-defined]  # Django's own name
        answered: HttpResponse = super().process_response(request, response)
        return answered
