"""Pictures as pages show them: which sizes there are, and the words around them."""

from broadsheet.edition.blocks import ImageBlock, Inline
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Picture
from broadsheet.press.pictures import Rendition, Shape, renditions, shown_image
from broadsheet.press.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One picture in one shape; `sizes` narrowest first, never empty."""

    sizes: tuple[Rendition, ...]
    alt: str = ""
    caption: Inline = Inline("")
    credit: str = ""
    licence: str = ""

    @property
    def widest(self) -> Rendition:
        """The largest size."""
        return self.sizes[-1]


def figure(reader: Reader, picture: Picture | ImageBlock | None, shape: Shape) -> Figure | None:
    """The figure for one use of a picture; None when there is none or its rights have run out."""
    image = shown_image(picture.image, reader) if picture else None
    if image is None or picture is None:
        return None
    decorative = isinstance(picture, ImageBlock) and picture.decorative
    return Figure(
        sizes=renditions(image, shape).sizes,
        alt="" if decorative else picture.alt,
        caption=picture.caption,
        credit=image.credit,
        licence=image.licence,
    )


def bare_figure(reader: Reader, image: str, shape: Shape, alt: str = "") -> Figure | None:
    """The figure of an image that is used without words of its own."""
    return figure(reader, Picture(image=image, alt=alt), shape)
