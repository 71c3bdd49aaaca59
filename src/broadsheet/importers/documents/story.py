"""A document that has been read becomes a draft story; a check finds every word that would have been lost."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from broadsheet.edition.blocks import Block, Box, Facts, Footnote, ImageBlock, Inline, RawHtml
from broadsheet.edition.inline import plain_text
from broadsheet.edition.references import inline_texts, walk
from broadsheet.importers.body import read_body, read_line
from broadsheet.importers.documents.document import Document, changed, check_length, dropped, words_in
from broadsheet.importers.documents.office_markup import make_plain
from broadsheet.importers.documents.opening import LONGEST_HEADLINE, Opening, byline_of, take_opening
from broadsheet.importers.footnotes import take_notes
from broadsheet.importers.inline_reading import BLOCK_TAGS
from broadsheet.importers.links import AddressBook, Links
from broadsheet.importers.markup import Element, as_html, parsed, pieces, tag_of
from broadsheet.importers.names import one_line, slug_from
from broadsheet.importers.picture_data import data_inside
from broadsheet.importers.pictures_beside import PicturesBeside
from broadsheet.importers.records import ImportContext, ImportedArticle, ImportedImage, Status
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.importers.surroundings import Surroundings

_NOTE: Final = re.compile(r'<a href="note:[^"]*">[^<]*</a>')
_BETWEEN: Final = re.compile(r"[\s_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """The blocks of some HTML with the pictures they show; everything else went to the tally."""

    opening: Opening
    body: tuple[Block, ...]
    images: tuple[ImportedImage, ...]
    words: tuple[str, ...]


def story_of(document: Document, data: bytes, context: ImportContext, tally: Tally) -> ImportedArticle:
    """The draft a document makes. The same bytes are the same story at every import."""
    digest = hashlib.sha256(data).hexdigest()
    tally.found("story")
    note_all(document.losses, tally)
    text = read_markup(document, context, tally, with_opening=True)
    article = _article(document, text, context, digest, tally)
    _note_missing(document, text, tally)
    tally.carried("story")
    return article


def read_markup(
    document: Document, context: ImportContext, tally: Tally, *, with_opening: bool = False, first_note: int = 1
) -> ReadText:
    """
    The blocks of a document's HTML; `first_note` is the label of its first footnote.

    Raises SourceUnreadableError when it is more than a story can be.
    """
    check_length(document)
    root, _ = parsed(document.html)
    make_plain(root, context.language, lambda what, which, why: _tell(dropped(what, document.name, which, why), tally))
    notes = take_notes(root, first=first_note)
    words = tuple(_words_of_tree(root, [note.element for note in notes]))
    said = take_opening(root) if with_opening and not document.headline else Opening()
    around = Surroundings(
        where=document.name,
        links=Links(book=AddressBook(), context=context, tally=tally),
        find_image=_Pictures(document=document, beside=PicturesBeside(folder=document.folder)).find,
    )
    body = read_body(as_html(root), around)
    footnotes = tuple(Footnote(label=note.label, text=_note_text(note.element, around)) for note in notes)
    return ReadText(opening=said, body=(*body, *footnotes), images=tuple(around.images.values()), words=words)


def _note_text(element: Element, around: Surroundings) -> Inline:
    element.tag = "div"
    return read_line(as_html(element), around)


def _article(document: Document, text: ReadText, context: ImportContext, digest: str, tally: Tally) -> ImportedArticle:
    opening, where = text.opening, document.name
    for what, words in opening.taken:
        _tell(changed(what, where, words, f"this line is the {what} now; see whether that is right"), tally)
    title = opening.headline or one_line(document.headline)
    if not title:
        title = name_in_words(document.name)
        _tell(changed("headline", where, title, "no headline was found, so the file's name stands in its place"), tally)
    bylines = opening.bylines or byline_of(f"By {document.byline}") if document.byline else opening.bylines
    published = context.now.astimezone(UTC).replace(microsecond=0)
    return ImportedArticle(
        source_id=f"document/{digest}",
        digest=digest,
        where=where,
        language=context.language,
        title=title,
        slug=slug_from(title),
        month=published.astimezone(ZoneInfo(context.timezone)).strftime("%Y-%m"),
        published=published,
        status=Status.DRAFT,
        kicker=opening.kicker,
        standfirst=opening.standfirst,
        bylines=bylines,
        images=text.images,
        body=text.body,
    )


def name_in_words(name: str) -> str:
    """A file's name as a working headline."""
    stem = name.rpartition(".")[0] or name
    return one_line(_BETWEEN.sub(" ", stem))[:LONGEST_HEADLINE] or "Untitled"


def note_all(losses: Iterable[Loss], tally: Tally) -> None:
    """Note losses that a reader found, with their counts."""
    for loss in losses:
        _tell(loss, tally)


def _tell(loss: Loss, tally: Tally) -> None:
    tally.found(loss.what)
    if loss.severity is Severity.CHANGED:
        tally.carried(loss.what)
    tally.lose(loss)


def _words_of_tree(root: Element, apart: Iterable[Element]) -> Iterable[str]:
    for element in (root, *apart):
        yield from words_in("".join(_spaced_texts(element)))


def _spaced_texts(element: Element) -> Iterable[str]:
    """The texts of a tree, with a space wherever something begins or ends on a line of its own."""
    for piece in pieces(element):
        if isinstance(piece, str):
            yield piece
        else:
            apart = tag_of(piece) in BLOCK_TAGS or tag_of(piece) == "br"
            yield " " if apart else ""
            yield from _spaced_texts(piece)
            yield " " if apart else ""


def _note_missing(document: Document, text: ReadText, tally: Tally) -> None:
    """Whatever words of the text are neither in the body nor in what was taken from above it are named."""
    source = text.words if document.words is None else tuple(words_in(document.words))
    above = (text.opening.headline, *(words for _, words in text.opening.taken))
    carried = Counter(words_in(" ".join((*above, *words_of_body(text.body)))))
    missing: list[str] = []
    for word in source:
        if carried[word] > 0:
            carried[word] -= 1
        else:
            missing.append(word)
    if missing:
        why = "no part of a story could hold these words; look for them in the document"
        _tell(dropped("words", document.name, " ".join(missing), why), tally)


def words_of_body(body: tuple[Block, ...]) -> Iterable[str]:
    """Every text of some blocks a reader reads."""
    yield from (plain_text(_NOTE.sub(" ", text)) for text in inline_texts(body))
    for part in walk(body):
        match part:
            case RawHtml(html=markup):
                yield "".join(_spaced_texts(parsed(markup)[0]))
            case Box(title=title) | Facts(title=title):
                yield title
            case ImageBlock(alt=alt):
                yield alt


@dataclass(slots=True, kw_only=True)
class _Pictures:
    """Finds pictures by what `src` says: a part of the document, bytes in the address itself, an address."""

    document: Document
    beside: PicturesBeside
    _found: int = 0

    def find(self, source: str) -> ImportedImage | None:
        data = self.document.pictures.get(source) or self.document.pictures.get(unquote(source))
        if data:
            return self._picture(source, data)
        inside = data_inside(source)
        if inside:
            return self._picture(f"picture.{inside[0]}", inside[1])
        found = self.beside.find(source)
        return found if found and (found.url or found.file) else None

    def _picture(self, source: str, data: bytes) -> ImportedImage:
        self._found += 1
        digest = hashlib.sha256(data).hexdigest()
        name = f"{name_in_words(self.document.name)} {self._found}{PurePosixPath(source).suffix}"
        return ImportedImage(source_id=f"picture/{digest}", data=data, file_name=name, digest=digest)
