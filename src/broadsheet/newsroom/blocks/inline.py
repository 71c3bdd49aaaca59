"""What one line or paragraph of text may carry, and what running text may carry besides."""

from wagtail.blocks import RichTextBlock

INLINE_FEATURES = ["bold", "italic", "link", "document-link", "superscript", "subscript", "strikethrough", "code"]
TEXT_FEATURES = [*INLINE_FEATURES, "h2", "h3", "h4", "ol", "ul", "blockquote", "hr"]


class LineBlock(RichTextBlock):
    """One or more short paragraphs without headings or lists."""

    def __init__(self, **options: object) -> None:
        options["features"] = INLINE_FEATURES
        super().__init__(**options)


class TextBlock(RichTextBlock):
    """Running text: any number of paragraphs with crossheads, lists, quotes and links, written or pasted in one go."""

    def __init__(self, **options: object) -> None:
        options["features"] = TEXT_FEATURES
        options.setdefault("required", False)  # one that nobody has filled in prints nothing
        super().__init__(**options)

    class Meta:
        icon = "pilcrow"
        label = "Text"
