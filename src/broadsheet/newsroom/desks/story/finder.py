"""A field that names a person, a topic, a branch, a story or any page: type a few letters, take one from the list."""

from typing import Any, Final, cast

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import reverse
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.models import Page

from broadsheet.newsroom.desks.story.finding import FINDABLE, Findable

TYPED: Final = "typed: "
"""Stands before words that were typed and lead to nothing, so that they are never taken for a number."""

DIGITS: Final = 19
"""As many as no number of a row has."""


def is_number(text: str) -> bool:
    """Whether a database can look for it."""
    return text.isdecimal() and len(text) < DIGITS


class Finder(forms.Widget):
    """
    A hidden number and, for people, the name beside it.

    Words that were typed without choosing come back as they were, with the message beside them.
    """

    template_name = "newsroom/desks/story/finder.html"

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.kind = kind

    @property
    def asked(self) -> Findable:
        """What is looked for."""
        return FINDABLE[self.kind]

    @property
    def media(self) -> forms.Media:
        """What offers a list while somebody types."""
        return forms.Media(js=cast("list[str]", [Script(static("newsroom/finder.js"), type="module")]))

    def id_for_label(self, id_: str) -> str:
        """The label belongs to what people type into."""
        return f"{id_}-words" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The number chosen, else the words that were typed."""
        number, words = data.get(name) or "", (data.get(f"{name}-words") or "").strip()
        if is_number(number):
            return number
        return f"{TYPED}{words}" if words or number else None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The name of what was chosen."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        number, words = self.shown(value)
        context["finder"] = {
            "number": number,
            "words": words,
            "one": self.asked.one,
            "remedy": self.asked.remedy,
            "described": context["widget"]["attrs"].get("aria-describedby", ""),
            "address": reverse("find_for_story", args=[self.kind]),
        }
        return context

    def shown(self, value: Any) -> tuple[str, str]:
        """The number and the words that stand in the field for a number, or for words that lead to nothing."""
        chosen = str(value or "")
        if not is_number(chosen):
            return "", chosen.removeprefix(TYPED)
        page = Page.objects.filter(pk=int(chosen)).first()
        return (chosen, page.draft_title) if page is not None else ("", "")


class FinderAdapter(WidgetAdapter):
    """A finder in a block, which is made by script when the block is added."""

    js_constructor = "broadsheet.Finder"

    @property
    def media(self) -> forms.Media:
        """How a block reads and fills it."""
        return super().media + forms.Media(js=[static("newsroom/finder_in_blocks.js")])


register(FinderAdapter(), Finder)


def let_choose(form: Any) -> None:
    """Have the finders of a form take what is there and say what is to be done about anything else."""
    for field in form.fields.values():
        if isinstance(field.widget, Finder):
            asked = field.widget.asked
            field.queryset = asked.offered()
            field.error_messages["invalid_choice"] = asked.remedy
            field.error_messages["required"] = f"Take a {asked.one} from the list, or take this row away."
