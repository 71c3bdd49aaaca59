"""
Refusals on screens that are not ours.

Whatever of Wagtail's runs into a rule of the paper (a story under embargo, say) says so in a message and comes back,
with what was typed kept as a draft; never an error page.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from broadsheet.errors import ActionRefusedError


class RefusalsInWords:
    """Middleware: a refused action becomes a message on the screen it was asked from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say the obstacles and go back; anything else is not ours to handle."""
        if not isinstance(error, ActionRefusedError):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            answer = {"success": False, "error_code": "refused", "error_message": str(error)}
            return JsonResponse(answer, status=409)
        for obstacle in error.obstacles:
            messages.error(request, str(obstacle))
        back = request.headers.get("Referer", "")
        if request.method == "POST" and "/edit/" in request.path:
            return redirect(request.path)
        allowed = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if allowed else "wagtailadmin_home")
