"""Readers' comments as a page shows them: each with its answers below it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from broadsheet.edition.comments import Comment

DEEPEST: Final = 3
"""Levels shown one inside the other; an answer further down stands on the last and says whom it answers."""


@dataclass(slots=True, kw_only=True)
class Spoken:
    """A comment in its place; `answers_to` is whom it answers, where its place does not show that."""

    comment: Comment
    answers_to: Comment | None = None
    answers: list["Spoken"] = field(default_factory=list)


def thread(comments: Iterable[Comment]) -> tuple[Spoken, ...]:
    """
    Comments that answer none, in the order given, with what answers them.

    One whose parent is not among them stands by itself, as does the first of those that answer each other in a ring;
    none is lost.
    """
    known = {comment.id: comment for comment in comments}
    below: dict[str, list[Comment]] = {}
    for comment in known.values():
        below.setdefault(comment.parent if comment.parent in known else "", []).append(comment)
    placed: set[str] = set()
    firsts = (*below.get("", ()), *known.values())
    return tuple(_placed(first, below, placed) for first in firsts if first.id not in placed)


def _placed(first: Comment, below: dict[str, list[Comment]], placed: set[str]) -> Spoken:
    top = Spoken(comment=first)
    placed.add(first.id)
    # Each with the entry on whose level its answers stand, and that level: 1 for the first.
    waiting = [(first, top, 1)]
    while waiting:
        comment, entry, level = waiting.pop()
        fresh = [each for each in below.get(comment.id, ()) if each.id not in placed]
        placed.update(each.id for each in fresh)
        entries = [Spoken(comment=each, answers_to=comment if level == DEEPEST else None) for each in fresh]
        entry.answers += entries
        if level + 1 < DEEPEST:
            waiting += [(each, made, level + 1) for each, made in zip(fresh, entries, strict=True)][::-1]
        else:
            # Whatever answers these stands beside them.
            waiting += [(each, entry, DEEPEST) for each in fresh][::-1]
    return top
