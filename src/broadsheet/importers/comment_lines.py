"""The lines of readers' comments: each names its story, and its links are read as those of stories are."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from broadsheet.edition.comments import Comment, CommentSort
from broadsheet.importers.fields import Fields, LineFaultError
from broadsheet.importers.line_index import THINGS, LineIndex
from broadsheet.importers.lines import NumberedLine
from broadsheet.importers.report import Loss, Severity
from broadsheet.importers.sourced_comments import ImportedComment
from broadsheet.importers.story_lines import StoryMaker

LONGEST_NAME: Final = 255
_ID: Final = re.compile(r"[\w.-]{1,64}")


class CommentStatus(StrEnum):
    """Whether the old site, or an editor there, let readers see it."""

    APPROVED = "approved"
    UNAPPROVED = "unapproved"


def comments(lines: Iterable[NumberedLine], index: LineIndex, maker: StoryMaker) -> Iterator[ImportedComment]:
    """What the lines of comments say, in their order; read no further than the last of them."""
    left = index.comments
    for number, line in lines:
        if not left:
            return
        if isinstance(line, LineFaultError) or line.get("kind") != "comment":
            continue
        left -= 1
        try:
            comment = _read(Fields(line, index.zone), f"line {number}", maker)
        except LineFaultError as fault:
            index.refuse(number, THINGS["comment"], line, fault)
            continue
        index.tally.carried(THINGS["comment"])
        yield comment


def _read(fields: Fields, where: str, maker: StoryMaker) -> ImportedComment:
    """One such line; raises LineFaultError naming the key. What it has beside the keys of the format is not kept."""
    fields.get("kind")
    name, story = _id(fields, "id"), fields.required("story")
    if not name:
        raise LineFaultError("id", "is missing or empty; a comment is known by it within its story")
    author, when, parent = fields.text("author"), fields.moment("date"), _id(fields, "parent")
    sort = fields.choice("comment_kind", CommentSort.COMMENT)
    approved = fields.choice("status", CommentStatus.APPROVED) is CommentStatus.APPROVED
    paragraphs = tuple(_paragraphs(fields))
    comment = Comment(
        id=name,
        author=author[:LONGEST_NAME].rstrip(),
        when=when,
        text=tuple(filter(None, (maker.one_line_of_html(each, where) for each in paragraphs))),
        parent=parent,
        sort=sort,
        approved=approved,
    )
    if author != comment.author:
        _tell_changed(maker, where, author, f"its name has more than {LONGEST_NAME} characters; the end is cut off")
    if fields.unknown:
        why = "a comment has no place for these keys; they are left out, lest they point at whoever wrote it"
        _tell_changed(maker, where, ", ".join(sorted(fields.unknown)), why)
    return ImportedComment(story=story, where=where, comment=comment)


def _id(fields: Fields, key: str) -> str:
    name = fields.text(key)
    if name and not _ID.fullmatch(name):
        raise LineFaultError(key, "must be 1 to 64 letters, digits and -_. signs")
    return name


def _paragraphs(fields: Fields) -> Iterator[str]:
    for value in fields.many("text"):
        yield Fields({"text": value}, fields.zone).text("text")


def _tell_changed(maker: StoryMaker, where: str, which: str, why: str) -> None:
    loss = Loss(what=THINGS["comment"], where=where, which=which[:120], why=why, severity=Severity.CHANGED)
    maker.links.tally.lose(loss)
