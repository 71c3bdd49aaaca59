"""Taking in issues: their own lines, and the stories that say in which issue they stood."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import batched
from typing import Any

from django.db import transaction

from broadsheet.edition.records import IssueSection, Placement
from broadsheet.importers.records import ImportedIssue, Status
from broadsheet.newsroom.intake.bulk import MadePage, NewPage, add_pages, as_stored
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.documents import take_in_documents
from broadsheet.newsroom.intake.fitting import fit
from broadsheet.newsroom.intake.lines import Step, remember
from broadsheet.newsroom.intake.pictures import take_in_pictures
from broadsheet.newsroom.intake.stored_body import BodyWriter
from broadsheet.newsroom.intake.stories import InIssue
from broadsheet.newsroom.intake.targets import permanent_id_for
from broadsheet.newsroom.intake.updating import follow, update_page
from broadsheet.newsroom.intake.values import PageValues
from broadsheet.newsroom.models import ContainerKind, IssuePage, SectionPage, outbox
from broadsheet.newsroom.models.issues import issue_slug, place

TOGETHER = 20
"""Issues taken in at once: each batch is whole or not there at all."""

NO_SECTION = "More stories"
"""The heading of stories without a section."""


def take_in_issues(issues: Sequence[ImportedIssue], wishes: Sequence[InIssue], desk: Desk) -> None:
    """Have every issue of the import stand in the newsroom with its stories."""
    wanted = _by_issue(issues, wishes, desk)
    there = set(IssuePage.objects.values_list("number", "volume", "locale_id"))
    ordered = sorted(issues, key=lambda issue: (issue.volume, issue.number))
    for batch in batched(ordered, TOGETHER):
        with transaction.atomic():
            new = _NewIssues(desk, there)
            for record in batch:
                if desk.speaks(record.language, "issue", record.where, str(record.number)):
                    _take_in(record, wanted.pop(record.source_id, []), desk, new)
            new.make()
    for stories in wanted.values():
        _add_by_day(stories, desk)


def _by_issue(issues: Iterable[ImportedIssue], wishes: Iterable[InIssue], desk: Desk) -> dict[Any, list[InIssue]]:
    by_day = {issue.day: issue.source_id for issue in issues}
    wanted: dict[Any, list[InIssue]] = defaultdict(list)
    for wish in wishes:
        if desk.targets.known(wish.article) is not None:
            wanted[wish.issue or by_day.get(wish.day) or wish.day].append(wish)
    return wanted


@dataclass(slots=True)
class _NewIssues:
    """Issues of one batch that the newsroom has not, made together; `there` has the keys of those it has."""

    desk: Desk
    there: set[tuple[int, int, int]]
    waiting: dict[tuple[int, int, int], tuple[ImportedIssue, list[InIssue]]] = field(default_factory=dict)

    def add(self, record: ImportedIssue, wishes: list[InIssue]) -> None:
        """Have an issue made with the others."""
        self.waiting[self.key_of(record)] = record, wishes

    def key_of(self, record: ImportedIssue) -> tuple[int, int, int]:
        """What tells one issue from another."""
        return record.number, record.volume, self.desk.locale(record.language)

    def make(self) -> None:
        """Make all that wait."""
        desk, records = self.desk, [record for record, _ in self.waiting.values()]
        prepared = [_new(record, wishes, desk) for record, wishes in self.waiting.values()]
        self.there |= self.waiting.keys()
        self.waiting = {}
        pages = add_pages([new for new, _ in prepared], desk.shelves)
        made = list(zip(pages, prepared, strict=True))
        place({page.pk: new.values.columns["plan"] for page, (new, _) in made if page.live})
        outbox.note_all((page.record_kind, page.permanent_id) for page in pages if page.live)
        for record, (page, (_, opened)) in zip(records, made, strict=True):
            desk.targets.add(record.source_id, page.permanent_id, page.pk)
            _settle(record, page, desk, opened=opened)


def _take_in(record: ImportedIssue, wishes: list[InIssue], desk: Desk, new: _NewIssues) -> None:
    if new.key_of(record) in new.waiting:  # a source may have an issue twice
        new.make()
    if record.source_id in desk.targets.in_bin:
        desk.tell_in_bin("issue", record.where, str(record.number))
        return
    number, volume, locale = key = new.key_of(record)
    # Asked for only where there is one: an archive of twenty years has a thousand issues, each a wide row.
    page = (
        IssuePage.objects.filter(number=number, volume=volume, locale_id=locale).first() if key in new.there else None
    )
    if page is None:
        new.add(record, wishes)
        return
    desk.targets.add(record.source_id, page.permanent_id, page.pk)
    if record.derived or not record.digest:
        add_stories(page, _sections(record, wishes, desk), desk, record.source_id)
        return
    step = desk.step_beside(page.pk, record.source_id, record.digest)
    if step is Step.UPDATE:
        live = record.status is Status.PUBLISHED
        update_page(page, _values(record, wishes, desk), title=_title(record), live=live, published=desk.now)
        _settle(record, page, desk, opened=desk.take_opened())
    else:
        desk.tell_left(step, "issue", record.where, str(record.number))
        add_stories(page, _sections(record, wishes, desk), desk, record.source_id)


def _new(record: ImportedIssue, wishes: list[InIssue], desk: Desk) -> tuple[NewPage, bool]:
    """The page to be made, and whether links of it lead to what is still to come."""
    parent = desk.shelf(record.language, ContainerKind.ISSUES)
    slug = issue_slug(record.volume, record.number)
    locale = desk.locale(record.language)
    new = NewPage(
        parent=parent,
        permanent_id=desk.free_permanent_id(permanent_id_for(record.source_id)),
        title=_title(record),
        slug=desk.slug(parent, slug, "issue", record.where),
        locale_id=locale,
        translation_key=desk.work(record.source_id, record.translation_of, locale),
        values=_values(record, wishes, desk),
        live=record.status is Status.PUBLISHED,
        published=desk.now,
    )
    return new, desk.take_opened()


def _settle(record: ImportedIssue, page: IssuePage | MadePage, desk: Desk, *, opened: bool) -> None:
    desk.keep_old_addresses(page, record.old_addresses)
    if record.digest:
        open_links = {"editorial": True} if opened else {}
        remember(record.source_id, record.digest, page.pk, still_open=open_links, unknown=record.unknown)


def _title(record: ImportedIssue) -> str:
    return (record.title or f"Issue {issue_slug(record.volume, record.number)}")[:255]


def _values(record: ImportedIssue, wishes: list[InIssue], desk: Desk) -> PageValues:
    take_in_pictures(record.images, record.where, desk.targets, desk.tally)
    take_in_documents(record.documents, record.where, desk.targets, desk.tally)
    writer = BodyWriter(permanent_id_for(record.source_id), desk.targets)
    desk.take_opened()
    cover = desk.targets.images.get(record.cover.image) if record.cover else None
    columns = {
        "number": record.number,
        "volume": record.volume,
        "day": record.day,
        "issue_title": record.title,
        "cover_id": cover,
        "cover_alt": record.cover.alt if record.cover and cover else "",
        "editorial": writer.body(record.editorial),
        "plan": writer.plan(_sections(record, wishes, desk)),
    }
    return fit(PageValues(page_type=IssuePage, columns=columns), record.where, desk.tally)


def _sections(record: ImportedIssue, wishes: Iterable[InIssue], desk: Desk) -> tuple[IssueSection, ...]:
    """The issue's own plan, and the stories that name the issue but are not in it, under their section."""
    placed = {placement.article for section in record.sections for placement in section.placements}
    missing = [wish for wish in sorted(wishes, key=lambda wish: wish.order) if wish.article not in placed]
    return merged(record.sections, _headed(missing, desk))


