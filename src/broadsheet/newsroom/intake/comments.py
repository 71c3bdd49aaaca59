"""Keeping the readers' comments that come with a story."""

from collections.abc import Iterable, Sequence

from broadsheet.edition.comments import Comment
from broadsheet.newsroom.intake.stored_text import stored_html
from broadsheet.newsroom.intake.targets import Targets
from broadsheet.newsroom.models import ReadersComment


def keep_comments(kept: Iterable[tuple[int, Sequence[Comment]]], targets: Targets) -> None:
    """Keep the comments of pages, given with their numbers, in the place of any they have. Call it in a transaction."""
    by_page = list(kept)
    ReadersComment.objects.filter(page_id__in=[page for page, _ in by_page]).delete()
    rows = [_row(page, comment, targets) for page, comments in by_page for comment in comments]
    ReadersComment.objects.bulk_create(rows, batch_size=200)


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
