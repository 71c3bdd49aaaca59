"""The plan of an issue: headings, and the stories under each in order."""

from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, ListBlock, StreamBlock, StructBlock

from broadsheet.newsroom.blocks.found import FoundPageBlock
from broadsheet.newsroom.vocabularies import MEDIA, SLOTS


class PlacedStoryBlock(StructBlock):
    """A story's place in the issue."""

    article = FoundPageBlock(page_type="newsroom.ArticlePage", label="Story")
    slot = ChoiceBlock(choices=SLOTS, default="normal", label="Weight")
    page = IntegerBlock(required=False, min_value=0, label="Printed page")
    medium = ChoiceBlock(choices=MEDIA, default="both", label="Where")
    print_headline = CharBlock(required=False, max_length=255)

    class Meta:
        icon = "doc-full"


class PlanSectionBlock(StructBlock):
    """One heading of the issue's contents."""

    title = CharBlock(max_length=255)
    stories = ListBlock(PlacedStoryBlock(), default=[])

    class Meta:
        icon = "list-ul"
        label = "Section"


class PlanBlock(StreamBlock):
    """The whole plan."""

    section = PlanSectionBlock()
