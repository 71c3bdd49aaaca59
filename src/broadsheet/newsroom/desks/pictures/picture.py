"""One picture: its rights, its cuts side by side, where it is used."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from broadsheet.newsroom.actions.deleting import may_delete
from broadsheet.newsroom.actions.pictures import may_edit_picture, require_editing
from broadsheet.newsroom.compose.previews import cuts_of
from broadsheet.newsroom.desks.pictures.forms import OnePictureForm
from broadsheet.newsroom.desks.pictures.views import picture_or_404
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.picture_uses import last_words, photographers, uses_of
from broadsheet.newsroom.previews import PreviewToken
from broadsheet.newsroom.roles import Deed
from broadsheet.press.pictures import Shape


class PictureView(DeskView):
    """Everything about one picture, on one screen."""

    deeds = (Deed.ADD_PICTURES, Deed.EDIT_PICTURES, Deed.WRITE)
    trail = (("Pictures", "pictures"),)
    header_icon = "image"
    template_name = "newsroom/desks/picture.html"

    def get_page_title(self) -> str:
        """The picture's name."""
        return str(picture_or_404(self.kwargs["picture"]).title)

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The form as it was typed, else as it is."""
        picture = picture_or_404(self.kwargs["picture"])
        form = keywords.pop("form", None) or OnePictureForm(instance=picture)
        seen = cut_addresses(picture)
        return super().get_context_data(**keywords) | {
            "picture": picture,
            "form": form,
            "cuts": [(seen.get(shape, ""), *rest) for shape, *rest in form.cuts()],
            "uses": uses_of(picture),
            "photographers": photographers(),
            "may_edit": may_edit_picture(self.request.user, picture),
            "may_delete": may_delete(self.request.user, picture),
        }

    def do(self, request: HttpRequest, **keywords: Any) -> Any:
        """Save it; what cannot be saved is shown again as it was typed."""
        picture = picture_or_404(keywords["picture"])
        require_editing(request.user, picture)
        form = OnePictureForm(request.POST, request.FILES, instance=picture)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.save()
        messages.success(request, "Saved. Wherever it is used, readers see it so in a moment.")
        return redirect(reverse("picture", args=[picture.pk]))


class LastWordsView(DeskView):
    """What the last story that shows a picture says about it, for a form to begin with."""

    deeds = (Deed.WRITE, Deed.EDIT_STORIES)

    def get(self, request: HttpRequest, *_arguments: Any, **keywords: Any) -> HttpResponse:
        """As JSON."""
        alt, caption = last_words(picture_or_404(keywords["picture"]))
        return JsonResponse({"alt": alt, "caption": caption})


def cut_addresses(picture: BroadImage) -> dict[Shape, str]:
    """Where each shape of the picture can be looked at, cut by the press itself."""
    token = PreviewToken(pictures=(picture.permanent_id,)).signed()
    cuts = cuts_of(picture.permanent_id).items()
    return {shape: reverse("preview_file", args=[token, path]) for shape, path in cuts}
