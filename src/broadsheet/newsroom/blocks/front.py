"""What a front carries besides stories: fixed stories and links."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateTimeBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)

from broadsheet.newsroom.blocks.found import FoundPageBlock
from broadsheet.newsroom.vocabularies import PIN_SLOTS

ADDRESSES = ("/", "https://", "http://", "mailto:", "tel:")
"""What an address that an editor writes may start with."""


class LinkBlock(StructBlock):
    """A labelled way to a page of the paper, or to an address such as `/diary/` or `https://…`."""

    label = CharBlock(max_length=255, required=False, help_text="Leave empty for the page's own name.")
    page = FoundPageBlock(required=False)
    address = CharBlock(required=False, max_length=1000, help_text="Or an address, such as /diary/ or https://…")

    class Meta:
        icon = "link"

    def clean(self, value: StructValue) -> StructValue:
        """It must lead somewhere, and somewhere else needs a label."""
        cleaned = super().clean(value)
        errors = {}
        if not cleaned["page"] and not cleaned["address"].startswith(ADDRESSES):
            errors["address"] = ValidationError("Choose a page, or write an address that starts with / or https://.")
        if not cleaned["page"] and not cleaned["label"]:
            errors["label"] = ValidationError("Say what the link is called.")
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class LinksBlock(StreamBlock):
    """Links in order."""

    link = LinkBlock()


class PinBlock(StructBlock):
    """A story kept in a place on the front until a moment; then the front orders itself again."""

    slot = ChoiceBlock(choices=PIN_SLOTS, default="lead", label="Place")
    article = FoundPageBlock(page_type="newsroom.ArticlePage", label="Story")
    until = DateTimeBlock(required=False)

    class Meta:
        icon = "pin"
        form_layout: ClassVar[list[str]] = ["slot", "article", "until"]


class PinsBlock(StreamBlock):
    """The stories an editor fixed on the front."""

    pin = PinBlock()
