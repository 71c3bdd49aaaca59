"""
What readers wrote below a story where it was served before: a frozen thread, kept as it was.

Nothing that points at whoever wrote a comment is part of it but the name they signed with: no address of mail, no
address of a machine, no account.
"""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from broadsheet.edition.blocks import Inline
from broadsheet.edition.late import dataclass


class CommentSort(StrEnum):
    """Whether a reader wrote it, or another site told of a story of its own that leads here."""

    COMMENT = "comment"
    TRACKBACK = "trackback"
    PINGBACK = "pingback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """
    One comment. `id` names it within its story, `parent` the one it answers, "" for none.

    Only approved ones may enter the edition: what readers can never see has no place there.
    """

    kind: ClassVar[str] = "readers-comment"
    version: ClassVar[int] = 1
    id: str
    author: str = ""
    when: datetime | None = None
    text: tuple[Inline, ...] = ()
    parent: str = ""
    sort: CommentSort = CommentSort.COMMENT
    approved: bool = True
