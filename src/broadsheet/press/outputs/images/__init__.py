"""
The `images` output: renditions of pictures, copies of documents, share cards.

Each artifact stands alone: a picture that is refused is reported, and every page prints without it.
"""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from PIL import features

from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.summaries import Line
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.images import documents, renditions
from broadsheet.press.outputs.images.documents import DocumentMaker
from broadsheet.press.outputs.images.renditions import RenditionMaker
from broadsheet.press.outputs.images.share_cards import ShareCardMaker
from broadsheet.press.outputs.part import OutputPart
from broadsheet.press.pictures import share_card_path
from broadsheet.press.printing import recipe_of
from broadsheet.tree.artifact import Spec


class ImagesOutput(OutputPart):
    """The output named `images`."""

    name = "images"

    def __init__(self, settings: PressSettings) -> None:
        self.makers = (
            RenditionMaker(settings.media, _recipe()),
            DocumentMaker(settings.media, _recipe()),
            ShareCardMaker(_recipe()),
        )
        self.derivers = {**RenditionMaker.derivers, **ShareCardMaker.derivers}

    def of_line(self, line: Line, paper: Paper) -> Iterable[Spec]:
        """Every page has a share card."""
        return (Spec(path=share_card_path(line), maker=ShareCardMaker.name, subject=line.id, language=line.language),)

    def of_file(self, record: Image | Document, paper: Paper) -> Iterable[Spec]:
        """The renditions of a picture, the copy of a document."""
        match record:
            case Image():
                return renditions.specs_of(record, RenditionMaker.name)
            case Document():
                return documents.specs_of(record, DocumentMaker.name)


@cache
def _recipe() -> bytes:
    """Our own code, the fonts, and the versions of what draws, shapes and encodes."""
    code = (*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parents[2] / "pictures.py")
    fonts = sorted((Path(__file__).parents[2] / "theme" / "fonts").glob("*.ttf"))
    tools = [version(name) for name in ("pillow", "arabic-reshaper", "python-bidi")]
    codecs = [str(features.version(name)) for name in ("avif", "libjpeg_turbo", "freetype2")]
    return recipe_of([*(path.read_bytes() for path in (*code, *fonts)), " ".join((*tools, *codecs)).encode()])
