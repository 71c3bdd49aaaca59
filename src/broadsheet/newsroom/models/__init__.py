"""The newsroom's tables. Whatever has a public address is a Wagtail page; the rest are plain rows."""

from broadsheet.newsroom.models.accounts import DemonstrationAccount, LoginLimit, Reach
from broadsheet.newsroom.models.addressed import AddressedPage, OldAddress
from broadsheet.newsroom.models.article_rows import (
    ArticleBranch,
    ArticleTopic,
    Byline,
    Correction,
    PersonInNews,
    PrintCorrection,
    Related,
)
from broadsheet.newsroom.models.articles import ArticlePage
from broadsheet.newsroom.models.bin import BinnedThing
from broadsheet.newsroom.models.comments import ReadersComment
from broadsheet.newsroom.models.containers import ContainerKind, ContainerPage
from broadsheet.newsroom.models.diary import BranchPage, EventBranch, EventPage
from broadsheet.newsroom.models.files import BroadDocument, BroadImage, BroadRendition
from broadsheet.newsroom.models.home import HomePage
from broadsheet.newsroom.models.imports import NAME_REMOVED, ImportedLine, without_name
from broadsheet.newsroom.models.issues import Assignment, IssuePage, Placement
from broadsheet.newsroom.models.losses import NotCarried
from broadsheet.newsroom.models.outbox import OutboxRow
from broadsheet.newsroom.models.removals import NameRemoval
from broadsheet.newsroom.models.settings import PaperSettings
from broadsheet.newsroom.models.standing import StandingPage
from broadsheet.newsroom.models.story_entries import StoryEntry
from broadsheet.newsroom.models.subject_words import SubjectWord
from broadsheet.newsroom.models.subjects import PersonPage, SectionPage, TopicPage
from broadsheet.newsroom.models.versions import VersionSource

PAGE_TYPES: tuple[type[AddressedPage], ...] = (
    ArticlePage,
    IssuePage,
    SectionPage,
    TopicPage,
    PersonPage,
    BranchPage,
    EventPage,
    StandingPage,
)
"""Every type of page that readers reach."""

__all__ = [
    "NAME_REMOVED",
    "PAGE_TYPES",
    "AddressedPage",
    "ArticleBranch",
    "ArticlePage",
    "ArticleTopic",
    "Assignment",
    "BinnedThing",
    "BranchPage",
    "BroadDocument",
    "BroadImage",
    "BroadRendition",
    "Byline",
    "ContainerKind",
    "ContainerPage",
    "Correction",
    "DemonstrationAccount",
    "EventBranch",
    "EventPage",
    "HomePage",
    "ImportedLine",
    "IssuePage",
    "LoginLimit",
    "NameRemoval",
    "NotCarried",
    "OldAddress",
    "OutboxRow",
    "PaperSettings",
    "PersonInNews",
    "PersonPage",
    "Placement",
    "PrintCorrection",
    "Reach",
    "ReadersComment",
    "Related",
    "SectionPage",
    "StandingPage",
    "StoryEntry",
    "SubjectWord",
    "TopicPage",
    "VersionSource",
    "without_name",
]
