"""What every editorial action is, and what may stand in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from broadsheet.errors import ActionRefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """
    Something that stands in an action's way, in the editor's words.

    `what` names the thing and what is wrong; `remedy` says what to do; `address` leads to the screen where it is done.
    `binds_always` is false for what does not keep a story that is public from being put right.
    """

    what: str
    remedy: str = ""
    address: str = ""
    binds_always: bool = True

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


def refuse_if(obstacles: Sequence[Obstacle]) -> None:
    """ActionRefusedError with everything that stands in the way; nothing when nothing does."""
    if obstacles:
        raise ActionRefusedError(obstacles)


class Action(Protocol):
    """An editorial action."""

    def check(self) -> tuple[Obstacle, ...]:
        """What stands in the way now, everything at once; empty when it can be done."""

    def execute(self, user: Any) -> object:
        """Do it; PermissionDenied for an account that may not, ActionRefusedError if anything is in the way."""
