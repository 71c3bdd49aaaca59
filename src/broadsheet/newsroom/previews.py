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
from typing import Any, Final, Self, cast

from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.edition.canonical import Record
from broadsheet.edition.records import Image
from broadsheet.edition.store import Edition
from broadsheet.errors import BroadsheetError
from broadsheet.newsroom.compose.drafts import draft_records
from broadsheet.newsroom.compose.files import file_records
from broadsheet.newsroom.compose.paper import paper_record
from broadsheet.newsroom.models import AddressedPage
from broadsheet.newsroom.paper import current_paper
from broadsheet.press.output import PressSettings
from broadsheet.press.preview import artifacts_of, page_path, preview

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


def shown_page(page: AddressedPage) -> bytes:
    """The page as it stands, unsaved words included. EditionError or ValueError, in words, when it cannot be shown."""
    return _shown(draft_records(page))


def shown_front(front: Any) -> bytes:
    """The front of a language as `front`, a home page with unsaved changes, would have it."""
    return _shown((paper_record({front.locale.language_code: front}),), front.locale.language_code)


def shown_picture(token: PreviewToken, path: str) -> bytes | None:
    """A rendition that the press has not cut yet, of a picture the token names."""
    settings = _settings(("images",))
    with Edition.open(current_paper().edition) as edition:
        for record in file_records(token.pictures):
            if isinstance(record, Image) and path in (specs := artifacts_of([record], edition, settings)):
                with edition.supposing([record]):
                    return preview(specs[path], edition, settings, timezone.now())
    return None


def _shown(records: tuple[Record, ...], language: str = "") -> bytes:
    settings = _settings(("html",))
    with Edition.open(current_paper().edition) as edition, edition.supposing(records):
        main = edition.main_language
        path = page_path(records[0], edition)
        if language not in ("", main):
            path = f"{language}/{path}"
        page = preview(artifacts_of(records, edition, settings)[path], edition, settings, timezone.now())
    token = PreviewToken(pictures=tuple(each.id for each in records if isinstance(each, Image))).signed()
    base = reverse("preview_file", args=[token, path]).encode()
    return _HEAD.sub(b'<head><base href="%s">' % base, page or b"", count=1)


def _settings(outputs: tuple[str, ...]) -> PressSettings:
    paper = current_paper()
    return PressSettings.of_paper(paper.folder, paper.media, outputs)


def preview_response(page: AddressedPage) -> HttpResponse:
    """The page as the press would print it, or in words why it cannot."""
    try:
        return framed(shown_page(page), "text/html; charset=utf-8")
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
        return cast("AddressedPage", revision.as_object()) if revision is not None else None
