"""New stories from files: each file a draft of its own."""

import time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.story_from_document import StoryFromDocument
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.intake.drafts import Draft
from broadsheet.newsroom.intake.written import ENDINGS, LARGEST_DOCUMENT
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed

MOST_FILES = 20
"""Files of one go."""

LONGEST = 15
"""Seconds after which no further file of one go is begun: the browser waits for all of them."""


class FromFilesView(DeskView):
    """Takes one or several files, chosen or dropped."""

    deeds = (Deed.WRITE,)
    trail = (("Stories", "stories"),)
    page_title = "New stories from files"
    header_icon = "upload"
    template_name = "newsroom/desks/stories_from_files.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """What may be sent."""
        return super().get_context_data(**keywords) | {
            "languages": current_paper().languages,
            "language": self.request.POST.get("language", ""),
            "endings": ",".join(ENDINGS),
            "largest": LARGEST_DOCUMENT,
            "largest_in_words": f"{LARGEST_DOCUMENT // 1_000_000} megabytes",
            "most_files": MOST_FILES,
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """A draft from each file; one that is refused keeps none of the others back."""
        files = request.FILES.getlist("files")
        language = request.POST.get("language") or current_paper().languages[0][0]
        if not files:
            messages.error(request, "No file was chosen. Choose one or several, or drop them on this screen.")
        for file in files[MOST_FILES:]:
            messages.error(request, f"“{file.name}” was not read: {MOST_FILES} files are taken at once. Send it again.")
        drafts: list[Draft] = []
        began = time.monotonic()
        for file in files[:MOST_FILES]:
            if time.monotonic() - began > LONGEST:
                messages.error(request, f"“{file.name}” was not read: the others took too long. Send it again.")
            elif (draft := self._draft(request, file, language)) is not None:
                drafts.append(draft)
        if len(drafts) == 1 and len(files) == 1:
            return redirect("wagtailadmin_pages:edit", drafts[0].story.pk)
        return redirect("stories" if drafts else "stories_from_files")

    @staticmethod
    def _draft(request: HttpRequest, file: "UploadedFile[Any]", language: str) -> Draft | None:
        name = file.name or "file"
        # One that is too large is not read into memory; its first bytes are enough to be refused by name.
        data = file.read(LARGEST_DOCUMENT + 1)
        try:
            draft = StoryFromDocument(name=name, data=data, language=language).execute(request.user)
        except ActionRefusedError as refusal:
            for obstacle in refusal.obstacles:
                messages.error(request, str(obstacle))
            return None
        address = reverse("wagtailadmin_pages:edit", args=[draft.story.pk])
        became = "is the draft" if draft.made else "was made into this story before:"
        said = f"“{name}” {became} “{draft.story.draft_title}”."
        messages.success(request, said, buttons=[messages.button(address, "Open")])
        return draft
