"""Keeping the readers' comments of stories and standing pages: those that come with them, and those with lines."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import batched
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from broadsheet.edition.comments import Comment
from broadsheet.importers.report import Severity
from broadsheet.importers.sourced_comments import ImportedComment
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.stored_text import stored_html
from broadsheet.newsroom.intake.targets import Targets
from broadsheet.newsroom.models import ArticlePage, ReadersComment, StandingPage, outbox

BATCH: Final = 200
_COLUMNS: Final = ("parent", "author", "written_at", "text", "sort", "approved")


def keep_comments(kept: Iterable[tuple[int, Sequence[Comment]]], targets: Targets) -> None:
    """
    Keep the comments of pages, given with their numbers, in the place of any they have. Call it in a transaction.

    One from which a name was taken out stays as it is, whatever the source says by now: the name is not to come back.
    """
    by_page = list(kept)
    there = ReadersComment.objects.filter(page_id__in=[page for page, _ in by_page])
    nameless = {(row.page_id, row.number): row for row in there.filter(name_removed=True)}
    there.delete()
    rows = [_row_or(nameless, page, comment, targets) for page, comments in by_page for comment in comments]
    ReadersComment.objects.bulk_create(rows, batch_size=200)


def take_in_comments(comments: Iterable[ImportedComment], desk: Desk) -> None:
    """Add comments that come by themselves to their pages, which are there by now. What is there already stays."""
    commented: set[int] = set()
    for batch in batched(comments, BATCH):
        with transaction.atomic():
            commented |= _take_in(batch, desk)
    for pages in batched(sorted(commented), BATCH):
        _tell_answers_to_nothing(pages, desk)


def _take_in(batch: Sequence[ImportedComment], desk: Desk) -> set[int]:
    """Take in some; the numbers of the pages they are about."""
    pages = _pages(batch, desk)
    rows = ReadersComment.objects.filter(page_id__in=pages, number__in=[each.comment.id for each in batch])
    present = {(row.page_id, row.number): row for row in rows}
    added: list[ReadersComment] = []
    changed: list[ReadersComment] = []
    for each in batch:
        page = desk.targets.known(each.story)
        if page is None or page not in pages:
            _tell_dropped(each, desk)
            continue
        row = _row(page, each.comment, desk.targets)
        there = present.setdefault((page, row.number), row)
        if there is row:
            added.append(row)
        elif _said(there) != _said(row):
            changed += _replaced(there, row, each, desk)
    ReadersComment.objects.bulk_create(added)
    ReadersComment.objects.bulk_update([row for row in changed if row not in added], _COLUMNS)
    outbox.note_all({pages[row.page_id] for row in (*added, *changed) if row.page_id in pages})
    return set(pages)


def _pages(batch: Sequence[ImportedComment], desk: Desk) -> dict[int, tuple[str, str]]:
    """What can have comments of all that the batch names and is not in the bin: kind and permanent id, by number."""
    numbers = {page for each in batch if (page := desk.targets.known(each.story)) is not None}
    return {
        number: (kind.record_kind, permanent_id)
        for kind in (ArticlePage, StandingPage)
        for number, permanent_id in kind.objects.filter(pk__in=numbers).values_list("pk", "permanent_id")
    }


def _replaced(there: ReadersComment, row: ReadersComment, each: ImportedComment, desk: Desk) -> list[ReadersComment]:
    """The row with other words, where they may be replaced; else that is told."""
    if there.name_removed:
        why = "a name was taken out of it here, so it stays as it is."
        desk.tally.found("update of comment")
        desk.lose("update of comment", each.where, each.comment.id, why, Severity.DROPPED)
        return []
    if not desk.overwrite:
        why = "the paper has a comment of this id that says something else; --overwrite replaces it."
        desk.tally.found("update of comment")
        desk.lose("update of comment", each.where, _which(each.comment), why, Severity.DROPPED)
        return []
    for name in _COLUMNS:
        setattr(there, name, getattr(row, name))
    return [there]


def _said(row: ReadersComment) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _COLUMNS)


def _which(comment: Comment) -> str:
    return f"{comment.id} by {comment.author}" if comment.author else comment.id


def _tell_dropped(each: ImportedComment, desk: Desk) -> None:
    why = f"“{each.story[:60]}”, which it is about, is no story or standing page of this source or of the paper."
    desk.tally.carried("comment", -1)
    desk.lose("comment", each.where, _which(each.comment), why, Severity.DROPPED)


def _tell_answers_to_nothing(pages: Sequence[int], desk: Desk) -> None:
    """Tell of comments that answer one which is not there; should it come one day, they stand below it."""
    answered = ReadersComment.objects.filter(page_id=OuterRef("page_id"), number=OuterRef("parent"))
    rows = ReadersComment.objects.filter(~Exists(answered), page_id__in=pages).exclude(parent="").order_by("pk")
    for title, number, parent in rows.values_list("page__title", "number", "parent"):
        why = f"it answers “{parent}”, which is not in this source nor in the paper; it stands by itself."
        desk.lose("comment", title[:60], number, why)


def _row_or(
    nameless: Mapping[tuple[int, str], ReadersComment], page: int, comment: Comment, targets: Targets
) -> ReadersComment:
    """The row there was, as a new one, where a name was taken out of it; else what the source says."""
    row = _row(page, comment, targets)
    there = nameless.get((page, comment.id))
    if there is not None:
        for name in (*_COLUMNS, "name_removed"):
            setattr(row, name, getattr(there, name))
    return row


def _row(page: int, comment: Comment, targets: Targets) -> ReadersComment:
    return ReadersComment(
        page_id=page,
        number=comment.id,
        parent=comment.parent,
        author=comment.author,
        written_at=comment.when,
        text=[stored_html(text, targets) for text in comment.text],
        sort=comment.sort.value,
        approved=comment.approved,
    )
