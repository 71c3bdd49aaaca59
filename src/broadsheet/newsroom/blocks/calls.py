"""Calls: what a story asks its readers to do."""

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateTimeBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)

from broadsheet.edition.blocks import Purpose
from broadsheet.newsroom.blocks.found import FoundPageBlock
from broadsheet.newsroom.blocks.inline import LineBlock
from broadsheet.newsroom.vocabularies import choices


class CallBlock(StructBlock):
    """A request to the reader. It leads to a page of the paper or to an outside address."""

    purpose = ChoiceBlock(choices=choices(Purpose), default=Purpose.APPEAL.value)
    text = LineBlock(required=False)
    label = CharBlock(max_length=255, help_text="The words on the button.")
    page = FoundPageBlock(required=False)
    address = URLBlock(required=False, max_length=1000, help_text="Or an address elsewhere.")
    ends = DateTimeBlock(required=False)

    class Meta:
        icon = "mail"
        label = "Call to readers"

    def clean(self, value: StructValue) -> StructValue:
        """It must lead somewhere."""
        cleaned = super().clean(value)
        if not cleaned["page"] and not cleaned["address"]:
            error = ValidationError("Choose a page, or write the address the call leads to.")
            raise StructBlockValidationError(block_errors={"page": error})
        return cleaned


class CallsBlock(StreamBlock):
    """Several calls, as at the end of a story."""

    call = CallBlock()
