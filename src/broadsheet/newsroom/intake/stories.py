"""Taking in stories, events and standing pages: a stream, in batches, each in one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any, assert_never

from django.db import transaction
from wagtail.models import Page

from broadsheet.edition.addresses import check_standing_path
from broadsheet.errors import MalformedRecordError
from broadsheet.fetching import FetchedFile
from broadsheet.importers.names import slug_from
from broadsheet.importers.records import ImportedArticle, ImportedEvent, ImportedPage, ImportedRecord, Status
from broadsheet.newsroom.intake.bulk import MadePage, NewPage, add_pages
from broadsheet.newsroom.intake.comments import keep_comments
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.documents import fetched_documents, take_in_documents
from broadsheet.newsroom.intake.fitting import fit, fit_title
from broadsheet.newsroom.intake.lines import Step, remember
from broadsheet.newsroom.intake.missing_pictures import addresses_of, has_what_was_missing, with_missing_picture
from broadsheet.newsroom.intake.pictures import take_in_pictures
from broadsheet.newsroom.intake.stored_body import BodyWriter
from broadsheet.newsroom.intake.targets import permanent_id_for
from broadsheet.newsroom.intake.updating import update_page
from broadsheet.newsroom.intake.values import PageValues, article_values, event_values, standing_values
from broadsheet.newsroom.models import AddressedPage, ArticlePage, ContainerKind, ImportedLine, StandingPage, outbox
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.plain_rows import insert_rows

BATCH = 200
"""Records taken in at once: a batch is whole or not there at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InIssue:
    """A story's wish to stand in an issue, named by source id or by day."""

    article: str
    issue: str
    day: Any
    position: int
    published: datetime
    slug: str
    section: str

    @property
    def order(self) -> tuple[bool, int, datetime, str]:
        """Position first, those without one after; ties by date, then slug."""
        return (self.position <= 0, self.position, self.published, self.slug)


@dataclass(slots=True)
class _Prepared:
    record: ImportedRecord
    new: NewPage
    still_open: dict[str, Any] = field(default_factory=dict)


def take_in_stream(records: Iterable[ImportedRecord], desk: Desk) -> list[InIssue]:
    """Take in everything; returns which stories want to stand in an issue."""
    wishes: list[InIssue] = []
    for batch in batched(records, BATCH):
        _fetch_pictures(batch, desk)
        with transaction.atomic():
            prepared = list(_prepare_all(batch, desk))
            pages = add_pages([each.new for each in prepared], desk.shelves)
            _settle(prepared, pages, desk)
        desk.targets.media.settle()
        wishes += [_wish(record) for record in batch if isinstance(record, ImportedArticle) and _wants_issue(record)]
    return wishes


def _wants_issue(record: ImportedArticle) -> bool:
    return bool(record.issue or record.issue_day)


def _wish(record: ImportedArticle) -> InIssue:
    return InIssue(
        article=record.source_id,
        issue=record.issue,
        day=record.issue_day,
        position=record.position,
        published=record.published,
        slug=record.slug,
        section=record.section,
    )


def _prepare_all(batch: Iterable[ImportedRecord], desk: Desk) -> Iterator[_Prepared]:
    """New pages of the batch; lines that are there already are changed or left on the way."""
    for record in batch:
        if not desk.speaks(record.language, _what(record), record.where, record.title):
            continue
        match _step(record, desk):
            case Step.MAKE:
                if not _took_over(record, desk):
                    desk.made.add(record.source_id)
                    yield from _prepare(record, desk)
            case Step.UPDATE:
                page = Page.objects.get(pk=desk.targets.known(record.source_id)).specific
                if page.in_bin:
                    desk.tell_in_bin(_what(record), record.where, record.title)
                else:
                    _update(record, page, desk)
            case left:
                desk.tell_left(left, _what(record), record.where, record.title)


def _fetch_pictures(batch: Iterable[ImportedRecord], desk: Desk) -> None:
    """Ask the old site for the pictures of records that will be taken in, before the database is held."""
    media = desk.targets.media
    if media.fetches:
        wanted = [record for record in batch if _step(record, desk) in (Step.MAKE, Step.UPDATE)]
        media.fetch_all(address for record in wanted for address in addresses_of(record.images, desk.targets))
        media.fetch_all(fetched_documents(document for record in wanted for document in record.documents))


