"""A press that prints the pictures of a paper of one story, and pictures for it."""

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageDraw

from broadsheet.edition.paper import LanguageVersion, Paper
from broadsheet.edition.records import Article, Document, Image
from broadsheet.edition.store import Edition
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.images import ImagesOutput
from broadsheet.press.run import PressRun
from broadsheet.tree.folder import Folder
from broadsheet.tree.ledger import Ledger

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAPER = Paper(
    name="The Harbour Lamp",
    address="https://lamp.example/",
    languages=(LanguageVersion(code="en", name="English"), LanguageVersion(code="ar", name="العربية")),
)
STORY = Article(id="a-1", language="en", title="Cranes stand still", slug="cranes", month="2026-11", published=NOW)


class Press:
    """A paper's folder with a press that prints pictures."""

    def __init__(self, folder: Path) -> None:
        self.media = folder / "media"
        self.tree = folder / "site"
        self.media.mkdir()
        self.edition = Edition.open(folder / "edition.db")
        self.ledger = Ledger.open(folder / "ledger.db")
        self.edition.write([PAPER, STORY])

    def run(self, *records, now=NOW, full=False):
        self.edition.write(records)
        return PressRun(
            edition=self.edition,
            ledger=self.ledger,
            storage=Folder(self.tree),
            outputs=[ImagesOutput(PressSettings(media=self.media))],
            now=now,
        ).execute(full=full)

    def upload(self, data: bytes, size=(1200, 800), **fields) -> Image:
        (self.media / "quay.jpg").write_bytes(data)
        return Image(
            id="i-1",
            file="quay.jpg",
            digest=hashlib.sha256(data).hexdigest(),
            width=size[0],
            height=size[1],
            title="The quay",
            **fields,
        )

    def document(self, data: bytes, name="Minutes.pdf", media_type="application/pdf") -> Document:
        (self.media / "paper").write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        return Document(id="d-1", file="paper", digest=digest, size=len(data), media_type=media_type, name=name)

    def open(self, path: str) -> Pillow.Image:
        picture = Pillow.open(self.tree / path)
        picture.load()
        return picture

    def pictures(self) -> dict[str, bytes]:
        found = (path for path in self.tree.rglob("*") if path.suffix in (".avif", ".jpg"))
        return {str(path.relative_to(self.tree)): path.read_bytes() for path in found}


def halves(size=(1200, 800), left="red", right="blue") -> Pillow.Image:
    picture = Pillow.new("RGB", size, left)
    ImageDraw.Draw(picture).rectangle((size[0] // 2, 0, size[0], size[1]), fill=right)
    return picture


def encoded(picture: Pillow.Image, name="JPEG", **options) -> bytes:
    written = io.BytesIO()
    picture.save(written, name, **options)
    return written.getvalue()
