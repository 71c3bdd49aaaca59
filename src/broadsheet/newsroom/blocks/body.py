"""The body of a story: text, and the blocks for what text cannot hold."""

from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    IntegerBlock,
    ListBlock,
    RawHTMLBlock,
    StaticBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.contrib.table_block.blocks import TableBlock as GridBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from broadsheet.newsroom.blocks.calls import CallBlock
from broadsheet.newsroom.blocks.found import FoundPageBlock
from broadsheet.newsroom.blocks.inline import LineBlock, TextBlock


class PictureBlock(StructBlock):
    """One use of a picture."""

    image = ImageChooserBlock(label="Picture")
    alt = CharBlock(
        required=False, max_length=500, label="In words", help_text="What it shows, for those who cannot see."
    )
    decorative = BooleanBlock(required=False, label="Only decoration", help_text="Nothing is lost without it.")
    caption = LineBlock(required=False)

    class Meta:
        icon = "image"
        label = "Picture"


class GalleryBlock(StructBlock):
    """Several pictures shown together."""

    images = ListBlock(PictureBlock(), label="Pictures")
    caption = LineBlock(required=False)

    class Meta:
        icon = "image"


class QuoteBlock(StructBlock):
    """Somebody else's words at length, with their source."""

    paragraphs = LineBlock(label="Words")
    source = LineBlock(required=False)

    class Meta:
        icon = "openquote"
        label = "Quote with source"


class PullQuoteBlock(StructBlock):
    """Words lifted out of the story and set large."""

    text = LineBlock(label="Words")
    source = LineBlock(required=False)

    class Meta:
        icon = "openquote"
        label = "Pull quote"


class FactsBlock(StructBlock):
    """A short titled list of facts."""

    title = CharBlock(max_length=255)
    items = ListBlock(LineBlock(), label="Facts")

    class Meta:
        icon = "list-ul"
        label = "List of facts"


class TableBlock(StructBlock):
    """A table; cells may carry emphasis and links as tags."""

    caption = LineBlock(required=False)
    header_rows = IntegerBlock(default=1, min_value=0, max_value=20, label="Rows of headings")
    header_columns = IntegerBlock(default=0, min_value=0, max_value=20, label="Columns of headings")
    table = GridBlock()

    class Meta:
        icon = "table"


class QuestionBlock(StructBlock):
    """One question and its answer."""

    question = LineBlock()
    answer = LineBlock()


class QuestionsBlock(StructBlock):
    """An interview, or questions answered."""

    items = ListBlock(QuestionBlock(), label="Questions")

    class Meta:
        icon = "help"
        label = "Questions and answers"


class EmbedBlock(StructBlock):
    """Something elsewhere: printed as a link with a still picture; nothing is asked of the other side."""

    url = URLBlock(required=False, max_length=1000, label="Address")
    title = CharBlock(max_length=500)
    provider = CharBlock(required=False, max_length=255, label="From")
    image = ImageChooserBlock(required=False, label="Still picture")
    caption = LineBlock(required=False)

    class Meta:
        icon = "media"
        label = "Video or post elsewhere"


class DocumentBlock(StructBlock):
    """A file to download."""

    document = DocumentChooserBlock()
    title = CharBlock(max_length=500)
    description = LineBlock(required=False)

    class Meta:
        icon = "doc-full"


class AudioBlock(StructBlock):
    """A recording with its transcript."""

    document = DocumentChooserBlock(label="Recording")
    title = CharBlock(max_length=500)
    seconds = IntegerBlock(default=0, min_value=0, label="Length in seconds")
    transcript = LineBlock(required=False)

    class Meta:
        icon = "media"


class FootnoteBlock(StructBlock):
    """A note; text refers to it by a link to `#note-LABEL`."""

    label = CharBlock(max_length=40)
    text = LineBlock()

    class Meta:
        icon = "edit"


class DividerBlock(StaticBlock):
    """A break between two parts."""

    class Meta:
        icon = "horizontalrule"
        label = "Break"
        admin_text = "A break between two parts."


class PlainStream(StreamBlock):
    """Every block but the box."""

    text = TextBlock()
    image = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    pullquote = PullQuoteBlock()
    facts = FactsBlock()
    table = TableBlock()
    questions = QuestionsBlock()
    embed = EmbedBlock()
    document = DocumentBlock()
    audio = AudioBlock()
    footnote = FootnoteBlock()
    call = CallBlock()
    divider = DividerBlock()
    html = RawHTMLBlock(group="From imports", label="Raw HTML")


class BoxBlock(StructBlock):
    """A side story inside a story."""

    title = CharBlock(max_length=255, required=False)
    article = FoundPageBlock(
        page_type="newsroom.ArticlePage", required=False, label="Also a story of its own", help_text="If it is one."
    )
    blocks = PlainStream(label="Text")

    class Meta:
        icon = "form"
        label = "Box"


class BodyBlock(PlainStream):
    """The whole body."""

    box = BoxBlock()
