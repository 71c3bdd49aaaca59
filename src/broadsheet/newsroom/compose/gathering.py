"""Reading pages from the newsroom's database: a fixed number of queries however many pages are composed at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import PageViewRestriction

from broadsheet.newsroom.compose.body import find_body_rows
from broadsheet.newsroom.compose.inline import find_rows
from broadsheet.newsroom.compose.references import References, RowNumbers, look_up
from broadsheet.newsroom.compose.story_rows import StoryRow, byline_rows, story_rows
from broadsheet.newsroom.models import (
    PAGE_TYPES,
    AddressedPage,
    ArticleBranch,
    ArticlePage,
    ArticleTopic,
    Correction,
    EventBranch,
    EventPage,
    OldAddress,
    PaperSettings,
    PersonInNews,
    ReadersComment,
    Related,
)
from broadsheet.newsroom.plain_rows import among

type Rows = dict[int, list[Any]]

type Composable = AddressedPage | StoryRow
"""What a record is made of: a page, or the row of a story."""


@dataclass(slots=True, kw_only=True)
class Gathered:
    """The public pages of a batch, with the rows that belong to them, by page number."""

    pages: list[Composable] = field(default_factory=list)
    bylines: Rows = field(default_factory=dict)
    topics: Rows = field(default_factory=dict)
    persons: Rows = field(default_factory=dict)
    branches: Rows = field(default_factory=dict)
    other_branches: Rows = field(default_factory=dict)
    related: Rows = field(default_factory=dict)
    corrections: Rows = field(default_factory=dict)
    comments: Rows = field(default_factory=dict)
    old_addresses: Rows = field(default_factory=dict)
    references: References = field(default_factory=References)


_ROW_NUMBER_FIELDS = (
    ("section_id", "pages"),
    ("branch_id", "pages"),
    ("report_id", "pages"),
    ("picture_id", "images"),
    ("portrait_id", "images"),
    ("cover_id", "images"),
)
_STREAMS = ("body", "editorial", "plan", "calls", "pins")
_RICH_TEXTS = ("description", "picture_caption")


def gather(permanent_ids: Iterable[str], root: str) -> Gathered:
    """Read the pages with these permanent ids that readers may see now."""
    wanted = dict.fromkeys(permanent_ids)
    closed = closed_branches()
    pages: list[Composable] = []
    for page_type in PAGE_TYPES:
        rows = page_type.objects.filter(permanent_id__in=tuple(wanted), live=True, alias_of__isnull=True)
        found = story_rows(rows) if page_type is ArticlePage else rows.select_related("locale")
        for page in found:
            del wanted[page.permanent_id]  # so that what is found is not looked for among pages of other types
            if not page.path.startswith(closed):
                pages.append(page)
    return gather_pages(pages, root)


def gather_pages(pages: Iterable[Composable], root: str) -> Gathered:
    """Pages as the database has them, with the rows that belong to them."""
    gathered = Gathered(pages=list(pages))
    _gather_rows(gathered)
    gathered.references = look_up(_numbers(gathered), root)
    return gathered


def gathered_of(page: AddressedPage, root: str) -> Gathered:
    """One page as it stands in memory, published or not, with the rows it carries along."""
    gathered = Gathered(pages=[page])
    if isinstance(page, ArticlePage):
        for name in ("bylines", "topics", "persons", "branches", "related", "corrections"):
            getattr(gathered, name)[page.pk] = list(getattr(page, name).all())
    if isinstance(page, EventPage):
        gathered.other_branches[page.pk] = list(page.other_branches.all())
    gathered.comments = _comments([page.pk])
    gathered.old_addresses[page.pk] = list(OldAddress.objects.filter(page_id=page.pk).order_by("pk"))
    gathered.references = look_up(_numbers(gathered), root)
    return gathered


def closed_branches() -> tuple[str, ...]:
    """The tree paths of pages kept from the public: they, and whatever lies under them, are not composed."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def _gather_rows(gathered: Gathered) -> None:
    articles = [page.pk for page in gathered.pages if isinstance(page, ArticlePage | StoryRow)]
    gathered.bylines = _grouped(byline_rows(articles), "article_id")
    gathered.topics = _children(ArticleTopic, articles, "topic_id")
    gathered.persons = _children(PersonInNews, articles, "person_id")
    gathered.branches = _children(ArticleBranch, articles, "branch_id")
    gathered.related = _children(Related, articles, "related_id")
    gathered.corrections = _children(Correction, articles, "when", "kind", "text")
    events = [page.pk for page in gathered.pages if isinstance(page, EventPage)]
    held = among(EventBranch.objects.order_by("sort_order", "pk"), "event", events)
    gathered.other_branches = _grouped(held, "event_id")
    pages = [page.pk for page in gathered.pages]
    gathered.comments = _comments(pages)
    gathered.old_addresses = _grouped(among(OldAddress.objects.order_by("pk"), "page", pages), "page_id")


def _comments(pages: Sequence[int]) -> Rows:
    """The readers' comments that may be seen: approved ones, and none where the paper shows none."""
    # Asked for, not loaded: loading would make the settings where there are none, and have them composed.
    if PaperSettings.objects.filter(old_comments_shown=False).exists():
        return {}
    return _grouped(among(ReadersComment.objects.filter(approved=True).order_by("pk"), "page", pages), "page_id")


def all_comments(pages: Sequence[int]) -> Rows:
    """All readers' comments, those that nobody may see too: for what never reaches the edition."""
    return _grouped(ReadersComment.objects.filter(page_id__in=pages).order_by("pk"), "page_id")


def _children(model: Any, articles: Sequence[int], *columns: str) -> Rows:
    """These columns of the rows that belong to the stories: rows of many, so no object of Django's is made for each."""
    rows = among(model.objects.order_by("sort_order", "pk"), "article", articles)
    return _grouped(rows.values_list("article_id", *columns, named=True), "article_id")


def _grouped(rows: Iterable[Any], key: str) -> Rows:
    grouped: Rows = defaultdict(list)
    for row in rows:
        grouped[getattr(row, key)].append(row)
    return grouped


def _numbers(gathered: Gathered) -> RowNumbers:
    numbers = RowNumbers()
    for page in gathered.pages:
        _page_numbers(page, numbers)
    for rows, column in (
        (gathered.bylines, "person_id"),
        (gathered.topics, "topic_id"),
        (gathered.persons, "person_id"),
        (gathered.branches, "branch_id"),
        (gathered.other_branches, "branch_id"),
        (gathered.related, "related_id"),
    ):
        numbers.pages.update(getattr(row, column) for group in rows.values() for row in group if getattr(row, column))
    for group in gathered.corrections.values():
        for row in group:
            find_rows(row.text, numbers)
    return numbers


def _page_numbers(page: Composable, numbers: RowNumbers) -> None:
    for name, kind in _ROW_NUMBER_FIELDS:
        number = getattr(page, name, None)
        if number:
            getattr(numbers, kind).add(number)
    for name in _STREAMS:
        stream = getattr(page, name, None)
        if stream:
            find_body_rows(list(stream.raw_data), numbers)
    for name in _RICH_TEXTS:
        find_rows(getattr(page, name, None) or "", numbers)
