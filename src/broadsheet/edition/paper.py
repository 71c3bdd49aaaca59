"""The record of the paper itself: masthead, languages, navigation, calls, notice, front and look."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from broadsheet.edition.blocks import Call
from broadsheet.edition.late import dataclass

PAPER_ID = "paper"
"""The id of the one record of kind `paper`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A labelled way to somewhere: `target` is a record's id, a fixed page (`/diary/`) or a full address."""

    kind: ClassVar[str] = "link"
    version: ClassVar[int] = 1
    label: str
    target: str


class FrontSlot(StrEnum):
    """A place on a front that editors may fill themselves; else a rule does."""

    LEAD = "lead"
    SECOND = "second"
    BRIEF = "brief"
    URGENT = "urgent"
    BRANCHES = "branches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A story an editor fixed in a slot of a front until `until`; afterwards the rule returns."""

    kind: ClassVar[str] = "pin"
    version: ClassVar[int] = 1
    slot: FrontSlot
    article: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One line for the whole paper until `ends`."""

    kind: ClassVar[str] = "notice"
    version: ClassVar[int] = 1
    text: str
    link: str = ""
    ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageVersion:
    """
    What one language's tree of pages carries. The first of the paper's languages lives at the root.

    `navigation`, `calls` (end of every story) and `pins` are this language's own.
    """

    kind: ClassVar[str] = "language"
    version: ClassVar[int] = 1
    code: str
    name: str
    title: str = ""
    tagline: str = ""
    navigation: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    calls: tuple[Call, ...] = ()
    pins: tuple[Pin, ...] = ()
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """CSS colours of the theme, `#rrggbb`; "" keeps the theme's own."""

    kind: ClassVar[str] = "colours"
    version: ClassVar[int] = 1
    accent: str = ""
    accent_dark: str = ""
    paper: str = ""
    ink: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The periodical as a whole. `address` is the public root with its final slash."""

    kind: ClassVar[str] = "paper"
    version: ClassVar[int] = 1
    id: str = PAPER_ID
    name: str
    address: str
    timezone: str = "UTC"
    languages: tuple[LanguageVersion, ...]
    publisher: str = ""
    licence: str = ""
    contact: str = ""
    founded: str = ""
    social: tuple[Link, ...] = ()
    logo: str = ""
    type_family: str = ""
    colours: Colours = Colours()
    redirect_stubs: bool = False

    @property
    def main_language(self) -> LanguageVersion:
        """The language whose pages live at the root."""
        return self.languages[0]

    def language(self, code: str) -> LanguageVersion:
        """The language version with this code; the main one when there is none."""
        return next((each for each in self.languages if each.code == code), self.languages[0])
