"""Making a story from a document somebody wrote elsewhere."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from broadsheet.errors import ActionRefusedError, SourceUnreadableError
from broadsheet.importers.documents import read_story
from broadsheet.importers.records import ImportContext, ImportedArticle
from broadsheet.importers.report import Tally
from broadsheet.newsroom.actions.action import Obstacle
from broadsheet.newsroom.intake.drafts import Draft, take_in_draft
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
        try:
            self._read(Tally())
        except ActionRefusedError as refusal:
            return tuple(each for each in refusal.obstacles if isinstance(each, Obstacle))
        return ()

    def execute(self, user: Any) -> Draft:
        """Make the draft; it is the account's own. The same file a second time gives the story it made first."""
        require(user, Deed.WRITE)
        tally = Tally()
        return take_in_draft(self._read(tally), tally, user)

    def _read(self, tally: Tally) -> ImportedArticle:
        if self.language not in dict(current_paper().languages):
            raise ActionRefusedError(
                [Obstacle(what=f"The paper has no language “{self.language}”.", remedy="Choose another.")]
            )
        try:
            return read_story(self.name, self.data, context_for(self.language), tally)
        except SourceUnreadableError as error:
            raise ActionRefusedError([Obstacle(what=str(error))]) from error


def context_for(language: str) -> ImportContext:
    """What reading a text needs to know of the paper. Links stay addresses: to look them all up costs too much."""
    return ImportContext(now=timezone.now(), language=language, timezone=current_paper().timezone)
