"""The authors, categories and tags of a WordPress export as people, sections and topics."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from broadsheet.edition.inline import escape
from broadsheet.importers.fields import digest_of
from broadsheet.importers.links import old_address
from broadsheet.importers.names import folded, slug_from, untaken
from broadsheet.importers.records import NOTHING, ImportedPerson, ImportedSection, ImportedTopic, Unknown
from broadsheet.importers.report import Loss, Severity
from broadsheet.importers.wxr_index import NO_SECTION, WxrIndex, topic_slug
from broadsheet.importers.wxr_items import Author, Term, plain_title


def persons_of(index: WxrIndex, site: str) -> tuple[ImportedPerson, ...]:
    """Those who wrote something in the export."""
    taken: set[str] = set()
    authors = (index.authors.get(login) or Author(login=login, name=login) for login in _authors(index))
    root = _root_of(site)
    return tuple(_person(author, index.context.language, taken, root) for author in authors)


def _authors(index: WxrIndex) -> Iterator[str]:
    for login in dict.fromkeys([*index.authors, *index.used_authors]):
        index.tally.found("author")
        if login in index.used_authors:
            index.tally.carried("author")
            yield login
        else:
            why = "nothing in the file is by them"
            index.tally.lose(Loss(what="author", where="the file", which=login, why=why))


def _person(author: Author, language: str, taken: set[str], root: str) -> ImportedPerson:
    name = folded(author.name)
    return ImportedPerson(
        source_id=f"author:{author.login}",
        digest=digest_of({"login": author.login, "name": author.name}),
        where="the authors",
        language=language,
        title=name,
        slug=untaken(slug_from(name, "person"), taken),
        by_name=True,
        old_addresses=tuple(filter(None, [old_address(f"{root}/author/{author.login}/")])),
    )


def _root_of(site: str) -> str:
    """The path under which the old site lay."""
    try:
        return urlsplit(site).path.rstrip("/")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Categories and tags as sections and topics, each with the address it had under the categories above it."""

    index: WxrIndex
    language: str
    site: str

    def source_id(self, term: Term) -> str:
        """What a link to the term leads to: its section if it is one, else its topic."""
        is_section = term.domain == "category" and term.nicename in self.index.first_categories
        return self.section_id(term) if is_section else self.topic_id(term)

    def sections(self) -> tuple[ImportedSection, ...]:
        """The categories that stand first with some story."""
        found: list[ImportedSection] = []
        taken: set[str] = set()
        for position, nicename in enumerate(self.index.first_categories):
            term = self.index.terms["category", nicename]
            found.append(
                ImportedSection(
                    source_id=self.section_id(term),
                    digest=_digest(term),
                    where="the categories",
                    language=self.language,
                    title=plain_title(term.name) or nicename,
                    slug=untaken(topic_slug(term), taken),
                    by_name=True,
                    description=escape(plain_title(term.description)),
                    position=position,
                    unknown=self._unknown(term),
                    old_addresses=self._addresses(term),
                )
            )
        return tuple(found)

    def topics(self) -> tuple[ImportedTopic, ...]:
        """Every term that is no section only, so that none is lost; equal names of both kinds are one topic."""
        found: dict[str, ImportedTopic] = {}
        taken: set[str] = set()
        for (domain, nicename), term in self.index.terms.items():
            what = "category" if domain == "category" else "tag"
            self.index.tally.found(what)
            if nicename in NO_SECTION and domain == "category":
                why = "it says that a story has no category, so such stories stand in no section"
                self.index.tally.carried(what)
                lost = Loss(what=what, where="the categories", which=term.name, why=why, severity=Severity.CHANGED)
                self.index.tally.lose(lost)
                continue
            self.index.tally.carried(what)
            if (
                domain == "category"
                and nicename in self.index.first_categories
                and (domain, nicename) not in self.index.other_terms
            ):
                continue
            source_id = self.topic_id(term)
            if source_id not in found:
                found[source_id] = ImportedTopic(
                    source_id=source_id,
                    digest=_digest(term),
                    where="the terms",
                    language=self.language,
                    title=plain_title(term.name) or nicename,
                    slug=untaken(topic_slug(term), taken),
                    by_name=True,
                    description=escape(plain_title(term.description)),
                    unknown=self._unknown(term),
                    old_addresses=self._addresses(term) if nicename not in self.index.first_categories else (),
                )
        return tuple(found.values())

    @staticmethod
    def section_id(term: Term) -> str:
        """The source id of a category as a section."""
        return f"category:{term.nicename}"

    @staticmethod
    def topic_id(term: Term) -> str:
        """The source id of a term as a topic."""
        return f"topic:{term.nicename}"

    def _above(self, term: Term) -> list[str]:
        """The nicenames of the categories it lies under, the outermost first."""
        path: list[str] = []
        parent, seen = term.parent, {term.nicename}
        while parent and parent not in seen:
            seen.add(parent)
            path.insert(0, parent)
            above = self.index.terms.get(("category", parent))
            parent = above.parent if above else ""
        return path

    def _unknown(self, term: Term) -> Unknown:
        above = self._above(term)
        return {"categories_above": above} if above else NOTHING

    def _addresses(self, term: Term) -> tuple[str, ...]:
        path = [*self._above(term), term.nicename]
        folder = "category" if term.domain == "category" else "tag"
        return tuple(filter(None, [old_address(f"{_root_of(self.site)}/{folder}/{'/'.join(path)}/")]))


def _digest(term: Term) -> str:
    return digest_of({"nicename": term.nicename, "name": term.name, "description": term.description})