def _has_missing_document(record: ImportedRecord, desk: Desk) -> bool:
    """Whether the old site has a document now that was not to be had at the last import."""
    media = desk.targets.media
    return media.fetches and any(
        isinstance(media.fetched(address), FetchedFile) for address in fetched_documents(record.documents)
    )


def _step(record: ImportedRecord, desk: Desk) -> Step:
    """What to do with a line; an unchanged one is taken in again when its pictures, missing before, may be had now."""
    step = desk.step(record.source_id, record.digest)
    page = desk.targets.known(record.source_id)
    if step is not Step.LEAVE or page is None:
        return step
    if not has_what_was_missing(page, record.images, desk.targets) and not _has_missing_document(record, desk):
        return step
    return Step.LEAVE if desk.lines.edited(record.source_id) else Step.UPDATE


def _what(record: ImportedRecord) -> str:
    match record:
        case ImportedArticle():
            return "story"
        case ImportedPage():
            return "page"
        case ImportedEvent():
            return "event"


def _prepare(record: ImportedRecord, desk: Desk) -> Iterator[_Prepared]:
    values, still_open = _values(record, desk)
    parent, slug, month = _place(record, desk)
    live = _is_live(record, desk)
    locale = desk.locale(record.language)
    published, updated = _moments(record, desk)
    new = NewPage(
        parent=parent,
        permanent_id=desk.free_permanent_id(permanent_id_for(record.source_id)),
        title=fit_title(record.title, record.where, desk.tally),
        slug=slug,
        locale_id=locale,
        translation_key=desk.work(record.source_id, record.translation_of, locale),
        values=values,
        live=live,
        published=published,
        updated=updated,
        month=(month if live else "") if month is not None else None,
    )
    prepared = _Prepared(record=record, new=new, still_open=still_open)
    if isinstance(record, ImportedPage):  # a later page of this batch may stand under it
        _settle([prepared], add_pages([new], desk.shelves), desk)
    else:
        yield prepared


def _is_live(record: ImportedRecord, desk: Desk) -> bool:
    """Whether readers see it; under an embargo nobody does."""
    embargo = record.embargo if isinstance(record, ImportedArticle) else None
    return record.status is Status.PUBLISHED and not (embargo and embargo > desk.now)


def _values(record: ImportedRecord, desk: Desk) -> tuple[PageValues, dict[str, Any]]:
    take_in_pictures(record.images, record.where, desk.targets, desk.tally)
    take_in_documents(record.documents, record.where, desk.targets, desk.tally)
    record = with_missing_picture(record, desk.targets)
    writer = BodyWriter(permanent_id_for(record.source_id), desk.targets)
    desk.take_opened()
    match record:
        case ImportedArticle():
            values = article_values(record, writer, desk.targets)
        case ImportedPage():
            values = standing_values(record, writer)
        case ImportedEvent():
            values = event_values(record, writer, desk.targets)
        case never:
            assert_never(never)
    still_open: dict[str, Any] = {"body": True} if desk.take_opened() else {}
    if isinstance(record, ImportedArticle):
        related = [source_id for source_id in record.related if desk.targets.story(source_id) is None]
        still_open |= {"related": related} if related else {}
    if isinstance(record, ImportedEvent) and record.report and desk.targets.story(record.report) is None:
        still_open |= {"report": record.report}
    return fit(values, record.where, desk.tally), still_open


def _place(record: ImportedRecord, desk: Desk) -> tuple[Page | MadePage, str, str | None]:
    """The page's parent, its slug there, and the month of its address if it has one."""
    match record:
        case ImportedArticle():
            parent: Page | MadePage = desk.month(record.language, record.month)
            taken = desk.slugs_of_month(record.language, record.month)
            return parent, desk.slug(parent, record.slug, "story", record.where, taken), record.month
        case ImportedEvent():
            parent = desk.shelf(record.language, ContainerKind.DIARY)
            return parent, desk.slug(parent, record.slug, "event", record.where), record.month
        case ImportedPage():
            *above, slug = _free_path(record, desk).split("/")
            parent = desk.home(record.language)
            for segment in above:
                parent = _page_above(parent, segment, desk)
            return parent, desk.slug(parent, slug, "page", record.where), None


