"""A field that names a person, a topic, a branch or a story: type a few letters, take one from the list."""

from typing import Any, Final

from django import forms
from django.urls import reverse

from broadsheet.newsroom.desks.story.finding import FINDABLE

TYPED: Final = "typed: "
"""Stands before words that were typed and lead to nothing, so that they are never taken for a number."""


class Finder(forms.Widget):
    """
    A hidden number and, for people, the name beside it.

    Words that were typed without choosing come back as they were, with the message beside them.
    """

    template_name = "newsroom/desks/story/finder.html"

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.kind = kind

    def id_for_label(self, id_: str) -> str:
        """The label belongs to what people type into."""
        return f"{id_}-words" if id_ else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The number chosen, else the words that were typed."""
        words = (data.get(f"{name}-words") or "").strip()
        return data.get(name) or (f"{TYPED}{words}" if words else None)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The name of what was chosen."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        asked = FINDABLE[self.kind]
        chosen = str(value or "")
        words = chosen.removeprefix(TYPED)
        if chosen.isdecimal():
            page = asked.model.everything.filter(pk=int(chosen)).first()
            words = page.draft_title if page is not None else ""
        context["finder"] = {
            "number": chosen if chosen.isdecimal() else "",
            "words": words,
            "one": asked.one,
            "described": context["widget"]["attrs"].get("aria-describedby", ""),
            "address": reverse("find_for_story", args=[self.kind]),
        }
        return context


def let_choose(form: Any) -> None:
    """Have the finders of a form take what is there and say what is to be done about anything else."""
    for field in form.fields.values():
        if isinstance(field.widget, Finder):
            asked = FINDABLE[field.widget.kind]
            field.queryset = asked.model.objects.all()
            field.error_messages["invalid_choice"] = f"Take a {asked.one} from the list, or empty the field."
            field.error_messages["required"] = f"Take a {asked.one} from the list, or take this row away."
