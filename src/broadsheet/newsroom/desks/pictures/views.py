"""The list of pictures, and taking in many at once."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from wagtail.images.exceptions import InvalidFilterSpecError

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.pictures import TakeInPicture, Taken
from broadsheet.newsroom.desks.pictures.filters import FILTERS, pictures_shown
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.picture_uses import photographers
from broadsheet.newsroom.roles import Deed
from broadsheet.newsroom.vocabularies import RIGHTS

SHOWN: Final = 48
"""Pictures on one screen."""
SMALL: Final = "max-360x360"
NO_BREAK: Final = 50
"""Pictures taken in by one form."""


def picture_or_404(number: int) -> BroadImage:
    """The picture of this row number."""
    picture = BroadImage.objects.filter(pk=number).first()
    if picture is None:
        raise Http404("This picture is not there any more.")
    return picture


class PicturesView(DeskView):
    """The pictures, newest first; narrowed to those that need somebody's care."""

    deeds = (Deed.ADD_PICTURES, Deed.EDIT_PICTURES)
    page_title = "Pictures"
    header_icon = "image"
    template_name = "newsroom/desks/pictures.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The pictures asked for."""
        asked = self.request.GET
        name = asked.get("show", "") if asked.get("show", "") in FILTERS else ""
        before = int(asked["before"]) if asked.get("before", "").isdecimal() else None
        credit = asked.get("credit", "").strip()
        found = list(pictures_shown(name, credit, before)[: SHOWN + 1])
        return super().get_context_data(**keywords) | {
            "pictures": found[:SHOWN],
            "older": found[SHOWN - 1].pk if len(found) > SHOWN else None,
            "filters": [(each, label) for each, (label, _) in FILTERS.items()],
            "show": name,
            "credit": credit,
            "photographers": photographers(),
            "just": {int(each) for each in asked.get("just", "").split(",") if each.isdecimal()},
        }


class AddPicturesView(DeskView):
    """Takes in many pictures at once, with what is known of all of them."""

    deeds = (Deed.ADD_PICTURES,)
    trail = (("Pictures", "pictures"),)
    page_title = "Add pictures"
    header_icon = "upload"
    template_name = "newsroom/desks/pictures_add.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """What was typed, and what is remembered of each photographer."""
        typed = {name: self.request.POST.get(name, "") for name in ("credit", "licence", "rights", "source")}
        return super().get_context_data(**keywords) | {
            "typed": typed,
            "rights": RIGHTS,
            "photographers": photographers(),
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Take in each; those that cannot be used are named, the others are in."""
        files = request.FILES.getlist("files")[:NO_BREAK]
        if not files:
            raise ActionRefusedError([Obstacle(what="No picture was chosen.", remedy="Choose one or several.")])
        taken: list[Taken] = []
        refused: list[object] = []
        for file in files:
            try:
                taken.append(self._take(file).execute(request.user))
            except ActionRefusedError as refusal:
                refused += refusal.obstacles
        if not taken:
            raise ActionRefusedError(refused)
        for obstacle in refused:
            messages.error(request, str(obstacle))
        _tell(request, taken)
        just = ",".join(str(each.picture.pk) for each in taken if not each.was_there)
        return redirect(f"{reverse('pictures')}?just={just}")

    def _take(self, file: Any) -> TakeInPicture:
        form = self.request.POST
        return TakeInPicture(
            file=file,
            name=file.name,
            credit=form.get("credit", ""),
            licence=form.get("licence", ""),
            rights=form.get("rights", ""),
            source=form.get("source", ""),
        )


def _tell(request: HttpRequest, taken: list[Taken]) -> None:
    """Say what came in, and lead to those that were there before."""
    new = sum(not each.was_there for each in taken)
    if new:
        messages.success(request, "One picture is in." if new == 1 else f"{new} pictures are in.")
    for each in taken:
        if each.was_there:
            binned = each.picture.in_bin
            address = reverse("bin") if binned else reverse("picture", args=[each.picture.pk])
            where = "It is in the bin; bring it back" if binned else "Use the one there is"
            said = format_html("“{}” is here already. <a href='{}'>{}</a>.", each.picture.title, address, where)
            messages.warning(request, said)


class SmallPictureView(DeskView):
    """Leads to the small copy of a picture, made when it is first looked at, so that no list waits for it."""

    deeds = (Deed.ADD_PICTURES, Deed.EDIT_PICTURES, Deed.WRITE)

    def get(self, request: HttpRequest, *_arguments: Any, **keywords: Any) -> HttpResponse:
        """Go there."""
        picture = picture_or_404(keywords["picture"])
        try:
            return redirect(picture.get_rendition(SMALL).url)
        except (OSError, InvalidFilterSpecError) as error:
            raise Http404("The file of this picture is missing or broken.") from error
