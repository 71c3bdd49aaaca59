"""
A whole site of saved pages: stories, standing pages, issues and old addresses, read by the template its pages share.

The pages are gone through three times: to learn the template (when none is given), to know which page is what and
where it was served, and to make records, so that links between pages lead to records and nothing is held in memory.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from broadsheet.edition.records import Byline
from broadsheet.importers.body import read_body
from broadsheet.importers.fields import digest_of
from broadsheet.importers.links import Links
from broadsheet.importers.names import folded, slug_from
from broadsheet.importers.pages.extraction import extract_tree, read_tree
from broadsheet.importers.pages.learning import learn_template
from broadsheet.importers.pages.site_index import PageHead, SiteIndex
from broadsheet.importers.pages.site_issues import issues_of
from broadsheet.importers.pages.source import PageSource, SavedPage
from broadsheet.importers.pages.template import Template
from broadsheet.importers.picture_data import picture_inside
from broadsheet.importers.records import (
    ImportContext,
    ImportedArticle,
    ImportedDocument,
    ImportedImage,
    ImportedPage,
    ImportedPaper,
    ImportedPerson,
    ImportedSection,
)
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.importers.surroundings import Surroundings


def read_site(source: PageSource, context: ImportContext, template: Template | None = None) -> ImportedPaper:
    """The paper that a site's saved pages hold; without a `template` it is learned from them."""
    tally = Tally()
    learned = learn_template(source.pages()) if template is None else template
    index = SiteIndex(context=context, tally=tally, template=learned)
    index.read(source.pages())
    maker = _Maker(source=source, index=index, links=Links(book=index.book, context=context, tally=tally))
    return ImportedPaper(
        source=source.name,
        tally=tally,
        records=maker.records(),
        sections=tuple(_section(name, language) for name, language in index.sections),
        persons=tuple(_person(name, language) for name, language in index.authors),
        issues=issues_of(index),
    )


def _section(name: str, language: str) -> ImportedSection:
    return ImportedSection(
        source_id=section_id(name, language),
        language=language,
        title=name,
        slug=slug_from(name, "section"),
        by_name=True,
    )


def _person(name: str, language: str) -> ImportedPerson:
    return ImportedPerson(
        source_id=_person_id(name, language),
        language=language,
        title=name,
        slug=slug_from(name, "person"),
        by_name=True,
    )


def section_id(name: str, language: str) -> str:
    """The source id of the section of this name."""
    return f"section:{language}:{folded(name)}" if name else ""


def _person_id(name: str, language: str) -> str:
    return f"person:{language}:{folded(name)}"


@dataclass(slots=True, kw_only=True)
class _Maker:
    """The last reading: pages become records."""

    source: PageSource
    index: SiteIndex
    links: Links
    _left_out: int = 0

    def records(self) -> Iterator[ImportedArticle | ImportedPage]:
        for number, page in enumerate(self.source.pages()):
            head = self.index.heads.get(number)
            if head is not None:
                record = self._record(page, head)
                self.index.tally.carried("standing page" if isinstance(record, ImportedPage) else "story")
                yield record
        self._note_left_out()

    def _note_left_out(self) -> None:
        """Menus, comments and the like, once for the whole site."""
        if self._left_out:
            what, which = "part of a page around its story", "all of them"
            why = "menus, comments, buttons and lists of other stories are no part of a story"
            self.index.tally.found(what, self._left_out)
            self.index.tally.lose(Loss(what=what, where="the pages", which=which, why=why, count=self._left_out))

    def _record(self, page: SavedPage, head: PageHead) -> ImportedArticle | ImportedPage:
        found = extract_tree(read_tree(page.content, page.charset), page.address, self.index.template)
        around = Surroundings(
            where=page.where,
            links=self.links,
            base=page.address,
            own=head.source_id,
            find_image=lambda source: self._image(source, page.where),
            find_document=lambda href: self._document(href, page.address),
        )
        self._left_out += found.left_out
        if found.unseen:
            why = "it counted readers, held space, or named no file"
            lost = Loss(what="image", where=page.where, which="unseen pictures", why=why, count=found.unseen)
            self.index.tally.found("image", found.unseen)
            self.index.tally.lose(lost)
        body = read_body(found.html, around)
        digest = digest_of(
            {"content": hashlib.sha256(page.content).hexdigest(), "template": self.index.template.as_toml()}
        )
        shared: dict[str, Any] = {
            "source_id": head.source_id,
            "digest": digest,
            "where": page.where,
            "language": head.language,
            "title": head.title,
            "published": self._published(head, page.where),
            "images": tuple(around.images.values()),
            "documents": tuple(around.documents.values()),
            "body": body,
            "old_addresses": head.old_addresses,
        }
        if head.standing:
            return ImportedPage(path=head.slug, **shared)
        return self._article(head, shared)

    def _article(self, head: PageHead, shared: dict[str, Any]) -> ImportedArticle:
        language = head.language
        return ImportedArticle(
            slug=head.slug,
            month=head.month,
            section=section_id(head.section, language),
            bylines=tuple(Byline(person=_person_id(name, language)) for name in head.authors),
            issue=self.index.issue_of(head.source_id),
            **shared,
        )

    def _published(self, head: PageHead, where: str) -> datetime:
        if head.moment is not None:
            return head.moment
        why = "it has no date that can be read; it has today's. Name its place in the template"
        thing = "standing page" if head.standing else "story"
        if not head.standing:
            self.index.tally.lose(Loss(what=thing, where=where, which=head.title, why=why, severity=Severity.CHANGED))
        return self.index.context.now.astimezone(UTC).replace(microsecond=0)

    def _image(self, source: str, where: str) -> ImportedImage | None:
        if source.lower().startswith("data:"):
            return picture_inside(source, where)
        found = self.source.picture(source)
        if found is None and source.startswith(("http://", "https://")):
            return ImportedImage(source_id=source, url=source)
        return found

    def _document(self, href: str, base: str) -> ImportedDocument | None:
        absolute = self.links.absolute(href, base)
        return self.source.document(absolute) if absolute else None
