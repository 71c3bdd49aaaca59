"""The records that come whole: the paper itself, sections, topics, people, branches, issues."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from broadsheet.edition.blocks import Call, Purpose
from broadsheet.edition.paper import Colours, FrontSlot, LanguageVersion, Link, Notice, Pin
from broadsheet.edition.records import IssueSection, Medium, Picture, Placement, Slot, TopicKind
from broadsheet.importers.fields import Fields, LineFaultError, digest_of
from broadsheet.importers.issue_contents import contents
from broadsheet.importers.line_index import THINGS, Head, IssueClaims, IssueKey, LineIndex, issue_id
from broadsheet.importers.line_names import Named, NamedRecord
from broadsheet.importers.links import old_address
from broadsheet.importers.records import (
    ImportedBranch,
    ImportedImage,
    ImportedIssue,
    ImportedPaperSettings,
    ImportedPerson,
    ImportedSection,
    ImportedTopic,
    Status,
)
from broadsheet.importers.story_lines import StoryMaker

type SmallRecord = (
    ImportedSection | ImportedTopic | ImportedPerson | ImportedBranch | ImportedIssue | ImportedPaperSettings
)


def small_records(index: LineIndex, maker: StoryMaker) -> Iterable[SmallRecord]:
    """What the lines of small kinds say, then what only stories name. Lines at fault are refused by name."""
    small = _Small(index, maker)
    makers: Mapping[str, Callable[[Fields, Head, str, str], SmallRecord]] = {
        "paper": small.paper,
        "section": small.section,
        "topic": small.topic,
        "person": small.person,
        "branch": small.branch,
        "issue": small.issue,
    }
    described: set[IssueKey] = set()
    for position, (number, kind, line) in enumerate(index.small):
        try:
            fields = Fields({**line, "position": line.get("position", position)}, index.zone)
            record = makers[kind](fields, index.heads[number], f"line {number}", digest_of(line))
        except LineFaultError as fault:
            index.refuse(number, THINGS[kind], line, fault)
            continue
        index.tally.carried(THINGS[kind])
        if isinstance(record, ImportedIssue):
            described.add((record.language, record.volume, record.number))
        yield record
    yield from _derived_issues(index, described)
    for each in Named:
        yield from (_by_name(each, record) for record in index.names[each].by_name_only())


def _by_name(kind: Named, record: NamedRecord) -> SmallRecord:
    classes: Mapping[Named, Callable[..., SmallRecord]] = {
        Named.SECTION: ImportedSection,
        Named.TOPIC: ImportedTopic,
        Named.PERSON: ImportedPerson,
        Named.BRANCH: ImportedBranch,
    }
    return classes[kind](
        source_id=record.source_id, language=record.language, title=record.title, slug=record.slug, by_name=True
    )


def _derived_issues(index: LineIndex, described: set[IssueKey]) -> Iterable[ImportedIssue]:
    for key, claims in index.issues.items():
        if key not in described:
            language, volume, number = key
            yield ImportedIssue(
                source_id=issue_id(key),
                language=language,
                number=number,
                volume=volume,
                day=claims.day or _newest(index, claims),
                derived=True,
                sections=contents(claims),
            )


def _newest(index: LineIndex, claims: IssueClaims) -> date:
    return max(story.published for story in claims.stories).astimezone(index.zone).date()


class _Small:
    def __init__(self, index: LineIndex, maker: StoryMaker) -> None:
        self._index = index
        self._maker = maker

    def _common(self, fields: Fields, head: Head, where: str, digest: str) -> dict[str, Any]:
        fields.get("kind"), fields.get("id"), fields.get("position")
        return {
            "source_id": head.source_id,
            "where": where,
            "digest": digest,
            "title": fields.text("title"),
            "language": fields.language("language", self._maker.language),
            "translation_of": fields.text("translation_of"),
            "status": fields.choice("status", Status.PUBLISHED),
            "old_addresses": tuple(filter(None, map(old_address, fields.texts("legacy_urls")))),
        }

    def _named(self, fields: Fields, head: Head, where: str, digest: str) -> dict[str, Any]:
        fields.get("slug")
        description = self._maker.one_line_of_html(fields.text("description"), where)
        return {**self._common(fields, head, where, digest), "slug": head.slug, "description": description}

    def section(self, fields: Fields, head: Head, where: str, digest: str) -> ImportedSection:
        common = self._named(fields, head, where, digest)
        return ImportedSection(
            **common,
            position=fields.number("position"),
            calls=self._calls(fields, where),
            pins=_pins(fields),
            unknown=fields.unknown,
        )

    def topic(self, fields: Fields, head: Head, where: str, digest: str) -> ImportedTopic:
        common = self._named(fields, head, where, digest)
        return ImportedTopic(**common, sort=fields.choice("topic_kind", TopicKind.TOPIC), unknown=fields.unknown)

    def person(self, fields: Fields, head: Head, where: str, digest: str) -> ImportedPerson:
        common = self._named(fields, head, where, digest)
        role, contact = fields.text("role"), fields.text("contact")
        portrait, images = self._picture(fields, "portrait", where)
        return ImportedPerson(
            **common, role=role, contact=contact, portrait=portrait, images=images, unknown=fields.unknown
        )

    def branch(self, fields: Fields, head: Head, where: str, digest: str) -> ImportedBranch:
        common = self._named(fields, head, where, digest)
        place, meets, contact = fields.text("place"), fields.text("meets"), fields.text("contact")
        return ImportedBranch(**common, place=place, meets=meets, contact=contact, unknown=fields.unknown)

    def _picture(self, fields: Fields, key: str, where: str) -> tuple[Picture | None, tuple[ImportedImage, ...]]:
        source, alt = fields.text(key), fields.text(f"{key}_alt")
        return self._maker.picture(source, alt, where) if source else (None, ())

    def _calls(self, fields: Fields, where: str) -> tuple[Call, ...]:
        return tuple(
            Call(
                purpose=each.choice("purpose", Purpose.JOIN),
                label=each.required("label"),
                target=each.required("target"),
                text=self._maker.one_line_of_html(each.text("text"), where),
                ends=each.moment("ends"),
            )
            for each in fields.objects("calls")
        )

    def issue(self, fields: Fields, head: Head, where: str, digest: str) -> ImportedIssue:
        common = self._common(fields, head, where, digest)
        volume, number, day = fields.number("volume"), fields.number("number"), fields.day("date")
        if day is None:
            raise LineFaultError("date", "is missing; an issue has a day")
        claims = self._index.issues.get((common["language"], volume, number), IssueClaims())
        cover, images = self._picture(fields, "cover", where)
        editorial, around = self._maker.body(fields.raw_text("editorial"), where)
        sections = contents(claims, tuple(_planned(each) for each in fields.objects("sections")))
        return ImportedIssue(
            **common,
            number=number,
            volume=volume,
            day=day,
            cover=cover,
            images=(*images, *around.images.values()),
            documents=tuple(around.documents.values()),
            editorial=editorial,
            sections=sections,
            unknown=fields.unknown,
        )

    def paper(self, fields: Fields, _head: Head, where: str, digest: str) -> ImportedPaperSettings:
        fields.get("kind"), fields.get("id"), fields.get("position")
        language = fields.language("language", self._maker.language)
        logo, images = self._picture(fields, "logo", where)
        return ImportedPaperSettings(
            digest=digest,
            where=where,
            name=fields.required("name"),
            language=language,
            timezone=fields.text("timezone"),
            languages=self._languages(fields, language, where),
            publisher=fields.text("publisher"),
            licence=fields.text("licence"),
            contact=fields.text("contact"),
            founded=fields.text("founded"),
            social=tuple(
                Link(label=each.required("label"), target=each.required("url")) for each in fields.objects("social")
            ),
            logo=logo.image if logo else None,
            images=images,
            **_look(fields),
            unknown=fields.unknown,
        )

    def _languages(self, fields: Fields, language: str, where: str) -> tuple[LanguageVersion, ...]:
        listed = {each.language("code", language): each for each in fields.objects("languages")}
        codes = list(dict.fromkeys([language, *listed]))
        main = self._language(language, listed.get(language, Fields({}, self._index.zone)), fields, where)
        return (main, *(self._language(code, listed[code], listed[code], where) for code in codes[1:]))

    def _language(self, code: str, entry: Fields, fields: Fields, where: str) -> LanguageVersion:
        own = self._links(entry, "navigation", code) or self._links(fields, "navigation", code)
        return LanguageVersion(
            code=code,
            name=entry.text("name") or code,
            title=entry.text("title"),
            tagline=entry.text("tagline") or fields.text("tagline"),
            navigation=own,
            footer=self._links(entry, "footer", code) or self._links(fields, "footer", code),
            calls=self._calls(entry, where) or self._calls(fields, where),
            pins=_pins(entry) or _pins(fields),
            notice=_notice(entry.inside("notice") or fields.inside("notice")),
        )

    def _links(self, fields: Fields, key: str, language: str) -> tuple[Link, ...]:
        links = []
        for value in fields.many(key):
            if isinstance(value, Mapping):
                entry = Fields(value, self._index.zone, key)
                links.append(Link(label=entry.required("label"), target=entry.required("target")))
            elif isinstance(value, str):
                title, own = self._index.titles.get(value, (value, language))
                links += [Link(label=title, target=value)] if own == language else []
            else:
                raise LineFaultError(key, "must hold ids, or objects with label and target")
        return tuple(links)


def _pins(fields: Fields) -> tuple[Pin, ...]:
    return tuple(
        Pin(slot=each.choice("slot", FrontSlot.LEAD), article=each.required("story"), until=each.moment("until"))
        for each in fields.objects("pins")
    )


def _look(fields: Fields) -> dict[str, Any]:
    """What stays as it is where the line does not say it."""
    colours = fields.inside("colours")

    def said[T](key: str, read: Callable[[str], T]) -> T | None:
        return None if fields.get(key) is None else read(key)

    return {
        "type_family": said("type_family", fields.text),
        "colours": Colours(**{name: colours.colour(name) for name in _COLOURS}) if colours else None,
        "redirect_stubs": said("redirect_stubs", fields.flag),
        "print_line": said("print_line", fields.number),
        "four_eyes": said("four_eyes", fields.flag),
        "style_list": said("style_list", fields.raw_text),
        "forget_accounts_after": said("forget_accounts_after", fields.number),
        "old_comments_shown": said("old_comments_shown", fields.flag),
    }


_COLOURS = ("accent", "accent_dark", "paper", "ink")


def _notice(entry: Fields | None) -> Notice | None:
    if entry is None:
        return None
    ends = entry.moment("ends")
    return Notice(text=entry.required("text"), link=entry.text("link"), ends=ends)


def _planned(section: Fields) -> IssueSection:
    placements = tuple(
        Placement(
            article=each.required("story"),
            slot=each.choice("slot", Slot.NORMAL),
            page=each.number("page"),
            medium=each.choice("medium", Medium.BOTH),
            print_headline=each.text("print_headline"),
        )
        for each in section.objects("stories")
    )
    return IssueSection(title=section.text("title"), placements=placements)
