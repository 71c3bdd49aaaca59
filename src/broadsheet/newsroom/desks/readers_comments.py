"""The readers' comments of a story or standing page, to be read on its screen."""

from typing import Any, Final

from wagtail.admin.panels import Panel

from broadsheet.edition.comments import CommentSort
from broadsheet.edition.inline import plain_text
from broadsheet.newsroom.models import PaperSettings, ReadersComment

MOST_COMMENTS: Final = 500
"""Comments shown of one page; all of them leave with the paper."""


class ReadersCommentsPanel(Panel):
    """The readers' comments that came with a page from an old site, to be read: those nobody else sees, too."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "newsroom/panels/readers_comments.html"

        def is_shown(self) -> bool:
            """Only where there are any."""
            return bool(self.instance.pk) and ReadersComment.objects.filter(page_id=self.instance.pk).exists()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The comments in their order, and whether the paper shows any."""
            rows = ReadersComment.objects.filter(page_id=self.instance.pk)
            count = rows.count()
            return super().get_context_data(parent_context) | {
                "comments": [_comment_shown(row) for row in rows.order_by("pk")[:MOST_COMMENTS]],
                "more": max(0, count - MOST_COMMENTS),
                "are_shown": not PaperSettings.objects.filter(old_comments_shown=False).exists(),
            }


def _comment_shown(row: ReadersComment) -> dict[str, Any]:
    return {
        "number": row.number,
        "answers": row.parent,
        "author": row.author,
        "when": row.written_at,
        "from_elsewhere": row.sort != CommentSort.COMMENT.value,
        "approved": row.approved,
        "paragraphs": [plain_text(text) for text in row.text],
    }
