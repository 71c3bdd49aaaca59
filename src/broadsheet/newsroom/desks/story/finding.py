"""What the fields of a story offer while somebody types: people, topics, branches and stories, and making one."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom import subject_index
from broadsheet.newsroom.actions.new_subject import SHELF_OF, NewSubject
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import AddressedPage, ArticlePage, BranchPage, PersonPage, StoryEntry, TopicPage
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, may
from broadsheet.newsroom.story_index import StorySearch, places


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """A kind of thing that a field of a story names."""

    model: type[AddressedPage]
    one: str


FINDABLE: Final = {
    "people": Findable(model=PersonPage, one="person"),
    "topics": Findable(model=TopicPage, one="topic or place"),
    "branches": Findable(model=BranchPage, one="branch"),
    "stories": Findable(model=ArticlePage, one="story"),
}


class FindView(DeskView):
    """Answers a field: what there is of a kind, as `{"found": [{"id", "name", "note"}], "may_make"}`."""

    deeds = (Deed.WRITE, Deed.EDIT_STORIES, Deed.EDIT_DIARY)

    def get(self, request: HttpRequest, *_arguments: Any, **keywords: Any) -> JsonResponse:
        """Those that fit what was typed."""
        asked = _asked(keywords["kind"])
        typed, language = request.GET.get("q", "")[:255], _language(request.GET)
        if asked.model is ArticlePage:
            found = _stories(typed, language)
        else:
            found = subject_index.find(asked.model, language, typed)
        makes = asked.model in SHELF_OF and may(request.user, Deed.EDIT_SUBJECTS) and any(map(str.isalnum, typed))
        there = makes and subject_index.named(asked.model, language, typed) is not None
        return JsonResponse({"found": [_shown(page) for page in found], "may_make": bool(makes and not there)})

    def post(self, request: HttpRequest, *_arguments: Any, **keywords: Any) -> JsonResponse:
        """Make one of the name typed."""
        deed = NewSubject(
            kind=_asked(keywords["kind"]).model,
            name=request.POST.get("name", ""),
            language=_language(request.POST),
        )
        try:
            return JsonResponse(_shown(deed.execute(request.user)))
        except ActionRefusedError as refusal:
            return JsonResponse({"said": " ".join(map(str, refusal.obstacles))}, status=422)
        except PermissionDenied as refusal:
            return JsonResponse({"said": str(refusal)}, status=403)


def _asked(kind: str) -> Findable:
    if kind not in FINDABLE:
        raise Http404("There is nothing of that kind.")
    return FINDABLE[kind]


def _language(form: Any) -> str:
    return str(form.get("language") or current_paper().languages[0][0])


def _stories(typed: str, language: str) -> list[ArticlePage]:
    search = StorySearch(words=typed, language=language)
    rows = StoryEntry.objects.filter(place__in=places(search, None, subject_index.FOUND_AT_MOST), article__in_bin=False)
    return [row.article for row in rows.select_related("article").order_by("-place")]


def _shown(page: Any) -> dict[str, Any]:
    note = "" if page.live else "draft"
    if isinstance(page, ArticlePage) and page.first_published_at:
        note = f"{page.first_published_at:%Y-%m-%d}"
    return {"id": page.pk, "name": page.draft_title or "No headline yet", "note": note}
