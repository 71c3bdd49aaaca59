"""`broadsheet import`: one source, read, taken into the newsroom and composed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.fetching import FetchedFiles, Fetcher
from broadsheet.importers.archives.paper import read_warc
from broadsheet.importers.documents import read_document
from broadsheet.importers.ghost import read_ghost
from broadsheet.importers.jsonl import read_jsonl
from broadsheet.importers.pages.folder import FolderSource
from broadsheet.importers.pages.site import read_site
from broadsheet.importers.pages.template import Template, read_template
from broadsheet.importers.records import ImportContext, ImportedArticle, ImportedPaper, ImportedRecord
from broadsheet.importers.report import Loss, Report, Severity, Tally, joined
from broadsheet.importers.text import read_text
from broadsheet.importers.unpacking import export_files, lines_file
from broadsheet.importers.wxr import read_wxr
from broadsheet.site import open_newsroom
from broadsheet.site.database import wanting_room_in
from broadsheet.site.paper_file import PaperFile, read_paper_file

if TYPE_CHECKING:  # what knows Django is imported when the newsroom is open
    from broadsheet.newsroom.intake.media import Media

READERS: Final[Mapping[str, Callable[[Path, ImportContext], ImportedPaper]]] = {
    "ghost": read_ghost,
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
    more: Sequence[Path] = (),
    overwrite: bool = False,
    base_url: str = "",
    template: Path | None = None,
    media: str = "keep",
    fetcher: Fetcher | None = None,
    dry_run: bool = False,
    progress: Callable[[int, int], None],
) -> Report:
    """
    Import a file into the paper in `folder`; published stories are composed when it returns.

    Of kinds html and warc the source may be a folder; it is read by the `template` in a file where one is given.
    `more` are the other files of a WordPress export in several. With `dry_run` nothing is kept: the report is that of
    an import that would have been.

    Raises SourceUnreadableError when a file cannot be read; then nothing was imported. Raises NoRoomError when the
    disk is full: what was taken in stays, and importing again does the rest.

    `media` is one of `keep`, `fetch` and `skip`; `fetcher` asks the old site, by default one that reaches public
    machines only.
    """
    for each in (source, *more):
        if not (each.is_file() or (kind in FOLDERS and each.is_dir())):
            raise SourceUnreadableError(f"{each} is not a file that can be read. Give the path of the file to import.")
    open_newsroom(folder)
    paper = read_paper_file(folder.resolve())
    with wanting_room_in(paper.folder), _unpacked(kind, source, more) as (file, *further):
        context = import_context(paper, base_url=base_url, fetches=media == "fetch" and not dry_run)
        imported = _read(kind, file, further, context, read_template(template) if template else None)
        if dry_run:
            return try_to_take_in(imported, overwrite=overwrite, progress=progress)
        with media_of(paper, media, fetcher) as had:
            report = take_in_and_compose(imported, overwrite=overwrite, media=had, progress=progress)
        _note(source, report)
        return report


@contextmanager
def _unpacked(kind: str, source: Path, more: Sequence[Path]) -> "Iterator[tuple[Path, ...]]":
    """The files to read; those of an archive lie in a temporary folder meanwhile."""
    if kind == "jsonl":
        with lines_file(source) as file:
            yield (file, *more)
    elif kind == "wxr":
        with export_files((source, *more)) as files:
            yield files
    else:
        yield (source, *more)


def _read(
    kind: str, source: Path, more: Sequence[Path], context: ImportContext, template: Template | None
) -> ImportedPaper:
    if kind in SITES:
        return SITES[kind](source, context, template)
    return read_wxr(source, context, more) if kind == "wxr" else READERS[kind](source, context)


def _read_folder(source: Path, context: ImportContext, template: Template | None) -> ImportedPaper:
    return read_site(FolderSource.at(source, context.base_url), context, template)


SITES: Final[Mapping[str, Callable[[Path, ImportContext, Template | None], ImportedPaper]]] = {
    "html": _read_folder,
    "warc": read_warc,
}
"""What reads each kind of source that holds the pages of a site."""

FOLDERS: Final = frozenset({"html", "jsonl", "warc"})
"""Kinds whose source may be a folder."""


@contextmanager
def media_of(paper: PaperFile, policy: str, fetcher: Fetcher | None = None) -> "Iterator[Media]":
    """What an import does about pictures; what is begun from the old site lies in the paper's folder meanwhile."""
    from broadsheet.newsroom.intake.media import Media, MediaPolicy

    if policy != MediaPolicy.FETCH:
        yield Media(MediaPolicy(policy))
        return
    with FetchedFiles(paper.folder / "fetched", fetcher or Fetcher()) as files:
        yield Media(MediaPolicy.FETCH, files)


def import_documents(
    folder: Path,
    sources: Sequence[Path],
    *,
    media: str = "keep",
    fetcher: Fetcher | None = None,
    progress: Callable[[int, int], None],
) -> Report:
    """
    Make a draft of each document; the report is that of all of them. `media` and `fetcher` as in `import_source`.

    One that cannot be read is refused in the report, and the others are read. Raises NoRoomError as `import_source`.
    """
    open_newsroom(folder)
    from broadsheet.newsroom.compose import compose

    paper = read_paper_file(folder.resolve())
    # Without the paper's addresses: a draft is taken in by itself, so that its links stay addresses, as at the desk.
    context = ImportContext(now=datetime.now(UTC), language=paper.language, timezone=paper.timezone)
    reports = []
    with wanting_room_in(paper.folder), media_of(paper, media, fetcher) as had:
        for number, source in enumerate(sources, start=1):
            reports.append(_draft_of(source, context, had))
            progress(number, len(sources))
        compose()
        report = joined(reports)
        _note(sources[0], report)
    return report


def _note(source: Path, report: Report) -> None:
    from broadsheet.newsroom.intake.notes import note_import

    note_import(source.name, datetime.now(UTC), report)


def _draft_of(source: Path, context: ImportContext, media: "Media") -> Report:
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
            take_in_draft(record, imported.tally, media=media)
    media.settle()
    return imported.tally.report()


def import_context(paper: PaperFile, *, base_url: str = "", fetches: bool = False) -> ImportContext:
    """What an importer must know of a paper that is set up."""
    from broadsheet.newsroom.models import OldAddress
    from broadsheet.newsroom.paper import current_paper

    rows = OldAddress.objects.values_list("path", "page_id")
    permanent = _permanent_ids({page for _, page in rows})
    return ImportContext(
        now=datetime.now(UTC),
        language=paper.language,
        timezone=paper.timezone,
        base_url=base_url,
        fetches=fetches,
        languages=tuple(code for code, _ in current_paper().languages),
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
    imported: ImportedPaper,
    *,
    overwrite: bool = False,
    media: "Media | None" = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Take imported records into the newsroom of the paper that is set up, and compose what is published."""
    from broadsheet.newsroom.compose import compose
    from broadsheet.newsroom.intake import take_in

    report = take_in(replace(imported, records=_counted(imported.records, progress)), overwrite=overwrite, media=media)
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
