"""The form of a standing page: title, text, and where it is found, one under the other."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel, ObjectList, TitleFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from broadsheet.newsroom.desks.readers_comments import ReadersCommentsPanel
from broadsheet.newsroom.desks.story.deeds import KeepButton
from broadsheet.newsroom.desks.story.editor import speak
from broadsheet.newsroom.desks.story.picture_words import describe_pictures
from broadsheet.newsroom.models import HomePage, StandingPage
from broadsheet.newsroom.models.standing import StandingPageForm
from broadsheet.newsroom.roles import Deed, may

_FOR_READERS: Final = ("action-publish", "action-unpublish")
"""Names of Wagtail's own buttons that give a page to readers or take it from them."""


class StandingForm(StandingPageForm):
    """Begins with a text to write into; its fields carry the page's language."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        page = keywords.get("instance")
        if page is not None and not page.pk and not page.body:
            page.body = [("text", "")]
        super().__init__(*arguments, **keywords)
        speak(self, self.instance.locale.language_code)

    def clean(self) -> dict[str, Any]:
        """Pictures begin with the words they have already."""
        cleaned = super().clean()
        describe_pictures(cleaned.get("body") or (), self.instance.body.raw_data)
        return cleaned


class StandingEditor(ObjectList):
    """The fields, and the language in which pages are looked for."""

    class BoundPanel(ObjectList.BoundPanel):
        """The fields of one page."""

        template_name = "newsroom/desks/standing_editor.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """And its language."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"language": self.instance.locale.language_code}


def standing_editor() -> StandingEditor:
    """The whole form."""
    return StandingEditor(
        [
            TitleFieldPanel(
                "title",
                heading="Title",
                placeholder="Title",
                help_text="As readers see it, in menus too.",
                widget=AdminAutoHeightTextInput,
            ),
            FieldPanel("body", heading="What the page says"),
            FieldPanel(
                "description", heading="In a sentence", help_text="For search engines and where the page is shared."
            ),
            FieldPanel(
                "slug",
                heading="Web address",
                help_text="The last part of it, such as about or join. When you change it, the old one leads to it.",
            ),
            ReadersCommentsPanel(),
        ],
        base_form_class=StandingForm,
    )


def buttons_of_standing_page(items: list[Any], request: HttpRequest, context: Any) -> None:
    """Keep, Publish, Unpublish, in the words of a story's buttons."""
    made = request.resolver_match.kwargs.get("content_type_model_name") if request.resolver_match else None
    is_one = isinstance(context.get("page"), StandingPage) or made == StandingPage._meta.model_name
    if is_one and not context.get("locked_for_user"):
        items[:] = list(_buttons(items))


def to_our_screen(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Whatever leads to Wagtail's form of a front leads to the screen of the house; older versions are shown in it."""
    asked = request.resolver_match.url_name if request.resolver_match else ""
    if (
        isinstance(page, HomePage)
        and asked == "edit"
        and request.method == "GET"
        and may(request.user, Deed.EDIT_PAPER)
    ):
        return redirect("masthead", front=page.pk)
    return None


def _buttons(items: list[Any]) -> Iterator[Any]:
    yield KeepButton()
    yield from (each for each in items if each.name in _FOR_READERS)
