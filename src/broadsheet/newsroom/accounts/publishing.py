"""Publishing, asked once more when the form has been read: it may have moved the story to another section."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages


def refuse_beyond_reach(request: HttpRequest, page: Any) -> HttpResponse | None:
    """What was typed is kept as a draft; it only does not go out."""
    if page.permissions_for_user(request.user).can_publish():
        return None
    messages.error(
        request,
        "Kept as a draft. You may not publish here: ask an editor, or give it back to a section or branch of yours.",
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
