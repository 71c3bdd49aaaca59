"""
WordPress exports (WXR 1.0 to 1.2): posts become stories, pages standing pages, with terms, authors and old addresses.

A post's first category is its section, its other categories and its tags are topics. Drafts, scheduled,
private and password-protected things come as drafts, never published. Comments keep their threads; menus come as lists
of links. What has no place here is counted in the report by its kind.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from broadsheet.edition.blocks import Block
from broadsheet.edition.inline import plain_text
from broadsheet.edition.records import Byline, Picture
from broadsheet.edition.references import inline_texts
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.body import read_body
from broadsheet.importers.fields import digest_of
from broadsheet.importers.files_beside import DocumentsBeside
from broadsheet.importers.links import Links, old_address
from broadsheet.importers.pictures_beside import PicturesBeside
from broadsheet.importers.records import ImportContext, ImportedArticle, ImportedPage, ImportedPaper, Unknown
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.importers.surroundings import Surroundings
from broadsheet.importers.wordpress_blocks import footnotes_html
from broadsheet.importers.wordpress_html import PostContent
from broadsheet.importers.wxr_comments import CommentReader
from broadsheet.importers.wxr_index import CARRIED_TYPES, NO_SECTION, ItemHead, WxrIndex, addresses
from broadsheet.importers.wxr_items import Item, plain_title, read_all_parts
from broadsheet.importers.wxr_terms import Terms, persons_of


def read_wxr(path: Path, context: ImportContext, more: Sequence[Path] = ()) -> ImportedPaper:
    """
    The paper a WordPress export holds; `more` are the other files of one that WordPress divided.

    Raises SourceUnreadableError when it is no export at all.
    """
    tally, paths = Tally(), (path, *more)
    index = WxrIndex(context=context, tally=tally)
    index.read(read_all_parts(paths))
    if not index.heads and not index.channel and not index.attachments:
        raise SourceUnreadableError(f"“{path.name}” is no WordPress export: no item was found in it. Export it again.")
    site = context.base_url or index.channel.get("base_blog_url") or index.channel.get("link", "")
    links = Links(book=index.book, context=context, tally=tally)
    terms = Terms(index=index, language=context.language, site=site)
    sections, topics, persons = terms.sections(), terms.topics(), persons_of(index, site)
    for subject in (*sections, *topics, *persons):
        for address in subject.old_addresses:
            index.book.add(urljoin(site, address), subject.source_id)
    index.learn_titles(partial(read_all_parts, paths))
    documents = DocumentsBeside(folder=path.parent, stands_alone=index.has_one_file_named)
    comments = CommentReader(links=links, base=site)
    maker = _ItemMaker(index=index, links=links, terms=terms, site=site, documents=documents, comments=comments)
    return ImportedPaper(
        source=path.name,
        tally=tally,
        records=maker.records(paths),
        sections=sections,
        topics=topics,
        persons=persons,
        menus=index.menus.menus(links, index.menu_targets(terms), context.language, site),
    )


@dataclass(slots=True, kw_only=True)
class _ItemMaker:
    """The second reading: items become stories and standing pages."""

    index: WxrIndex
    links: Links
    terms: Terms
    site: str
    documents: DocumentsBeside
    comments: CommentReader

    def records(self, paths: Sequence[Path]) -> Iterator[ImportedArticle | ImportedPage]:
        for item in read_all_parts(paths):
            if isinstance(item, Item) and item.number in self.index.heads:
                head = self.index.heads[item.number]
                thing = CARRIED_TYPES[item.text("post_type") or "post"]
                record = self._page(item, head) if thing == "standing page" else self._article(item, head)
                self.index.tally.carried(thing)
                yield record

    def _around(self, item: Item, own: str) -> Surroundings:
        base = next((each for each in addresses(item) if each.startswith("http")), self.site)
        beside = PicturesBeside(folder=None, base_url=self.site)
        return Surroundings(
            where=item.where,
            links=self.links,
            base=base,
            own=own,
            find_image=lambda source: self.index.find_image(source) or beside.find(source, base),
            find_document=self.documents.find,
        )

    def _body(self, item: Item, around: Surroundings) -> tuple[Block, ...]:
        own = (self.index.attachments[each] for each in self.index.children.get(item.text("post_id"), ()))
        content = PostContent(
            attachments=self.index.attachments,
            own=tuple(own),
            lost=around.dropped,
            changed=around.changed,
            reusable=self.index.reusable,
            picture_at=self.index.picture_at,
            tally=self.index.tally,
        )
        markup = content.as_html(item.texts.get("encoded", ""), item.fields.get("enclosure", ""))
        markup += footnotes_html(item.fields.get("footnotes", ""))
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
        kept: dict[str, Any] = {}
        shown = "footnotes" if footnotes_html(item.fields.get("footnotes", "")) else ""
        fields = {key: value for key, value in item.fields.items() if key and not key.startswith("_") and key != shown}
        formats = [term.nicename for term in item.terms if term.domain == "post_format"]
        if fields:
            kept["custom_fields"] = fields
        if formats:
            kept["format"] = formats[0]
        if item.text("is_sticky") == "1":
            kept["sticky"] = True
        for domain in dict.fromkeys(term.domain for term in item.terms):
            if domain not in ("category", "post_tag", "post_format", "author"):
                kept.setdefault("terms", {})[domain] = [term.name for term in item.terms if term.domain == domain]
        if any(term.nicename in NO_SECTION for term in item.terms if term.domain == "category"):
            kept["without_category"] = True
        self.index.tally.found("custom field", len(fields))
        self.index.tally.carried("custom field", len(fields))
        return kept

    def _article(self, item: Item, head: ItemHead) -> ImportedArticle:
        around = self._around(item, head.source_id)
        body = self._body(item, around)
        picture = self._picture(item, around)
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
            bylines=tuple(Byline(person=f"author:{login}") for login in self.index.authors_of(item)),
            topics=tuple(dict.fromkeys(self.terms.topic_id(term) for term in others)),
            picture=picture,
            images=tuple(around.images.values()),
            documents=tuple(around.documents.values()),
            body=body,
            comments=self.comments.read(item),
            old_addresses=_old_addresses(item),
            unknown=self._unknown(item),
        )

    def _page(self, item: Item, head: ItemHead) -> ImportedPage:
        around = self._around(item, head.source_id)
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
            comments=self.comments.read(item),
            old_addresses=_old_addresses(item),
            unknown=self._unknown(item),
        )


def _old_addresses(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(old_address, addresses(item)))))


def _item_digest(item: Item) -> str:
    terms = [[term.domain, term.nicename, term.name] for term in item.terms]
    comments = [dataclasses.asdict(comment) for comment in item.comments]
    own = {"texts": item.texts, "terms": terms, "fields": item.fields}
    return digest_of(own | {"comments": comments} if comments else own)
