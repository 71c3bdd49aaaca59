"""Turns what records name into public addresses, for outputs that are read far from the paper's own pages."""

from dataclasses import dataclass

import nh3

from broadsheet.edition import inline
from broadsheet.edition.records import Byline, Document
from broadsheet.press.outputs.imprint import Imprint
from broadsheet.press.pictures import Shape, document_path, renditions, shown_image
from broadsheet.press.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """A picture somewhere public: address of its largest JPEG, size in pixels, credit."""

    address: str
    width: int
    height: int
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """A file somewhere public: its address, media type and size in bytes."""

    address: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A credited contributor; `address` is "" for somebody without a page."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolver:
    """Resolves for one artifact: everything looked at becomes its input. `base` is the address of the page it is of."""

    reader: Reader
    imprint: Imprint
    base: str

    def record(self, record: str) -> str:
        """The public address of a record's page, "" when it has none."""
        line = self.reader.line(record) if record else None
        return self.imprint.absolute(line.path) if line else ""

    def target(self, target: str) -> str:
        """The public address of a record's id, of a path from the root, or of a full address."""
        if target.startswith(("http://", "https://", "mailto:", "tel:")):
            return target
        if target.startswith("/"):
            return self.imprint.absolute(target.lstrip("/"))
        return self.record(target)

    def link(self, href: str) -> str:
        """The public address of a link in running text, "" for one that leads nowhere."""
        scheme, _, rest = href.partition(":")
        if scheme == "record":
            record, _, anchor = rest.partition("#")
            address = self.record(record)
            return f"{address}#{anchor}" if address and anchor else address
        return "" if scheme == "note" else href

    def picture(self, image: str, shape: Shape = Shape.FULL) -> ShownPicture | None:
        """A picture, None when it is not there or its rights have expired."""
        found = shown_image(image, self.reader)
        if found is None:
            return None
        widest = renditions(found, shape).widest
        return ShownPicture(
            address=self.imprint.absolute(widest.jpeg), width=widest.width, height=widest.height, credit=found.credit
        )

    def file(self, document: str) -> ShownFile | None:
        """A file for readers, None when it is not there."""
        found = self.reader.record(document)
        if not isinstance(found, Document):
            return None
        address = self.imprint.absolute(document_path(found))
        return ShownFile(address=address, media_type=found.media_type, size=found.size)

    def authors(self, bylines: tuple[Byline, ...]) -> tuple[Author, ...]:
        """The contributors of a story, by the name they have there."""
        found = []
        for byline in bylines:
            line = self.reader.line(byline.person) if byline.person else None
            name = byline.name or (line.title if line else "")
            if name:
                found.append(Author(name=name, address=self.imprint.absolute(line.path) if line else ""))
        return tuple(found)

    def raw(self, html: str) -> str:
        """HTML of an imported story without what must not travel; relative addresses are the story's page's."""
        return nh3.clean(html, url_relative=("rewrite_with_base", self.base))


def words_of(markup: str) -> str:
    """Inline markup as plain words on one line."""
    return " ".join(inline.plain_text(markup).split())
