"""
Ghost exports (JSON, versions 1 to 5): posts become stories, pages standing pages, with tags and authors.

A post's first public tag is its section, its other tags are topics. Whatever not everybody could read (drafts,
scheduled, sent by mail only, for members) comes as a draft. Code that Ghost put into pages is dropped.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from broadsheet.edition.addresses import check_standing_path
from broadsheet.edition.inline import escape
from broadsheet.edition.records import Byline, Picture
from broadsheet.errors import MalformedRecordError
from broadsheet.importers.body import read_body, read_line
from broadsheet.importers.fields import digest_of
from broadsheet.importers.files_beside import DocumentsBeside
from broadsheet.importers.ghost_cards import text_of
from broadsheet.importers.ghost_file import GhostExport, Row, open_ghost
from broadsheet.importers.ghost_menus import ghost_menus
from broadsheet.importers.ghost_text import post_html
from broadsheet.importers.links import AddressBook, Links
from broadsheet.importers.names import folded, one_line, slug_from, untaken, usable_slug
from broadsheet.importers.pictures_beside import PicturesBeside
from broadsheet.importers.record_links import record_link
from broadsheet.importers.records import (
    ImportContext,
    ImportedArticle,
    ImportedPage,
    ImportedPaper,
    ImportedPerson,
    ImportedSection,
    ImportedTopic,
    Status,
)
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.importers.surroundings import Surroundings

_OWN_ADDRESS: Final = re.compile(r"__GHOST_URL__(/?[^\"'\s<>()\\]*)")
LONGEST_SHARED: Final = 255
_KEPT: Final = ("canonical_url", "locale", "custom_template", "meta_title", "meta_description", "og_image",
                "twitter_image", "email_subject")  # fmt: skip
"""What is told of a post besides its text, and kept with it as it is."""

_CODE: Final = ("codeinjection_head", "codeinjection_foot")


def read_ghost(path: Path, context: ImportContext) -> ImportedPaper:
    """The paper a Ghost export holds. Raises SourceUnreadableError when the file is none."""
    tally = Tally()
    export = open_ghost(path, tally)
    reader = _Reader(export=export, context=context, tally=tally, folder=path.parent)
    reader.look_through()
    return ImportedPaper(
        source=path.name,
        tally=tally,
        records=reader.records(),
        sections=reader.sections(),
        topics=reader.topics(),
        persons=reader.persons(),
        menus=ghost_menus(export.menus, context.language, tally, reader.link_of_menu),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What is known of a post before its text is read."""

    source_id: str
    slug: str
    published: datetime
    why_draft: str

    @property
    def status(self) -> Status:
        return Status.DRAFT if self.why_draft else Status.PUBLISHED


