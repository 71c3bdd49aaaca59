"""What the reading of one body needs to know of the line it stands in, and where its losses go."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from broadsheet.edition.blocks import Audio, DocumentBlock
from broadsheet.importers.files_beside import AUDIO_ENDINGS, ending_of, names_document
from broadsheet.importers.inline_markup import quoted
from broadsheet.importers.links import Links
from broadsheet.importers.names import one_line
from broadsheet.importers.records import ImportedDocument, ImportedImage
from broadsheet.importers.report import Loss, Severity

type FindImage = Callable[[str], ImportedImage | None]
"""From what a source says (`src`) to the picture; None when it is none."""

type FindDocument = Callable[[str], ImportedDocument | None]
"""From an address (`href`) to the document or recording that lies beside the source; None when none does."""

_HREF: Final = re.compile(r' href="((?:[^"&]|&amp;)*+)"')

_ABSENT = "no such file lies beside the source; lay it there and import again"


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """
    One body's surroundings: `where` in the source, the `base` its relative links start from, its pictures.

    `images` collects every picture the body names, by source id; `described` holds what the line itself says of some.
    `own` is the source id of the record whose body it is; with it, links inside the page keep leading to their places.
    `documents` collects the documents; `waiting` holds those that are to stand after what is being read.
    """

    where: str
    links: Links
    find_image: FindImage
    find_document: FindDocument = lambda _href: None
    base: str = ""
    own: str = ""
    images: dict[str, ImportedImage] = field(default_factory=dict)
    documents: dict[str, ImportedDocument] = field(default_factory=dict)
    described: Mapping[str, ImportedImage] = field(default_factory=dict)
    waiting: list[DocumentBlock | Audio] = field(default_factory=list)
    _takes_documents: bool = False

    def link(self, href: str, words: str) -> str | None:
        """The target of a link as running text may carry it; None when it cannot, and that is noted."""
        target = self.links.target(href, base=self.base, where=self.where, words=one_line(words))
        if names_document(href) and not (target or "").startswith("record:") and self._is_own(href, certainly=True):
            self._note_left(href, target)
        return target

    @staticmethod
    def is_plain_link(attributes: str) -> bool:
        """Whether a link, by its attributes as they stand in the source, has only an address, and that of a page."""
        found = _HREF.fullmatch(attributes)
        return found is not None and not names_document(found[1].replace("&amp;", "&"))

    def opening(self, attributes: str, words: str) -> str:
        """The opening tag of such a link in running text, "" when it cannot be carried, and that is noted."""
        target = self.link(attributes[len(' href="') : -1].replace("&amp;", "&"), html.unescape(words))
        return f"<a href={quoted(target)}>" if target else ""

    @contextmanager
    def taking_documents(self) -> Iterator[None]:
        """While a body is read, which has a place for documents; a single line has none."""
        self._takes_documents = True
        try:
            yield
        finally:
            self._takes_documents = False

    def document(self, href: str, words: str) -> bool:
        """Whether the link leads to a document beside the source, which then waits for what is being read to end."""
        if not self._takes_documents or not names_document(href) or not self._is_own(href):
            return False
        found = self.find_document(href) or self._on_old_site(href)
        if found is None:
            return False
        self.links.tally.found("link")
        self.links.tally.carried("link")
        title = one_line(words) or found.file_name
        kind = Audio if ending_of(found.file_name) in AUDIO_ENDINGS else DocumentBlock
        self.waiting.append(kind(document=self.noted(replace(found, title=title)), title=title))
        return True

    def _on_old_site(self, href: str) -> ImportedDocument | None:
        """A document that only the source's own site has, where it may be asked."""
        if not self.links.context.fetches or not self._is_own(href, certainly=True):
            return None
        address = self.absolute(href)
        return ImportedDocument(source_id=address, url=address) if address else None

    def carried_document(self, block: DocumentBlock | Audio) -> DocumentBlock | Audio | None:
        """A block that the source brings whole, with its file; None, with the loss noted, when that is not there."""
        found = self.find_document(block.document)
        if found is None:
            self.dropped("document", block.document, _ABSENT)
            return None
        return replace(block, document=self.noted(replace(found, title=block.title)))

    def noted(self, document: ImportedDocument) -> str:
        """Note that this body uses a document; its source id."""
        self.links.tally.found("document")
        self.links.tally.carried("document")
        self.documents.setdefault(document.source_id, document)
        return document.source_id

    def take_waiting(self) -> tuple[DocumentBlock | Audio, ...]:
        """The documents that wait, which wait no longer."""
        if not self.waiting:
            return ()
        taken, self.waiting = tuple(self.waiting), []
        return taken

    def _is_own(self, href: str, *, certainly: bool = False) -> bool:
        """Whether the source's own site had this address; hosts count only when both are known."""
        absolute = self.links.absolute(href, self.base)
        if absolute is None or self.links.book.find(absolute):
            return False
        host, site = (
            urlsplit(absolute).netloc.lower(),
            urlsplit(self.links.absolute("/", self.base) or "").netloc.lower(),
        )
        return host == site or (not certainly and not site)

    def _note_left(self, href: str, target: str | None) -> None:
        if target is None:
            self.dropped("document", href, _ABSENT)
            return
        self.links.tally.found("document")
        self.links.tally.carried("document")
        why = f"{_ABSENT}; until then the link leads to its old address"
        self.links.tally.lose(
            Loss(what="document", where=self.where, which=href[:200], why=why, severity=Severity.CHANGED)
        )

    def absolute(self, href: str) -> str | None:
        """The whole address of a link seen from the page it stood on; None when it has none."""
        address = self.links.absolute(href, self.base)
        return address if address and address.startswith(("https://", "http://")) else None

    def image(self, source: str) -> ImportedImage | None:
        """The picture that `src` names, noted as used by this body; None, with the loss noted, when there is none."""
        tally = self.links.tally
        tally.found("image")
        found = self.find_image(source)
        if found is None:
            why = "it did not come with the text, or its address cannot be read; add the picture by hand"
            tally.lose(Loss(what="image", where=self.where, which=source[:100], why=why))
            return None
        tally.carried("image")
        described = self.described.get(found.source_id, found)
        self.images.setdefault(found.source_id, described)
        return described

    def changed(self, what: str, which: str, why: str) -> None:
        """Note that something came through in another form."""
        self.links.tally.found(f"{what} in a body")
        self.links.tally.carried(f"{what} in a body")
        self.links.tally.lose(
            Loss(what=f"{what} in a body", where=self.where, which=one_line(which), why=why, severity=Severity.CHANGED)
        )

    def dropped(self, what: str, which: str, why: str) -> None:
        """Note that something was found and left out."""
        self.links.tally.found(what)
        self.links.tally.lose(Loss(what=what, where=self.where, which=one_line(which)[:200], why=why))
