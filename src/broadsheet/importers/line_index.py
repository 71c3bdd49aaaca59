"""
The first of two readings of the lines: who has which id, name, address, slug and place in an issue.

Only afterwards can the second make records, since any line may name or link to one that comes later. Every
line that is at fault is refused here, so that nothing is linked to, or placed, that will not come.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any, Final

from broadsheet.edition.addresses import check_standing_path
from broadsheet.edition.records import TopicKind
from broadsheet.errors import MalformedRecordError
from broadsheet.importers.fields import Fields, LineFaultError
from broadsheet.importers.line_names import Named, NameTable
from broadsheet.importers.lines import NumberedLine, StoryLine, read_story
from broadsheet.importers.links import AddressBook
from broadsheet.importers.names import slug_from, untaken, usable_slug
from broadsheet.importers.originals import OriginalKind
from broadsheet.importers.records import ImportContext
from broadsheet.importers.report import Loss, Severity, Tally

THINGS: Final = {
    "article": "story", "page": "standing page", "paper": "paper", "section": "section", "topic": "topic",
    "person": "person", "branch": "branch", "event": "event", "issue": "issue",
    "picture": "picture", "document": "document", "comment": "comment",
}  # fmt: skip
"""Kinds of lines, and what the report calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the first reading found for one line: its identity and address."""

    source_id: str
    slug: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedStory:
    """A story's claim to a place in an issue."""

    source_id: str
    section: str
    position: int
    published: datetime
    slug: str


@dataclass(slots=True)
class IssueClaims:
    """What the stories say of one issue: its day if any says it, and which they are."""

    day: date | None = None
    stories: list[PlacedStory] = field(default_factory=list)


type IssueKey = tuple[str, int, int]
"""Language, volume, number."""


