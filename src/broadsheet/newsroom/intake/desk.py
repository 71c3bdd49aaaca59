"""What one import has on its desk: what is known, what is taken, and to whom losses are told."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from wagtail.models import Page

from broadsheet.importers.names import folded
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.newsroom.intake.bulk import MadePage, Shelves, add_shelf
from broadsheet.newsroom.intake.lines import Lines, Step, newest_revision
from broadsheet.newsroom.intake.media import Media
from broadsheet.newsroom.intake.targets import Targets, load_targets, permanent_id_for
from broadsheet.newsroom.models import (
    AddressedPage,
    ArticlePage,
    ContainerKind,
    ContainerPage,
    HomePage,
    OldAddress,
)
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.plain_rows import insert_rows
from broadsheet.newsroom.shelves import child_shelf, home_of, shelf


@dataclass(slots=True)
class Desk:
    """
    The state of one import.

    `made` has the source ids of stories that are new with it, `described` the pages that lines of their own describe.
    """

    tally: Tally
    overwrite: bool
    now: datetime
    lines: Lines
    targets: Targets
    shelves: Shelves = field(default_factory=Shelves)
    made: set[str] = field(default_factory=set)
    described: set[int] = field(default_factory=set)
    _works: dict[str, uuid.UUID] = field(default_factory=dict)
    _work_languages: set[bytes] = field(default_factory=set)
    _names: dict[tuple[type, str], dict[str, int]] = field(default_factory=dict)
    _homes: dict[str, HomePage] = field(default_factory=dict)
    _shelf_pages: dict[tuple[str, str], ContainerPage] = field(default_factory=dict)
    _months_taken: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    @classmethod
    def lay(cls, tally: Tally, now: datetime, *, overwrite: bool, media: Media | None = None) -> "Desk":
        """Read what an import must know of the newsroom."""
        lines = Lines.load()
        desk = cls(tally=tally, overwrite=overwrite, now=now, lines=lines, targets=load_targets(lines.pages()))
        desk.targets.media = media or desk.targets.media
        desk.targets.overwrite = overwrite
        works = Page.objects.values_list("translation_key", "locale_id").iterator()
        desk._work_languages = {_in_language(work, locale) for work, locale in works}
        return desk

    # ---- languages

    def language(self, tag: str) -> str:
        """The paper's own code for a language tag; empty when the paper has no such language."""
        codes = [code for code, _ in current_paper().languages]
        wanted = tag.lower()
        return next((code for code in (wanted, wanted.partition("-")[0]) if code in codes), "")

    def speaks(self, tag: str, what: str, where: str, which: str) -> bool:
        """Whether the paper has this language; if not, the loss is told."""
        if self.language(tag):
            return True
        self.refuse(what, where, which, f"the paper has no language “{tag}”; add it to broadsheet.toml.")
        return False

    def home(self, tag: str) -> HomePage:
        """The front of a language."""
        code = self.language(tag)
        if code not in self._homes:
            self._homes[code] = home_of(code)
        return self._homes[code]

    def locale(self, tag: str) -> int:
        """The row number of a language."""
        return int(self.home(tag).locale_id)

    # ---- shelves and addresses

    def shelf(self, tag: str, kind: ContainerKind) -> ContainerPage:
        """The shelf of a kind in a language."""
        key = (self.language(tag), kind.value)
        if key not in self._shelf_pages:
            self._shelf_pages[key] = shelf(self.home(tag), kind)
        return self._shelf_pages[key]

    def month(self, tag: str, month: str) -> ContainerPage:
        """The shelf of a month in a language."""
        key = (self.language(tag), month)
        if key not in self._shelf_pages:
            self._shelf_pages[key] = self._month_shelf(self.home(tag), month)
        return self._shelf_pages[key]

    def _month_shelf(self, home: HomePage, month: str) -> ContainerPage:
        number, _, number_of_month = month.partition("-")
        year = child_shelf(home, ContainerKind.YEAR, number) or add_shelf(
            home, home, ContainerKind.YEAR, slug=number, title=number, shelves=self.shelves
        )
        return child_shelf(year, ContainerKind.MONTH, number_of_month) or add_shelf(
            home, year, ContainerKind.MONTH, slug=number_of_month, title=month, shelves=self.shelves
        )

    def slug(self, parent: Page, wanted: str, what: str, where: str, taken: Iterable[str] = ()) -> str:
        """A free slug under `parent`; a change is told."""
        slug = self.shelves.slug(parent, wanted, taken)
        if slug != wanted:
            self.lose("web address", where, wanted, f"another {what} has it; this one has “{slug}”.", Severity.CHANGED)
        return slug

    def slugs_of_month(self, tag: str, month: str) -> set[str]:
        """Slugs of published stories of a month, wherever they stand."""
        key = (self.language(tag), month)
        if key not in self._months_taken:
            rows = ArticlePage.objects.filter(month=month, locale_id=self.locale(tag))
            self._months_taken[key] = set(rows.values_list("slug", flat=True))
        return self._months_taken[key]

    def keep_old_addresses(self, page: AddressedPage | MadePage, addresses: Iterable[str]) -> None:
        """Have old addresses lead to the page."""
        self.keep_all_old_addresses([(page, addresses)])

    def keep_all_old_addresses(self, kept: Iterable[tuple[AddressedPage | MadePage, Iterable[str]]]) -> None:
        """Have the old addresses of many pages lead to them."""
        paths = dict.fromkeys((page.pk, path) for page, addresses in kept for path in addresses if len(path) <= 2000)
        insert_rows(OldAddress, ("page_id", "path"), paths, once=True)

    # ---- identity

    def free_permanent_id(self, wanted: str) -> str:
        """`wanted`, unless a page has it (one that was taken over by another line)."""
        taken = wanted in self.targets.by_permanent_id or wanted in self.targets.in_bin
        return uuid.uuid4().hex if taken else wanted

    def step(self, source_id: str, digest: str) -> Step:
        """What to do with a line; one whose id is the permanent id of a page it did not make is that page's."""
        step = self.lines.step(source_id, digest, overwrite=self.overwrite)
        if step is not Step.MAKE:
            return step
        if source_id in self.targets.in_bin:
            return Step.LEAVE_IN_BIN
        if source_id not in self.targets.by_permanent_id:
            return step
        return Step.UPDATE if self.overwrite else Step.LEAVE_PRESENT

    def step_beside(self, page: int, source_id: str, digest: str) -> Step:
        """
        What to do with a line that found its page by name or number.

        One that no line made and somebody edited in the newsroom is left as it is, unless overwriting is allowed.
        """
        step = self.step(source_id, digest)
        if step is not Step.MAKE:
            return step
        return Step.LEAVE_PRESENT if newest_revision(page) and not self.overwrite else Step.UPDATE

    def edited(self, page: int, source_id: str) -> bool:
        """Whether somebody edited the page in the newsroom since a line wrote it."""
        line = self.lines.known.get(source_id)
        return newest_revision(page) != (line.revision_seen if line else 0)

    def tell_left(self, step: Step, what: str, where: str, which: str) -> None:
        """Tell that a line did nothing to its page, if that is for another reason than that it did not change."""
        match step:
            case Step.LEAVE_EDITED:
                self.tell_edited(what, where, which)
            case Step.LEAVE_PRESENT:
                self.tell_present(what, where, which)
            case Step.LEAVE_IN_BIN:
                self.tell_in_bin(what, where, which)
            case Step.LEAVE_WITHOUT_NAME:
                self.tell_without_name(what, where)
            case Step.MAKE | Step.UPDATE | Step.LEAVE:
                pass
            case never:
                assert_never(never)

    def work(self, source_id: str, translation_of: str, locale: int) -> uuid.UUID:
        """The id shared by all language versions of a work; each language has it once."""
        original = translation_of or source_id
        usual = uuid.UUID(permanent_id_for(f"work {original}"))
        work = self._works.get(original) or self._work_of_page(original) or usual
        if _in_language(work, locale) in self._work_languages:
            work = uuid.uuid4()
        self._work_languages.add(_in_language(work, locale))
        if work != usual or original != source_id:  # a long archive has hundreds of thousands that are as usual
            self._works[source_id] = work
        return work

    def _work_of_page(self, source_id: str) -> uuid.UUID | None:
        page = self.targets.known(source_id)
        if page is None:
            return None
        found: uuid.UUID | None = Page.objects.filter(pk=page).values_list("translation_key", flat=True).first()
        return found

    def page_named(self, page_type: type[AddressedPage], tag: str, name: str) -> int | None:
        """The page of this type, language and folded name."""
        return self._named(page_type, tag).get(name)

    def name_page(self, page_type: type[AddressedPage], tag: str, name: str, page: int) -> None:
        """Note a new page's name."""
        self._named(page_type, tag).setdefault(name, page)

    def _named(self, page_type: type[AddressedPage], tag: str) -> dict[str, int]:
        key = (page_type, self.language(tag))
        if key not in self._names:
            rows = page_type.objects.filter(locale_id=self.locale(tag)).order_by("-pk").values_list("title", "pk")
            self._names[key] = {folded(title): page for title, page in rows}
        return self._names[key]

    # ---- telling

    def take_opened(self) -> bool:
        """Whether open links were written since the last time this was asked."""
        opened, self.targets.opened = self.targets.opened > 0, 0
        return opened

    def lose(self, what: str, where: str, which: str, why: str, severity: Severity = Severity.CHANGED) -> None:
        """Tell a loss."""
        self.tally.lose(Loss(what=what, where=where, which=which[:120], why=why, severity=severity))

    def refuse(self, what: str, where: str, which: str, why: str) -> None:
        """Tell that something the importer could read cannot be taken in."""
        self.tally.carried(what, -1)
        self.lose(what, where, which, why, Severity.REFUSED)

    def tell_edited(self, what: str, where: str, which: str) -> None:
        """Tell that a changed line did not touch what was edited in the newsroom."""
        why = "it was edited in the newsroom since it was imported, so it was left alone; --overwrite replaces it."
        self.tally.found(f"update of {what}")
        self.lose(f"update of {what}", where, which, why, Severity.DROPPED)

    def tell_present(self, what: str, where: str, which: str) -> None:
        """Tell that a line did not touch what stood in the paper before."""
        why = "the paper has it already, and no import of this line made it so; --overwrite replaces it."
        self.tally.found(f"update of {what}")
        self.lose(f"update of {what}", where, which, why, Severity.DROPPED)

    def tell_without_name(self, what: str, where: str) -> None:
        """Tell that a changed line did not bring back a name; what the source calls the page may tell it, too."""
        why = "a name was taken out of it for good, and the source still has it; put in by hand what else is new there."
        self.tally.found(f"update of {what}")
        self.lose(f"update of {what}", where, "a page without a name", why, Severity.DROPPED)

    def tell_in_bin(self, what: str, where: str, which: str) -> None:
        """Tell that a changed line did not bring back what an editor deleted."""
        why = "an editor deleted it; it stays in the bin. Bring it back from there, then import again."
        self.tally.found(f"update of {what}")
        self.lose(f"update of {what}", where, which, why, Severity.DROPPED)


def _in_language(work: uuid.UUID, locale: int) -> bytes:
    """A work in a language, as little as stands for it."""
    return work.bytes + locale.to_bytes(4)
