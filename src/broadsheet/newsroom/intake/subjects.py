"""Taking in sections, topics, people and branches: few, and named by everything else, so they come first."""

from typing import Any

from django.db import transaction

from broadsheet.importers.names import folded
from broadsheet.importers.records import (
    ImportedBranch,
    ImportedPaper,
    ImportedPerson,
    ImportedSection,
    ImportedTopic,
    Status,
)
from broadsheet.newsroom.intake.bulk import MadePage, NewPage, add_pages
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.fitting import fit, fit_title
from broadsheet.newsroom.intake.lines import Step, remember
from broadsheet.newsroom.intake.pictures import take_in_pictures
from broadsheet.newsroom.intake.stored_body import BodyWriter
from broadsheet.newsroom.intake.targets import permanent_id_for
from broadsheet.newsroom.intake.updating import update_page
from broadsheet.newsroom.intake.values import Subject, subject_values
from broadsheet.newsroom.models import (
    AddressedPage,
    BranchPage,
    ContainerKind,
    PersonPage,
    SectionPage,
    TopicPage,
    outbox,
)
from broadsheet.newsroom.subject_index import INDEXED, enter

_SHELF_OF: dict[type[Any], tuple[ContainerKind, type[AddressedPage], str]] = {
    ImportedSection: (ContainerKind.SECTIONS, SectionPage, "section"),
    ImportedTopic: (ContainerKind.TOPICS, TopicPage, "topic"),
    ImportedPerson: (ContainerKind.PEOPLE, PersonPage, "person"),
    ImportedBranch: (ContainerKind.BRANCHES, BranchPage, "branch"),
}


def take_in_subjects(paper: ImportedPaper, desk: Desk) -> None:
    """Have every section, topic, person and branch of the import stand in the newsroom."""
    with transaction.atomic():
        sections = sorted(paper.sections, key=lambda section: section.position)
        records: tuple[Subject, ...] = (*paper.branches, *sections, *paper.topics, *paper.persons)
        for record in records:
            _take_in(record, desk)


def _take_in(record: Subject, desk: Desk) -> None:
    if not desk.speaks(record.language, "subject", record.where, record.title):
        return
    existing = _existing(record, desk)
    what = _SHELF_OF[type(record)][2]
    if existing is None and record.source_id in desk.targets.in_bin:
        desk.tell_in_bin(what, record.where, record.title)
        return
    if existing is None:
        _make(record, desk)
        return
    desk.targets.add(record.source_id, existing.permanent_id, existing.pk)
    if record.by_name or not record.digest:
        return
    desk.described.add(existing.pk)
    step = desk.step_beside(existing.pk, record.source_id, record.digest)
    if step is Step.UPDATE:
        live = record.status is Status.PUBLISHED
        update_page(existing, _values(record, desk), title=_title(record, desk), live=live, published=desk.now)
        _settle(record, existing, desk)
    else:
        desk.tell_left(step, what, record.where, record.title)


def _existing(record: Subject, desk: Desk) -> AddressedPage | None:
    """The page of an earlier import or of this permanent id, else the paper's own page of that name."""
    page_type = _SHELF_OF[type(record)][1]
    line = desk.lines.known.get(record.source_id)
    if line is not None and line.page is not None:
        found = page_type.objects.filter(pk=line.page).first()
        if found is not None:
            return found
    number = desk.targets.by_permanent_id.get(record.source_id)
    if number is None:
        number = desk.page_named(page_type, record.language, folded(record.title))
        if number in desk.described and not record.by_name:  # another of the same name
            number = None
    return page_type.objects.filter(pk=number).first() if number else None


def _make(record: Subject, desk: Desk) -> None:
    kind, page_type, what = _SHELF_OF[type(record)]
    parent = desk.shelf(record.language, kind)
    locale = desk.locale(record.language)
    title = _title(record, desk)
    new = NewPage(
        parent=parent,
        permanent_id=desk.free_permanent_id(permanent_id_for(record.source_id)),
        title=title,
        slug=desk.slug(parent, record.slug, what, record.where),
        locale_id=locale,
        translation_key=desk.work(record.source_id, record.translation_of, locale),
        values=_values(record, desk),
        live=record.status is Status.PUBLISHED,
        published=desk.now,
    )
    page = add_pages([new], desk.shelves)[0]
    if page.page_type in INDEXED:
        enter(page)
    desk.targets.add(record.source_id, page.permanent_id, page.pk)
    desk.name_page(page_type, record.language, folded(record.title), page.pk)
    if page.live:
        outbox.note(page.record_kind, page.permanent_id)
    if record.digest:
        desk.described.add(page.pk)
    _settle(record, page, desk)


def _settle(record: Subject, page: AddressedPage | MadePage, desk: Desk) -> None:
    desk.keep_old_addresses(page, record.old_addresses)
    if record.digest:
        open_links = {"calls": True, "pins": True} if desk.take_opened() else {}
        remember(record.source_id, record.digest, page.pk, still_open=open_links, unknown=record.unknown)


def _values(record: Subject, desk: Desk) -> Any:
    if isinstance(record, ImportedPerson):
        take_in_pictures(record.images, record.where, desk.targets, desk.tally)
    writer = BodyWriter(permanent_id_for(record.source_id), desk.targets)
    return fit(subject_values(record, writer, desk.targets), record.where, desk.tally)


def _title(record: Subject, desk: Desk) -> str:
    return fit_title(record.title, record.where, desk.tally)
