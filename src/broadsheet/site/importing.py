"""`broadsheet import`: one source, read, taken into the newsroom and composed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.documents import read_document
from broadsheet.importers.jsonl import read_jsonl
from broadsheet.importers.records import ImportContext, ImportedArticle, ImportedPaper, ImportedRecord
from broadsheet.importers.report import Loss, Report, Severity, Tally, joined
from broadsheet.importers.text import read_text
from broadsheet.importers.unpacking import lines_file
from broadsheet.importers.wxr import read_wxr
from broadsheet.site import open_newsroom
from broadsheet.site.database import wanting_room_in
from broadsheet.site.paper_file import PaperFile, read_paper_file

READERS: Final[Mapping[str, Callable[[Path, ImportContext], ImportedPaper]]] = {
    "jsonl": read_jsonl,
    "text": read_text,
    "wxr": read_wxr,
}
"""What reads each kind of source."""


def import_source(
    folder: Path,
    kind: str,
    source: Path,
    *,
    overwrite: bool = False,
    base_url: str = "",
    dry_run: bool = False,
    progress: Callable[[int, int], None],
) -> Report:
    """
    Import a file into the paper in `folder`; published stories are composed when it returns.

    With `dry_run` nothing is kept: the report is that of an import that would have been.

    Raises SourceUnreadableError when the file cannot be read; then nothing was imported. Raises NoRoomError when the
    disk is full: what was taken in stays, and importing again does the rest.
    """
    if not (source.is_file() or (kind == "jsonl" and source.is_dir())):
        raise SourceUnreadableError(f"{source} is not a file that can be read. Give the path of the file to import.")
    open_newsroom(folder)
    paper = read_paper_file(folder.resolve())
    unpacked = lines_file(source) if kind == "jsonl" else nullcontext(source)
    with wanting_room_in(paper.folder), unpacked as file:
        context = import_context(paper, base_url=base_url)
        imported = READERS[kind](file, context)
        if dry_run:
            return try_to_take_in(imported, overwrite=overwrite, progress=progress)
        report = take_in_and_compose(imported, overwrite=overwrite, progress=progress)
        _note(source, report)
        return report


def import_documents(folder: Path, sources: Sequence[Path], *, progress: Callable[[int, int], None]) -> Report:
    """
    Make a draft of each document; the report is that of all of them.

    One that cannot be read is refused in the report, and the others are read. Raises NoRoomError as `import_source`.
    """
    open_newsroom(folder)
    from broadsheet.newsroom.compose import compose

    paper = read_paper_file(folder.resolve())
    # Without the paper's addresses: a draft is taken in by itself, so that its links stay addresses, as at the desk.
    context = ImportContext(now=datetime.now(UTC), language=paper.language, timezone=paper.timezone)
    reports = []
    with wanting_room_in(paper.folder):
        for number, source in enumerate(sources, start=1):
            reports.append(_draft_of(source, context))
            progress(number, len(sources))
        compose()
        report = joined(reports)
        _note(sources[0], report)
    return report


def _note(source: Path, report: Report) -> None:
    from broadsheet.newsroom.intake.notes import note_import

    note_import(source.name, datetime.now(UTC), report)


def _draft_of(source: Path, context: ImportContext) -> Report:
    from broadsheet.newsroom.intake.drafts import take_in_draft

    tally = Tally()
    try:
        imported = read_document(source, context)
    except SourceUnreadableError as error:
        tally.found("story")
        refused = Severity.REFUSED
        tally.lose(Loss(what="story", where=source.name, which=source.name, why=str(error), severity=refused))
        return tally.report()
    for record in imported.records:
        if isinstance(record, ImportedArticle):
            take_in_draft(record, imported.tally)
    return imported.tally.report()


def import_context(paper: PaperFile, *, base_url: str = "") -> ImportContext:
    """What an importer must know of a paper that is set up."""
    from broadsheet.newsroom.models import OldAddress

    rows = OldAddress.objects.values_list("path", "page_id")
    permanent = _permanent_ids({page for _, page in rows})
    return ImportContext(
        now=datetime.now(UTC),
        language=paper.language,
        timezone=paper.timezone,
        base_url=base_url,
        known_addresses={path: permanent[page] for path, page in rows if page in permanent},
    )


def _permanent_ids(pages: set[int]) -> Mapping[int, str]:
    from broadsheet.newsroom.models import PAGE_TYPES

    return {
        page: permanent_id
        for page_type in PAGE_TYPES
        for page, permanent_id in page_type.objects.values_list("pk", "permanent_id")
        if page in pages
    }


def take_in_and_compose(
    imported: ImportedPaper, *, overwrite: bool = False, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Report:
    """Take imported records into the newsroom of the paper that is set up, and compose what is published."""
    from broadsheet.newsroom.compose import compose
    from broadsheet.newsroom.intake import take_in

    report = take_in(replace(imported, records=_counted(imported.records, progress)), overwrite=overwrite)
    compose()
    return report


def try_to_take_in(
    imported: ImportedPaper, *, overwrite: bool = False, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Report:
    """What taking these records in would report. Nobody else can write into the newsroom meanwhile."""
    from broadsheet.newsroom.intake import take_in
    from broadsheet.newsroom.intake.trying import nothing_kept

    with nothing_kept():
        return take_in(replace(imported, records=_counted(imported.records, progress)), overwrite=overwrite)


def _counted(records: Iterable[ImportedRecord], progress: Callable[[int, int], None]) -> Iterable[ImportedRecord]:
    for number, record in enumerate(records, start=1):
        progress(number, 0)
        yield record
