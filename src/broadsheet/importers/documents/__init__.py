"""Documents people write stories in, each to one draft: Word, OpenDocument, mail, HTML, Markdown, plain text."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.documents.document import LARGEST, Document
from broadsheet.importers.documents.mail import read_mail
from broadsheet.importers.documents.markdown import read_markdown
from broadsheet.importers.documents.open_document import read_open_document
from broadsheet.importers.documents.plain import read_plain
from broadsheet.importers.documents.story import ReadText, read_markup, story_of
from broadsheet.importers.documents.web_page import read_web_page
from broadsheet.importers.documents.word import read_word
from broadsheet.importers.records import ImportContext, ImportedArticle, ImportedPaper
from broadsheet.importers.report import Tally

FORMATS: Final[Mapping[str, Callable[[str, bytes], Document]]] = {
    ".docx": read_word,
    ".docm": read_word,
    ".odt": read_open_document,
    ".eml": read_mail,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".md": read_markdown,
    ".txt": read_plain,
}
"""What reads each kind of file, by the end of its name."""

_OLD: Final = {".doc": "Word", ".rtf": "Word", ".pages": "Pages", ".pdf": "the program it was written in"}


def read_document(path: Path, context: ImportContext) -> ImportedPaper:
    """The one story of a document. Raises SourceUnreadableError when it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(path.name)
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnreadableError(
            f"“{path}” cannot be read: {error.strerror}. Check its name and permissions."
        ) from error
    tally = Tally()
    story = read_story(path.name, data, context, tally, folder=path.parent)
    return ImportedPaper(source=path.name, tally=tally, records=(story,))


def read_story(
    name: str, data: bytes, context: ImportContext, tally: Tally, *, folder: Path | None = None
) -> ImportedArticle:
    """
    The draft that a file of this name and these bytes makes; pictures it only names may lie in `folder`.

    Raises SourceUnreadableError, naming the remedy.
    """
    ending = PurePosixPath(name).suffix.lower()
    reader = FORMATS.get(ending)
    if reader is None:
        known = ", ".join(each for each in FORMATS if each not in (".docm", ".htm"))
        remedy = (
            f"Open it in {_OLD[ending]} and save it as .docx or .odt." if ending in _OLD else f"Send one of {known}."
        )
        raise SourceUnreadableError(f"“{name}” is of a kind no story can be made from. {remedy}")
    if len(data) > LARGEST:
        raise _too_large(name)
    if not data.strip():
        raise SourceUnreadableError(f"“{name}” is empty. See whether the right file was chosen.")
    return story_of(replace(reader(name, data), folder=folder), data, context, tally)


def read_pasted(markup: str, context: ImportContext, tally: Tally, *, first_note: int = 1) -> ReadText:
    """What was pasted from another program, as blocks. `first_note` is the label the first footnote gets."""
    return read_markup(Document(name="pasted text", html=markup), context, tally, first_note=first_note)


def _too_large(name: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        f"“{name}” has more than {LARGEST // 1_000_000} megabytes. Save it with smaller pictures, or without them."
    )
