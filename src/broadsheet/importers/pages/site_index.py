"""Which page of a site is what: stories, standing pages, lists and duplicates, with addresses, names and issues."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from broadsheet.edition.addresses import check_standing_path
from broadsheet.errors import MalformedRecordError
from broadsheet.importers.fields import LineFaultError, moment_of
from broadsheet.importers.links import AddressBook, address_parts, old_address
from broadsheet.importers.names import Taken, folded, slug_from, untaken, usable_slug
from broadsheet.importers.pages.contents_lists import IssueContents, contents_of, is_contents_page
from broadsheet.importers.pages.duplicates import Candidate, without_duplicates, words_digest
from broadsheet.importers.pages.extraction import ExtractedPage, extract_tree, read_tree
from broadsheet.importers.pages.source import SavedPage
from broadsheet.importers.pages.template import Template
from broadsheet.importers.pages.tree import PageTree
from broadsheet.importers.pages.verdicts import why_no_story
from broadsheet.importers.records import ImportContext
from broadsheet.importers.report import Loss, Severity, Tally

_AND: Final = re.compile(r"\s*[,;&+]\s*|\s+(?:and|und|et|og|och|en|i)\s+|\s+[ye]\s+(?=[A-ZÀ-Þ])")
_SAYS_NOTHING: Final = re.compile(
    r"(?:index|default|page|article|story|node|item|view|show|print)?[\W\d_]*", re.IGNORECASE
)
_ENDING: Final = re.compile(r"\.(?:x?html?|s?html|php\d?|aspx?|jsp|cfm|cgi|pl)$", re.IGNORECASE)
_ON_MOST: Final = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What the last reading must know of one page that is carried; `month` and `slug` are its address."""

    source_id: str
    title: str
    slug: str
    month: str
    language: str
    moment: datetime | None
    old_addresses: tuple[str, ...]
    section: str
    authors: tuple[str, ...]
    standing: bool


@dataclass(slots=True, kw_only=True)
class SiteIndex:
    """All that the last reading must know of the whole."""

    context: ImportContext
    tally: Tally
    template: Template
    heads: dict[int, PageHead] = field(default_factory=dict)
    book: AddressBook = field(default_factory=AddressBook)
    sections: dict[tuple[str, str], None] = field(default_factory=dict)
    authors: dict[tuple[str, str], None] = field(default_factory=dict)
    contents: list[tuple[str, IssueContents]] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)
    _linked: Counter[str] = field(default_factory=Counter)
    _pages: int = 0
    _foreign: Counter[str] = field(default_factory=Counter)

    def read(self, pages: Iterable[SavedPage]) -> None:
        """Go through all pages once."""
        candidates = list(self._candidates(pages))
        slugs: dict[str, Taken] = {}
        for candidate in without_duplicates(candidates, self.tally):
            self._keep(candidate, slugs)
            self.tally.carried("page")
        for language, count in self._foreign.items():
            why = "the paper has no such language, so they stand in its main one; add it to broadsheet.toml first"
            which, kind = f"all in “{language[:20]}”", Severity.CHANGED
            self.tally.lose(Loss(what="page", where="the pages", which=which, why=why, severity=kind, count=count))

    def _language(self, candidate: Candidate) -> str:
        """The language of the paper a page is in; the main one when it says none, or one that the paper has not."""
        if not candidate.language:
            return self.context.language
        found = self.context.language_of(candidate.language)
        if not found:
            self._foreign[candidate.language] += 1
        return found or self.context.language

    def issue_of(self, source_id: str) -> str:
        """The source id of the issue a story stands in; "" when it stands in none."""
        return self.placed.get(source_id, "")

    def _candidates(self, pages: Iterable[SavedPage]) -> Iterator[Candidate]:
        for number, page in enumerate(pages):
            self.tally.found("page")
            self._pages += 1
            tree = read_tree(page.content, page.charset)
            addresses = _addresses(page, tree)
            self._linked.update(_led_to(tree, addresses[0] if addresses else ""))
            contents, canonical = self._contents(page, tree), tree.canonical
            found = extract_tree(tree, page.address, self.template)
            why = (
                why_no_story(found, page.address) if page.content else "it is empty, or larger than any page of a story"
            )
            if contents is not None and (why or is_contents_page(found.title)):
                self.contents.append((page.where, contents))
                self._carry_contents(page, contents)
            elif why:
                self._drop(page, found.title, why)
            else:
                if contents is not None:
                    self.contents.append((page.where, contents))
                yield _candidate(number, page, addresses, found, contents, canonical)

    def _contents(self, page: SavedPage, tree: PageTree) -> IssueContents | None:
        title = next((each.text or "" for each in tree.root.iter("title")), "")
        return contents_of(tree, title, page.address, self.template)

    def _carry_contents(self, page: SavedPage, contents: IssueContents) -> None:
        self.tally.carried("page")
        why = f"it is the contents of issue {contents.issue.number}, which becomes that issue"
        which = page.address or page.where
        self.tally.lose(Loss(what="page", where=page.where, which=which, why=why, severity=Severity.CHANGED))

    def _drop(self, page: SavedPage, title: str, why: str) -> None:
        which = " · ".join(filter(None, (title[:80], page.address)))
        self.tally.lose(Loss(what="page", where=page.where, which=which or page.where, why=why))

    def _keep(self, candidate: Candidate, slugs: dict[str, Taken]) -> None:
        moment = self._moment(candidate.date)
        on_most = self._pages >= 5 and any(
            self._linked[each] >= _ON_MOST * self._pages for each in map(_plain, candidate.addresses)
        )
        standing = on_most and moment is None and not candidate.byline
        self.tally.found("standing page" if standing else "story")
        when = moment or self.context.now
        month = "" if standing else when.astimezone(ZoneInfo(self.context.timezone)).strftime("%Y-%m")
        slug = untaken(_slug(candidate, standing=standing), slugs.setdefault(month, Taken()))
        title = candidate.title or _titled(candidate.first_words)
        if not candidate.title:
            why = "it had no headline that could be found; it has its first words"
            self._change("standing page" if standing else "story", candidate.where, title, why)
        authors = () if standing else tuple(filter(None, map(folded, _AND.split(candidate.byline))))
        section = "" if standing else folded(candidate.section)
        language = self._language(candidate)
        self.authors.update(dict.fromkeys((name, language) for name in authors))
        self.sections.update({(section, language): None} if section else {})
        source_id = candidate.addresses[0] if candidate.addresses else candidate.where
        for address in candidate.addresses:
            self.book.add(address, source_id)
        self.heads[candidate.number] = PageHead(
            source_id=source_id, title=title, slug=slug, month=month, language=language,
            moment=moment, section=section, authors=authors,
            standing=standing, old_addresses=tuple(dict.fromkeys(filter(None, map(old_address, candidate.addresses)))),
        )  # fmt: skip

    def _change(self, what: str, where: str, which: str, why: str) -> None:
        self.tally.lose(Loss(what=what, where=where, which=which, why=why, severity=Severity.CHANGED))

    def _moment(self, text: str) -> datetime | None:
        if not text:
            return None
        try:
            return moment_of(text, "date", ZoneInfo(self.context.timezone)).astimezone(UTC).replace(microsecond=0)
        except (LineFaultError, OverflowError):
            return None


