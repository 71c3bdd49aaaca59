"""What is being printed and what the last runs did, in the words of the State screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from broadsheet.newsroom.paper import written_moment
from broadsheet.newsroom.state import PaperState, Place
from broadsheet.press.last_run import LastRun
from broadsheet.press.outputs import FACTORIES
from broadsheet.press.under_way import UnderWay

CALLED: Final = {
    "html": "pages",
    "feeds": "feeds",
    "calendar": "diary files",
    "redirects": "old addresses",
    "images": "pictures",
    "search": "search",
}
"""Outputs, as editors call them."""

AGAIN: Final = "It is tried again by itself; “Publish and print again” tries at once."

MINUTE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingRow:
    """A run that goes on: `far` says how far it is; `planned` is 0 until that is known."""

    what: str
    far: str
    done: int
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRow:
    """A run that is over, or something that it could not do. `at` is None where another row says when."""

    what: str
    said: str
    at: datetime | None = None
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingRows:
    """All that the screen says of printing; `announced` is read aloud when it changes."""

    announced: str
    going: Sequence[GoingRow]
    ended: Sequence[EndedRow]
    hosts: Sequence[EndedRow]

    @classmethod
    def of(cls, state: PaperState) -> "PrintingRows":
        """From the state of the paper."""
        going = [row for place in (state.own, *state.hosts) for row in _going(place, state.now)]
        return cls(
            announced=" ".join(f"{row.what}." for row in going) or "Nothing is being printed at the moment.",
            going=going,
            ended=[*_cut_short(state.own), *_ended(state.own)],
            hosts=[row for host in state.hosts for row in (*_reached(host), *_cut_short(host), *_failures(host))],
        )


def lasting(seconds: float) -> str:
    """How long something took, for people."""
    if seconds < MINUTE:
        shown = f"{max(0.0, seconds):.1f}".removesuffix(".0")
        return "1 second" if shown == "1" else f"{shown} seconds"
    minutes, rest = divmod(round(seconds), MINUTE)
    said = f"{minutes:,} minute{'' if minutes == 1 else 's'}"
    return f"{said} {rest} second{'' if rest == 1 else 's'}" if rest else said


def listed(outputs: Sequence[str]) -> str:
    """Outputs in words: `pages, feeds and old addresses`; `everything` for all of them."""
    if not outputs or set(outputs) == set(FACTORIES):
        return "everything"
    *before, last = (CALLED.get(name, name) for name in outputs)
    return f"{', '.join(before)} and {last}" if before else last


def _going(place: Place, now: datetime) -> Iterator[GoingRow]:
    run = place.going
    if run is None or run.cut_short:
        return
    what = f"Being brought to {place.host}: " if place.host else "Being printed: "
    since = lasting(int((now - datetime.fromisoformat(run.started_at)).total_seconds()))
    far = f"{_far(run)}, {since} so far" if run.planned else f"Looking what there is to do, {since} so far"
    yield GoingRow(what=what + listed(run.outputs), far=far, done=run.done, planned=run.planned)


def _cut_short(place: Place) -> Iterator[EndedRow]:
    run = place.going
    if run is None or not run.cut_short:
        return
    after = f"after {_far(run)}" if run.planned else "before anything was printed"
    yield EndedRow(
        what=f"{_capital(listed(run.outputs))}: begun, not ended",
        said=f"It was cut short {after}. What was printed is whole, and the next printing goes on there.",
        at=datetime.fromisoformat(run.started_at),
        wrong=True,
    )


def _far(run: UnderWay) -> str:
    return f"{run.done:,} of {run.planned:,} file{'' if run.planned == 1 else 's'}"


def _ended(place: Place) -> Iterator[EndedRow]:
    for kind, run in place.runs.items():
        yield _ended_row(_capital(kind.value), run)
        yield from _failed_files(run)
        for before in run.earlier:
            yield _ended_row(f"{_capital(kind.value)}, before that", before)


def _ended_row(what: str, run: LastRun) -> EndedRow:
    said = f"broke off: {run.broken}" if run.broken else _did(run, "printed")
    return EndedRow(what=what, said=said, at=datetime.fromisoformat(run.ended_at), wrong=not run.well)


def _did(run: LastRun, verb: str) -> str:
    failed = f", {run.failed:,} failed" if run.failed else ""
    if not run.printed and not run.withdrawn:
        return f"nothing had changed{failed}"
    return f"{run.printed:,} {verb}, {run.withdrawn:,} taken down, in {lasting(run.seconds)}{failed}"


def _failed_files(run: LastRun) -> Iterator[EndedRow]:
    """Each reason once, with the first file it kept back: one broken template may keep back thousands."""
    by_reason: dict[str, list[str]] = {}
    for path, reason in run.failures:
        by_reason.setdefault(reason, []).append(path)
    for reason, (first, *others) in by_reason.items():
        # Not all failures are kept; with a single reason it is known that the others are of it, too.
        more = run.failed - 1 if len(by_reason) == 1 else len(others)
        yield EndedRow(what=f"{first} and {more:,} more" if more else first, said=f"{reason} {AGAIN}", wrong=True)


def _reached(place: Place) -> Iterator[EndedRow]:
    """How the last run to a host ended, and when it last got all there is."""
    if not place.runs:
        yield EndedRow(what=place.host, said="Nothing has been brought there yet.")
    for run in place.runs.values():
        before = f" It last got everything on {_day(run.last_well_at)}." if run.last_well_at else ""
        if not run.broken:
            said = f"reached: {_did(run, 'brought')}" + ("" if run.well else f".{before}")
        else:
            why = run.broken.removeprefix(f"{place.host} ")
            said = f"{'not reached' if run.unreached else 'broke off'}: {why} {AGAIN}"
            said += before or " It never got everything."
        yield EndedRow(what=place.host, said=said, at=datetime.fromisoformat(run.ended_at), wrong=not run.well)


def _failures(place: Place) -> Iterator[EndedRow]:
    for run in place.runs.values():
        yield from _failed_files(run)


def _day(moment: str) -> str:
    return written_moment(datetime.fromisoformat(moment))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
