"""The form of one picture: what it is called, whose it is, what may be done with it, and how it is cut."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from django import forms

from broadsheet.newsroom.desks.meanwhile import ReadBefore
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.pictures.upload import PictureField
from broadsheet.press.pictures import Shape

SHAPES: Final = (
    (Shape.LEAD, "wide", "Lead of a page (3:2)"),
    (Shape.LIST, "square", "In a list (1:1)"),
    (Shape.SHARE, "flat", "Shared elsewhere (16:9)"),
)
"""The shapes readers meet: what the press calls them, their name in the form, their label."""


class PercentField(forms.IntegerField):
    """A place along an edge, in hundredths."""

    def __init__(self, label: str) -> None:
        widget = forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100, "step": 1})
        super().__init__(min_value=0, max_value=100, required=False, label=label, widget=widget)


class OnePictureForm(ReadBefore):
    """Everything about one picture. A new file takes the place of the old one wherever it is used."""

    file = PictureField(label="Another file in its place", required=False, widget=forms.FileInput)
    left = PercentField("from the left")
    top = PercentField("from the top")

    class Meta:
        model = BroadImage
        fields: ClassVar[list[str]] = [
            "title",
            "description",
            "credit",
            "licence",
            "source",
            "rights",
            "expires",
            "not_in_print",
        ]
        labels: ClassVar[dict[str, str]] = {"title": "Name", "description": "In words"}
        help_texts: ClassVar[dict[str, str]] = {
            "title": "By which it is found here. Readers do not see it.",
            "description": "What it shows, for those who cannot see. Each story that shows it begins with these words.",
        }
        widgets: ClassVar[dict[str, Any]] = {
            "expires": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("licence", "rights"):
            self.fields[name].required = False
        picture = self.instance
        self.initial: dict[str, Any] = {
            **self.initial,
            "left": _percent(picture.focal_point_x, picture.width),
            "top": _percent(picture.focal_point_y, picture.height),
        }
        for shape, name, label in SHAPES:
            own = (picture.shape_focus or {}).get(shape.value)
            self.fields[f"{name}_own"] = forms.BooleanField(required=False, label="cut around another point")
            self.fields[f"{name}_left"] = PercentField(f"{label}: from the left")
            self.fields[f"{name}_top"] = PercentField(f"{label}: from the top")
            left, top = own or (self.initial["left"] * 10, self.initial["top"] * 10)
            self.initial |= {f"{name}_own": own is not None, f"{name}_left": left // 10, f"{name}_top": top // 10}

    def cuts(self) -> Iterator[tuple[Shape, str, Any, Any, Any]]:
        """Shape, label and the three fields of each cut."""
        for shape, name, label in SHAPES:
            yield shape, label, self[f"{name}_own"], self[f"{name}_left"], self[f"{name}_top"]

    def save(self, commit: bool = True) -> BroadImage:
        """Save with the points to cut around."""
        picture: BroadImage = self.instance
        value = self.cleaned_data
        if value.get("file"):
            picture.file = value["file"]
        picture.shape_focus = {
            shape.value: [_tenths(value.get(f"{name}_left")), _tenths(value.get(f"{name}_top"))]
            for shape, name, _ in SHAPES
            if value.get(f"{name}_own")
        }
        saved: BroadImage = super().save(commit)
        self._set_focal_point(saved)
        return saved

    def _set_focal_point(self, picture: BroadImage) -> None:
        """Measured in the pixels of the file as it is kept, which may have been turned."""
        left, top = (50 if self.cleaned_data.get(name) is None else self.cleaned_data[name] for name in ("left", "top"))
        point = (None, None) if (left, top) == (50, 50) else (picture.width * left // 100, picture.height * top // 100)
        if (picture.focal_point_x, picture.focal_point_y) != point:
            picture.focal_point_x, picture.focal_point_y = point
            picture.focal_point_width = picture.focal_point_height = None if point[0] is None else 1
            picture.save()


def _percent(pixels: int | None, size: int) -> int:
    return 50 if pixels is None or not size else min(100, max(0, round(100 * pixels / size)))


def _tenths(percent: int | None) -> int:
    return 500 if percent is None else percent * 10
