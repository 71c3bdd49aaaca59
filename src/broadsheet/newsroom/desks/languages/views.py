"""The versions that are behind, and the versions of one page."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from broadsheet.newsroom.actions.versions import FollowsAgain, MakeVersion, source_of, versions_of
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import VersionSource
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed

SHOWN: Final = 100
DEEDS: Final = (Deed.WRITE, Deed.EDIT_DIARY, Deed.EDIT_SUBJECTS, Deed.EDIT_PAPER)


def _follow(request: HttpRequest) -> None:
    number = request.POST.get("version", "")
    FollowsAgain(page=int(number) if number.isdecimal() else 0).execute(request.user)
    messages.success(request, "Noted: it follows its source again.")


class LanguagesView(DeskView):
    """Every version whose source has changed since."""

    deeds = DEEDS
    page_title = "Languages"
    header_icon = "globe"
    template_name = "newsroom/desks/languages.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Newest first, with what changed."""
        rows = VersionSource.objects.filter(behind=True, page__binned__isnull=True, source__binned__isnull=True)
        rows = rows.select_related("page__locale", "source__locale").order_by("-source__last_published_at", "-pk")
        names = dict(current_paper().languages)
        versions = [
            {
                "row": row,
                "language": names.get(row.page.locale.language_code, ""),
                "from": names.get(row.source.locale.language_code, ""),
                "changes": _changes(row),
            }
            for row in rows[:SHOWN]
        ]
        return super().get_context_data(**keywords) | {"versions": versions, "languages": names}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """One follows again."""
        _follow(request)
        return redirect("languages")


def _changes(row: VersionSource) -> str:
    """The screen that shows what changed in the source."""
    newest = row.source.latest_revision_id
    if not row.seen_id or not newest or newest == row.seen_id:
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[row.source_id, row.seen_id, newest])


class VersionsView(DeskView):
    """One page in each of the paper's languages; those that are missing can be made."""

    deeds = DEEDS
    trail = (("Languages", "languages"),)
    header_icon = "globe"
    template_name = "newsroom/desks/versions.html"

    def _page(self) -> Any:
        page = source_of(self.kwargs["page"])
        if page is None:
            raise Http404("This page is not there any more.")
        return page

    def get_page_title(self) -> str:
        """The page's name."""
        return f"“{self._page().draft_title}” in other languages"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """By language, the version or the way to it."""
        page = self._page()
        names = dict(current_paper().languages)
        versions = [
            {
                "code": code,
                "name": names[code],
                "page": version,
                "is_this": version is not None and version.pk == page.pk,
            }
            for code, version in versions_of(page).items()
        ]
        source = VersionSource.objects.filter(page_id=page.pk).select_related("source").first()
        return super().get_context_data(**keywords) | {"page": page, "versions": versions, "source": source}

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """Make a version and open it, or say that this one follows its source."""
        if request.POST.get("deed") == "follows":
            _follow(request)
            return redirect("versions", page=keywords["page"])
        made = MakeVersion(page=keywords["page"], language=request.POST.get("language", "")).execute(request.user)
        messages.success(request, "The version is made, with the words of its source to be translated.")
        return redirect("wagtailadmin_pages:edit", made.pk)
