"""Taking what was pasted from another program into a story."""

from dataclasses import dataclass
from typing import Any, Final

from broadsheet.errors import ActionRefusedError, SourceUnreadableError
from broadsheet.newsroom.intake.written import Pasted, blocks_from_paste
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.roles import Deed, require

_IN_PARTS: Final = "Save the document as a file and use “New story from files”, or paste it in parts."
LARGEST: Final = 20_000_000
"""Characters of pasted HTML, pictures within it included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteText:
    """
    HTML from the clipboard for a place in a story.

    `first_note` is the label its first footnote gets; `in_box` says that the place is inside a box. The story itself is
    not changed: the blocks go back to the screen the text was pasted on, and are saved with it.
    """

    story: ArticlePage
    markup: str
    first_note: int = 1
    in_box: bool = False

    def check(self) -> tuple[Obstacle, ...]:
        """It must not be more than a story can hold."""
        if len(self.markup) > LARGEST:
            return (Obstacle(what="This is more than can be pasted at once.", remedy=_IN_PARTS),)
        return ()

    def execute(self, user: Any) -> Pasted:
        """Read it, take its pictures into the library, note what was lost."""
        require(user, Deed.WRITE)
        refuse_if(self.check())
        note = max(self.first_note, 1)
        try:
            return blocks_from_paste(self.story, self.markup, first_note=note, in_box=self.in_box)
        except SourceUnreadableError as error:
            raise ActionRefusedError([Obstacle(what=str(error), remedy=_IN_PARTS)]) from error
