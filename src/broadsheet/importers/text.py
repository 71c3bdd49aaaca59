"""
A page of a newspaper's site that is left as bare text becomes one draft story.

What a crawler kept of such a page is the story between the site's furniture: navigation before it, lists of
other stories after it. The rules are about pages of this kind in general: a line that names the issue, a
headline under it, a quotation and introduction, who reports, short lines over prose as crossheads, side
stories after the story's own end, the issue's contents, then furniture. What the page had lost on the way
(lists, link targets, signs of currency) is named in the report.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from broadsheet.edition.blocks import Block, Box, Crosshead, Inline, Paragraph, PlainBlock, PullQuote
from broadsheet.edition.inline import escape
from broadsheet.edition.records import Byline
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.names import folded, slug_from
from broadsheet.importers.records import (
    ImportContext,
    ImportedArticle,
    ImportedPaper,
    ImportedPerson,
    ImportedSection,
    Status,
)
from broadsheet.importers.report import Loss, Tally
from broadsheet.importers.text_credits import Credit, read_credits
from broadsheet.importers.text_lines import Line, is_crosshead, is_quotation, numbered_lines
from broadsheet.importers.text_losses import note_losses
from broadsheet.importers.text_story import Found, find_story

LARGEST: Final = 5_000_000
"""Bytes of one page; more is not one page."""


def read_text(path: Path, context: ImportContext) -> ImportedPaper:
    """The one story of a saved page, as a draft, with what the page had lost in the report."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnreadableError(
            f"“{path}” cannot be read: {error.strerror}. Check its name and permissions."
        ) from error
    if len(data) > LARGEST:
        raise SourceUnreadableError(
            f"“{path.name}” has more than {LARGEST:,} bytes, which is no single page; divide it."
        )
    return read_page(data.decode("utf-8", errors="replace"), context, source=path.name)


