"""An output put together from parts that are each made like an output."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.summaries import Line
from broadsheet.press.output import Maker, Output
from broadsheet.press.reader import Deriver
from broadsheet.tree.artifact import Spec


class ComposedOutput:
    """Prints what its parts print, under one name."""

    def __init__(self, name: str, parts: Sequence[Output]) -> None:
        self.name = name
        self._parts = parts
        self.makers: Sequence[Maker] = tuple(maker for part in parts for maker in part.makers)
        self.derivers: Mapping[str, Deriver] = {
            name: deriver for part in parts for name, deriver in part.derivers.items()
        }

    def of_line(self, line: Line, paper: Paper) -> Iterator[Spec]:
        """The artifacts that exist because this addressed record does."""
        return _all(part.of_line(line, paper) for part in self._parts)

    def of_file(self, record: Image | Document, paper: Paper) -> Iterator[Spec]:
        """The artifacts that exist because this image or document does."""
        return _all(part.of_file(record, paper) for part in self._parts)

    def of_list(self, name: str, count: int, head: Line | None, paper: Paper) -> Iterator[Spec]:
        """The artifacts that exist because this list has this many members."""
        return _all(part.of_list(name, count, head, paper) for part in self._parts)

    def of_paper(self, paper: Paper) -> Iterator[Spec]:
        """The artifacts that exist once for the paper."""
        return _all(part.of_paper(paper) for part in self._parts)


def _all(found: Iterable[Iterable[Spec]]) -> Iterator[Spec]:
    for each in found:
        yield from each
