"""The form in which a story is written: three tabs, a strip of facts above them, fields in the story's language."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from broadsheet.newsroom.desks.readers_comments import ReadersCommentsPanel
from broadsheet.newsroom.desks.story.about import read_about
from broadsheet.newsroom.desks.story.finder import let_choose
from broadsheet.newsroom.desks.story.picture_words import describe_lead, describe_pictures
from broadsheet.newsroom.desks.story.rows import bylines, subjects
from broadsheet.newsroom.panels import NotCarriedPanel

TEXT_INPUTS = frozenset({"text", "textarea"})
"""Kinds of fields that hold words of the story."""


class StoryForm(WagtailAdminPageForm):
    """Its fields carry the story's language, so that the browser's spelling looks up the right words."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        language = self.instance.locale.language_code
        if "section" in self.fields:
            sections: Any = self.fields["section"]
            sections.queryset = sections.queryset.filter(live=True, locale=self.instance.locale_id).order_by("path")
            sections.empty_label = "No section"
        speak(self, language)
        for formset in self.formsets.values():
            for form in formset.forms:
                speak(form, language)
                let_choose(form)

    def clean_title(self) -> str:
        """A headline is one line, however it was typed."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        """Pictures begin with the words they have already; whatever is typed here stays."""
        cleaned: dict[str, Any] = super().clean()
        if "picture" in self.changed_data:
            describe_lead(cleaned)
        describe_pictures(cleaned.get("body") or (), self.instance.body.raw_data)
        return cleaned


def speak(form: Any, language: str) -> None:
    """Have the fields of a form that hold words carry the language they are written in."""
    for name, field in form.fields.items():
        if name == "slug":
            continue
        kind = getattr(field.widget, "input_type", "") or ("textarea" if hasattr(field, "max_length") else "")
        if kind in TEXT_INPUTS:
            field.widget.attrs |= {"lang": language, "dir": "auto", "spellcheck": "true"}


class StoryEditor(TabbedInterface):
    """Tabs with the strip about the story above them."""

    class BoundPanel(TabbedInterface.BoundPanel):
        """The tabs of one story."""

        template_name = "newsroom/desks/story/editor.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """What the strip says."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["about"] = read_about(self.instance) if self.instance.pk else None
            context["language"] = self.instance.locale.language_code
            return context


def story_editor() -> StoryEditor:
    """The whole form."""
    return StoryEditor(
        [
            ObjectList(_text(), heading="Text"),
            ObjectList(_placing(), heading="Placing"),
            ObjectList(_sharing(), heading="Sharing"),
            ObjectList([CommentPanel(), ReadersCommentsPanel()], heading="Comments"),
        ],
        base_form_class=StoryForm,
    )


def _text() -> list[Any]:
    return [
        NotCarriedPanel(),
        FieldPanel("kicker"),
        TitleFieldPanel(
            "title",
            heading="Headline",
            placeholder="Headline",
            help_text="One line, as readers see it.",
            widget=AdminAutoHeightTextInput,
        ),
        FieldPanel("standfirst", heading="Introduction"),
        FieldPanel("body", heading="Story"),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_caption")], heading="Picture"
        ),
        bylines(),
        FieldPanel("dateline"),
    ]


def _placing() -> list[Any]:
    return [
        FieldPanel("section", widget=forms.Select),
        *subjects(),
        FieldPanel("genre"),
        MultiFieldPanel(
            [FieldPanel("review_of"), FieldPanel("review_by"), FieldPanel("review_where")],
            heading="For a review",
            classname="collapsed",
        ),
        FieldPanel("embargo"),
        FieldPanel("licence"),
    ]


def _sharing() -> list[Any]:
    return [
        FieldPanel("share_headline", heading="Headline where it is shared"),
        FieldPanel("share_text", heading="Text where it is shared"),
        FieldPanel("slug", heading="Web address", help_text="The last part of it. It stays for ever once published."),
    ]
