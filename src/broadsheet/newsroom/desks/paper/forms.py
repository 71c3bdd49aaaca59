"""What is true of the paper in every language, on one form."""

from typing import Any, ClassVar, Final

from broadsheet.newsroom.desks.meanwhile import ReadBefore
from broadsheet.newsroom.models import BroadImage, PaperSettings

COLOURS: Final = ("accent", "accent_dark", "paper_colour", "ink")
LOGOS_PROPOSED: Final = 60


class PaperForm(ReadBefore):
    """The paper's own settings."""

    class Meta:
        model = PaperSettings
        fields: ClassVar[list[str]] = [
            "name",
            "publisher",
            "licence",
            "contact",
            "founded",
            "logo",
            "type_family",
            *COLOURS,
            "print_line",
            "four_eyes",
            "style_list",
            "forget_accounts_after",
            "old_comments_shown",
            "redirect_stubs",
        ]
        labels: ClassVar[dict[str, str]] = {
            "founded": "Since",
            "type_family": "Typeface",
            "accent": "Colour of links and lines",
            "accent_dark": "Colour of links and lines at night",
            "paper_colour": "Colour of the paper",
            "ink": "Colour of the ink",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "name": "Leave it empty for the name the paper was set up with.",
            "founded": "Such as 1987, or any words.",
            "type_family": "The name of a typeface that readers may have. Leave it empty for the paper's own.",
            "accent": "Leave a colour empty for the paper's own.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = BroadImage.objects.order_by("-pk").values_list("pk", flat=True)[:LOGOS_PROPOSED]
        numbers = [*newest, self.instance.logo_id or 0]
        self.fields["logo"].queryset = BroadImage.objects.filter(pk__in=numbers).order_by("title")  # type: ignore[attr-defined]
        self.fields["logo"].empty_label = "No logo"  # type: ignore[attr-defined]
        for name in COLOURS:
            self.fields[name].widget.attrs |= {"placeholder": "#a11d21", "pattern": "#[0-9a-fA-F]{6}", "size": 8}
