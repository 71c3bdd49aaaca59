"""What an editor is told when the newsroom itself fails."""

import sys
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.defaults import server_error

from broadsheet.edition.database import lacks_room

NO_ROOM: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>No room left</title></head>
<body><main><h1>There is no room left on this server’s disk</h1>
<p>What you just sent could not be saved. Everything saved before is whole.</p>
<p>Ask whoever looks after the server to free some space. Then go back in your browser and save once more.</p>
</main></body></html>
"""

INSUFFICIENT_STORAGE: Final = 507

FROM_BEFORE: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sent from an old page</title></head>
<body><main><h1>This page was opened before you last logged in</h1>
<p>Nothing was saved. Go back in your browser: what you typed still stands there. Copy it, load the page again, and put
it in.</p>
<p>If this comes again, let your browser keep cookies for this newsroom.</p>
</main></body></html>
"""


def from_before(_request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Says why a form is not taken whose token against forged forms is of an earlier login, or missing."""
    return HttpResponseForbidden(FROM_BEFORE)


def answer(request: HttpRequest) -> HttpResponse:
    """Says so when the disk is full; of anything else Django's own page."""
    if lacks_room(sys.exception(), settings.PAPER.folder):
        return HttpResponse(NO_ROOM, status=INSUFFICIENT_STORAGE)
    return server_error(request)