def read_page(text: str, context: ImportContext, *, source: str = "page") -> ImportedPaper:
    """The one story of a page's text. Raises SourceUnreadableError when the page holds none."""
    lines = numbered_lines(text)
    found = find_story(lines)
    if found is None:
        raise SourceUnreadableError(
            f"No story was found in “{source}”: a headline with paragraphs under it was looked for. Import it as HTML."
        )
    return _Page(lines=lines, found=found, context=context, source=source).paper()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    lines: Sequence[Line]
    found: Found
    context: ImportContext
    source: str

    def paper(self) -> ImportedPaper:
        tally = Tally()
        tally.found("story")
        article, people = self._article(tally)
        tally.carried("story")
        section = self._section()
        self._note_left_out(tally)
        return ImportedPaper(
            source=self.source,
            tally=tally,
            records=(article,),
            sections=(section,) if section else (),
            persons=people,
        )

    def _article(self, tally: Tally) -> tuple[ImportedArticle, tuple[ImportedPerson, ...]]:
        story = self.lines[self.found.headline : self.found.end]
        top = _read_top(story)
        note_losses(story, tally)
        section = self._section()
        title = story[0].text
        published = self._published()
        month = published.astimezone(ZoneInfo(self.context.timezone)).strftime("%Y-%m")
        slug = slug_from(title)
        people = tuple(self._person(credit) for credit in top.credits)
        article = ImportedArticle(
            source_id=f"{month}/{slug}",
            digest=hashlib.sha256("\n".join(line.text for line in story).encode()).hexdigest(),
            where=f"line {story[0].number}",
            language=self.context.language,
            title=title,
            slug=slug,
            month=month,
            published=published,
            status=Status.DRAFT,
            standfirst=top.standfirst,
            section=section.source_id if section else "",
            bylines=tuple(
                Byline(person=person.source_id, role=credit.role, description=credit.description)
                for person, credit in zip(people, top.credits, strict=True)
            ),
            body=(*top.quotes, *_read_rest(story, top.end)),
            issue_day=self.found.day,
        )
        return article, people

    def _published(self) -> datetime:
        if self.found.day is None:
            return self.context.now.astimezone(UTC).replace(microsecond=0)
        return datetime.combine(self.found.day, time(12), ZoneInfo(self.context.timezone)).astimezone(UTC)

    def _section(self) -> ImportedSection | None:
        name = folded(self.found.section)
        if not name:
            return None
        language = self.context.language
        return ImportedSection(
            source_id=f"section:{language}:{name}",
            language=language,
            title=name,
            slug=slug_from(name, "section"),
            by_name=True,
        )

    def _person(self, credit: Credit) -> ImportedPerson:
        language, name = self.context.language, folded(credit.name)
        return ImportedPerson(
            source_id=f"person:{language}:{name}",
            language=language,
            title=name,
            slug=slug_from(name, "person"),
            by_name=True,
        )

    def _note_left_out(self, tally: Tally) -> None:
        before, after = self.lines[: self.found.headline], self.lines[self.found.end :]
        for lines, which in ((before, "before the story"), (after, "after the story")):
            if lines:
                where = f"lines {lines[0].number} to {lines[-1].number}"
                why = "navigation and lists of other stories are no part of the story"
                tally.found("line of the site around it", len(lines))
                tally.lose(Loss(what="line of the site around it", where=where, which=which, why=why, count=len(lines)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Top:
    quotes: tuple[PullQuote, ...]
    standfirst: str
    credits: tuple[Credit, ...]
    end: int


def _read_top(story: Sequence[Line]) -> _Top:
    """What stands between the headline and the story: quotations, the introduction, who reports."""
    quotes: list[PullQuote] = []
    position = 1
    while position < len(story) and is_quotation(story[position].text):
        quotes.append(PullQuote(text=escape(_unquoted(story[position].text))))
        position += 1
    standfirst: list[str] = []
    for index in range(position, min(position + 4, len(story))):
        credited = read_credits(story[index].text)
        if credited:
            standfirst = [line.text for line in story[position:index]]
            return _Top(quotes=tuple(quotes), standfirst=" ".join(standfirst), credits=credited, end=index + 1)
        if is_crosshead(story, index):
            break
    # Without a credit, the first paragraph is the introduction where the next follows it without a blank line.
    grouped = position + 1 < len(story) and story[position + 1].gap == 0
    standfirst = [story[position].text] if grouped else []
    return _Top(quotes=tuple(quotes), standfirst=" ".join(standfirst), credits=(), end=position + len(standfirst))


_QUOTES: Final = "'‘’\"“”«»„"


def _unquoted(text: str) -> str:
    inner = text[1:].rstrip(".!?") if text[-1] not in _QUOTES else text[1:]
    return inner.rstrip(_QUOTES) if inner and inner[-1] in _QUOTES else inner


def _read_rest(story: Sequence[Line], start: int) -> tuple[Block, ...]:
    own: list[Block] = []
    boxes: list[Box] = []
    inside: list[PlainBlock] = []
    for position in range(start, len(story)):
        line = story[position]
        if not is_crosshead(story, position):
            paragraph = Paragraph(text=escape(line.text))
            _add_paragraph(inside if boxes else own, paragraph, line, story[position - 1])
        elif boxes or _begins_side_story(story, position):
            boxes = _closed(boxes, inside)
            inside = []
            boxes.append(Box(title=line.text, blocks=()))
        else:
            own.append(Crosshead(text=escape(line.text)))
    return (*own, *_closed(boxes, inside))


def _add_paragraph(blocks: list[Block] | list[PlainBlock], paragraph: Paragraph, line: Line, before: Line) -> None:
    """Lines of an address or account belong to one paragraph: neither they nor the one before are sentences."""
    last = blocks[-1] if blocks else None
    short = not line.is_prose and not before.is_prose and not before.text.endswith((":", "."))
    if short and isinstance(last, Paragraph):
        blocks[-1] = Paragraph(text=Inline(f"{last.text}<br>{paragraph.text}"))
    else:
        blocks.append(paragraph)


def _closed(boxes: list[Box], inside: list[PlainBlock]) -> list[Box]:
    return [*boxes[:-1], Box(title=boxes[-1].title, blocks=tuple(inside))] if boxes else []


_END_MATTER: Final = re.compile(
    r"(?i)\bIBAN\b|\bsort code\b|\baccount (?:no|number)\b|^(?:please )?(?:send|make) (?:donations|messages|protests)\b"
)


def _begins_side_story(story: Sequence[Line], position: int) -> bool:
    """A heading begins a side story where the story has ended: a wider gap, or calls and accounts before it."""
    wide = story[position].gap > max(1, _usual_gap(story))
    return wide or any(_END_MATTER.search(line.text) for line in story[max(0, position - 3) : position])


def _usual_gap(story: Sequence[Line]) -> int:
    gaps = sorted(line.gap for line in story[1:])
    return gaps[len(gaps) // 2] if gaps else 1
