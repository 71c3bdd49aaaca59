"""What must be true of a record before it enters the edition."""

import dataclasses
import re
from datetime import datetime
from functools import cache
from typing import Any, Final

from broadsheet.edition import blocks, inline, records
from broadsheet.edition.addresses import check_slug, check_standing_path
from broadsheet.edition.canonical import Record
from broadsheet.edition.comments import Comment
from broadsheet.edition.paper import Paper
from broadsheet.edition.references import inline_texts_in, walk
from broadsheet.errors import MalformedRecordError

LONGEST_TEXT: Final = 2_000_000
"""Characters in one field; a book has fewer."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMMENT_ID = re.compile(r"[\w.-]{1,64}")
_ADDRESS = re.compile(r"https?://[^/\s\"<>]+/(?:[^\s\"<>]*/)?")


def check_record(record: Record) -> None:
    """Raise MalformedRecordError, naming the record and the remedy, unless it may enter the edition."""
    try:
        _check(record)
    except MalformedRecordError as error:
        name = getattr(record, "title", "") or getattr(record, "name", "") or record.id
        raise MalformedRecordError(f"{record.kind} “{str(name)[:80]}”: {error}") from error


def _check(record: Record) -> None:
    if not record.id or not re.fullmatch(r"[\w:./-]{1,200}", record.id):
        raise MalformedRecordError(f"The id “{record.id[:60]}” must be 1 to 200 letters, digits and -_:./ signs.")
    parts = tuple(walk(record))
    for part in parts:
        _check_fields(part)
    for text in inline_texts_in(parts):
        inline.check(text)
    match record:
        case Paper():
            _check_paper(record)
        case records.Image() | records.Document():
            _check_file(record)
        case _:
            _check_addressed(record)
            for part in parts:
                _check_part(part)


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _check_fields(part: Any) -> None:
    for name in _names(part.__class__):
        value = getattr(part, name)
        if isinstance(value, str):
            # Most text is nothing but signs that can be printed, which is quickly seen.
            if len(value) <= LONGEST_TEXT and (value.isprintable() or not _CONTROL.search(value)):
                continue
            raise MalformedRecordError(
                f"The field “{name}” has control characters or more than {LONGEST_TEXT:,} characters; clean it."
            )
        if isinstance(value, datetime) and value.tzinfo is None:
            raise MalformedRecordError(f"The field “{name}” is a time without a zone.")


def _check_file(record: records.Image | records.Document) -> None:
    if not _DIGEST.fullmatch(record.digest):
        raise MalformedRecordError("The digest must be 64 hexadecimal digits of SHA-256.")
    if record.file.startswith("/") or ".." in record.file.split("/") or not record.file:
        raise MalformedRecordError(f"The file “{record.file}” must lie inside the media folder.")


def _check_addressed(record: records.Addressed) -> None:
    if not _LANGUAGE.fullmatch(record.language):
        raise MalformedRecordError(f"“{record.language}” is not a language tag such as en or pt-BR.")
    match record:
        case records.Article() | records.Event():
            check_slug(record.slug)
            _check_withdrawal(record)
            if not _MONTH.fullmatch(record.month):
                raise MalformedRecordError(f"The month “{record.month}” must be YYYY-MM.")
        case records.Issue():
            if record.number < 0 or record.volume < 0:
                raise MalformedRecordError("Number and volume of an issue cannot be below 0.")
        case records.StandingPage():
            check_standing_path(record.path)
        case _:
            check_slug(record.slug)
    if not record.title.strip() and not isinstance(record, records.Issue):
        raise MalformedRecordError("It has no headline or title; give it one.")
    if isinstance(record, records.Article | records.StandingPage):
        _check_comments(record.comments)


def _check_comments(comments: tuple[Comment, ...]) -> None:
    if len({comment.id for comment in comments}) < len(comments):
        raise MalformedRecordError("Two of its readers' comments have the same id; give each its own.")
    if not all(_COMMENT_ID.fullmatch(comment.id) for comment in comments):
        raise MalformedRecordError("The id of a reader's comment must be 1 to 64 letters, digits and -_. signs.")
    if not all(comment.approved for comment in comments):
        raise MalformedRecordError("One of its readers' comments was not approved; leave it out.")


def _check_withdrawal(record: records.Article | records.Event) -> None:
    if not isinstance(record, records.Article) or record.withdrawn is None:
        return
    left = (
        record.body,
        record.comments,
        record.picture,
        record.bylines,
        record.topics,
        record.persons,
        record.branches,
    )
    if any((*left, record.standfirst, record.section, record.related, record.review, record.work)):
        raise MalformedRecordError("It is withdrawn: nothing may be left of it but its headline and the reason.")
    if not any(each.what is records.CorrectionKind.RETRACTION for each in record.corrections):
        raise MalformedRecordError("It is withdrawn and says nowhere why; write the reason.")


def _check_part(part: Any) -> None:
    match part:
        case blocks.Paragraph():  # most, by far
            pass
        case blocks.Crosshead(level=level) if level not in (2, 3, 4):
            raise MalformedRecordError(f"A crosshead has level 2, 3 or 4, not {level}.")
        case blocks.TableCell(span=span) if not 1 <= span <= 100:
            raise MalformedRecordError(f"A table cell spans 1 to 100 columns, not {span}.")
        case blocks.Embed(url=url) if url and not url.startswith(("https://", "http://")):
            raise MalformedRecordError(f"The address “{url[:80]}” of something embedded must start with https://.")
        case records.Event(online=url) if url and not url.startswith(("https://", "http://")):
            raise MalformedRecordError(f"The online address “{url[:80]}” must start with https://.")
        case _:
            pass


def _check_paper(paper: Paper) -> None:
    if not paper.languages:
        raise MalformedRecordError("The paper needs at least one language.")
    if not _ADDRESS.fullmatch(paper.address):
        raise MalformedRecordError(f"The public address “{paper.address}” must be https://…/ with a final slash.")
    for colour in ("accent", "accent_dark", "paper", "ink"):
        value = getattr(paper.colours, colour)
        if value and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise MalformedRecordError(f"The colour “{value}” must be written #rrggbb.")