def _free_path(record: ImportedPage, desk: Desk) -> str:
    """The path, its first part with `-2` when that belongs to the paper."""
    codes = {code for code, _ in current_paper().languages}
    first, slash, rest = record.path.partition("/")
    try:
        check_standing_path(record.path)
        taken = first in codes
    except MalformedRecordError:
        taken = True
    if not taken:
        return record.path
    path = f"{slug_from(first, 'page')}-2{slash}{rest}"
    desk.lose("web address", record.where, record.path, f"it belongs to the paper itself; this page has “{path}”.")
    return path


def _page_above(parent: Page | MadePage, segment: str, desk: Desk) -> Page | MadePage:
    under = StandingPage.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
    found = under.filter(slug=segment).first()
    if found is not None:
        return found
    new = NewPage(
        parent=parent,
        permanent_id=permanent_id_for(f"above {parent.url_path}{segment}"),
        title=segment.replace("-", " ").capitalize(),
        slug=desk.shelves.slug(parent, segment),
        locale_id=parent.locale_id,
        translation_key=desk.work(f"above {parent.url_path}{segment}", "", parent.locale_id),
        values=PageValues(page_type=StandingPage, columns={}),
        live=False,
    )
    return add_pages([new], desk.shelves)[0]


def _took_over(record: ImportedRecord, desk: Desk) -> bool:
    """A standing page may find a page at its path that was only made to hold others: then it becomes that page."""
    if not isinstance(record, ImportedPage):
        return False
    home = desk.home(record.language)
    stub = StandingPage.objects.filter(
        url_path=f"{home.url_path}{record.path}/",
        permanent_id=permanent_id_for(f"above {home.url_path}{record.path}"),
        first_published_at__isnull=True,
        latest_revision__isnull=True,
    ).first()
    if stub is None:
        return False
    _update(record, stub, desk)
    return True


def _update(record: ImportedRecord, page: AddressedPage, desk: Desk) -> None:
    values, still_open = _values(record, desk)
    published, updated = _moments(record, desk)
    update_page(
        page,
        values,
        title=fit_title(record.title, record.where, desk.tally),
        live=_is_live(record, desk),
        published=published,
        updated=updated,
    )
    desk.targets.add(record.source_id, page.permanent_id, page.pk)
    desk.keep_old_addresses(page, record.old_addresses)
    if not isinstance(record, ImportedEvent) and record.comments is not None:
        keep_comments([(page.pk, record.comments)], desk.targets)
    remember(record.source_id, record.digest, page.pk, still_open=still_open, unknown=record.unknown)


def _moments(record: ImportedRecord, desk: Desk) -> tuple[datetime, datetime | None]:
    if isinstance(record, ImportedEvent):
        return desk.now, None
    return record.published, record.updated


_LINE = ("source_id", "digest", "page_id", "revision_seen", "imported_at", "still_open", "unknown_keys")


def _settle(prepared: list[_Prepared], pages: list[MadePage], desk: Desk) -> None:
    """Note what was made: targets, old addresses, lines, outbox."""
    lines = []
    for each, page in zip(prepared, pages, strict=True):
        record = each.record
        desk.targets.add(record.source_id, page.permanent_id, page.pk, is_story=page.page_type is ArticlePage)
        lines.append((record.source_id, record.digest, page.pk, 0, desk.now, each.still_open, dict(record.unknown)))
    desk.keep_all_old_addresses((page, each.record.old_addresses) for each, page in zip(prepared, pages, strict=True))
    commented = [
        (page.pk, each.record.comments)
        for each, page in zip(prepared, pages, strict=True)
        if not isinstance(each.record, ImportedEvent) and each.record.comments
    ]
    if commented:
        keep_comments(commented, desk.targets)
    # Those of pages that are gone; nothing hangs on a line, so there is nothing to be collected first.
    known = [line[0] for line in lines if line[0] in desk.lines.known]
    ImportedLine.objects.filter(source_id__in=known).delete()
    insert_rows(ImportedLine, _LINE, lines)
    outbox.note_all((page.record_kind, page.permanent_id) for page in pages if page.live)
