"""
How far each output of a destination is behind the edition.

Every output has its own serial, so that printing one (`--output feeds`) never makes another forget what
it still has to print. An output that has not been printed to its end is printed whole. So is one last printed at a
later moment than now: the clock ran ahead then, and of moments that are past the ledger keeps nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from broadsheet.edition.late import dataclass
from broadsheet.edition.store import Change, Edition
from broadsheet.press.output import Output
from broadsheet.tree.ledger import Ledger

SET_BACK: Final = 60
"""Seconds by which a clock is behind an earlier run's when it counts as set back, not as put right a little."""

_SERIAL = "serial:"
_WHOLE = "whole:"
_MOMENT = "moment:"
"""When an output was last begun, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Outputs last printed from the same state of the edition, and what has changed since."""

    outputs: tuple[Output, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    What must be printed whole, and what has changed for the rest.

    Inputs are shared and stand as the last run of any output left them: `since_last` is what has changed
    since then, and whatever it reaches must be noted for every output. What comes and goes is each
    output's own: `behind`. `now` is the moment of the run, in seconds since 1970.
    """

    now: int
    whole: tuple[Output, ...]
    behind: tuple[Behind, ...]
    since_last: tuple[Change, ...]
    lost: tuple[str, ...] = ()

    def begun(self, edition: Edition, outdated: Iterable[str]) -> dict[str, str]:
        """
        What to note when the run starts: from here on, what is missing stands in the pending work.

        `outdated` names outputs not at hand whose next run must be whole.
        """
        serial = str(edition.serial)
        mine = (*self.whole, *self._behind())
        meta = {_SERIAL + output.name: serial for output in mine}
        meta |= {_MOMENT + output.name: str(self.now) for output in mine}
        meta |= {_WHOLE + output.name: "no" for output in self.whole}
        return meta | {_WHOLE + name: "no" for name in (*self.lost, *outdated)}

    def ended(self) -> dict[str, str]:
        """What to note when the run has ended."""
        return {_WHOLE + output.name: "yes" for output in (*self.whole, *self._behind())}

    def _behind(self) -> tuple[Output, ...]:
        return tuple(output for group in self.behind for output in group.outputs)


def standing(edition: Edition, ledger: Ledger, outputs: Sequence[Output], now: int, *, full: bool) -> Standing:
    """Compare ledger and edition at a moment in seconds since 1970; `full` has every output asked for printed whole."""
    serials = {name: int(value) for name, value in ledger.metas(_SERIAL).items()}
    finished = {name for name, value in ledger.metas(_WHOLE).items() if value == "yes"}
    changes = {serial: edition.changes_since(serial) for serial in set(serials.values())}
    lost = {name for name, serial in serials.items() if changes[serial] is None}
    since_last = changes[max(changes)] if changes else ()
    if since_last is None:
        lost, since_last = set(serials), ()
    finished -= lost
    finished -= {name for name, moment in ledger.metas(_MOMENT).items() if int(moment) > now + SET_BACK}
    whole = tuple(output for output in outputs if full or output.name not in finished)
    groups: dict[int, list[Output]] = {}
    for output in outputs:
        if output not in whole:
            groups.setdefault(serials[output.name], []).append(output)
    behind = (Behind(outputs=tuple(group), changes=changes[serial] or ()) for serial, group in groups.items())
    return Standing(now=now, whole=whole, behind=tuple(behind), since_last=since_last, lost=tuple(lost))
