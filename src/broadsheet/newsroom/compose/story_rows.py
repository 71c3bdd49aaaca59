"""
Stories as composing reads them: their columns, without a page of Wagtail's around each.

Making such a page takes longer than reading its row and writing its record, which is felt where a whole archive is
composed. A preview composes the page that stands in memory; both have the same attributes, and one way of composing.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from broadsheet.newsroom.models import ArticlePage, Byline
from broadsheet.newsroom.plain_rows import among


class StoryRow(NamedTuple):
    """What composing asks of a story, by the names that its page has too."""

    pk: int
    path: str
    permanent_id: str
    language_code: str
    title: str
    translation_key: UUID
    slug: str
    month: str
    first_published_at: datetime | None
    revised_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str
    kicker: str
    standfirst: str
    dateline: str
    genre: str
    section_id: int | None
    picture_id: int | None
    picture_alt: str
    picture_caption: str
    body: Any
    review_of: str
    review_by: str
    review_where: str
    share_headline: str
    share_text: str
    licence: str

    @property
    def record_kind(self) -> str:
        """The kind of the record it becomes."""
        return ArticlePage.record_kind

    @property
    def locale(self) -> "StoryRow":
        """What is asked for the `language_code`, as a page's locale is."""
        return self


_COLUMNS = tuple("locale__language_code" if name == "language_code" else name for name in StoryRow._fields)


def story_rows(stories: Any) -> Iterator[StoryRow]:
    """The rows of a query for stories."""
    return map(StoryRow._make, stories.values_list(*_COLUMNS))


def byline_rows(stories: Iterable[int]) -> Any:
    """The bylines of these stories with the names of those who have a page, in order."""
    rows = among(Byline.objects.order_by("sort_order", "pk"), "article", stories)
    columns = ("article_id", "person_id", "person_title", "printed_name", "role", "description")
    return rows.annotate(person_title=F("person__title")).values_list(*columns, named=True)
