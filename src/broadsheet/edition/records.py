"""
The frozen records of an edition: everything a reader can get, and nothing else.

Records name each other by permanent id, never by address or title. Moments are aware datetimes in
UTC with whole seconds; dates are the paper's own days; `language` is a BCP 47 tag. Whatever has an
address carries `work`, the id shared by all its language versions ("" when it has none), and
`old_addresses`, the paths (with their query) under which earlier systems served it.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from broadsheet.edition.blocks import Block, Call, Inline
from broadsheet.edition.comments import Comment
from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import Pin


class ArticleKind(StrEnum):
    """What sort of story it is."""

    REPORT = "report"
    BRIEF = "brief"
    ROUND_UP = "round-up"
    FEATURE = "feature"
    INTERVIEW = "interview"
    COMMENT = "comment"
    LETTER = "letter"
    REVIEW = "review"


class CorrectionKind(StrEnum):
    """How a published story was put right."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    RETRACTION = "retraction"


class Slot(StrEnum):
    """How prominently an issue shows a story."""

    LEAD = "lead"
    NORMAL = "normal"
    BRIEF = "brief"


class Medium(StrEnum):
    """Where a placement counts."""

    BOTH = "both"
    WEB = "web"
    PRINT = "print"


class TopicKind(StrEnum):
    """A subject or a place."""

    TOPIC = "topic"
    PLACE = "place"


