"""
The interchange format: one JSON object a line, each a story, a standing page or another record of a paper.

`read_jsonl` reads a file; `read_lines` takes lines from anywhere (the demonstration paper's are TOML tables).
The lines are gone through twice: once for ids, names and addresses, then, as the records are asked for, once more.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.comment_lines import comments
from broadsheet.importers.fields import LineFaultError
from broadsheet.importers.files_beside import DocumentsBeside
from broadsheet.importers.line_index import THINGS, LineIndex
from broadsheet.importers.lines import JsonLines, NumberedLine
from broadsheet.importers.links import Links
from broadsheet.importers.original_lines import originals
from broadsheet.importers.pictures_beside import PicturesBeside
from broadsheet.importers.records import (
    ImportContext,
    ImportedBranch,
    ImportedIssue,
    ImportedPaper,
    ImportedPaperSettings,
    ImportedPerson,
    ImportedRecord,
    ImportedSection,
    ImportedTopic,
)
from broadsheet.importers.report import Tally
from broadsheet.importers.small_lines import small_records
from broadsheet.importers.story_lines import StoryMaker


def read_jsonl(path: Path, context: ImportContext) -> ImportedPaper:
    """The paper a file of the interchange format holds; pictures and documents lie beside the file."""
    return read_lines(JsonLines(path), context, folder=path.parent, source=path.name)


def read_lines(
    lines: Iterable[NumberedLine], context: ImportContext, *, folder: Path | None = None, source: str = "lines"
) -> ImportedPaper:
    """
    The paper these numbered lines hold. `folder` is where pictures and documents named by path lie.

    Lines at fault are refused, each with its number and key, in `tally`; the others go on.
    """
    if isinstance(lines, Iterator):
        lines = tuple(lines)
    language, zone = _language_and_zone(lines, context)
    tally = Tally()
    index = LineIndex(context=context, zone=zone, tally=tally)
    index.read(lines, language)
    links = Links(book=index.book, context=context, tally=tally, known_ids=index.titles.keys())
    pictures = PicturesBeside(folder=folder, base_url=context.base_url)
    documents = DocumentsBeside(folder=folder)
    maker = StoryMaker(index=index, pictures=pictures, documents=documents, language=language, links=links)
    small = tuple(small_records(index, maker))
    index.forget_claims()
    return ImportedPaper(
        source=source,
        tally=tally,
        records=_records(lines, index, maker),
        originals=originals(lines, index, pictures) if index.originals else (),
        comments=comments(lines, index, maker) if index.comments else (),
        settings=next((each for each in small if isinstance(each, ImportedPaperSettings)), None),
        sections=tuple(each for each in small if isinstance(each, ImportedSection)),
        topics=tuple(each for each in small if isinstance(each, ImportedTopic)),
        persons=tuple(each for each in small if isinstance(each, ImportedPerson)),
        branches=tuple(each for each in small if isinstance(each, ImportedBranch)),
        issues=tuple(each for each in small if isinstance(each, ImportedIssue)),
    )


def _language_and_zone(lines: Iterable[NumberedLine], context: ImportContext) -> tuple[str, ZoneInfo]:
    """
    The main language and zone: those of the paper's own line, else those of the context.

    In a file that line must be the first, so that a long one is not read once more for it.
    """
    candidates = lines if isinstance(lines, Sequence) else itertools.islice(lines, 1)
    objects = (line for _, line in candidates if not isinstance(line, LineFaultError))
    own = next((line for line in objects if line.get("kind") == "paper"), {})
    return str(own.get("language") or context.language), _zone(str(own.get("timezone") or context.timezone))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError) as error:
        raise SourceUnreadableError(
            f"“{name[:60]}” is no time zone; write one such as Europe/Dublin or UTC."
        ) from error


def _records(lines: Iterable[NumberedLine], index: LineIndex, maker: StoryMaker) -> Iterator[ImportedRecord]:
    for number, line in lines:
        if number not in index.heads or isinstance(line, LineFaultError):
            continue
        kind = str(line.get("kind") or "article")
        if kind not in ("article", "page", "event"):
            continue
        try:
            record = maker.make(number, line)
        except LineFaultError as fault:
            index.refuse(number, THINGS[kind], line, fault)
            continue
        index.tally.carried(THINGS[kind])
        yield record
