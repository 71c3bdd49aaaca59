"""
One page as it would be printed if certain records were in the edition: the press's own templates, nothing kept.

Whoever asks has the edition open with the records supposed (`Edition.supposing`); only artifacts of those records and
of the paper itself can be asked for, so that the size of the archive does not matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.store import Edition
from broadsheet.edition.summaries import line_of
from broadsheet.errors import PressError
from broadsheet.press.facts import Facts
from broadsheet.press.output import Output, PressSettings, View
from broadsheet.press.outputs import make_outputs
from broadsheet.press.precedence import lay
from broadsheet.press.printing import makers_of
from broadsheet.press.reader import DerivedValues, Reader
from broadsheet.tree.artifact import Spec


def page_path(record: Record, edition: Edition) -> str:
    """Where the page of a record lies in the tree; the front for the paper itself."""
    if isinstance(record, Paper):
        return "index.html"
    if isinstance(record, Image | Document):
        raise TypeError(record)
    return f"{line_of(record, edition.main_language).path}index.html"


def artifacts_of(records: Iterable[Record], edition: Edition, settings: PressSettings) -> Mapping[str, Spec]:
    """The artifacts of these records and of the paper, by path."""
    paper = edition.paper()
    if paper is None:
        raise PressError("There is nothing to show yet: the paper has no settings. Publish something first.")
    specs: dict[str, Spec] = {}
    for output in _outputs(settings):
        lay(specs, output.of_paper(paper))
        for record in records:
            lay(specs, _of_record(output, record, edition, paper))
    return specs


def preview(spec: Spec, edition: Edition, settings: PressSettings, now: datetime) -> bytes | None:
    """The artifact's bytes; None when it would not exist. PressError and the like when it cannot be made."""
    view = preview_view(spec, edition, settings, now)
    return makers_of(_outputs(settings))[spec.maker].print(view) if view is not None else None


def preview_view(spec: Spec, edition: Edition, settings: PressSettings, now: datetime) -> View:
    """What the artifact would show."""
    outputs = _outputs(settings)
    derivers = {name: deriver for output in outputs for name, deriver in output.derivers.items()}
    facts = Facts(edition, now)
    return makers_of(outputs)[spec.maker].gather(spec, Reader(facts, DerivedValues(facts, derivers)))


@lru_cache(maxsize=4)
def _outputs(settings: PressSettings) -> Sequence[Output]:
    """Kept, so that templates are read once and not for every keystroke of a writer."""
    return tuple(make_outputs(settings))


def _of_record(output: Output, record: Record, edition: Edition, paper: Paper) -> Iterable[Spec]:
    if isinstance(record, Paper):
        return ()
    if isinstance(record, Image | Document):
        return output.of_file(record, paper)
    return output.of_line(line_of(record, edition.main_language), paper)
