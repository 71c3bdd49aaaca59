"""
The `images` output: renditions of pictures, copies of documents, share cards.

Each artifact stands alone: a picture that is refused is reported, and every page prints without it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from PIL import features

from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.summaries import Line
from broadsheet.press.output import Maker, PressSettings
from broadsheet.press.outputs.images import documents, renditions
from broadsheet.press.outputs.images.documents import DocumentMaker
from broadsheet.press.outputs.images.renditions import RenditionMaker
from broadsheet.press.outputs.images.share_cards import ShareCardMaker
from broadsheet.press.pictures import share_card_path
from broadsheet.press.printing import recipe_of
from broadsheet.press.reader import Deriver
from broadsheet.tree.artifact import Spec


class ImagesOutput:
    """The output named `images`."""

    name = "images"

    def __init__(self, settings: PressSettings) -> None:
        self._renditions = RenditionMaker(settings.media, _recipe())
        self._documents = DocumentMaker(settings.media, _recipe())
        self._cards = ShareCardMaker(_recipe())

    @property
    def makers(self) -> Sequence[Maker]:
        return self._renditions, self._documents, self._cards

    @property
    def derivers(self) -> Mapping[str, Deriver]:
        return {**self._renditions.derivers, **self._cards.derivers}

    def of_line(self, line: Line, paper: Paper) -> Iterable[Spec]:
        """Every page has a share card."""
        return (Spec(path=share_card_path(line), maker=self._cards.name, subject=line.id, language=line.language),)

    def of_file(self, record: Image | Document, paper: Paper) -> Iterable[Spec]:
        match record:
            case Image():
                return renditions.specs_of(record, self._renditions.name)
            case Document():
                return documents.specs_of(record, self._documents.name)

    def of_list(self, name: str, count: int, paper: Paper) -> Iterable[Spec]:
        return ()

    def of_paper(self, paper: Paper) -> Iterable[Spec]:
        return ()


@cache
def _recipe() -> bytes:
    """Our own code, the fonts, and the versions of what draws, shapes and encodes."""
    code = (*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parents[2] / "pictures.py")
    fonts = sorted((Path(__file__).parents[2] / "theme" / "fonts").glob("*.ttf"))
    tools = [version(name) for name in ("pillow", "arabic-reshaper", "python-bidi")]
    codecs = [str(features.version(name)) for name in ("avif", "libjpeg_turbo", "freetype2")]
    return recipe_of([*(path.read_bytes() for path in (*code, *fonts)), " ".join((*tools, *codecs)).encode()])