@dataclass(slots=True, kw_only=True)
class _Reader:
    export: GhostExport
    context: ImportContext
    tally: Tally
    folder: Path
    book: AddressBook = field(default_factory=AddressBook)
    _tags: dict[str, Row] = field(default_factory=dict)
    _users: dict[str, Row] = field(default_factory=dict)
    _tags_of: dict[str, list[str]] = field(default_factory=dict)
    _authors_of: dict[str, list[str]] = field(default_factory=dict)
    _meta: dict[str, Row] = field(default_factory=dict)
    _heads: list[tuple[Row, _Head]] = field(default_factory=list)
    _by_path: dict[str, str] = field(default_factory=dict)
    _first_tags: dict[str, None] = field(default_factory=dict)
    _other_tags: dict[str, None] = field(default_factory=dict)
    _used_authors: dict[str, None] = field(default_factory=dict)

    # ---- the first reading: what leads where

    def look_through(self) -> None:
        """Learn identities, addresses and who belongs to what."""
        self._tags = {str(row.get("id")): row for row in self.export.tags}
        self._users = {str(row.get("id")): row for row in self.export.users}
        self._meta = {str(row.get("post_id")): row for row in self.export.posts_meta}
        _gather(self.export.posts_tags, "tag_id", self._tags_of)
        _gather(self.export.posts_authors, "author_id", self._authors_of)
        slugs: set[str] = set()
        for post in self.export.posts:
            self.tally.found(_what(post))
            head = self._head(post, slugs)
            self._heads.append((post, head))
            self._lead(f"/{text_of(post, 'slug')}/", head.source_id)
            tags = self._public_tags(post)
            if _what(post) == "story":
                self._first_tags |= dict.fromkeys(tags[:1])
                self._other_tags |= dict.fromkeys(tags[1:])
                self._used_authors |= dict.fromkeys(self._authors(post))
        for number, row in self._tags.items():
            kind = "section" if number in self._first_tags else "topic"
            self._lead(f"/tag/{text_of(row, 'slug')}/", f"{kind}:{number}")
        for number in self._used_authors:
            self._lead(f"/author/{text_of(self._users[number], 'slug')}/", f"author:{number}")

    def _lead(self, path: str, source_id: str) -> None:
        self._by_path.setdefault(path.rstrip("/"), source_id)
        if self.context.base_url:
            self.book.add(urljoin(self.context.base_url, path), source_id)

    def _head(self, post: Row, taken: set[str]) -> _Head:
        thing, title = _what(post), one_line(text_of(post, "title"))
        why = _why_draft(post)
        if why:
            self._change(thing, title, why)
        slug = usable_slug(text_of(post, "slug") or title, "story")
        if thing != "story":
            try:
                check_standing_path(slug)
            except MalformedRecordError:
                slug = f"{slug}-2"
        return _Head(
            source_id=f"ghost:{text_of(post, 'uuid') or post.get('id') or slug}",
            slug=untaken(slug, taken),
            published=self._moment(post, thing, title),
            why_draft=why,
        )

    def _moment(self, post: Row, thing: str, title: str) -> datetime:
        for name in ("published_at", "created_at", "updated_at"):
            value = post.get(name)
            try:
                if isinstance(value, int | float) and not isinstance(value, bool):
                    return datetime.fromtimestamp(value / 1000, UTC).replace(microsecond=0)
                read = datetime.fromisoformat(str(value))
                return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
            except (ValueError, OverflowError, OSError):
                continue
        self._change(thing, title, "it has no date that can be read; it has today's")
        return self.context.now.astimezone(UTC).replace(microsecond=0)

    def _public_tags(self, post: Row) -> list[str]:
        """The numbers of its tags that readers saw, the first one first."""
        numbers = self._tags_of.get(str(post.get("id")), [])
        return [number for number in numbers if number in self._tags and not _is_internal(self._tags[number])]

    def _authors(self, post: Row) -> list[str]:
        numbers = self._authors_of.get(str(post.get("id"))) or [str(post.get("author_id"))]
        return [number for number in dict.fromkeys(numbers) if number in self._users]

    # ---- what stories are gathered under

    def sections(self) -> tuple[ImportedSection, ...]:
        """The tags that stand first with some story."""
        taken: set[str] = set()
        return tuple(
            ImportedSection(**self._subject(number, "section", taken), position=position)
            for position, number in enumerate(self._first_tags)
        )

    def topics(self) -> tuple[ImportedTopic, ...]:
        """All other tags; a tag that is both is a section and a topic."""
        taken: set[str] = set()
        found = []
        for number, row in self._tags.items():
            self.tally.found("tag")
            self._lose_pictures(row, "tag", text_of(row, "name"))
            if _is_internal(row):
                why = "it was for the newsroom only (its name begins with #); it stays with its stories"
                self.tally.lose(Loss(what="tag", where="the tags", which=text_of(row, "name"), why=why))
                continue
            self.tally.carried("tag")
            if number not in self._first_tags or number in self._other_tags:
                found.append(ImportedTopic(**self._subject(number, "topic", taken)))
        return tuple(found)

    def _subject(self, number: str, kind: str, taken: set[str]) -> dict[str, Any]:
        row = self._tags[number]
        slug = text_of(row, "slug")
        served = not (kind == "topic" and number in self._first_tags)
        return {
            "source_id": f"{kind}:{number}",
            "digest": digest_of({name: row.get(name) for name in ("name", "slug", "description")}),
            "where": "the tags",
            "language": self.context.language,
            "title": one_line(text_of(row, "name")) or slug or kind,
            "slug": untaken(usable_slug(slug, kind), taken),
            "by_name": True,
            "description": escape(one_line(text_of(row, "description"))),
            "old_addresses": (f"/tag/{slug}/",) if slug and served else (),
        }

    def _lose_pictures(self, row: Row, what: str, name: str) -> None:
        count = sum(bool(text_of(row, key)) for key in ("feature_image", "profile_image", "cover_image"))
        if count:
            shown = f"picture of {'an' if what == 'author' else 'a'} {what}"
            self.tally.found(shown, count)
            why = "add it at the desk if it is wanted"
            lost = Loss(what=shown, where=f"the {what}s", which=name, why=why, count=count)
            self.tally.lose(lost)

    def persons(self) -> tuple[ImportedPerson, ...]:
        """Those who wrote a story."""
        taken: set[str] = set()
        found = []
        for number, row in self._users.items():
            self.tally.found("author")
            name, slug = folded(text_of(row, "name")), text_of(row, "slug")
            self._lose_pictures(row, "author", name)
            if number not in self._used_authors:
                why = "nothing in the file is by them"
                self.tally.lose(Loss(what="author", where="the authors", which=name, why=why))
                continue
            self.tally.carried("author")
            person = ImportedPerson(
                source_id=f"author:{number}",
                digest=digest_of(dict(row)),
                where="the authors",
                language=self.context.language,
                title=name or slug or "Unnamed",
                slug=untaken(slug_from(name or slug, "person"), taken),
                by_name=True,
                description=escape(one_line(text_of(row, "bio"))),
                old_addresses=(f"/author/{slug}/",) if slug else (),
            )
            found.append(person)
        return tuple(found)

    # ---- the second reading: texts

    def records(self) -> Iterator[ImportedArticle | ImportedPage]:
        """Stories and pages in the order of the file."""
        for post, head in self._heads:
            around = self._around(head)
            shared = self._shared(post, head, around)
            self.tally.carried(_what(post))
            yield self._article(post, head, shared) if _what(post) == "story" else self._page(post, head, shared)

    def _around(self, head: _Head) -> Surroundings:
        beside = PicturesBeside(folder=self.folder, base_url=self.context.base_url)
        base = urljoin(self.context.base_url, f"/{head.slug}/")
        return Surroundings(
            where=f"post “{head.slug}”",
            links=Links(book=self.book, context=self.context, tally=self.tally),
            base=base,
            own=head.source_id,
            find_image=lambda source: beside.find(source, base),
            find_document=DocumentsBeside(folder=self.folder).find,
        )

    def _said(self, post: Row, *names: str) -> str:
        return text_of(post, *names) or text_of(self._meta.get(str(post.get("id")), {}), *names)

    def _shared(self, post: Row, head: _Head, around: Surroundings) -> dict[str, Any]:
        body = read_body(self._resolved(post_html(post, around.dropped)), around)
        title = one_line(text_of(post, "title"))
        if not title:
            title = f"Untitled {head.slug}"
            self._change(_what(post), title, "it had no title")
        for name in _CODE:
            if text_of(post, name):
                around.dropped("code put into the page", name, "code from elsewhere does not run in a paper")
        picture = self._picture(post, around)
        slug = text_of(post, "slug")
        return {
            "source_id": head.source_id,
            "digest": digest_of({"post": post, "meta": self._meta.get(str(post.get("id"))), "tags": self._names(post)}),
            "where": around.where,
            "language": self.context.language,
            "title": title,
            "published": head.published,
            "status": head.status,
            "picture": picture,
            "images": tuple(around.images.values()),
            "documents": tuple(around.documents.values()),
            "body": body,
            "old_addresses": (f"/{slug}/",) if slug else (),
            "unknown": self._unknown(post),
        }

    def _article(self, post: Row, head: _Head, shared: dict[str, Any]) -> ImportedArticle:
        local = head.published.astimezone(ZoneInfo(self.context.timezone))
        tags = self._public_tags(post)
        return ImportedArticle(
            **shared,
            slug=head.slug,
            month=f"{local.year:04}-{local.month:02}",
            share_headline=one_line(self._said(post, "og_title", "twitter_title"))[:LONGEST_SHARED],
            share_text=one_line(self._said(post, "og_description", "twitter_description", "meta_description")),
            standfirst=one_line(text_of(post, "custom_excerpt")),
            section=f"section:{tags[0]}" if tags else "",
            topics=tuple(f"topic:{number}" for number in tags[1:]),
            bylines=tuple(Byline(person=f"author:{number}") for number in self._authors(post)),
        )

    @staticmethod
    def _page(post: Row, head: _Head, shared: dict[str, Any]) -> ImportedPage:
        return ImportedPage(**shared, path=head.slug, description=one_line(text_of(post, "custom_excerpt")))

    def _picture(self, post: Row, around: Surroundings) -> Picture | None:
        meta = self._meta.get(str(post.get("id")), {})
        source = text_of(post, "feature_image", "image")
        found = around.image(self._resolved(source)) if source else None
        if found is None:
            return None
        caption = read_line(self._resolved(text_of(meta, "feature_image_caption")), around)
        return Picture(image=found.source_id, alt=one_line(text_of(meta, "feature_image_alt")), caption=caption)

    def _resolved(self, markup: str) -> str:
        """Ghost's own word for the address of the site replaced by what lay there."""
        return _OWN_ADDRESS.sub(self._own_address, markup)

    def _own_address(self, match: re.Match[str]) -> str:
        path, mark, anchor = match[1].partition("#")
        found = self._by_path.get(path.partition("?")[0].rstrip("/"))
        if found:
            return record_link(found, anchor)
        return f"{urljoin(self.context.base_url, path or '/')}{mark}{anchor}"

    def link_of_menu(self, address: str) -> str:
        """Where an entry of a menu leads."""
        resolved = self._resolved(address)
        absolute = urljoin(self.context.base_url, resolved)
        own = self.book.find(absolute) if not resolved.startswith("record:") else None
        path = address.partition("?")[0].rstrip("/")
        own = own or (self._by_path.get(path) if address.startswith("/") else None)
        return record_link(own) if own else (resolved if resolved.startswith("record:") else absolute)

    def _names(self, post: Row) -> list[str]:
        numbers = self._tags_of.get(str(post.get("id")), [])
        return [text_of(self._tags[number], "name") for number in numbers if number in self._tags]

    def _unknown(self, post: Row) -> Mapping[str, Any]:
        internal = [name for name in self._names(post) if name.startswith("#")]
        kept: dict[str, Any] = {"internal_tags": internal} if internal else {}
        meta = self._meta.get(str(post.get("id")), {})
        said = {name: text_of(post, name) or text_of(meta, name) for name in _KEPT}
        kept |= {"ghost": {name: value for name, value in said.items() if value}} if any(said.values()) else {}
        return kept | ({"featured": True} if post.get("featured") in (True, 1) else {})

    def _change(self, what: str, which: str, why: str) -> None:
        self.tally.lose(Loss(what=what, where="the posts", which=which, why=why, severity=Severity.CHANGED))


def _gather(rows: list[Row], name: str, found: dict[str, list[str]]) -> None:
    """Collect the numbers that belong to each post, in their order."""
    ordered = sorted(rows, key=lambda row: order if isinstance(order := row.get("sort_order"), int) else 0)
    for row in ordered:
        found.setdefault(str(row.get("post_id")), []).append(str(row.get(name)))


def _what(post: Row) -> str:
    is_page = post.get("type") == "page" or post.get("page") in (True, 1)
    return "standing page" if is_page else "story"


def _is_internal(tag: Row) -> bool:
    return tag.get("visibility") == "internal" or text_of(tag, "name").startswith("#")


def _why_draft(post: Row) -> str:
    """Why not everybody could read it; "" when everybody could."""
    status, visibility = post.get("status"), post.get("visibility") or "public"
    if visibility != "public":
        return "only members could read it, so it comes as a draft"
    reasons = {
        "published": "",
        "draft": "it was a draft and stays one",
        "scheduled": "it was scheduled, so it comes as a draft; schedule it again",
        "sent": "it was sent by mail only, so it comes as a draft",
    }
    return reasons.get(str(status), f"its state “{str(status)[:40]}” is not known here, so it comes as a draft")
