"""The comments of a WordPress export. Addresses of mail and of machines, and accounts, were never read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from broadsheet.edition.blocks import Inline
from broadsheet.edition.comments import Comment, CommentSort
from broadsheet.edition.inline import escape
from broadsheet.importers.comment_text import comment_paragraphs
from broadsheet.importers.links import Links
from broadsheet.importers.names import untaken
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.importers.surroundings import Surroundings
from broadsheet.importers.wordpress_html import paragraphs_by_blank_lines
from broadsheet.importers.wxr_items import Item, RawComment, plain_title

LONGEST_NAME: Final = 255
_APPROVED: Final = frozenset({"1", "approve", "approved"})
_THROWN_AWAY: Final = frozenset({"spam", "trash", "post-trashed"})
_SORTS: Final = {"": CommentSort.COMMENT} | {sort.value: sort for sort in CommentSort}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentReader:
    """Reads the comments of one item after another; what its words lose is told as of a comment."""

    links: Links
    base: str

    def read(self, item: Item) -> tuple[Comment, ...]:
        """The item's comments in their order, those not approved too."""
        inside = Tally()
        kept = tuple(self._kept(item, inside))
        self._tell(item, kept, inside)
        return kept

    def _kept(self, item: Item, inside: Tally) -> Iterator[Comment]:
        taken: set[str] = set()
        kept: list[tuple[RawComment, Comment]] = []
        for raw in item.comments:
            self.links.tally.found("comment")
            comment = self._comment(raw, item, inside)
            if comment is None:
                continue
            self.links.tally.carried("comment")
            kept.append((raw, replace(comment, id=untaken(_usable(raw.number) or str(len(kept) + 1), taken))))
        numbers = {raw.number: comment.id for raw, comment in reversed(kept)}
        for raw, comment in kept:
            parent = numbers.get(raw.parent, "") if raw.parent not in ("", "0") else ""
            if raw.parent not in ("", "0") and not parent:
                self._lose(item, raw, "the comment it answers is not carried; it stands by itself", Severity.CHANGED)
            yield replace(comment, parent=parent)

    def _comment(self, raw: RawComment, item: Item, inside: Tally) -> Comment | None:
        if raw.approved in _THROWN_AWAY:
            self._lose(item, raw, "the old site had thrown it away as spam or rubbish", Severity.DROPPED)
            return None
        links = replace(self.links, tally=inside)
        around = Surroundings(where=item.where, links=links, base=self.base, find_image=lambda _source: None)
        text = comment_paragraphs(paragraphs_by_blank_lines(raw.content), around)
        sort = _SORTS.get(raw.sort)
        if sort in (CommentSort.TRACKBACK, CommentSort.PINGBACK) and (target := around.absolute(raw.address)):
            shown = escape(target)
            text = (*text, Inline(f'<a href="{shown.replace(chr(34), "%22")}">{shown}</a>'))
        if not text:
            self._lose(item, raw, "it has no words", Severity.DROPPED)
            return None
        if sort is None:
            why = f"it is of the kind “{raw.sort[:40]}”, which is not known here; it is kept and not shown"
            self._lose(item, raw, why, Severity.CHANGED)
        return Comment(
            id="",
            author=plain_title(raw.author)[:LONGEST_NAME],
            when=self._moment(raw),
            text=text,
            sort=sort or CommentSort.COMMENT,
            approved=raw.approved in _APPROVED and sort is not None,
        )

    def _moment(self, raw: RawComment) -> datetime | None:
        for text, zone in ((raw.date_gmt, UTC), (raw.date, ZoneInfo(self.links.context.timezone))):
            try:
                return datetime.fromisoformat(text).replace(tzinfo=zone, microsecond=0).astimezone(UTC)
            except (ValueError, OverflowError):
                continue
        return None

    def _tell(self, item: Item, kept: tuple[Comment, ...], inside: Tally) -> None:
        tally = self.links.tally
        for what, count in inside.report().counts.items():
            tally.found(f"{what} in a comment", count.found)
            tally.carried(f"{what} in a comment", count.carried)
        for loss in inside.report().losses:
            tally.lose(replace(loss, what=f"{loss.what} in a comment"))
        waiting = sum(not comment.approved for comment in kept)
        if waiting:
            why = "not approved on the old site; kept in the newsroom, readers never see it"
            which = plain_title(item.text("title"))
            lost = Loss(
                what="comment", where=item.where, which=which, why=why, severity=Severity.CHANGED, count=waiting
            )
            tally.lose(lost)
        websites = sum(raw.sort in ("", "comment") and bool(raw.address) for raw in item.comments)
        if websites:
            tally.found("reader's own website", websites)
            why = "it points at the person who wrote the comment"
            which = plain_title(item.text("title"))
            tally.lose(Loss(what="reader's own website", where=item.where, which=which, why=why, count=websites))

    def _lose(self, item: Item, raw: RawComment, why: str, severity: Severity) -> None:
        which = f"{raw.number} by {plain_title(raw.author)}"[:80]
        self.links.tally.lose(Loss(what="comment", where=item.where, which=which, why=why, severity=severity))


def _usable(number: str) -> str:
    return number if number.isascii() and number.replace("-", "").isalnum() and len(number) < 50 else ""
