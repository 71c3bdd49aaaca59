"""A reader's comment that does not come within its story, but names it."""

from dataclasses import dataclass

from broadsheet.edition.comments import Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedComment:
    """A comment on the story or standing page whose source id is `story`."""

    story: str
    where: str
    comment: Comment
