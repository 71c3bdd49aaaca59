"""
Unpublished pages as readers would see them, made by the press itself.

The page is shown under an address that carries a signed token. The token names the pictures the page shows, so that
those the press has not cut yet are cut when they are looked at; everything else comes from the printed tree. Nothing is
kept, and whoever has no token sees nothing that is not out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Self, cast

from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import Revision

from broadsheet.errors import BroadsheetError
from broadsheet.newsroom.compose.previews import Seen, page_as_printed
from broadsheet.newsroom.models import AddressedPage, ArticlePage

LASTS: Final = timedelta(days=1)
"""How long the files of a page being looked at can be asked for."""

_SALT: Final = "broadsheet.preview"
_LINK_SALT: Final = "broadsheet.preview-link"
_HEAD: Final = re.compile(rb"<head>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewToken:
    """What may be seen with it besides what is out: pictures, by their permanent ids."""

    pictures: tuple[str, ...] = ()

    def signed(self) -> str:
        """As it stands in an address."""
        return signing.dumps(self.pictures, salt=_SALT, compress=True)

    @classmethod
    def read(cls, token: str) -> Self:
        """BadSignature when it is not ours or too old."""
        pictures = signing.loads(token, salt=_SALT, max_age=LASTS)
        return cls(pictures=tuple(str(each) for each in pictures))


def shown(seen: Seen) -> bytes:
    """The page with its links leading to the printed tree and to the pictures it shows."""
    base = reverse("preview_file", args=[PreviewToken(pictures=seen.pictures).signed(), seen.path]).encode()
    return _HEAD.sub(b'<head><base href="%s">' % base, seen.page, count=1)


def preview_response(page: AddressedPage) -> HttpResponse:
    """The page as the press would print it, or in words why it cannot."""
    try:
        return framed(shown(page_as_printed(page)), "text/html; charset=utf-8")
    except (BroadsheetError, ValueError) as error:
        return HttpResponse(f"This cannot be shown yet: {error}", content_type="text/plain; charset=utf-8")


def framed(data: bytes, content_type: str) -> HttpResponse:
    """An answer in which no script runs, whatever the page holds, and which is kept nowhere."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Security-Policy"] = "sandbox allow-same-origin allow-popups; frame-ancestors 'self'"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


# ---- for somebody outside


def _is_embargoed(page: ArticlePage) -> bool:
    """By the version shown, or by a newer one."""
    newest = page if page.embargoed else ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return bool(newest.embargoed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLink:
    """A way for somebody without an account to see one version of one page, until a moment."""

    revision: int
    days: int = field(default=7)

    def address(self) -> str:
        """The address to hand on."""
        return reverse("preview_link", args=[signing.dumps([self.revision, self.days], salt=_LINK_SALT)])

    @classmethod
    def read(cls, token: str) -> Self:
        """BadSignature when it is not ours or its time is over."""
        revision, days = cast("Iterable[int]", signing.loads(token, salt=_LINK_SALT))
        signing.loads(token, salt=_LINK_SALT, max_age=timedelta(days=days))
        return cls(revision=revision, days=days)

    def page(self) -> AddressedPage | None:
        """The page as that version has it; None when it is gone."""
        revision = Revision.objects.filter(pk=self.revision).first()
        page = cast("AddressedPage", revision.as_object()) if revision is not None else None
        if page is None or page.in_bin or (isinstance(page, ArticlePage) and _is_embargoed(page)):
            return None
        return page
