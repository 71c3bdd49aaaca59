"""
The typed blocks of which a body is made.

Each block has a `kind` (its name in the canonical form) and a `version`. A field that stands at its
default is left out of the canonical bytes, so a new field with a default changes no old digest.
Fields of type `Inline` hold inline markup (see `broadsheet.edition.inline`); all other text is plain.
"""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, NewType

from broadsheet.edition.late import dataclass

Inline = NewType("Inline", str)
"""Text with inline markup: emphasis, links, sub- and superscript, language spans. Nothing else."""


class Purpose(StrEnum):
    """What a call asks of the reader."""

    LETTER = "letter"
    PETITION = "petition"
    FUND = "fund"
    APPEAL = "appeal"
    EVENT = "event"
    JOIN = "join"
    SUBSCRIBE = "subscribe"
    DONATE = "donate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of running text."""

    kind: ClassVar[str] = "paragraph"
    version: ClassVar[int] = 1
    text: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosshead:
    """A heading inside a story; `level` 2 to 4."""

    kind: ClassVar[str] = "crosshead"
    version: ClassVar[int] = 1
    text: Inline
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list, with the list nested under it if there is one."""

    kind: ClassVar[str] = "item"
    version: ClassVar[int] = 1
    text: Inline
    sublist: "ListBlock | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """A bulleted or numbered list; `start` is the first number."""

    kind: ClassVar[str] = "list"
    version: ClassVar[int] = 1
    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody else's words at length, with their source."""

    kind: ClassVar[str] = "quote"
    version: ClassVar[int] = 1
    paragraphs: tuple[Inline, ...]
    source: Inline = Inline("")


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote:
    """Words lifted out of the story and set large."""

    kind: ClassVar[str] = "pullquote"
    version: ClassVar[int] = 1
    text: Inline
    source: Inline = Inline("")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageBlock:
    """One use of an image: alternative text and caption belong to the use, credit to the image."""

    kind: ClassVar[str] = "image"
    version: ClassVar[int] = 1
    image: str
    alt: str = ""
    caption: Inline = Inline("")
    decorative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """Several images shown together."""

    kind: ClassVar[str] = "gallery"
    version: ClassVar[int] = 1
    images: tuple[ImageBlock, ...]
    caption: Inline = Inline("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A short titled list of facts."""

    kind: ClassVar[str] = "facts"
    version: ClassVar[int] = 1
    title: str
    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell; `span` is the number of columns it takes."""

    kind: ClassVar[str] = "cell"
    version: ClassVar[int] = 1
    text: Inline = Inline("")
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first `header_rows` rows and `header_columns` columns are headings."""

    kind: ClassVar[str] = "table"
    version: ClassVar[int] = 1
    rows: tuple[tuple[TableCell, ...], ...]
    caption: Inline = Inline("")
    header_rows: int = 1
    header_columns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswer:
    """One question and the paragraphs that answer it."""

    kind: ClassVar[str] = "question"
    version: ClassVar[int] = 1
    question: Inline
    answer: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """An interview, or questions answered."""

    kind: ClassVar[str] = "questions"
    version: ClassVar[int] = 1
    items: tuple[QuestionAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """
    Something that lives elsewhere: shown as a link, with a still picture if there is one.

    So is a picture that an old site has lost: `title` is its alternative text, `url` is "" where its address is lost.
    """

    kind: ClassVar[str] = "embed"
    version: ClassVar[int] = 1
    url: str
    title: str
    provider: str = ""
    image: str = ""
    caption: Inline = Inline("")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBlock:
    """A file to download."""

    kind: ClassVar[str] = "document"
    version: ClassVar[int] = 1
    document: str
    title: str
    description: Inline = Inline("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """A recording with its transcript; `seconds` is its length, 0 when unknown."""

    kind: ClassVar[str] = "audio"
    version: ClassVar[int] = 1
    document: str
    title: str
    seconds: int = 0
    transcript: Inline = Inline("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note, referred to from the text by a link to `note:LABEL`."""

    kind: ClassVar[str] = "footnote"
    version: ClassVar[int] = 1
    label: str
    text: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Asks the reader to do something. `target` is a record's id or a full address; `ends` closes it."""

    kind: ClassVar[str] = "call"
    version: ClassVar[int] = 1
    purpose: Purpose
    label: str
    target: str
    text: Inline = Inline("")
    ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """A break between two parts."""

    kind: ClassVar[str] = "divider"
    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RawHtml:
    """Sanitised HTML of an imported story that no other block could hold."""

    kind: ClassVar[str] = "html"
    version: ClassVar[int] = 1
    html: str


type PlainBlock = (
    Paragraph
    | Crosshead
    | ListBlock
    | Quote
    | PullQuote
    | ImageBlock
    | Gallery
    | Facts
    | Table
    | Questions
    | Embed
    | DocumentBlock
    | Audio
    | Footnote
    | Call
    | Divider
    | RawHtml
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A side story inside a story; `article` names the story it also stands alone as."""

    kind: ClassVar[str] = "box"
    version: ClassVar[int] = 1
    title: str
    blocks: tuple[PlainBlock, ...]
    article: str = ""


type Block = PlainBlock | Box
"""Whatever may stand in a body."""
