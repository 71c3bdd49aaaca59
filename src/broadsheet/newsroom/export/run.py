"""
The order of an export: the paper, files, subjects, standing pages, then stories, events and issues by date.

Comments follow what they are about.

What stands first is named by what follows, so that an import finds it. Nothing is kept in memory but one batch, the
names of subjects and the order of the stories.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from broadsheet.importers.line_index import THINGS
from broadsheet.importers.line_names import Named
from broadsheet.importers.line_writing import Line, NameOf, event_line, page_line, story_line
from broadsheet.importers.names import folded
from broadsheet.importers.originals import OriginalKind
from broadsheet.importers.records import ImportedArticle, ImportedEvent, ImportedIssue, ImportedPage, Sourced
from broadsheet.importers.report import Loss, Report, Tally
from broadsheet.importers.small_line_writing import comment_line, issue_line, original_line, settings_line, subject_line
from broadsheet.newsroom.export.left import WHERE, left_behind
from broadsheet.newsroom.export.originals import originals
from broadsheet.newsroom.export.pages import PaperIndex, events, issues, standing_pages, stories, subjects
from broadsheet.newsroom.export.paper import paper_settings
from broadsheet.newsroom.models import BranchPage, PersonPage, SectionPage, TopicPage
from broadsheet.newsroom.paper import current_paper

type Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export: its lines, to be read once and to the end; then its files, with their paths; then what was lost."""

    index: PaperIndex
    tally: Tally

    def lines(self) -> Iterator[bytes]:
        """The lines in order, each with its end."""
        for line in _lines(self.index, self.tally):
            yield json.dumps(line, ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n"

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every picture and document that the lines name: its path beside them, and where it lies."""
        for kind in OriginalKind:
            for original in originals(kind, self.index.paths):
                if original.file is not None:
                    yield original.path, original.file

    def report(self) -> Report:
        """What was written and what was left."""
        for loss in left_behind():
            self.tally.found(loss.what, loss.count)
            self.tally.lose(loss)
        return self.tally.report()


def export_paper() -> Export:
    """Begin an export of the paper that this process serves."""
    return Export(index=PaperIndex.read(), tally=Tally())


def _lines(index: PaperIndex, tally: Tally) -> Iterator[Line]:
    for line in _all_lines(index, tally):
        what = THINGS[line["kind"]]
        tally.found(what)
        tally.carried(what)
        yield line


def _all_lines(index: PaperIndex, tally: Tally) -> Iterator[Line]:
    yield settings_line(paper_settings(index.paths))
    for kind in OriginalKind:
        yield from _originals(kind, index, tally)
    for subject in subjects(index):
        yield subject_line(subject)  # type: ignore[arg-type]  # it yields nothing else
    name_of, zone = _names(), ZoneInfo(current_paper().timezone)
    for record in _contents(index):
        match record:
            case ImportedArticle():
                yield story_line(record, name_of, zone)
                yield from (comment_line(record.source_id, each) for each in record.comments or ())
            case ImportedPage():
                yield page_line(record)
                yield from (comment_line(record.source_id, each) for each in record.comments or ())
            case ImportedEvent():
                yield event_line(record, name_of, zone)
            case ImportedIssue():
                yield issue_line(record)


def _contents(index: PaperIndex) -> Iterator[Sourced]:
    for part in (standing_pages, stories, events, issues):
        yield from part(index)


def _originals(kind: OriginalKind, index: PaperIndex, tally: Tally) -> Iterator[Line]:
    for original in originals(kind, index.paths):
        if original.file is not None:
            yield original_line(original)
            continue
        tally.found(kind.value)
        why = "its file is not in the media folder; bring it back from a backup."
        tally.lose(Loss(what=kind.value, where=WHERE, which=original.title or original.path, why=why))


def _names() -> NameOf:
    """Names of subjects, where one can mean no other."""
    page_types: dict[Named, Any] = {
        Named.SECTION: SectionPage,
        Named.TOPIC: TopicPage,
        Named.PERSON: PersonPage,
        Named.BRANCH: BranchPage,
    }
    known = {kind: _named(page_type) for kind, page_type in page_types.items()}
    uses = {
        kind: Counter((language, folded(title)) for language, title in names.values()) for kind, names in known.items()
    }

    def name_of(kind: Named, source_id: str, language: str) -> str:
        own, title = known[kind].get(source_id, ("", ""))
        alone = own == language and uses[kind][own, folded(title)] == 1
        return folded(title) if alone and folded(title) and folded(title) not in known[kind] else source_id

    return name_of


def _named(page_type: Any) -> dict[str, tuple[str, str]]:
    rows: Iterable[tuple[str, str, str]] = page_type.objects.filter(alias_of__isnull=True).values_list(
        "permanent_id", "locale__language_code", "title"
    )
    return {name: (language, title) for name, language, title in rows}
