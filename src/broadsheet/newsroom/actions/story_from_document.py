"""Making a story from a document somebody wrote elsewhere."""

from dataclasses import dataclass
from typing import Any

from broadsheet.errors import ActionRefusedError, SourceUnreadableError
from broadsheet.newsroom.intake.drafts import Draft
from broadsheet.newsroom.intake.written import check_document, draft_from_document
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, require


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFromDocument:
    """A draft of its own from one file: its name, its bytes, and the language it is written in."""

    name: str
    data: bytes
    language: str

    def check(self) -> tuple[Obstacle, ...]:
        """The paper must have the language, and the file must be one that can be read."""
        if found := self._language_missing():
            return found
        try:
            check_document(self.name, self.data, self.language)
        except SourceUnreadableError as error:
            return (Obstacle(what=str(error)),)
        return ()

    def execute(self, user: Any) -> Draft:
        """Make the draft; it is the account's own. The same file a second time gives the story it made first."""
        require(user, Deed.WRITE)
        if found := self._language_missing():
            raise ActionRefusedError(found)
        try:
            return draft_from_document(self.name, self.data, self.language, user)
        except SourceUnreadableError as error:
            raise ActionRefusedError([Obstacle(what=str(error))]) from error

    def _language_missing(self) -> tuple[Obstacle, ...]:
        if self.language in dict(current_paper().languages):
            return ()
        return (Obstacle(what=f"The paper has no language “{self.language}”.", remedy="Choose another."),)
