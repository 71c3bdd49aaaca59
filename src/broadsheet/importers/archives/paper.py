"""The paper that a web archive holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from broadsheet.importers.archives.source import WarcSource
from broadsheet.importers.pages.site import read_site
from broadsheet.importers.pages.template import Template
from broadsheet.importers.records import ImportContext, ImportedPaper, ImportedRecord


def read_warc(path: Path, context: ImportContext, template: Template | None = None) -> ImportedPaper:
    """
    The paper that the saved pages of an archive hold. Raises SourceUnreadableError when it is no archive.

    Without a `template` one is learned. Pictures and files that come out of the archive lie on the disk as long as the
    result is there, and no longer.
    """
    source = WarcSource(path)
    paper = read_site(source, context, template)
    return replace(paper, records=_Records(source=source, paper=paper))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """The records of a paper, and with them the source in which their files lie."""

    source: WarcSource
    paper: ImportedPaper

    def __iter__(self) -> Iterator[ImportedRecord]:
        yield from self.paper.records
        self.source.hand_over(self.paper.tally)
