"""The first reading of a WordPress export: addresses, authors, terms, attachments, the tree of pages."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Protocol
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from broadsheet.edition.addresses import check_standing_path
from broadsheet.edition.inline import escape
from broadsheet.errors import MalformedRecordError
from broadsheet.importers.files_beside import PICTURE_ENDINGS, ending_of
from broadsheet.importers.links import AddressBook, address_parts, short_digest
from broadsheet.importers.names import Taken, slug_from, untaken, usable_slug
from broadsheet.importers.records import ImportContext, ImportedImage, Status
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.importers.wxr_items import Author, Channel, Fault, Item, Part, Term, plain_title
from broadsheet.importers.wxr_menus import Menus, Targets

CARRIED_TYPES: Final = {"post": "story", "page": "standing page"}
NO_SECTION: Final = frozenset({"uncategorized", "uncategorised"})
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w{3,4}$)")
_CREDIT = re.compile(r'"credit";s:\d+:"([^"]{1,300})"')
_LEFT_OUT: Final = {
    "story in the trash state": "the old site had thrown it away",
    "standing page in the trash state": "the old site had thrown it away",
    "revision": "only the newest version of a text is carried",
    "hidden custom field": "WordPress and its extensions keep their own settings there",
}
_NO_PLACE: Final = "nothing in a paper is of this kind; keep the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHead:
    """What the first reading found for a post or page: identity, address, moment and state."""

    source_id: str
    slug: str
    month: str
    published: datetime
    status: Status
    why_draft: str = ""


class TermIds(Protocol):
    """Says what became of a term."""

    def source_id(self, term: Term) -> str:
        """The source id of its section or topic."""


@dataclass(slots=True, kw_only=True)
class WxrIndex:
    """All that the second reading must know of the whole."""

    context: ImportContext
    tally: Tally
    book: AddressBook = field(default_factory=AddressBook)
    channel: dict[str, str] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    first_categories: dict[str, None] = field(default_factory=dict)
    other_terms: dict[tuple[str, str], None] = field(default_factory=dict)
    used_authors: dict[str, None] = field(default_factory=dict)
    attachments: dict[str, ImportedImage] = field(default_factory=dict)
    by_file: dict[str, ImportedImage] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)
    heads: dict[int, ItemHead] = field(default_factory=dict)
    menus: Menus = field(default_factory=Menus)
    by_post: dict[str, str] = field(default_factory=dict)
    reusable: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)
    _pages_of_attachments: dict[tuple[str, str, str], tuple[ImportedImage, str]] = field(default_factory=dict)
    _seen: set[bytes] = field(default_factory=set)
    _pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    _left_out: Counter[str] = field(default_factory=Counter)
    _ids: Taken = field(default_factory=Taken)
    _slugs: dict[str, Taken] = field(default_factory=dict)
    _files_named: Counter[str] = field(default_factory=Counter)

    def read(self, parts: Iterable[Part]) -> None:
        """Go through the export once."""
        pages: list[tuple[Item, ItemHead]] = []
        for part in parts:
            match part:
                case Channel(name=name, value=value):
                    self.channel.setdefault(name, value)
                case Author(login=login):
                    self.authors.setdefault(login, part)
                case Term():
                    self._read_term(part)
                case Fault():
                    self._note_fault(part)
                case Item():
                    self._read_item(part, pages)
        self._read_pages(pages)
        for (_, path, query), (_, parent) in self._pages_of_attachments.items():
            if parent in self.by_post:
                self.book.add(f"{path}?{query}" if query else path, self.by_post[parent])
        self._note_left_out()
        for needed_no_more in (self._seen, self._ids, self._slugs, self._pages):
            needed_no_more.clear()

    def _read_term(self, term: Term) -> None:
        if term.domain in ("category", "post_tag"):
            self.terms.setdefault((term.domain, term.nicename), term)
        elif term.domain == "nav_menu":
            self.menus.names.setdefault(term.nicename, plain_title(term.name))
        else:
            self._left_out[f"term of the kind “{term.domain[:40]}”"] += 1

    def _is_there_already(self, item: Item) -> bool:
        """Whether an item was read before: files of one export may overlap."""
        # Entries of several menus may share a number.
        menus = " ".join(term.nicename for term in item.terms if term.domain == "nav_menu")
        named = (f"{item.text('post_type')} {menus}", item.text("post_id"), item.text("guid") or item.text("link"))
        digest = short_digest(named)
        if all(named[1:]) and digest in self._seen:
            self.tally.found("item that came twice")
            why = "the same item stands further up, here or in another file of the export"
            self.tally.lose(Loss(what="item that came twice", where=item.where, which=named[2], why=why))
            return True
        self._seen.add(digest)
        return False

    def _read_item(self, item: Item, pages: list[tuple[Item, ItemHead]]) -> None:
        sort = item.text("post_type") or "post"
        status = item.text("status") or "publish"
        if self._is_there_already(item):
            return
        if sort == "attachment":
            self._read_attachment(item)
            self._leave_comments(item)
            return
        if sort == "nav_menu_item" and status == "publish":
            self.menus.add(item)
            return
        if sort == "wp_block" and status == "publish":
            self.tally.found("reusable block")
            self.tally.carried("reusable block")
            self.reusable[item.text("post_id")] = item.texts.get("encoded", "")
            return
        if sort not in CARRIED_TYPES or status in ("auto-draft", "trash", "inherit"):
            self._left_out[_kind_left_out(sort, status)] += 1
            self._leave_comments(item)
            return
        self.tally.found(CARRIED_TYPES[sort])
        head = self._head(item, status)
        if sort == "page":
            without_content = Item(number=item.number, texts={**item.texts, "encoded": ""}, terms=())
            self._pages.setdefault(item.text("post_id"), (item.text("post_parent"), head.slug))
            self._titles.setdefault(item.text("post_id"), plain_title(item.text("title")))
            pages.append((without_content, head))
        else:
            taken = self._slugs.setdefault(head.month, Taken())
            self._keep(item, head, untaken(head.slug, taken), "story")
            self._note_terms(item)
        self._note_author(item)

    def _head(self, item: Item, status: str) -> ItemHead:
        published = self._moment(item)
        local = published.astimezone(ZoneInfo(self.context.timezone))
        why = _why_draft(item, status)
        wanted = unquote(item.text("post_name")) or plain_title(item.text("title"))
        return ItemHead(
            source_id=self._identity(item),
            slug=usable_slug(wanted, "story"),
            month=sys.intern(f"{local.year:04}-{local.month:02}"),
            published=published,
            status=Status.DRAFT if why or status != "publish" else Status.PUBLISHED,
            why_draft=why,
        )

    def _identity(self, item: Item) -> str:
        named = item.text("guid") or item.text("link") or f"post/{item.text('post_id') or item.number}"
        return untaken(named[:900], self._ids)

    def _moment(self, item: Item) -> datetime:
        for name, zone in (("post_date_gmt", UTC), ("post_date", ZoneInfo(self.context.timezone))):
            try:
                return datetime.fromisoformat(item.text(name)).replace(tzinfo=zone).astimezone(UTC)
            except (ValueError, OverflowError):
                continue
        for text in (item.text("pubDate"), self.channel.get("pubDate", "")):
            try:
                moment = parsedate_to_datetime(text)
                return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
            except (ValueError, TypeError, OverflowError):
                continue
        why = "it has no date that can be read; it has today's"
        thing = CARRIED_TYPES.get(item.text("post_type"), "story")
        which = plain_title(item.text("title"))
        self.tally.lose(Loss(what=thing, where=item.where, which=which, why=why, severity=Severity.CHANGED))
        return self.context.now.astimezone(UTC).replace(microsecond=0)

    def _keep(self, item: Item, head: ItemHead, slug: str, thing: str) -> None:
        self.heads[item.number] = replace(head, slug=slug)
        self.by_post.setdefault(item.text("post_id"), head.source_id)
        for address in addresses(item):
            self.book.add(address, head.source_id)
        if slug.rpartition("/")[2] != head.slug:
            why = f"its web address ends in “{slug}”: the one wanted was taken or cannot be used"
            self.tally.lose(Loss(what=thing, where=item.where, which=head.slug, why=why, severity=Severity.CHANGED))
        if head.why_draft:
            which = plain_title(item.text("title"))
            self.tally.lose(
                Loss(what=thing, where=item.where, which=which, why=head.why_draft, severity=Severity.CHANGED)
            )

    def _read_pages(self, pages: list[tuple[Item, ItemHead]]) -> None:
        taken = Taken()
        for item, head in pages:
            path = "/".join(self._ancestry(item, head.slug))
            try:
                check_standing_path(path)
            except MalformedRecordError:
                first, slash, rest = path.partition("/")
                path = f"{first}-2{slash}" + "/".join(
                    f"{each}-2" if each == "page" else each for each in rest.split("/")
                )
            self._keep(item, head, untaken(path.rstrip("/"), taken), "standing page")

    def _ancestry(self, item: Item, slug: str) -> list[str]:
        path, parent, seen = [slug], item.text("post_parent"), {item.text("post_id")}
        while parent in self._pages and parent not in seen and len(path) < 20:
            seen.add(parent)
            parent, above = self._pages[parent]
            path.insert(0, above)
        return path

    def _read_attachment(self, item: Item) -> None:
        self.tally.found("attachment")
        address = item.text("attachment_url") or item.text("guid")
        if not address.startswith(("http://", "https://")):
            why = "the export gives no address for its file"
            self.tally.lose(Loss(what="attachment", where=item.where, which=item.text("title"), why=why))
            return
        self.tally.carried("attachment")
        image = ImportedImage(
            source_id=address,
            url=address,
            title=plain_title(item.text("title")),
            alt=plain_title(item.fields.get("_wp_attachment_image_alt", "")),
            caption=escape(plain_title(item.text("excerpt"))),
            credit=_credit_of(item),
        )
        if page := address_parts(item.text("link")):
            self._pages_of_attachments.setdefault(page, (image, item.text("post_parent")))
        self.attachments.setdefault(item.text("post_id"), image)
        if (file := file_of(address)) not in self.by_file:
            self.by_file[file] = image
            self._files_named[file.rpartition("/")[2]] += "/" in file
        self.children.setdefault(item.text("post_parent"), []).append(item.text("post_id"))

    def _note_terms(self, item: Item) -> None:
        categories = [term for term in item.terms if term.domain == "category"]
        for term in item.terms:
            if term.domain in ("category", "post_tag"):
                self.terms.setdefault((term.domain, term.nicename), term)
        first = next((term for term in categories if term.nicename not in NO_SECTION), None)
        if first:
            self.first_categories[first.nicename] = None
        for term in item.terms:
            if term.domain in ("category", "post_tag") and term.nicename not in NO_SECTION and term is not first:
                self.other_terms[term.domain, term.nicename] = None

    def _note_author(self, item: Item) -> None:
        for login in self.authors_of(item):
            self.used_authors[login] = None
        hidden = sum(key.startswith("_") and key != "_thumbnail_id" for key in item.fields)
        if hidden:
            self._left_out["hidden custom field"] += hidden

    def _leave_comments(self, item: Item) -> None:
        if item.comments:
            count = len(item.comments)
            self.tally.found("comment", count)
            which, why = plain_title(item.text("title")), "what it stands below is not carried"
            self.tally.lose(Loss(what="comment", where=item.where, which=which, why=why, count=count))

    def authors_of(self, item: Item) -> tuple[str, ...]:
        """The logins of whoever signed it: several where an extension for them was used."""
        signed: dict[str, None] = {}
        for term in item.terms:
            if term.domain == "author":
                login = term.nicename.removeprefix("cap-")
                self.authors.setdefault(login, Author(login=login, name=plain_title(term.name) or login))
                signed[login] = None
        login = item.text("creator").strip("<>")
        return tuple(signed) or ((login,) if login else ())

    def _note_fault(self, fault: Fault) -> None:
        self.tally.found(fault.what, fault.count)
        self.tally.carried(fault.what, fault.count)
        self.tally.lose(
            Loss(
                what=fault.what,
                where="the file",
                which=fault.which,
                why=fault.why,
                count=fault.count,
                severity=Severity.CHANGED,
            )
        )

    def _note_left_out(self) -> None:
        for what, count in self._left_out.items():
            self.tally.found(what, count)
            why = _LEFT_OUT.get(what, _NO_PLACE)
            self.tally.lose(Loss(what=what, where="the file", which="all of them", why=why, count=count))

    def picture_at(self, address: str) -> ImportedImage | None:
        """The picture that an address shows by itself: its file, or WordPress's page for it alone."""
        if ending_of(address) in PICTURE_ENDINGS:
            return self.find_image(address)
        parts = address_parts(address)
        found = self._pages_of_attachments.get(parts) if parts else None
        return found[0] if found else None

    def learn_titles(self, parts: Callable[[], Iterable[Part]]) -> None:
        """The titles of stories that menus call by them: too many to keep those of all, so they are looked up."""
        wanted = (self.menus.nameless() & self.by_post.keys()) - self._titles.keys()
        if not wanted:
            return
        for part in parts():
            if isinstance(part, Item) and part.text("post_id") in wanted and part.text("post_type") in CARRIED_TYPES:
                self._titles.setdefault(part.text("post_id"), plain_title(part.text("title")))

    def menu_targets(self, terms: TermIds) -> Targets:
        """What entries of menus may lead to. An entry without words of its own has the title of that."""
        found = {
            (kind, number): (source, self._titles.get(number, ""))
            for number, source in self.by_post.items()
            for kind in CARRIED_TYPES
        }
        for term in self.terms.values():
            kept = term.nicename not in NO_SECTION or term.domain != "category"
            if term.number and term.domain in ("category", "post_tag") and kept:
                found[term.domain, term.number] = (terms.source_id(term), plain_title(term.name))
        return found

    def find_image(self, source: str) -> ImportedImage | None:
        """The attachment whose file this is, whatever its size; None when none is."""
        return self.by_file.get(file_of(source))

    def has_one_file_named(self, name: str) -> bool:
        """Whether no two attachments of the export have this file name, so that it can mean one file only."""
        return self._files_named[name.lower()] <= 1