class Rights(StrEnum):
    """On what ground the paper may use an image."""

    STAFF = "staff"
    COMMISSIONED = "commissioned"
    AGENCY = "agency"
    HANDOUT = "handout"
    FREE_LICENCE = "free licence"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One use of an image outside a body: as lead picture, cover or portrait."""

    kind: ClassVar[str] = "picture"
    version: ClassVar[int] = 1
    image: str
    alt: str = ""
    caption: Inline = Inline("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A credited contributor, with the role and description valid for this story."""

    kind: ClassVar[str] = "byline"
    version: ClassVar[int] = 1
    name: str = ""
    person: str = ""
    role: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was wrong and when it was put right, shown to readers."""

    kind: ClassVar[str] = "correction"
    version: ClassVar[int] = 1
    when: datetime
    what: CorrectionKind
    text: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a review is of, by whom that was made, and where to get it."""

    kind: ClassVar[str] = "review-of"
    version: ClassVar[int] = 1
    of: str
    by: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    A story. `month` is YYYY-MM of its address, fixed at first publication.

    `withdrawn` is when the paper took it back: of such a story only the headline, and a retraction that says why, are
    left. It stands in no list but those of its issues and of what was withdrawn.
    """

    kind: ClassVar[str] = "article"
    version: ClassVar[int] = 1
    id: str
    language: str
    title: str
    slug: str
    month: str
    published: datetime
    updated: datetime | None = None
    kicker: str = ""
    standfirst: str = ""
    dateline: str = ""
    genre: ArticleKind = ArticleKind.REPORT
    section: str = ""
    bylines: tuple[Byline, ...] = ()
    topics: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    picture: Picture | None = None
    body: tuple[Block, ...] = ()
    related: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    comments: tuple[Comment, ...] = ()
    review: Review | None = None
    share_headline: str = ""
    share_text: str = ""
    licence: str = ""
    work: str = ""
    old_addresses: tuple[str, ...] = ()
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A story's place in an issue; `page` is the printed page, 0 when unknown."""

    kind: ClassVar[str] = "placement"
    version: ClassVar[int] = 1
    article: str
    slot: Slot = Slot.NORMAL
    page: int = 0
    medium: Medium = Medium.BOTH
    print_headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSection:
    """One heading of an issue's contents and the stories under it, in order."""

    kind: ClassVar[str] = "issue-section"
    version: ClassVar[int] = 1
    title: str
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A dated, numbered issue; `volume` 0 when the paper has none."""

    kind: ClassVar[str] = "issue"
    version: ClassVar[int] = 1
    id: str
    language: str
    number: int
    day: date
    volume: int = 0
    title: str = ""
    cover: Picture | None = None
    editorial: tuple[Block, ...] = ()
    sections: tuple[IssueSection, ...] = ()
    work: str = ""
    old_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """
    A part of the paper; `position` orders sections.

    `calls` replace the paper's at the end of its stories; `pins` are stories fixed on its front.
    """

    kind: ClassVar[str] = "section"
    version: ClassVar[int] = 1
    id: str
    language: str
    title: str
    slug: str
    description: Inline = Inline("")
    position: int = 0
    calls: tuple[Call, ...] = ()
    pins: tuple[Pin, ...] = ()
    work: str = ""
    old_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An editorial subject or a place with a page of its own."""

    kind: ClassVar[str] = "topic"
    version: ClassVar[int] = 1
    id: str
    language: str
    title: str
    slug: str
    sort: TopicKind = TopicKind.TOPIC
    description: Inline = Inline("")
    work: str = ""
    old_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who writes for the paper, is in the news, or both."""

    kind: ClassVar[str] = "person"
    version: ClassVar[int] = 1
    id: str
    language: str
    title: str
    slug: str
    role: str = ""
    description: Inline = Inline("")
    contact: str = ""
    portrait: Picture | None = None
    work: str = ""
    old_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A local branch: where and when it meets, how to reach it."""

    kind: ClassVar[str] = "branch"
    version: ClassVar[int] = 1
    id: str
    language: str
    title: str
    slug: str
    place: str = ""
    description: Inline = Inline("")
    meets: str = ""
    contact: str = ""
    work: str = ""
    old_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    An entry of the diary. `month` is YYYY-MM of its address; `ends` may be unknown.

    `branch` is the first of the branches that hold it, `branches` the others; `report` is the story about it.
    """

    kind: ClassVar[str] = "event"
    version: ClassVar[int] = 1
    id: str
    language: str
    title: str
    slug: str
    month: str
    starts: datetime
    ends: datetime | None = None
    place: str = ""
    address: str = ""
    branch: str = ""
    branches: tuple[str, ...] = ()
    online: str = ""
    cancelled: bool = False
    report: str = ""
    cost: str = ""
    description: Inline = Inline("")
    body: tuple[Block, ...] = ()
    picture: Picture | None = None
    work: str = ""
    old_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage:
    """A page that is not news. `path` is its whole address under the language's root, as `about/contact`."""

    kind: ClassVar[str] = "page"
    version: ClassVar[int] = 1
    id: str
    language: str
    title: str
    path: str
    description: str = ""
    position: int = 0
    body: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    work: str = ""
    old_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A rectangle of the original, in its pixels, to be used for one shape (`3:2`, `1:1`, `16:9`)."""

    kind: ClassVar[str] = "crop"
    version: ClassVar[int] = 1
    shape: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """
    An original picture: where it lies under the media folder, its SHA-256, size in pixels, focal point and rights.

    The focal point is in thousandths of width and height. After `expires` the image is shown nowhere.
    """

    kind: ClassVar[str] = "image-file"
    version: ClassVar[int] = 1
    id: str
    file: str
    digest: str
    width: int
    height: int
    title: str = ""
    focus_left: int = 500
    focus_top: int = 500
    crops: tuple[Crop, ...] = ()
    credit: str = ""
    licence: str = ""
    source: str = ""
    rights: Rights = Rights.UNKNOWN
    expires: datetime | None = None
    not_in_print: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file for readers: where it lies under the media folder, SHA-256, size in bytes, media type."""

    kind: ClassVar[str] = "document-file"
    version: ClassVar[int] = 1
    id: str
    file: str
    digest: str
    size: int
    media_type: str
    name: str
    title: str = ""


type Addressed = Article | Issue | Section | Topic | Person | Branch | Event | StandingPage
"""Records with a public address."""
