"""What may be done with a story from the screen where it is written: the buttons, and what follows a pressed one."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.action_menu import ActionMenuItem

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.stages import HandIn, SayReady, SendBack, StageChange
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.roles import Deed, may
from broadsheet.newsroom.vocabularies import Stage

STEPS: Final[Mapping[str, tuple[type[StageChange], str]]] = {
    "hand-in": (HandIn, "Handed in: an editor reads it now."),
    "ready": (SayReady, "Ready for the issue."),
    "send-back": (SendBack, "Sent back to its writer."),
}
ASKED_FIRST: Final = {"publish": "publish_story", "withdraw": "withdraw_story"}
"""Deeds that ask something on a screen of their own."""


class KeepButton(ActionMenuItem):
    """Keeps the draft. Always there, and first."""

    name = "keep"
    label = "Keep"
    icon_name = "draft"
    template_name = "newsroom/desks/story/keep.html"


class DeedButton(ActionMenuItem):
    """Keeps the draft, then does one thing with the story."""

    template_name = "newsroom/desks/story/deed.html"

    def __init__(self, name: str, label: str, icon: str) -> None:
        super().__init__()
        self.name, self.label, self.icon_name = name, label, icon


def buttons_for(page: ArticlePage, user: Any) -> Iterator[ActionMenuItem]:
    """The buttons a person has for a story."""
    yield KeepButton()
    if page.withdrawn_at is None and (not page.live or page.has_unpublished_changes):
        yield from _steps(page, user)
    yield from _before_readers(page, user)


def _steps(page: ArticlePage, user: Any) -> Iterator[ActionMenuItem]:
    edits = may(user, Deed.PUBLISH)
    if page.stage == Stage.DRAFT:
        yield DeedButton("hand-in", "Hand in", "mail")
    if edits and page.stage != Stage.READY:
        yield DeedButton("ready", "Ready", "check")
    if page.stage != Stage.DRAFT and (edits or page.owner_id == user.pk):
        yield DeedButton("send-back", "Send back", "undo")


def _before_readers(page: ArticlePage, user: Any) -> Iterator[ActionMenuItem]:
    if page.withdrawn_at is None and may(user, Deed.CORRECT if page.live else Deed.PUBLISH):
        yield DeedButton("publish", "Publish …", "upload")
    if page.live and may(user, Deed.WITHDRAW):
        label = "Withdraw …" if page.withdrawn_at is None else "Reinstate …"
        yield DeedButton("withdraw", label, "download")


def after_keeping(request: HttpRequest, page: Any) -> HttpResponse | None:
    """What follows once the draft is kept; None when only keeping was asked for."""
    deed = request.POST.get("deed", "")
    if not isinstance(page, ArticlePage):
        return None
    if deed in ASKED_FIRST:
        return redirect(ASKED_FIRST[deed], story=page.pk)
    if deed not in STEPS:
        return None
    step, said = STEPS[deed]
    try:
        step(article=page.pk).execute(request.user)
        _say_only(request, said)
    except ActionRefusedError as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(obstacle))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _say_only(request: HttpRequest, said: str) -> None:
    """One line: that the story is kept goes without saying once it is handed on."""
    for _ in messages.get_messages(request):
        pass  # reading them takes them away
    messages.success(request, said)


NOT_BY_THE_DOZEN: Final = {
    "publish": "Stories are published one by one, or all together by closing their issue.",
    "unpublish": "Stories are withdrawn one by one, each with a reason that readers see.",
}


def one_by_one(request: HttpRequest, action: str, pages: Any, _screen: Any) -> HttpResponse | None:
    """Stories neither go out nor leave by the dozen, past the gate and the question what readers are told."""
    said = NOT_BY_THE_DOZEN.get(action)
    if said is None or not any(page.specific_class is ArticlePage for page in pages):
        return None
    messages.error(request, said)
    return redirect("stories")


def ask_why(_request: HttpRequest, page: Any) -> HttpResponse | None:
    """Whatever asks Wagtail to take a story from readers is led to the question why."""
    return redirect("withdraw_story", story=page.pk) if isinstance(page, ArticlePage) else None


def ask_first(_request: HttpRequest, page: Any) -> HttpResponse | None:
    """Whatever asks Wagtail to publish a story is led to our own question instead; the draft is kept by then."""
    return redirect("publish_story", story=page.pk) if isinstance(page, ArticlePage) else None
