"""The form by which pictures are uploaded: one at a time, many at once, or while choosing one for a story."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from broadsheet.errors import PictureRefusedError
from broadsheet.newsroom.pictures.incoming import check_picture


class PictureField(WagtailImageField):
    """A file that says in an editor's words why it cannot be used, before Wagtail says it in its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Said by the browser too, which looks at the ending alone before it sends many at once.
        self.error_messages["invalid_image_extension"] = (
            f"Not a kind of picture that is taken: those are {self.supported_formats_text}. "
            "Send or save a HEIC photograph from an iPhone as JPEG and upload that."
        )

    def to_python(self, data: Any) -> Any:
        """Refuse what cannot be used, by name and with the remedy."""
        if data is not None and data is not False and hasattr(data, "read"):
            try:
                check_picture(data, data.name)
            except PictureRefusedError as error:
                raise ValidationError(str(error), code="invalid_image") from error
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """Wagtail's own form with our field for the file."""

    file = PictureField(label="File", widget=BaseImageForm.Meta.widgets["file"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].label = "In words"
            self.fields["description"].help_text = "What it shows, for those who cannot see. Stories begin with it."
        if "rights" in self.fields:
            # Many at once come without a word; with everything optional they need not wait on the disk for one.
            self.fields["rights"].required = False