@dataclass(slots=True, kw_only=True)
class LineIndex:
    """All that the second reading must know of the whole."""

    context: ImportContext
    zone: tzinfo
    tally: Tally
    heads: dict[int, Head] = field(default_factory=dict)
    small: list[tuple[int, str, Mapping[str, Any]]] = field(default_factory=list)
    titles: dict[str, tuple[str, str]] = field(default_factory=dict)
    book: AddressBook = field(default_factory=AddressBook)
    names: dict[Named, NameTable] = field(default_factory=lambda: {kind: NameTable(kind=kind) for kind in Named})
    issues: dict[IssueKey, IssueClaims] = field(default_factory=dict)
    originals: int = 0
    comments: int = 0
    _mentions: dict[tuple[Named, str, str], None] = field(default_factory=dict)
    _issue_ids: dict[IssueKey, str] = field(default_factory=dict)
    _slugs: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _paths: dict[str, set[str]] = field(default_factory=dict)

    def read(self, lines: Iterable[NumberedLine], language: str) -> None:
        """Go through all lines once."""
        for number, line in lines:
            kind = "article" if isinstance(line, LineFaultError) else str(line.get("kind") or "article")
            self.tally.found(THINGS.get(kind, "line"))
            if kind == "comment":  # nothing leads to it, so it is read once, when its story is there
                self.comments += 1
                continue
            try:
                if isinstance(line, LineFaultError):
                    raise line
                story = self._read_line(number, kind, line, language)
            except LineFaultError as fault:
                self.refuse(number, THINGS.get(kind, "line"), line, fault)
                continue
            if story is not None:
                self._place(story, self.heads[number])
                self._mention(story)
        # Only now: a line may describe what an earlier one names.
        for kind, name, spoken in self._mentions:
            self.names[kind].id_for(name, spoken)

    def _mention(self, story: StoryLine) -> None:
        named = (
            (Named.SECTION, (story.section,) if story.section else ()),
            (Named.TOPIC, story.topics),
            (Named.PERSON, (*(each.name for each in story.people if each.has_page), *story.persons)),
            (Named.BRANCH, story.branches),
        )
        for kind, names in named:
            self._mentions.update(dict.fromkeys((kind, name, story.language) for name in names))

    def issue_source_id(self, key: IssueKey) -> str:
        """The source id of an issue: its line's, or one made of its numbers."""
        return self._issue_ids.get(key) or sys.intern(issue_id(key))

    def forget_claims(self) -> None:
        """Let go of what only the contents of issues and the choice of addresses needed: a large archive has much."""
        self.issues.clear()
        self._slugs.clear()
        self._paths.clear()

    def refuse(self, number: int, thing: str, line: Mapping[str, Any] | LineFaultError, fault: LineFaultError) -> None:
        """Note that a line is refused, and why."""
        label = "" if isinstance(line, LineFaultError) else str(line.get("title") or line.get("id") or "")[:80]
        self.tally.lose(
            Loss(what=thing, where=f"line {number}", which=label, why=str(fault), severity=Severity.REFUSED)
        )

    def _read_line(self, number: int, kind: str, line: Mapping[str, Any], language: str) -> StoryLine | None:
        if kind not in THINGS:
            raise LineFaultError("kind", f"“{kind[:40]}” is none of {', '.join(THINGS)}")
        fields = Fields(line, self.zone)
        if kind in ("article", "page"):
            story = read_story(fields, language, self.context.now)
            self.heads[number] = (
                self._story_head(number, story) if kind == "article" else self._page_head(number, story)
            )
            for address in story.legacy_urls:
                self.book.add(address, self.heads[number].source_id)
            return story if kind == "article" else None
        if kind == "event":
            self.heads[number] = self._event_head(number, fields, language)
            branches, spoken = (
                (*fields.texts("branch"), *fields.texts("branches")),
                fields.language("language", language),
            )
            self._mentions.update({(Named.BRANCH, name, spoken): None for name in branches})
        elif kind in list(Named):
            self.heads[number] = self._named_head(number, Named(kind), fields, language)
        elif kind == "issue":
            self.heads[number] = self._issue_head(fields, language)
        elif kind in list(OriginalKind):
            name = fields.text("id") or fields.required("src")
            self.heads[number] = Head(source_id=self._identified(name, fields.text("title"), language))
            self.originals += 1
        else:
            self.heads[number] = Head(source_id="paper")
        if kind not in ("event", *OriginalKind):
            self.small.append((number, kind, line))
        for address in fields.texts("legacy_urls"):
            self.book.add(address, self.heads[number].source_id)
        return None

    def _identified(self, source_id: str, title: str, language: str, key: str = "id") -> str:
        if source_id in self.titles:
            raise LineFaultError(key, f"“{source_id[:80]}” is the id of an earlier line; give each line its own")
        if len(source_id) > 1000:
            raise LineFaultError(key, "an id has at most 1,000 characters; shorten it")
        self.titles[source_id] = (title, language)
        return source_id

    def _story_head(self, number: int, story: StoryLine) -> Head:
        month = story.month or self.month_of(story.date, "date")
        taken = self._slugs.setdefault((story.language, month), set())
        wanted = usable_slug(story.slug, "story") if story.slug else slug_from(story.title)
        slug = untaken(wanted, taken)
        default = story.legacy_urls[0] if story.legacy_urls else f"{month}/{slug}"
        try:
            source_id = self._identified(story.id or default, story.title, story.language)
        except LineFaultError:
            taken.discard(slug)
            raise
        self._note_slug(number, "story", story.slug or wanted, slug)
        return Head(source_id=source_id, slug=slug, month=month)

    def _page_head(self, number: int, story: StoryLine) -> Head:
        wanted = story.path or story.slug or slug_from(story.title, "page")
        path = "/".join(usable_slug(segment, "page") for segment in wanted.split("/") if segment) or "page"
        try:
            check_standing_path(path)
        except MalformedRecordError:
            first, slash, rest = path.partition("/")
            path = f"{first}-2{slash}{rest.replace('page', 'page-2') if 'page' in rest.split('/') else rest}"
        path = untaken(path, self._paths.setdefault(story.language, set()))
        default = story.legacy_urls[0] if story.legacy_urls else path
        source_id = self._identified(story.id or default, story.title, story.language)
        self._note_slug(number, "standing page", wanted, path)
        return Head(source_id=source_id, slug=path)

    def _event_head(self, number: int, fields: Fields, language: str) -> Head:
        title, starts = fields.required("title"), fields.required_moment("starts")
        month = fields.month("month") or self.month_of(starts, "starts")
        slug_key = fields.text("slug")
        own_language = fields.language("language", language)
        wanted = usable_slug(slug_key, "event") if slug_key else slug_from(title, "event")
        slug = untaken(wanted, self._slugs.setdefault((f"event/{own_language}", month), set()))
        source_id = self._identified(fields.text("id") or f"event/{month}/{slug}", title, own_language)
        self._note_slug(number, "event", slug_key or wanted, slug)
        return Head(source_id=source_id, slug=slug, month=month)

    def _named_head(self, number: int, kind: Named, fields: Fields, language: str) -> Head:
        title, own_language = fields.required("title"), fields.language("language", language)
        if kind is Named.TOPIC:
            fields.choice("topic_kind", TopicKind.TOPIC)
        wanted = fields.text("slug")
        default = f"{kind.value}/{own_language}/{wanted or slug_from(title, kind.value)}"
        source_id = self._identified(fields.text("id") or default, title, own_language)
        slug = self.names[kind].add_line(source_id, own_language, title, wanted)
        self._note_slug(number, kind.value, wanted or slug, slug)
        return Head(source_id=source_id, slug=slug)

    def _issue_head(self, fields: Fields, language: str) -> Head:
        if fields.get("number") is None:
            raise LineFaultError("number", "is missing; an issue is known by it")
        key = (fields.language("language", language), fields.number("volume"), fields.number("number"))
        if fields.get("date") is None:
            raise LineFaultError("date", "is missing; an issue has a day")
        name = issue_id(key)
        source_id = self._identified(fields.text("id") or name, fields.text("title") or name, key[0])
        self._issue_ids.setdefault(key, source_id)
        return Head(source_id=source_id)

    def _note_slug(self, number: int, thing: str, wanted: str, got: str) -> None:
        if wanted != got:
            why = f"its web address ends in “{got}”: the one wanted was taken or cannot be used"
            self.tally.lose(
                Loss(what=thing, where=f"line {number}", which=wanted[:120], why=why, severity=Severity.CHANGED)
            )

    def month_of(self, moment: datetime, key: str) -> str:
        """The month of an address: that of the paper's own time zone."""
        try:
            local = moment.astimezone(self.zone)
        except OverflowError as error:
            raise LineFaultError(key, "is no date that can be kept") from error
        return sys.intern(f"{local.year:04}-{local.month:02}")

    def _place(self, story: StoryLine, head: Head) -> None:
        if story.issue is None:
            return
        claims = self.issues.setdefault((story.language, story.issue.volume, story.issue.number), IssueClaims())
        claims.day = claims.day or story.issue.day
        claims.stories.append(
            PlacedStory(
                source_id=head.source_id,
                section=story.section,
                position=story.position,
                published=story.date,
                slug=head.slug,
            )
        )


def issue_id(key: IssueKey) -> str:
    """The source id of an issue that no line gives another."""
    language, volume, number = key
    return f"issue:{language}:{f'{volume}-' if volume else ''}{number}"
