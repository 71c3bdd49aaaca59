"""What fields offer while somebody types: people, topics, branches, stories and other pages, and making one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from wagtail.models import Page

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom import subject_index
from broadsheet.newsroom.actions.new_subject import SHELF_OF, NewSubject
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import (
    PAGE_TYPES,
    AddressedPage,
    ArticlePage,
    BranchPage,
    EventPage,
    IssuePage,
    PersonPage,
    SectionPage,
    StandingPage,
    StoryEntry,
    TopicPage,
)
from broadsheet.newsroom.names import words_of
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, may
from broadsheet.newsroom.story_index import State, StorySearch, places

_WRITERS: Final = (Deed.WRITE, Deed.EDIT_STORIES, Deed.EDIT_DIARY)
LOOKED_THROUGH: Final = 200
"""Newest issues and events whose names are read through; older ones are linked to by their address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """A kind of thing that a field names; `deeds`: whoever may do one of these may look for it."""

    model: type[AddressedPage] | None
    one: str
    published: bool = False
    deeds: Sequence[Deed] = _WRITERS

    @property
    def remedy(self) -> str:
        """What is to be done about words that lead to nothing."""
        return f"Take a {self.one} from the list, or empty the field."

    @property
    def remedy_of_nothing(self) -> str:
        """The same, where something must be chosen."""
        return f"Take a {self.one} from the list."

    def offered(self) -> QuerySet[Any]:
        """All there are, but for the bin."""
        if self.model is None:
            kinds = ContentType.objects.get_for_models(*PAGE_TYPES).values()
            return Page.objects.filter(content_type__in=kinds, binned__isnull=True)
        pages = self.model.objects.all()
        return pages.filter(live=True) if self.published else pages


FINDABLE: Final = {
    "people": Findable(model=PersonPage, one="person"),
    "topics": Findable(model=TopicPage, one="topic or place"),
    "branches": Findable(model=BranchPage, one="branch"),
    "stories": Findable(model=ArticlePage, one="story"),
    "published": Findable(
        model=ArticlePage, one="published story", published=True, deeds=(*_WRITERS, Deed.EDIT_OWN_BRANCH)
    ),
    "pages": Findable(model=None, one="page"),
    "links": Findable(model=None, one="page", deeds=(*_WRITERS, Deed.EDIT_OWN_BRANCH)),
}
"""`links`: what running text leads to, newest first; whoever writes no stories finds what readers have."""


def may_look_for(user: Any, kind: str) -> bool:
    """Whether an account may do one of the deeds for which things of this kind are looked for."""
    return any(may(user, deed) for deed in FINDABLE[kind].deeds)


def offered_to(user: Any, kind: str) -> QuerySet[Any]:
    """All there are that this account may find."""
    found = FINDABLE[kind].offered()
    return found if any(may(user, deed) for deed in _WRITERS) else found.filter(live=True)


class FindView(DeskView):
    """Answers a field: what there is of a kind, as `{"found": [{"id", "name", "note"}], "may_make"}`."""

    def setup(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> None:
        """Whoever may look for things of this kind."""
        super().setup(request, *arguments, **keywords)
        self.asked = _asked(keywords["kind"])
        self.deeds = self.asked.deeds  # type: ignore[misc]  # those of this kind

    def get(self, request: HttpRequest, *_arguments: Any, **keywords: Any) -> JsonResponse:
        """Those that fit what was typed."""
        model, typed, language = self.asked.model, request.GET.get("q", "")[:255], _language(request.GET)
        if model is None:
            found = self._pages(typed, language, keywords["kind"])
        elif model is ArticlePage:
            found = _stories(typed, language, published=self.asked.published)
        else:
            found = subject_index.find(model, language, typed)
        may_make = model is not None and _makes(request.user, model, typed, language)
        return JsonResponse(
            {
                "found": [_shown(page, of_many_kinds=model is None) for page in found],
                "may_make": may_make,
            }
        )

    def _pages(self, typed: str, language: str, kind: str) -> list[Any]:
        standing_first = kind != "links" or bool(typed.strip())
        published = not any(may(self.request.user, deed) for deed in _WRITERS)
        return _pages(typed, language, standing_first=standing_first, published=published)

    def post(self, request: HttpRequest, *_arguments: Any, **_keywords: Any) -> JsonResponse:
        """Make one of the name typed."""
        if self.asked.model is None:
            raise Http404("Pages of every kind are made at their own desks.")
        deed = NewSubject(
            kind=self.asked.model,
            name=request.POST.get("name", ""),
            language=_language(request.POST),
        )
        try:
            return JsonResponse(_shown(deed.execute(request.user)))
        except ActionRefusedError as refusal:
            return JsonResponse({"said": " ".join(map(str, refusal.obstacles))}, status=422)
        except PermissionDenied as refusal:
            return JsonResponse({"said": str(refusal)}, status=403)


def _makes(user: Any, kind: type[AddressedPage], typed: str, language: str) -> bool:
    """Whether one of this name is offered to be made: by whom who may, and where there is none yet."""
    if kind not in SHELF_OF or not may(user, Deed.EDIT_SUBJECTS) or not any(map(str.isalnum, typed)):
        return False
    return subject_index.named(kind, language, typed) is None


def _asked(kind: str) -> Findable:
    if kind not in FINDABLE:
        raise Http404("There is nothing of that kind.")
    return FINDABLE[kind]


def _language(form: Any) -> str:
    return str(form.get("language") or current_paper().languages[0][0])


def _stories(typed: str, language: str, *, published: bool = False) -> list[ArticlePage]:
    search = StorySearch(words=typed, language=language, state=State.PUBLISHED if published else None)
    rows = StoryEntry.objects.filter(place__in=places(search, None, subject_index.FOUND_AT_MOST), article__in_bin=False)
    return [row.article for row in rows.select_related("article").order_by("-place")]


def _pages(typed: str, language: str, *, standing_first: bool = True, published: bool = False) -> list[Any]:
    """Whatever readers can open: what always stands in the paper first, then the rest, newest first."""
    if typed.strip() and not words_of(typed):
        return []
    standing = [page for kind in (StandingPage, SectionPage) for page in _named(kind, language, typed)]
    rest: list[Any] = [page for kind in (EventPage, IssuePage) for page in _named(kind, language, typed)]
    for kind in subject_index.INDEXED:
        rest += subject_index.find(kind, language, typed)
    rest = sorted(rest + _stories(typed, language, published=published), key=lambda page: -page.pk)
    found = [*standing, *rest] if standing_first else [*rest, *standing]
    return [page for page in found if page.live or not published][: subject_index.FOUND_AT_MOST]


def _named(kind: type[AddressedPage], language: str, typed: str) -> list[Any]:
    """Those of the newest whose names have a word for each one typed."""
    wanted = words_of(typed)
    newest = kind.objects.filter(locale__language_code=language).order_by("-pk")[:LOOKED_THROUGH]
    return [
        page
        for page in newest
        if all(any(word.startswith(each) for word in words_of(page.title, page.draft_title)) for each in wanted)
    ]


def _shown(page: Any, *, of_many_kinds: bool = False) -> dict[str, Any]:
    notes = [str(page._meta.verbose_name)] if of_many_kinds else []
    if isinstance(page, ArticlePage) and page.first_published_at:
        notes.append(f"{page.first_published_at:%Y-%m-%d}")
    if not page.live:
        notes.append("draft")
    return {"id": page.pk, "name": page.draft_title or "No headline yet", "note": " · ".join(notes)}