def _addresses(page: SavedPage, tree: PageTree) -> tuple[str, ...]:
    """Where a page was served: what it says itself, where it was found, and by what else pages lead to it."""
    canonical = ""
    try:
        canonical = urljoin(page.address, tree.canonical) if tree.canonical else ""
        urlsplit(canonical)
    except ValueError:
        canonical = ""
    if canonical and urlsplit(canonical).path in ("", "/") and urlsplit(page.address).path not in ("", "/"):
        canonical = ""  # a site that calls every page its front
    return tuple(dict.fromkeys(filter(None, (canonical, page.address, *page.others))))


def _led_to(tree: PageTree, address: str) -> set[str]:
    """The pages a page leads to, without itself."""
    found = set()
    for link in tree.body.iter("a"):
        try:
            found.add(_plain(urljoin(address, link.get("href") or "")))
        except ValueError:
            continue
    return found - {_plain(address)}


def _plain(address: str) -> str:
    return "?".join((address_parts(address) or ("", "", ""))[1:])


def _candidate(
    number: int, page: SavedPage, addresses: tuple[str, ...], found: ExtractedPage, contents: IssueContents | None,
    canonical: str,
) -> Candidate:  # fmt: skip
    issue_day = contents.issue.day if contents else None
    return Candidate(
        number=number, where=page.where, address=page.address, addresses=addresses, canonical=bool(canonical),
        title=found.title[:250], byline=found.byline, section=found.section, language=found.language,
        first_words=found.text[:200],
        date=found.date or (issue_day.isoformat() if issue_day else ""), words=words_digest(found.text),
    )  # fmt: skip


def _slug(candidate: Candidate, *, standing: bool) -> str:
    """The last part of the address where it says something, else the headline."""
    address = candidate.addresses[0] if candidate.addresses else candidate.where
    try:
        last = _ENDING.sub("", unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2])
    except ValueError:
        last = ""
    slug = slug_from(candidate.title or candidate.first_words[:80])
    if last and not _SAYS_NOTHING.fullmatch(last):
        slug = usable_slug(last.lower(), slug)
    if standing:
        try:
            check_standing_path(slug)
        except MalformedRecordError:
            return f"{slug}-2"
    return slug


def _titled(words: str) -> str:
    first = words.split()
    return " ".join(first[:8]) + ("…" if len(first) > 8 else "") or "Untitled"
