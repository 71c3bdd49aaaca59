"""What the story screen asks for: blocks for pasted text, and the list of what could not be carried."""

import dataclasses
import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.paste_text import LARGEST, PasteText
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.roles import Deed


class _OfStory(DeskView):
    """A screen of one story, for whoever may edit that story."""

    deeds = (Deed.WRITE, Deed.EDIT_STORIES)
    story: ArticlePage

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> Any:
        """Find the story; refuse whoever may not edit it."""
        self.story = get_object_or_404(ArticlePage, pk=keywords["story"])
        if not self.story.permissions_for_user(request.user).can_edit():
            raise PermissionDenied("You may not edit this story. Ask its writer or an editor.")
        return super().dispatch(request, *arguments, **keywords)


class PasteView(_OfStory):
    """Answers pasted HTML with blocks, in the form the story screen's own script takes."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *_arguments: Any, **_keywords: Any) -> JsonResponse:
        """The blocks, what was lost, or why nothing was taken."""
        sent = request.FILES.get("markup")
        markup = (
            sent.read(LARGEST * 4 + 1).decode("utf-8", errors="replace") if sent else request.POST.get("markup", "")
        )
        note = request.POST.get("first_note", "1")
        paste = PasteText(
            story=self.story,
            markup=markup,
            first_note=int(note) if note.isascii() and note.isdigit() and len(note) < 6 else 1,
            in_box=request.POST.get("in_box") == "yes",
        )
        try:
            pasted = paste.execute(request.user)
        except ActionRefusedError as refusal:
            return JsonResponse({"refused": [str(obstacle) for obstacle in refusal.obstacles]}, status=422)
        stream = self.story.body.stream_block
        state = stream.get_form_state(stream.to_python(pasted.blocks))
        for block in state:
            if block["type"] == "text":
                block["value"] = json.loads(block["value"])
        losses = [dataclasses.asdict(loss) for loss in pasted.losses]
        return JsonResponse({"blocks": state, "losses": losses})


class NotCarriedView(_OfStory):
    """The list by itself, and the button that takes it away once it has been read."""

    trail = (("Stories", "stories"),)
    page_title = "Not taken over as it was"
    header_icon = "warning"
    template_name = "newsroom/desks/not_carried.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The story and its losses."""
        return super().get_context_data(**keywords) | {"story": self.story, "losses": self.story.not_carried.all()}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Forget the list."""
        self.story.not_carried.all().delete()
        return redirect("wagtailadmin_pages:edit", self.story.pk)
