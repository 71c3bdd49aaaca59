"""Lists of people, topics, sections and branches; making one of two."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from broadsheet.newsroom.actions.subjects import Merge, StepPage
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import (
    AddressedPage,
    BranchPage,
    ContainerKind,
    PersonPage,
    SectionPage,
    TopicPage,
)
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed
from broadsheet.newsroom.shelves import home_of, shelf

SHOWN: Final = 100
PROPOSED: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of subject, as its list shows it."""

    name: str
    label: str
    one: str
    model: type[AddressedPage]
    shelf: ContainerKind
    ordered: bool = False


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(name="people", label="People", one="person", model=PersonPage, shelf=ContainerKind.PEOPLE),
        Kind(
            name="topics", label="Topics and places", one="topic or place", model=TopicPage, shelf=ContainerKind.TOPICS
        ),
        Kind(
            name="sections",
            label="Sections",
            one="section",
            model=SectionPage,
            shelf=ContainerKind.SECTIONS,
            ordered=True,
        ),
        Kind(name="branches", label="Branches", one="branch", model=BranchPage, shelf=ContainerKind.BRANCHES),
    )
}


class SubjectsView(DeskView):
    """One kind, by name, a screen at a time from any letter on; sections in the order of the paper."""

    deeds = (Deed.EDIT_SUBJECTS,)
    page_title = "People and topics"
    header_icon = "group"
    template_name = "newsroom/desks/subjects.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The part of the list asked for."""
        kind = KINDS.get(self.kwargs["kind"])
        if kind is None:
            raise Http404("There is no such list.")
        languages = current_paper().languages
        asked = self.request.GET
        language = asked.get("language") if asked.get("language") in dict(languages) else languages[0][0]
        begins = asked.get("from", "").strip()
        rows = kind.model.objects.filter(locale__language_code=language)
        rows = rows.order_by("path") if kind.ordered else rows.order_by("title", "pk")
        if begins and not kind.ordered:
            rows = rows.filter(title__gte=begins)
        found = list(rows if kind.ordered else rows[: SHOWN + 1])
        place = shelf(home_of(language or languages[0][0]), kind.shelf)
        new = reverse("wagtailadmin_pages:add", args=["newsroom", kind.model._meta.model_name, place.pk])
        return super().get_context_data(**keywords) | {
            "kind": kind,
            "kinds": KINDS.values(),
            "pages": found if kind.ordered else found[:SHOWN],
            "more": found[SHOWN].title if not kind.ordered and len(found) > SHOWN else "",
            "languages": languages,
            "language": language,
            "begins": begins,
            "new": new,
        }

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """Move one up or down."""
        form = request.POST
        number = int(form["page"]) if form.get("page", "").isdecimal() else 0
        StepPage(page=number, steps=-1 if form.get("deed") == "up" else 1).execute(request.user)
        address = reverse("subjects_of_kind", args=[keywords["kind"]])
        return redirect(f"{address}?language={form.get('language', '')}#page-{number}")


class MergeView(DeskView):
    """Asks which other one is the same."""

    deeds = (Deed.EDIT_SUBJECTS,)
    trail = (("People and topics", "subjects"),)
    header_icon = "group"
    template_name = "newsroom/desks/merge.html"

    def _kind_and_page(self) -> tuple[Kind, Any]:
        for kind in KINDS.values():
            page = kind.model.objects.filter(pk=self.kwargs["gone"]).first()
            if page is not None:
                return kind, page
        raise Http404("This is not there any more.")

    def get_page_title(self) -> str:
        """What it is about."""
        return f"“{self._kind_and_page()[1]}” is the same as …"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Those named alike first; any other by the beginning of its name."""
        kind, page = self._kind_and_page()
        begins = self.request.GET.get("from", "").strip()
        others = kind.model.objects.filter(locale_id=page.locale_id).exclude(pk=page.pk).order_by("title", "pk")
        before = list(others.filter(title__lt=page.title).order_by("-title", "-pk")[: PROPOSED // 2])[::-1]
        near = [*before, *others.filter(title__gte=page.title)[: PROPOSED // 2]]
        shown = list(others.filter(title__gte=begins)[: 2 * PROPOSED]) if begins else near
        return super().get_context_data(**keywords) | {"kind": kind, "page": page, "others": shown, "begins": begins}

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """Make them one."""
        into = request.POST.get("into", "")
        kind, page = self._kind_and_page()
        kept = Merge(gone=keywords["gone"], into=int(into) if into.isdecimal() else 0).execute(request.user)
        messages.success(request, f"“{page}” is “{kept}” now, in every story. Its old address leads there.")
        return redirect("subjects_of_kind", kind=kind.name)
