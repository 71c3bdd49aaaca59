"""What is true of the paper in every language, on one form."""

from typing import Any, ClassVar, Final

from django import forms

from broadsheet.newsroom.models import BroadImage, PaperSettings

COLOURS: Final = ("accent", "accent_dark", "paper_colour", "ink")
LOGOS_PROPOSED: Final = 60


class PaperForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
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
            "forget_accounts_after",
            "old_comments_shown",
            "redirect_stubs",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = BroadImage.objects.order_by("-pk").values_list("pk", flat=True)[:LOGOS_PROPOSED]
        numbers = [*newest, self.instance.logo_id or 0]
        self.fields["logo"].queryset = BroadImage.objects.filter(pk__in=numbers).order_by("title")  # type: ignore[attr-defined]
        for name in COLOURS:
            self.fields[name].widget.attrs |= {"placeholder": "#a11d21", "pattern": "#[0-9a-fA-F]{6}", "size": 8}