def _kind_left_out(sort: str, status: str) -> str:
    """What the report calls an item that is not carried."""
    if sort in CARRIED_TYPES:
        return f"{CARRIED_TYPES[sort]} in the {status[:40]} state"
    return {"nav_menu_item": "menu item not published", "revision": "revision"}.get(sort, f"item of type “{sort[:40]}”")


def _why_draft(item: Item, status: str) -> str:
    if item.texts.get("post_password"):
        return "it was protected by a password, so it comes as a draft and nobody outside sees it"
    reasons = {
        "future": "it was scheduled, so it comes as a draft; schedule it again",
        "private": "it was private, so it comes as a draft",
        "pending": "it was waiting for review, so it comes as a draft",
        "publish": "",
        "draft": "",
    }
    return reasons.get(status, f"its state “{status[:40]}” is not known here, so it comes as a draft")


def _credit_of(item: Item) -> str:
    """Who is credited with a picture: what an extension says, else what the picture itself said."""
    said = item.fields.get("_media_credit", "") or item.fields.get("_wp_attachment_credit", "")
    found = _CREDIT.search(item.fields.get("_wp_attachment_metadata", ""))
    return plain_title(said or (found[1] if found else ""))[:255]


def file_of(address: str) -> str:
    """What the addresses of one picture in several sizes have in common."""
    return _SIZE.sub("", unquote(address.partition("?")[0].partition("#")[0])).partition("://")[2].lower()


def addresses(item: Item) -> tuple[str, ...]:
    """Where an item was served: its own address, and the one made of its number."""
    named = (item.text("link"), item.text("guid"))
    return tuple(dict.fromkeys(each for each in named if each.startswith(("http://", "https://", "/"))))


def topic_slug(term: Term) -> str:
    """The web address part of a term."""
    return usable_slug(unquote(term.nicename), "topic") if term.nicename else slug_from(term.name, "topic")
