"""
What an output is: a format of the paper, made of makers that each make one kind of artifact.

An output says which artifacts exist, from three sources only: records, lists and the paper. A maker
gathers what one artifact shows (recorded reads, a picklable view) and prints it (no reads at all), so
that gathering can stay with the coordinator and printing go to other processes.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any, Final, Protocol, Self

from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.summaries import Line
from broadsheet.press.reader import Deriver, Reader
from broadsheet.tree.artifact import Spec

type View = Any
"""Whatever a maker gathered for one artifact; picklable."""


STUB_MAKER: Final = "redirects.stub"
"""The maker of stub pages at old addresses: at a path where anything else is to lie, nothing of its is."""


def output_of(maker: str) -> str:
    """The name of the output that a maker's name begins with."""
    return maker.partition(".")[0]


class Rank(IntEnum):
    """The order of printing: what is linked to comes before what links to it; pages never wait for pictures."""

    ASSET = 0
    STORY = 1
    RECORD = 2
    LIST = 3
    FRONT = 4
    INDEX = 5
    PICTURE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PressSettings:
    """
    What the press needs to know besides the edition.

    `media` holds originals; `templates` is the paper's own folder of overrides, None for none; `cache`
    is a folder for compiled templates and such, None to do without; `outputs` names what is printed, all
    when it names none.
    """

    media: Path
    templates: Path | None = None
    cache: Path | None = None
    outputs: tuple[str, ...] = ()

    @classmethod
    def of_paper(cls, folder: Path, media: Path, outputs: tuple[str, ...] = ()) -> Self:
        """As a paper's folder has them: overrides in `templates`, if there are any, and a `cache`."""
        templates = folder / "templates"
        return cls(
            media=media,
            templates=templates if templates.is_dir() else None,
            cache=folder / "cache",
            outputs=outputs,
        )

    def prints(self, output: str) -> bool:
        """Whether an output is asked for."""
        return not self.outputs or output in self.outputs


class Maker(Protocol):
    """Makes one kind of artifact."""

    @property
    def name(self) -> str:
        """Its name in the ledger, as `html.article`."""

    @property
    def rank(self) -> Rank:
        """When it prints."""

    def recipe(self) -> bytes:
        """A digest of all it prints with besides its view: templates, catalogue, configuration."""

    def gather(self, spec: Spec, reader: Reader) -> View:
        """Read what the artifact shows. None: it is not to exist after all."""

    def print(self, view: View) -> bytes:
        """The artifact's bytes, from the view alone."""


class Output(Protocol):
    """A format of the paper."""

    @property
    def name(self) -> str:
        """Its name for `--output`."""

    @property
    def makers(self) -> Sequence[Maker]:
        """All its makers."""

    @property
    def derivers(self) -> Mapping[str, Deriver]:
        """The derived values its makers ask the reader for, by name."""

    def of_line(self, line: Line, paper: Paper) -> Iterable[Spec]:
        """The artifacts that exist because this addressed record does."""

    def of_file(self, record: Image | Document, paper: Paper) -> Iterable[Spec]:
        """The artifacts that exist because this image or document does."""

    def of_list(self, name: str, count: int, head: Line | None, paper: Paper) -> Iterable[Spec]:
        """
        The artifacts that exist because this list has this many members (never 0).

        `head` is the record that the list is of, as the section of `section/ID`: its pages lie under that
        record's. None for lists of a language, and for a record that is not in the edition.
        """

    def of_paper(self, paper: Paper) -> Iterable[Spec]:
        """The artifacts that exist once for the paper."""
