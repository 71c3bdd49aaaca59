"""The column of a picture's file: the one gate to the media folder, which no way of storing a picture goes around."""

from typing import Any

from PIL.Image import DecompressionBombError
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from willow.image import UnrecognisedImageFormatError  # type: ignore[import-untyped]

from broadsheet.newsroom.pictures.incoming import SettledPicture, not_readable, settled_picture, too_many_pixels


class PictureFile(WagtailImageFieldFile):
    """The file of a row."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Store the file, settled; its digest is taken when the row is saved."""
        if not isinstance(content, SettledPicture):
            content = settled_picture(content, name)
            self.instance.digest = ""
        super().save(name, content, save)

    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height in pixels. Raises PictureRefusedError when there are far too many, or none."""
        try:
            dimensions: tuple[int, int] = super().get_image_dimensions()
        except DecompressionBombError as error:
            raise too_many_pixels(self.name) from error
        except UnrecognisedImageFormatError as error:
            raise not_readable(self.name) from error
        return dimensions

    save.alters_data = True  # type: ignore[attr-defined]  # so that no template can call it


class PictureFileField(WagtailImageField):
    """A column that holds pictures upright and without metadata only."""

    attr_class = PictureFile
