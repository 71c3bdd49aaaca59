"""
How far each output of a destination is behind the edition.

Every output has its own serial, so that printing one (`--output feeds`) never makes another forget what
it still has to print. An output that has not been printed to its end is printed whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from broadsheet.edition.store import Change, Edition
from broadsheet.press.output import Output
from broadsheet.tree.ledger import Ledger

_SERIAL = "serial:"
_WHOLE = "whole:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    What must be printed whole, and what has changed for the rest.

    `changes` is what differs from the state of the output furthest behind, asked for or not: inputs are
    shared, so whatever a change reaches must be noted for every output before the inputs move on.
    """

    whole: tuple[Output, ...]
    behind: tuple[Output, ...]
    changes: tuple[Change, ...]
    lost: tuple[str, ...] = ()

    def begun(self, edition: Edition) -> dict[str, str]:
        """What to note when the run starts: from here on, what is missing stands in the pending work."""
        serial = str(edition.serial)
        meta = {_SERIAL + output.name: serial for output in (*self.whole, *self.behind)}
        meta |= {_WHOLE + output.name: "no" for output in self.whole}
        return meta | {_WHOLE + name: "no" for name in self.lost}

    def ended(self) -> dict[str, str]:
        """What to note when the run has ended."""
        return {_WHOLE + output.name: "yes" for output in (*self.whole, *self.behind)}


def standing(edition: Edition, ledger: Ledger, outputs: Sequence[Output], *, full: bool) -> Standing:
    """Compare ledger and edition; `full` has every output asked for printed whole."""
    serials = _numbers(ledger.metas(_SERIAL))
    finished = {name for name, value in ledger.metas(_WHOLE).items() if value == "yes"}
    changes = edition.changes_since(min(serials.values())) if serials else ()
    lost = () if changes is not None else tuple(serials)
    finished -= set(lost)
    whole = tuple(output for output in outputs if full or output.name not in finished)
    behind = tuple(output for output in outputs if output not in whole)
    return Standing(whole=whole, behind=behind, changes=changes or (), lost=lost)


def _numbers(metas: Mapping[str, str]) -> dict[str, int]:
    return {name: int(value) for name, value in metas.items()}
