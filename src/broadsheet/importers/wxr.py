"""
WordPress exports (WXR 1.0 to 1.2): posts become stories, pages standing pages, with terms, authors and old addresses.

A post's first category is its section, its other categories and its tags are topics. Drafts, scheduled,
private and password-protected things come as drafts, never published. Comments and menus are counted in the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet.edition.blocks import Block
from broadsheet.edition.inline import escape, plain_text
from broadsheet.edition.records import Byline, Picture
from broadsheet.edition.references import inline_texts
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.body import read_body
from broadsheet.importers.fields import digest_of
from broadsheet.importers.files_beside import DocumentsBeside
from broadsheet.importers.links import Links, old_address
from broadsheet.importers.names import folded, slug_from, untaken
from broadsheet.importers.pictures_beside import PicturesBeside
from broadsheet.importers.records import (
    ImportContext,
    ImportedArticle,
    ImportedPage,
    ImportedPaper,
    ImportedPerson,
    ImportedSection,
    ImportedTopic,
    Unknown,
)
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.importers.surroundings import Surroundings
from broadsheet.importers.wordpress_html import PostContent
from broadsheet.importers.wxr_index import (
    CARRIED_TYPES,
    NO_SECTION,
    ItemHead,
    WxrIndex,
    addresses,
    plain_title,
    topic_slug,
)
from broadsheet.importers.wxr_items import Author, Item, Term, read_parts


def read_wxr(path: Path, context: ImportContext) -> ImportedPaper:
    """The paper a WordPress export holds. Raises SourceUnreadableError when the file is no export at all."""
    tally = Tally()
    index = WxrIndex(context=context, tally=tally)
    index.read(read_parts(path))
    if not index.heads and not index.channel and not index.attachments:
        raise SourceUnreadableError(f"“{path.name}” is no WordPress export: no item was found in it. Export it again.")
    site = context.base_url or index.channel.get("base_blog_url") or index.channel.get("link", "")
    links = Links(book=index.book, context=context, tally=tally)
    terms = _Terms(index=index, language=context.language, site=site)
    documents = DocumentsBeside(folder=path.parent, stands_alone=index.has_one_file_named)
    maker = _ItemMaker(index=index, links=links, terms=terms, site=site, documents=documents)
    return ImportedPaper(
        source=path.name,
        tally=tally,
        records=maker.records(path),
        sections=terms.sections(),
        topics=terms.topics(),
        persons=_persons(index),
    )


def _persons(index: WxrIndex) -> tuple[ImportedPerson, ...]:
    taken: set[str] = set()
    authors = (index.authors.get(login) or Author(login=login, name=login) for login in _authors(index))
    return tuple(_person(author, index.context.language, taken) for author in authors)


def _authors(index: WxrIndex) -> Iterator[str]:
    for login in dict.fromkeys([*index.authors, *index.used_authors]):
        index.tally.found("author")
        if login in index.used_authors:
            index.tally.carried("author")
            yield login
        else:
            why = "nothing in the file is by them"
            index.tally.lose(Loss(what="author", where="the file", which=login, why=why))


def _person(author: Author, language: str, taken: set[str]) -> ImportedPerson:
    name = folded(author.name)
    return ImportedPerson(
        source_id=f"author:{author.login}",
        digest=digest_of({"login": author.login, "name": author.name}),
        where="the authors",
        language=language,
        title=name,
        slug=untaken(slug_from(name, "person"), taken),
        by_name=True,
    )


@dataclass(slots=True, kw_only=True)
class _Terms:
    """Categories and tags as sections and topics."""

    index: WxrIndex
    language: str
    site: str

    def sections(self) -> tuple[ImportedSection, ...]:
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
                why = "it says that a story has no category"
                self.index.tally.lose(Loss(what=what, where="the categories", which=term.name, why=why))
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
                    old_addresses=self._addresses(term) if nicename not in self.index.first_categories else (),
                )
        return tuple(found.values())

    @staticmethod
    def section_id(term: Term) -> str:
        return f"category:{term.nicename}"

    @staticmethod
    def topic_id(term: Term) -> str:
        return f"topic:{term.nicename}"

    def _addresses(self, term: Term) -> tuple[str, ...]:
        path, parent, seen = [term.nicename], term.parent, {term.nicename}
        while parent and parent not in seen:
            seen.add(parent)
            path.insert(0, parent)
            above = self.index.terms.get(("category", parent))
            parent = above.parent if above else ""
        try:
            root = urlsplit(self.site).path.rstrip("/")
        except ValueError:
            root = ""
        folder = "category" if term.domain == "category" else "tag"
        return tuple(filter(None, [old_address(f"{root}/{folder}/{'/'.join(path)}/")]))


def _digest(term: Term) -> str:
    return digest_of({"nicename": term.nicename, "name": term.name, "description": term.description})


@dataclass(slots=True, kw_only=True)
class _ItemMaker:
    """The second reading: items become stories and standing pages."""

    index: WxrIndex
    links: Links
    terms: _Terms
    site: str
    documents: DocumentsBeside

    def records(self, path: Path) -> Iterator[ImportedArticle | ImportedPage]:
        for item in read_parts(path):
            if isinstance(item, Item) and item.number in self.index.heads:
                head = self.index.heads[item.number]
                thing = CARRIED_TYPES[item.text("post_type") or "post"]
                record = self._page(item, head) if thing == "standing page" else self._article(item, head)
                self.index.tally.carried(thing)
                yield record

    def _around(self, item: Item) -> Surroundings:
        base = next((each for each in addresses(item) if each.startswith("http")), self.site)
        beside = PicturesBeside(folder=None, base_url=self.site)
        return Surroundings(
            where=item.where,
            links=self.links,
            base=base,
            find_image=lambda source: self.index.find_image(source) or beside.find(source, base),
            find_document=self.documents.find,
        )

    def _body(self, item: Item, around: Surroundings) -> tuple[Block, ...]:
        own = (self.index.attachments[each] for each in self.index.children.get(item.text("post_id"), ()))
        content = PostContent(attachments=self.index.attachments, own=tuple(own), lost=around.dropped)
        markup = content.as_html(item.texts.get("encoded", ""))
        return read_body(markup, around) if markup.strip() else ()

    def _title(self, item: Item, body: tuple[Block, ...]) -> str:
        title = plain_title(item.text("title"))
        if title:
            return title
        words = next((plain_text(text) for text in inline_texts(body) if plain_text(text).strip()), "").split()
        title = (
            " ".join(words[:8]) + ("…" if len(words) > 8 else "")
            if words
            else f"Untitled {item.text('post_id')}".strip()
        )
        thing = CARRIED_TYPES[item.text("post_type") or "post"]
        why = "it had no title; it has its first words"
        self.index.tally.lose(Loss(what=thing, where=item.where, which=title, why=why, severity=Severity.CHANGED))
        return title

    def _picture(self, item: Item, around: Surroundings) -> Picture | None:
        image = self.index.attachments.get(item.fields.get("_thumbnail_id", "").strip())
        if image is None:
            return None
        found = around.image(image.source_id)
        return Picture(image=found.source_id, alt=found.alt, caption=found.caption) if found else None

    def _unknown(self, item: Item) -> Unknown:
        kept: dict[str, object] = {}
        fields = {key: value for key, value in item.fields.items() if key and not key.startswith("_")}
        formats = [term.nicename for term in item.terms if term.domain == "post_format"]
        if fields:
            kept["custom_fields"] = fields
        if formats:
            kept["format"] = formats[0]
        if item.text("is_sticky") == "1":
            kept["sticky"] = True
        return kept

    def _article(self, item: Item, head: ItemHead) -> ImportedArticle:
        around = self._around(item)
        body = self._body(item, around)
        picture = self._picture(item, around)
        login = item.text("creator").strip("<>")
        categories = [term for term in item.terms if term.domain == "category" and term.nicename not in NO_SECTION]
        others = [*categories[1:], *(term for term in item.terms if term.domain == "post_tag")]
        return ImportedArticle(
            source_id=head.source_id,
            digest=_item_digest(item),
            where=item.where,
            language=self.index.context.language,
            title=self._title(item, body),
            slug=head.slug,
            month=head.month,
            published=head.published,
            status=head.status,
            standfirst=plain_title(item.text("excerpt")),
            section=self.terms.section_id(categories[0]) if categories else "",
            bylines=(Byline(person=f"author:{login}"),) if login else (),
            topics=tuple(dict.fromkeys(self.terms.topic_id(term) for term in others)),
            picture=picture,
            images=tuple(around.images.values()),
            documents=tuple(around.documents.values()),
            body=body,
            old_addresses=_old_addresses(item),
            unknown=self._unknown(item),
        )

    def _page(self, item: Item, head: ItemHead) -> ImportedPage:
        around = self._around(item)
        body = self._body(item, around)
        picture = self._picture(item, around)
        order = item.text("menu_order")
        return ImportedPage(
            source_id=head.source_id,
            digest=_item_digest(item),
            where=item.where,
            language=self.index.context.language,
            title=self._title(item, body),
            path=head.slug,
            published=head.published,
            status=head.status,
            description=plain_title(item.text("excerpt")),
            position=int(order) if order.isascii() and order.isdigit() and len(order) < 7 else 0,
            picture=picture,
            images=tuple(around.images.values()),
            documents=tuple(around.documents.values()),
            body=body,
            old_addresses=_old_addresses(item),
            unknown=self._unknown(item),
        )


def _old_addresses(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(old_address, addresses(item)))))


def _item_digest(item: Item) -> str:
    terms = [[term.domain, term.nicename, term.name] for term in item.terms]
    return digest_of({"texts": item.texts, "terms": terms, "fields": item.fields})
