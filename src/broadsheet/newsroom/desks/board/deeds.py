"""What the board's forms ask for, as editorial actions: the value of the pressed button names the deed."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from broadsheet.edition.records import Medium, Slot
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions import planning
from broadsheet.newsroom.actions.assigning import Assign, BeginAssignment, DropAssignment
from broadsheet.newsroom.actions.correcting import TickCorrection
from broadsheet.newsroom.actions.holding import HoldStory
from broadsheet.newsroom.actions.stages import HandIn, SayReady, SendBack
from broadsheet.newsroom.obstacles import Action, Obstacle

type Form = Mapping[str, str]


def deed_of(issue: int, form: Form) -> Action:
    """The action a posted form asks for; ActionRefusedError for a form of another version of this screen."""
    make = _DEEDS.get(form.get("deed", ""))
    if make is None:
        raise ActionRefusedError([_OUTDATED])
    try:
        return make(issue, form)
    except (KeyError, ValueError) as error:
        raise ActionRefusedError([_OUTDATED]) from error


_OUTDATED: Final = Obstacle(what="This screen has changed since you opened it.", remedy="Try again.")


def _number(form: Form, name: str) -> int:
    return int(form[name])


def _optional(form: Form, name: str) -> int | None:
    return int(form[name]) if form.get(name) else None


def _place(issue: int, form: Form) -> Action:
    return planning.PlaceStory(
        issue=issue, article=_number(form, "story"), section=form["heading"], before=_optional(form, "before")
    )


def _change(issue: int, form: Form) -> Action:
    return planning.ChangePlace(
        issue=issue,
        article=_number(form, "story"),
        slot=Slot(form["slot"]),
        medium=Medium(form["medium"]),
        page=max(0, _optional(form, "page") or 0),
        print_headline=form.get("print_headline", ""),
    )


def _step(steps: int) -> Callable[[int, Form], Action]:
    return lambda issue, form: planning.StepStory(issue=issue, article=_number(form, "story"), steps=steps)


def _step_heading(steps: int) -> Callable[[int, Form], Action]:
    return lambda issue, form: planning.StepHeading(issue=issue, section=form["heading"], steps=steps)


def _assign(issue: int, form: Form) -> Action:
    return Assign(
        issue=issue,
        what=form.get("what", ""),
        who=form.get("who", ""),
        due=form.get("due", ""),
        section_title=form.get("heading_title", ""),
    )


_DEEDS: Final[Mapping[str, Callable[[int, Form], Any]]] = {
    "place": _place,
    "up": _step(-1),
    "down": _step(1),
    "change": _change,
    "take-out": lambda issue, form: planning.TakeOut(issue=issue, article=_number(form, "story")),
    "hold": lambda issue, form: HoldStory(issue=issue, article=_number(form, "story")),
    "add-heading": lambda issue, form: planning.AddHeading(issue=issue, title=form.get("title", "")),
    "rename-heading": lambda issue, form: planning.RenameHeading(
        issue=issue, section=form["heading"], title=form.get("title", "")
    ),
    "heading-up": _step_heading(-1),
    "heading-down": _step_heading(1),
    "remove-heading": lambda issue, form: planning.RemoveHeading(issue=issue, section=form["heading"]),
    "take-back": lambda issue, _form: planning.TakeBack(issue=issue),
    "carried": lambda issue, form: TickCorrection(issue=issue, correction=_number(form, "correction")),
    "not-carried": lambda issue, form: TickCorrection(
        issue=issue, correction=_number(form, "correction"), carried=False
    ),
    "assign": _assign,
    "begin": lambda issue, form: BeginAssignment(issue=issue, assignment=_number(form, "assignment")),
    "drop": lambda issue, form: DropAssignment(issue=issue, assignment=_number(form, "assignment")),
    "hand-in": lambda _issue, form: HandIn(article=_number(form, "story")),
    "send-back": lambda _issue, form: SendBack(article=_number(form, "story"), note=form.get("note", "")),
    "ready": lambda _issue, form: SayReady(article=_number(form, "story")),
}
