"""Part of an output: something Output-shaped that prints nothing until it says otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.summaries import Line
from broadsheet.press.output import Maker, Rank
from broadsheet.press.printing import recipe_of
from broadsheet.press.reader import Deriver
from broadsheet.tree.artifact import Spec


class OutputPart:
    """
    An output, or a part that a larger output is put together from.

    A subclass names itself, its makers and derivers, and answers for those sources it prints from.
    """

    name: str = ""
    makers: Sequence[Maker] = ()
    derivers: Mapping[str, Deriver] = {}

    def of_line(self, line: Line, paper: Paper) -> Iterable[Spec]:  # the shape of every output
        """The artifacts that exist because this addressed record does."""
        return ()

    def of_file(self, record: Image | Document, paper: Paper) -> Iterable[Spec]:  # as above
        """The artifacts that exist because this image or document does."""
        return ()

    def of_list(self, name: str, count: int, head: Line | None, paper: Paper) -> Iterable[Spec]:  # as above
        """The artifacts that exist because this list has this many members."""
        return ()

    def of_paper(self, paper: Paper) -> Iterable[Spec]:  # as above
        """The artifacts that exist once for the paper."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMaker:
    """A maker whose artifacts are decided by their view and this code alone: it has neither template nor settings."""

    name: str
    rank: Rank = Rank.INDEX

    def recipe(self) -> bytes:
        """What decides the bytes besides the view."""
        return code_recipe()


@cache
def code_recipe() -> bytes:
    """A digest of the code that prints these outputs: of their modules, and of those that say what records are."""
    here = Path(__file__).parent
    folders = (here, here.parent, here.parents[1] / "edition")
    modules = (path for folder in folders for path in sorted(folder.glob("*.py")))
    return recipe_of([path.read_bytes() for path in modules])