def _headed(wishes: Iterable[InIssue], desk: Desk) -> tuple[IssueSection, ...]:
    """Stories under the names of their sections, sections in the order of their first story."""
    titles = _section_titles(wishes := list(wishes), desk)
    headed: dict[str, list[Placement]] = defaultdict(list)
    for wish in wishes:
        headed[titles.get(wish.section, NO_SECTION)].append(Placement(article=wish.article))
    return tuple(IssueSection(title=title, placements=tuple(placed)) for title, placed in headed.items())


def _section_titles(wishes: Iterable[InIssue], desk: Desk) -> dict[str, str]:
    numbers = {wish.section: desk.targets.known(wish.section) for wish in wishes if wish.section}
    titles = dict(SectionPage.objects.filter(pk__in=[n for n in numbers.values() if n]).values_list("pk", "title"))
    return {section: titles[number] for section, number in numbers.items() if number in titles}


def merged(plan: Iterable[IssueSection], more: Iterable[IssueSection]) -> tuple[IssueSection, ...]:
    """One plan: sections of the same title joined, the first plan's order kept."""
    sections = list(plan)
    for added in more:
        for index, section in enumerate(sections):
            if section.title == added.title:
                sections[index] = replace(section, placements=section.placements + added.placements)
                break
        else:
            sections.append(added)
    return tuple(sections)


def add_stories(page: IssuePage, sections: Iterable[IssueSection], desk: Desk, source_id: str = "") -> None:
    """
    Add stories that the issue's plan has not; an issue that has them all is not touched.

    To one that was edited in the newsroom only stories are added that are new with this import: whatever else is not in
    its plan was taken out.
    """
    if desk.edited(page.pk, source_id):
        sections = [_only(desk.made, section) for section in sections]
    stored = [dict(block) for block in page.plan.raw_data]
    placed = {_article_of(item) for block in stored for item in block["value"].get("stories") or ()}
    writer = BodyWriter(f"{page.permanent_id} {len(placed)}", desk.targets)
    changed = False
    for block in writer.plan(sections):
        stories = [item for item in block["value"]["stories"] if item["value"]["article"] not in placed]
        if not stories:
            continue
        changed = True
        for present in stored:
            if present["value"].get("title") == block["value"]["title"]:
                present["value"] = {**present["value"], "stories": [*present["value"].get("stories", ()), *stories]}
                break
        else:
            stored.append({**block, "value": {**block["value"], "stories": stories}})
    if changed:
        page.plan = as_stored(IssuePage, "plan", stored)
        page.save(clean=False)
        if page.latest_revision_id is not None:
            follow(page)


def _only(source_ids: Collection[str], section: IssueSection) -> IssueSection:
    return replace(section, placements=tuple(each for each in section.placements if each.article in source_ids))


def _article_of(item: Any) -> Any:
    return item["value"].get("article") if item.get("type") == "item" else item.get("article")


def _add_by_day(stories: list[InIssue], desk: Desk) -> None:
    """Stories that name an issue only by its day go to the paper's issue of that day, if it has one."""
    page = IssuePage.objects.filter(day=stories[0].day).first() if stories[0].day else None
    if page is None:
        for story in stories:
            why = f"the paper has no issue “{story.issue or story.day}” and nothing says its number."
            desk.lose("place in an issue", "the whole source", story.slug, why)
        return
    with transaction.atomic():
        add_stories(page, _headed(sorted(stories, key=lambda story: story.order), desk), desk)
