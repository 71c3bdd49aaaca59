"""Serves the files of previews, and pages to whoever was given a link."""

import mimetypes
from pathlib import Path

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from broadsheet.errors import BroadsheetError
from broadsheet.newsroom.compose.previews import picture_as_printed
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.previews import PreviewLink, PreviewToken, framed, preview_response

OVER = "This link has ended, or is not whole. Ask whoever gave it to you for a new one."


@require_safe
def preview_file(_request: HttpRequest, token: str, path: str) -> HttpResponse:
    """A file of the printed tree, or a picture of a page being looked at."""
    try:
        allowed = PreviewToken.read(token)
        file = Path(safe_join(current_paper().destination, path))
    except (signing.BadSignature, ValueError) as error:
        raise Http404(OVER) from error
    if file.is_dir():
        file /= "index.html"
    try:
        data = file.read_bytes() if file.is_file() else picture_as_printed(allowed.pictures, path)
    except BroadsheetError as error:  # nothing was ever published, or the file of the picture is gone
        raise Http404(str(error)) from error
    if data is None:
        raise Http404(path)
    return framed(data, mimetypes.guess_type(file.name)[0] or "application/octet-stream")


@require_safe
def preview_link(_request: HttpRequest, token: str) -> HttpResponse:
    """One version of a page, for somebody who was given the link."""
    try:
        page = PreviewLink.read(token).page()
    except signing.BadSignature as error:
        raise Http404(OVER) from error
    if page is None:
        raise Http404(OVER)
    return preview_response(page)
