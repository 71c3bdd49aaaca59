"""Readers of one paper: its stories found by their addresses, its own name left out."""

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from broadsheet.edition.store import Edition
from broadsheet.errors import PaperError
from broadsheet.newsroom.readership import keep_readership
from broadsheet.site.paper_file import PaperFile, read_paper_file
from broadsheet.site.readers.counting import Count, Counting, FindStory
from broadsheet.site.readers.log_files import lines_of
from broadsheet.site.readers.log_lines import site_of

_STORY: Final = re.compile(r"(?:[A-Za-z-]{2,12}/)?[0-9]{4}/[0-9]{2}/[^/]{1,480}/")
"""What addresses of stories look like: nothing else is looked up."""

STORY_KIND: Final = "article"

EVERY: Final = 20_000
"""Lines after which it is told how many were read."""


def count_readers(folder: Path, logs: Sequence[Path], tell: Callable[[int], None] = lambda _lines: None) -> Count:
    """
    What these logs tell of the readers of the paper in a folder; `tell` hears how many lines were read.

    Raises PaperNotFoundError, and SourceUnreadableError for a log that is not there.
    """
    paper = read_paper_file(folder)
    with ExitStack() as stack:
        edition = stack.enter_context(Edition.open(paper.edition)) if paper.edition.exists() else None
        address = urlsplit(paper.public_address)
        find = _stories(edition, address.path) if edition else lambda _path: None
        counting, lines = Counting(find, _own_sites(paper)), 0
        for log in logs:
            for line in lines_of(log):
                counting.add(line)
                lines += 1
                if lines % EVERY == 0:
                    tell(lines)
        return counting.result()


def keep_count(folder: Path, count: Count) -> None:
    """Keep it for the newsroom to see; PaperError when there is no room or no right."""
    paper = read_paper_file(folder)
    try:
        keep_readership(paper.folder, count.days)
    except OSError as error:
        raise PaperError(
            f"The count of readers cannot be kept in {paper.folder}: {error.strerror}. Check its owner and room."
        ) from error


def titles_of(folder: Path, stories: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Headline and path of stories, by id, as the paper has them now; what is no longer there is left out."""
    paper = read_paper_file(folder)
    if not paper.edition.exists():
        return {}
    with Edition.open(paper.edition) as edition:
        lines = {story: edition.line(story) for story in stories}
    return {story: (line.title, line.path) for story, line in lines.items() if line}


def _own_sites(paper: PaperFile) -> tuple[str, ...]:
    return tuple(site_of(address) for address in (paper.public_address, paper.newsroom_address))


def _stories(edition: Edition, root: str) -> FindStory:
    """Finds stories by the path of a request; those found are remembered, as many as the paper has."""
    known: dict[str, str] = {}

    def find(path: str) -> str | None:
        within = path.removeprefix(root)
        story = known.get(within)
        if story is None and len(within) < len(path) and _STORY.fullmatch(within):
            story = edition.find(within)
            line = edition.line(story) if story else None
            if line is None or line.kind != STORY_KIND:
                return None
            known[within] = story or ""
        return story

    return find
