"""Taking in sections, topics, people and branches: few, and named by everything else, so they come first."""

from dataclasses import dataclass, field
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
from broadsheet.newsroom.subject_index import INDEXED, enter_new

_SHELF_OF: dict[type[Any], tuple[ContainerKind, type[AddressedPage], str]] = {
    ImportedSection: (ContainerKind.SECTIONS, SectionPage, "section"),
    ImportedTopic: (ContainerKind.TOPICS, TopicPage, "topic"),
    ImportedPerson: (ContainerKind.PEOPLE, PersonPage, "person"),
    ImportedBranch: (ContainerKind.BRANCHES, BranchPage, "branch"),
}


TOGETHER = 200
"""Subjects made at once."""


def take_in_subjects(paper: ImportedPaper, desk: Desk) -> None:
    """Have every section, topic, person and branch of the import stand in the newsroom."""
    with transaction.atomic():
        sections = sorted(paper.sections, key=lambda section: section.position)
        records: tuple[Subject, ...] = (*paper.branches, *sections, *paper.topics, *paper.persons)
        new = _NewSubjects(desk)
        for record in records:
            _take_in(record, desk, new)
        new.make()


@dataclass(slots=True)
class _NewSubjects:
    """Subjects that the newsroom has not, made together; each waits until another may lead to it."""

    desk: Desk
    waiting: dict[str, tuple[Subject, NewPage, bool]] = field(default_factory=dict)
    _names: set[tuple[type[Any], str]] = field(default_factory=set)

    def add(self, record: Subject, new: NewPage, *, opened: bool) -> None:
        """Have a subject made with the others."""
        self.waiting[record.source_id] = record, new, opened
        self._names.add((type(record), folded(record.title)))
        if len(self.waiting) >= TOGETHER:
            self.make()

    def has(self, record: Subject) -> bool:
        """Whether one that waits may be the same, or what this one leads to."""
        leads = "record:" in record.description or (
            isinstance(record, ImportedSection) and (record.calls or record.pins)
        )
        return bool(leads) or record.source_id in self.waiting or (type(record), folded(record.title)) in self._names

    def make(self) -> None:
        """Make all that wait."""
        waiting, self.waiting, self._names = list(self.waiting.values()), {}, set()
        pages = add_pages([new for _, new, _ in waiting], self.desk.shelves)
        enter_new((page.pk, page.title) for page in pages if page.page_type in INDEXED)
        outbox.note_all((page.record_kind, page.permanent_id) for page in pages if page.live)
        for page, (record, _, opened) in zip(pages, waiting, strict=True):
            self.desk.targets.add(record.source_id, page.permanent_id, page.pk)
            self.desk.name_page(page.page_type, record.language, folded(record.title), page.pk)
            if record.digest:
                self.desk.described.add(page.pk)
            _settle(record, page, self.desk, opened=opened)


def _take_in(record: Subject, desk: Desk, new: _NewSubjects) -> None:
    if new.has(record):
        new.make()
    if not desk.speaks(record.language, "subject", record.where, record.title):
        return
    existing = _existing(record, desk)
    what = _SHELF_OF[type(record)][2]
    if existing is None and record.source_id in desk.targets.in_bin:
        desk.tell_in_bin(what, record.where, record.title)
        return
    if existing is None:
        _add(record, desk, new)
        return
    desk.targets.add(record.source_id, existing.permanent_id, existing.pk)
    if record.by_name or not record.digest:
        return
    desk.described.add(existing.pk)
    step = desk.step_beside(existing.pk, record.source_id, record.digest)
    if step is Step.UPDATE:
        live = record.status is Status.PUBLISHED
        update_page(existing, _values(record, desk), title=_title(record, desk), live=live, published=desk.now)
        _settle(record, existing, desk, opened=desk.take_opened())
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


def _add(record: Subject, desk: Desk, new: _NewSubjects) -> None:
    kind, _, what = _SHELF_OF[type(record)]
    parent = desk.shelf(record.language, kind)
    locale = desk.locale(record.language)
    page = NewPage(
        parent=parent,
        permanent_id=desk.free_permanent_id(permanent_id_for(record.source_id)),
        title=_title(record, desk),
        slug=desk.slug(parent, record.slug, what, record.where),
        locale_id=locale,
        translation_key=desk.work(record.source_id, record.translation_of, locale),
        values=_values(record, desk),
        live=record.status is Status.PUBLISHED,
        published=desk.now,
    )
    new.add(record, page, opened=desk.take_opened())


def _settle(record: Subject, page: AddressedPage | MadePage, desk: Desk, *, opened: bool) -> None:
    desk.keep_old_addresses(page, record.old_addresses)
    if record.digest:
        open_links = {"calls": True, "pins": True} if opened else {}
        remember(record.source_id, record.digest, page.pk, still_open=open_links, unknown=record.unknown)


def _values(record: Subject, desk: Desk) -> Any:
    if isinstance(record, ImportedPerson):
        take_in_pictures(record.images, record.where, desk.targets, desk.tally)
    writer = BodyWriter(permanent_id_for(record.source_id), desk.targets)
    return fit(subject_values(record, writer, desk.targets), record.where, desk.tally)


def _title(record: Subject, desk: Desk) -> str:
    return fit_title(record.title, record.where, desk.tally)
