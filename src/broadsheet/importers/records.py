"""
What any importer yields, and `newsroom.intake` takes.

An `ImportedPaper` holds the small records (sections, topics, people, branches, issues) whole and the
large ones (stories, standing pages, events) as a stream, `records`, that is read **once**, in the order
of the source, so that a twenty-year archive never lies in memory.

Ids here are *source ids*: whatever names the thing in its source and names it again at the next import.
They stand wherever the edition's own types have permanent ids: `Byline.person`, `Picture.image`,
`Placement.article`, `Call.target`, `Link.target`, and in bodies `ImageBlock.image`, `DocumentBlock.document` and
links of the form `record:…` (see `broadsheet.importers.record_links`).
`broadsheet.importers.renaming.rename_ids` puts permanent ids in their place. A source id that nothing in the
import has may be one of an earlier import, or a permanent id of the paper already.

`digest` is the SHA-256, in hexadecimal, of the canonical form of the source's own line or item: the same
digest means nothing changed since the last import. It is "" for what was only derived from other lines.
`where` says where in the source it stands ("line 12"), for messages. Moments are UTC in whole seconds.

Changes since the first version: `documents`, `comments`, `menus`; `ImportedOriginal`; `status` of every record but the
paper's own; `ImportedComment`; `stage`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from broadsheet.edition.blocks import Block, Call, Inline
from broadsheet.edition.comments import Comment
from broadsheet.edition.paper import Colours, LanguageVersion, Link, Pin
from broadsheet.edition.records import (
    ArticleKind,
    Byline,
    Correction,
    IssueSection,
    Picture,
    Review,
    TopicKind,
)
from broadsheet.edition.stages import Stage
from broadsheet.importers.originals import ImportedOriginal
from broadsheet.importers.report import Tally
from broadsheet.importers.sourced_comments import ImportedComment

type Unknown = Mapping[str, Any]
"""Keys of the source that Broadsheet does not know, kept with the record (JSON values)."""

NOTHING: Final[Unknown] = MappingProxyType({})


class Status(StrEnum):
    """Whether readers may see it once it is taken in. Scheduled, private and protected things come as drafts."""

    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedImage:
    """
    A picture that a record shows; the same one (same `source_id`) may come with several records.

    Exactly one of `file` (it lies there and was readable), `data` (the bytes themselves, which lay inside the source;
    `file_name` is a name for them) and `url` (not fetched) is set, or none when the source names a file that is
    missing. `digest` is that of the bytes, "" when they were not read. `address` is where readers of the old site found
    what lies in `file` or `data`, "" if unsaid.
    """

    source_id: str
    file: Path | None = None
    data: bytes = b""
    file_name: str = ""
    url: str = ""
    digest: str = ""
    title: str = ""
    alt: str = ""
    caption: Inline = Inline("")
    credit: str = ""
    licence: str = ""
    address: str = ""
    unknown: Unknown = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """
    A file for readers to download or listen to: it lies beside the source and was readable, or is to be had at `url`.

    `DocumentBlock.document` and `Audio.document` name it by `source_id`; `title` is what a link called it.
    """

    source_id: str
    file: Path | None = None
    title: str = ""
    url: str = ""

    @property
    def file_name(self) -> str:
        """What the file is called where it lies."""
        if self.file is not None:
            return self.file.name
        return PurePosixPath(unquote(urlsplit(self.url).path)).name[-100:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """
    What is true of every record: where it comes from, and where it was served before.

    `old_addresses` are paths from the root with their query, percent-decoded.
    """

    source_id: str
    language: str
    translation_of: str = ""
    status: Status = Status.PUBLISHED
    old_addresses: tuple[str, ...] = ()
    unknown: Unknown = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedContent(Sourced):
    """What the large records share. `images` are all pictures that `picture` and `body` name, `documents` all files."""

    digest: str
    where: str
    title: str
    picture: Picture | None = None
    images: tuple[ImportedImage, ...] = ()
    documents: tuple[ImportedDocument, ...] = ()
    body: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedSubject(Sourced):
    """
    What sections, topics, people and branches share.

    `by_name`: only stories name it; use the paper's own of that name and language if there is one. Names are the
    same when they are equal after `broadsheet.importers.names.folded`.
    """

    title: str
    slug: str
    digest: str = ""
    where: str = ""
    by_name: bool = False
    description: Inline = Inline("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """When the paper took a story back, and what it told its readers."""

    when: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedArticle(SourcedContent):
    """
    A story. `month` (YYYY-MM) and `slug` are its address, unique within this import.

    `issue` is the source id of its issue, "" when none; `issue_day` instead names the issue by its day where
    the source says no number. `position` is its place in the issue, 0 when unsaid. A byline without a person stands in
    print only. `embargo` is the moment before which nobody outside may see it. `stage` is that of a draft.
    """

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
    related: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    comments: tuple[Comment, ...] | None = None
    review: Review | None = None
    share_headline: str = ""
    share_text: str = ""
    licence: str = ""
    issue: str = ""
    issue_day: date | None = None
    position: int = 0
    embargo: datetime | None = None
    stage: Stage = Stage.DRAFT
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPage(SourcedContent):
    """A standing page; `path` is its whole address, as `about/contact`. Pages above it need not exist."""

    path: str
    published: datetime
    updated: datetime | None = None
    description: str = ""
    position: int = 0
    comments: tuple[Comment, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEvent(SourcedContent):
    """An entry of the diary; `branch`, the others that hold it with it and the story that reports are source ids."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSection(SourcedSubject):
    """A section."""

    position: int = 0
    calls: tuple[Call, ...] = ()
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTopic(SourcedSubject):
    """A topic or a place."""

    sort: TopicKind = TopicKind.TOPIC


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPerson(SourcedSubject):
    """Somebody with a byline, in the news, or both."""

    role: str = ""
    contact: str = ""
    portrait: Picture | None = None
    images: tuple[ImportedImage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedBranch(SourcedSubject):
    """A local branch."""

    place: str = ""
    meets: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedIssue(Sourced):
    """
    An issue, identified in a paper by language, volume and number.

    `sections` is its contents in order; placements name stories by source id. `derived`: no line describes
    it, it was made from the stories that name it; stories of an issue the paper has already are added to it.
    """

    number: int
    day: date
    volume: int = 0
    digest: str = ""
    where: str = ""
    derived: bool = False
    title: str = ""
    cover: Picture | None = None
    images: tuple[ImportedImage, ...] = ()
    documents: tuple[ImportedDocument, ...] = ()
    editorial: tuple[Block, ...] = ()
    sections: tuple[IssueSection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPaperSettings:
    """
    The paper's own line. `languages` is empty or begins with the main one; targets in it are source ids.

    What is None is not said, and stays as it is. `logo` is the source id of one of `images`.
    """

    digest: str
    where: str
    name: str
    language: str = ""
    timezone: str = ""
    languages: tuple[LanguageVersion, ...] = ()
    publisher: str = ""
    licence: str = ""
    contact: str = ""
    founded: str = ""
    social: tuple[Link, ...] = ()
    logo: str | None = None
    images: tuple[ImportedImage, ...] = ()
    type_family: str | None = None
    colours: Colours | None = None
    redirect_stubs: bool | None = None
    print_line: int | None = None
    four_eyes: bool | None = None
    style_list: str | None = None
    forget_accounts_after: int | None = None
    old_comments_shown: bool | None = None
    unknown: Unknown = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedMenu:
    """A menu of the old site; the targets of its links are source ids or addresses. The paper has place for two."""

    source_id: str
    digest: str
    where: str
    language: str
    name: str
    links: tuple[Link, ...]


type ImportedRecord = ImportedArticle | ImportedPage | ImportedEvent
"""The large records, which come as a stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPaper:
    """
    Everything one source holds. `tally` is complete once `records`, then `comments`, have been read to their end.

    `originals` is read once, before everything else. `comments` come by themselves; a story's own are None where the
    source says nothing of them. Intake adds its own losses to `tally` and takes `tally.report()` at the end.
    """

    source: str
    tally: Tally
    records: Iterable[ImportedRecord]
    originals: Iterable[ImportedOriginal] = ()
    comments: Iterable[ImportedComment] = ()
    settings: ImportedPaperSettings | None = None
    sections: tuple[ImportedSection, ...] = ()
    topics: tuple[ImportedTopic, ...] = ()
    persons: tuple[ImportedPerson, ...] = ()
    branches: tuple[ImportedBranch, ...] = ()
    issues: tuple[ImportedIssue, ...] = ()
    menus: tuple[ImportedMenu, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContext:
    """
    What an importer must know of the paper: its main language, time zone and today.

    `languages` are all the paper has, its main one too. `known_addresses` leads from an old address (as in
    `old_addresses`) to the permanent id of a record the paper has already. `now` dates what has no date. `base_url` is
    where the source was public, "" if unsaid. `fetches`: what lies on the old site only may be had from there.
    """

    now: datetime
    language: str = "en"
    timezone: str = "UTC"
    base_url: str = ""
    known_addresses: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    fetches: bool = False

    def language_of(self, said: str) -> str:
        """The language of the paper that a source means by `said`; "" when the paper has none that is it."""
        tags = tuple(each for each in (self.language, *self.languages))
        said = said.replace("_", "-").lower()
        exact = next((each for each in tags if each.lower() == said), "")
        return exact or next((each for each in tags if each.lower().partition("-")[0] == said.partition("-")[0]), "")
