"""Lines of the small kinds: the paper itself, files, sections, topics, people, branches, issues, readers' comments."""

from collections.abc import Iterable
from typing import assert_never

from broadsheet.edition.blocks import Call, Purpose
from broadsheet.edition.comments import Comment, CommentSort
from broadsheet.edition.paper import FrontSlot, LanguageVersion, Link, Notice, Pin
from broadsheet.edition.records import IssueSection, Medium, Placement, Rights, Slot, TopicKind
from broadsheet.importers.comment_lines import CommentStatus
from broadsheet.importers.line_writing import Line, body, ending, moment, status, tagged, text, without_empty
from broadsheet.importers.originals import ImportedOriginal, OriginalKind
from broadsheet.importers.records import (
    ImportedBranch,
    ImportedIssue,
    ImportedPaperSettings,
    ImportedPerson,
    ImportedSection,
    ImportedTopic,
    SourcedSubject,
)

type Subject = ImportedSection | ImportedTopic | ImportedPerson | ImportedBranch


def subject_line(record: Subject) -> Line:
    """The line of a section, topic, person or branch."""
    match record:
        case ImportedSection():
            own: Line = {"calls": _calls(record.calls), "pins": _pins(record.pins)}
            return _named(record, "section", {}, own)
        case ImportedTopic():
            kind = "" if record.sort is TopicKind.TOPIC else record.sort.value
            return _named(record, "topic", {"topic_kind": kind}, {})
        case ImportedPerson():
            portrait = record.portrait
            shown = {"portrait": portrait.image, "portrait_alt": text(portrait.alt)} if portrait else {}
            return _named(record, "person", {"role": text(record.role)}, {"contact": text(record.contact)} | shown)
        case ImportedBranch():
            own = {"meets": text(record.meets), "contact": text(record.contact)}
            return _named(record, "branch", {"place": text(record.place)}, own)
        case never:
            assert_never(never)


def _named(record: SourcedSubject, kind: str, before: Line, after: Line) -> Line:
    """What all of these have, and the kind's own keys before and after the description."""
    line = {
        "kind": kind,
        "id": record.source_id,
        "title": text(record.title),
        "slug": record.slug,
        "status": status(record),
        "language": record.language,
        "translation_of": record.translation_of,
    }
    return ending(record, {**line, **before, "description": tagged(record.description), **after})


def issue_line(record: ImportedIssue) -> Line:
    """The line of an issue."""
    return ending(
        record,
        {
            "kind": "issue",
            "id": record.source_id,
            "number": record.number,
            "volume": record.volume or None,
            "date": record.day.isoformat(),
            "title": text(record.title),
            "status": status(record),
            "language": record.language,
            "translation_of": record.translation_of,
            "cover": record.cover.image if record.cover else "",
            "cover_alt": text(record.cover.alt) if record.cover else "",
            "editorial": body(record.editorial),
            "sections": [_issue_section(section) for section in record.sections],
        },
    )


def _issue_section(section: IssueSection) -> Line:
    return without_empty({"title": text(section.title), "stories": [_placement(each) for each in section.placements]})


def _placement(placement: Placement) -> Line:
    return without_empty(
        {
            "story": placement.article,
            "slot": "" if placement.slot is Slot.NORMAL else placement.slot.value,
            "page": placement.page or None,
            "medium": "" if placement.medium is Medium.BOTH else placement.medium.value,
            "print_headline": text(placement.print_headline),
        }
    )


def comment_line(story: str, comment: Comment) -> Line:
    """The line of a reader's comment on the story, or standing page, of this id."""
    return without_empty(
        {
            "kind": "comment",
            "id": comment.id,
            "story": story,
            "parent": comment.parent,
            "author": text(comment.author),
            "date": moment(comment.when),
            "text": [words for words in map(tagged, comment.text) if words],
            "comment_kind": "" if comment.sort is CommentSort.COMMENT else comment.sort.value,
            "status": "" if comment.approved else CommentStatus.UNAPPROVED.value,
        }
    )


def original_line(record: ImportedOriginal) -> Line:
    """The line of a picture or document."""
    line: Line = {"kind": record.kind.value, "id": record.source_id, "src": record.path, "title": text(record.title)}
    if record.kind is OriginalKind.PICTURE:
        line |= {
            "description": text(record.description),
            "credit": text(record.credit),
            "licence": text(record.licence),
            "source": text(record.source),
            "rights": "" if record.rights is Rights.UNKNOWN else record.rights.value,
            "expires": moment(record.expires),
            "not_in_print": record.not_in_print or None,
            "focus": list(record.focus),
            "shapes": [
                {"shape": shape, "left": left, "top": top} for shape, (left, top) in sorted(record.shapes.items())
            ],
        }
    return without_empty(line | {key: record.unknown[key] for key in sorted(record.unknown) if key not in line})


def settings_line(record: ImportedPaperSettings) -> Line:
    """The paper's own line."""
    colours = record.colours
    look = (
        {"accent": colours.accent, "accent_dark": colours.accent_dark, "paper": colours.paper, "ink": colours.ink}
        if colours
        else {}
    )
    line = {
        "kind": "paper",
        "name": text(record.name),
        "language": record.language,
        "timezone": record.timezone,
        "publisher": text(record.publisher),
        "licence": text(record.licence),
        "contact": text(record.contact),
        "founded": text(record.founded),
        "social": [{"label": text(each.label), "url": text(each.target)} for each in record.social],
        "logo": record.logo,
        "type_family": record.type_family and text(record.type_family),
        "colours": without_empty(look),
        "redirect_stubs": record.redirect_stubs,
        "print_line": record.print_line,
        "four_eyes": record.four_eyes,
        "style_list": record.style_list,
        "forget_accounts_after": record.forget_accounts_after,
        "old_comments_shown": record.old_comments_shown,
        "languages": [_language(each) for each in record.languages],
    }
    return without_empty(line | {key: record.unknown[key] for key in sorted(record.unknown) if key not in line})


def _language(version: LanguageVersion) -> Line:
    return without_empty(
        {
            "code": version.code,
            "name": text(version.name),
            "title": text(version.title),
            "tagline": text(version.tagline),
            "navigation": _links(version.navigation),
            "footer": _links(version.footer),
            "calls": _calls(version.calls),
            "pins": _pins(version.pins),
            "notice": _notice(version.notice),
        }
    )


def _links(links: Iterable[Link]) -> list[Line]:
    return [{"label": text(each.label), "target": text(each.target)} for each in links]


def _calls(calls: Iterable[Call]) -> list[Line]:
    return [
        without_empty(
            {
                "purpose": "" if each.purpose is Purpose.JOIN else each.purpose.value,
                "label": text(each.label),
                "target": text(each.target),
                "text": tagged(each.text),
                "ends": moment(each.ends),
            }
        )
        for each in calls
    ]


def _pins(pins: Iterable[Pin]) -> list[Line]:
    return [
        without_empty(
            {
                "slot": "" if each.slot is FrontSlot.LEAD else each.slot.value,
                "story": each.article,
                "until": moment(each.until),
            }
        )
        for each in pins
    ]


def _notice(notice: Notice | None) -> Line:
    if notice is None:
        return {}
    return without_empty({"text": text(notice.text), "link": text(notice.link), "ends": moment(notice.ends)})
