"""A page named in a block: found by a few letters of its name, never by walking through a tree of pages."""

from collections.abc import Callable
from typing import Any, ClassVar, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail.blocks import PageChooserBlock


class FoundPageBlock(PageChooserBlock):
    """
    A story when `page_type` says so, else any page that readers can open.

    It stores what Wagtail's own block stores. Words that were typed and lead to nothing stay words until they are put
    right, so that nothing typed is lost.
    """

    field_for: ClassVar[Callable[[str], Any]]
    """Makes the field for a kind; the desks, which know the tables, say which when Django is ready."""

    @property
    def kind(self) -> str:
        """What is looked for."""
        return "stories" if self.page_type else "pages"

    @cached_property
    def widget(self) -> Any:
        """The field in which letters are typed."""
        return type(self).field_for(self.kind)

    @cached_property
    def field(self) -> forms.ModelChoiceField:  # type: ignore[type-arg]  # generic in the stubs only
        """Takes what is there and is not in the bin."""
        return forms.ModelChoiceField(
            queryset=self.widget.asked.offered(),
            widget=self.widget,
            required=self._required,
            validators=self._validators,
            help_text=self._help_text,
            error_messages={"invalid_choice": self.widget.asked.remedy},
        )

    def value_from_form(self, value: Any) -> Any:
        """The page, else what was sent, for `clean` to refuse."""
        if not isinstance(value, str):
            return super().value_from_form(value)
        page = self.model_class.objects.filter(pk=int(value)).first() if value.isdecimal() else None
        return page or value or None

    def clean(self, value: Any) -> Any:
        """Refuse words that lead to nothing."""
        if isinstance(value, str):
            raise ValidationError(self.widget.asked.remedy)
        return super().clean(value)

    def get_prep_value(self, value: Any) -> Any:
        """The number; of words that lead to nothing, the words, which are never kept."""
        return value if isinstance(value, str) else super().get_prep_value(value)

    def get_form_state(self, value: Any) -> dict[str, str]:
        """What the field shows."""
        number, words = self.widget.shown(value if value is None or isinstance(value, str) else value.pk)
        return {"number": number, "words": words}

    @override
    def deconstruct(self) -> Any:
        """For the database it is the block it stands in for."""
        _, arguments, keywords = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", arguments, keywords
