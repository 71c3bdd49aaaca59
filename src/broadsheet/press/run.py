"""
One press run: plan, gather, print, write, claim.

What is to be done is written to the ledger first; what is printed is claimed only when it is on the
medium. A run that is killed is finished by the next one; at every moment each visible page is whole.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched, tee
from time import perf_counter
from typing import Final, cast

from broadsheet.edition.store import Edition
from broadsheet.edition.summaries import Line
from broadsheet.errors import PressError
from broadsheet.press.bench import Bench, Made, Order, Work
from broadsheet.press.output import STUB_MAKER, Output, Rank, output_of
from broadsheet.press.plan import PressPlan, plan_coming_and_going, plan_reached, plan_whole, specs_of_edition
from broadsheet.press.precedence import lay, stub_at, without_covering_stubs
from broadsheet.press.printing import Absent, Failure, Gathered, in_printing_order, makers_of
from broadsheet.press.report import RunReport
from broadsheet.press.staff import Hire, alone
from broadsheet.press.standing import Standing
from broadsheet.press.standing import standing as find_standing
from broadsheet.press.writing import write_in_order
from broadsheet.tree.artifact import Printed, Spec
from broadsheet.tree.ledger import Ledger
from broadsheet.tree.storage import Storage

SMALL_RUN: Final = 500
"""Up to so many artifacts each is made durable by itself; above, in batches with one call."""

BATCH: Final = 500
"""Artifacts printed and written together in a large run."""

PICTURES: Final = 25
"""Pictures printed, written and claimed together: each takes long to make and much room until it is written."""

CLAIM: Final = 4_000
"""Artifacts brought to the medium with one call and claimed together in a large run."""


_ENDED: Final = "ended"


def silent(_done: int, _total: int) -> None:
    """Tells nobody how far the run is."""


@dataclass(slots=True, kw_only=True)
class _Tally:
    printed: list[str] = field(default_factory=list)
    kept: int = 0
    withdrawn: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    done: int = 0


@dataclass(slots=True, kw_only=True)
class _Share:
    """What is claimed together: artifacts, the digests of all they were made from, the inputs of what is derived."""

    claims: list[Printed] = field(default_factory=list)
    digests: dict[str, bytes] = field(default_factory=dict)
    derived: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def learn(self, work: Work) -> None:
        """From what the artifacts of a batch were made."""
        self.digests.update(work.digests)
        self.derived.update(work.derived)

    def alone(self, printed: Printed) -> "_Share":
        """One artifact with what it was made from, and nothing else."""
        derived: dict[str, tuple[str, ...]] = {}
        waiting = list(printed.inputs)
        names = set(waiting)
        while waiting:
            name = waiting.pop()
            if name in self.derived and name not in derived:
                derived[name] = self.derived[name]
                waiting += derived[name]
                names.update(derived[name])
        return _Share(claims=[printed], digests={name: self.digests[name] for name in names}, derived=derived)


class PressRun:
    """Prints one edition to one destination at one moment `now`."""

    def __init__(
        self,
        *,
        edition: Edition,
        ledger: Ledger,
        storage: Storage,
        outputs: Sequence[Output],
        now: datetime,
        progress: Callable[[int, int], None] = silent,
        hire: Hire = alone,
    ) -> None:
        paper = edition.paper()
        if paper is None:
            raise PressError("There is nothing to print yet: the paper has no settings. Publish something first.")
        self._paper = paper
        self._edition = edition
        self._ledger = ledger
        self.storage = storage
        self._outputs = outputs
        self._bench = Bench(edition, outputs, now)
        self._makers = self._bench.makers
        self._hire = hire
        self._now = now
        self._progress = progress
        self._serial = edition.serial
        self._destination = ""

    def execute(self, *, full: bool = False) -> RunReport:
        """
        Bring the destination up to the edition.

        `full` prints everything again, whatever the ledger says. One artifact that cannot be made does
        not stop the run: it is reported, and tried again by the next. Raises TreeError when the
        destination cannot be written.
        """
        started = perf_counter()
        standing = self._standing(full=full)
        plan = self._plan(standing)
        self._ledger.start(
            standing.begun(self._edition, plan.outdated)
            | {"identity": self._edition.identity, "destination": self._destination, _ENDED: "no"},
            # Of a whole run, too, though the next one would be whole again: whatever may come to lie is written
            # down before it does, so that none of it stays when the paper has changed meanwhile.
            plan.to_print,
            plan.to_withdraw,
            plan.inputs,
        )
        tally = _Tally()
        specs = (spec for spec in plan.to_print if spec.maker in self._makers)
        self._print(in_printing_order(specs, self._makers), tally, again=full)
        self._withdraw(plan.to_withdraw, tally)
        self._ledger.finish(standing.ended() | {_ENDED: "yes"}, self._bench.recipes)
        return RunReport(
            serial=self._serial,
            printed=tuple(tally.printed),
            kept=tally.kept,
            withdrawn=tuple(tally.withdrawn),
            failures=tuple(tally.failures),
            remarks=tuple(tally.remarks),
            seconds=perf_counter() - started,
            whole=plan.whole,
            next_due=self._ledger.next_due(),
        )

    @property
    def left_unended(self) -> bool:
        """Whether the last run was cut short, so that something half-written may lie at the destination."""
        return self._ledger.meta(_ENDED) != "yes"

    # ---- planning

    def plan(self, *, full: bool = False) -> PressPlan:
        """What a run would do now."""
        return self._plan(self._standing(full=full))

    def everything(self) -> Iterator[Spec]:
        """Every artifact that is to exist."""
        specs: dict[str, Spec] = {}
        lay(specs, specs_of_edition(self._edition, self._outputs, self._paper))
        return iter(specs.values())

    def newest(self) -> Iterator[Spec]:
        """The pages of the newest story of each language."""
        for version in self._paper.languages:
            for story in self._edition.newest(f"stories/{version.code}", 1):
                line = self._edition.line(story)
                for output in self._outputs if line else ():
                    yield from output.of_line(cast("Line", line), self._paper)

    def claimed(self) -> Iterator[str]:
        """The paths the ledger says are printed, by the outputs at hand."""
        return self._present(self._outputs)

    def make(self, spec: Spec) -> tuple[Gathered, bytes] | Absent | Failure:
        """Gather and print one artifact to memory."""
        gathered = self._bench.gathered(spec)
        if not isinstance(gathered, Gathered):
            return gathered
        data = self._bench.printed(gathered)
        return data if isinstance(data, Failure) else (gathered, data)

    def _standing(self, *, full: bool) -> Standing:
        self._destination = self._ledger.meta("destination") or secrets.token_hex(16)
        same_place = self.storage.claim(self._destination)
        if not same_place:
            self._ledger.forget()
        elif self._ledger.meta("identity") != self._edition.identity:
            # Another edition, or every page moved: what lies there from before must still be withdrawn.
            self._ledger.doubt()
        if self.left_unended:
            self._ledger.doubt_pending()
        return find_standing(self._edition, self._ledger, self._outputs, int(self._now.timestamp()), full=full)

    def _plan(self, standing: Standing) -> PressPlan:
        reached = plan_reached(standing.since_last, self._bench.facts, self._bench.derived, self._ledger)
        unfinished, to_go = self._ledger.pending()
        specs = {spec.path: spec for spec in self._ledger.due(int(self._now.timestamp()))}
        lay(specs, reached.to_print)
        # What a run did not come to is younger than any claim to its path: another artifact may lie there still.
        specs.update((spec.path, spec) for spec in unfinished)
        gone = dict.fromkeys(to_go)
        coming: dict[str, Spec] = {}
        ended: list[str] = []
        for group in standing.behind:
            plan = plan_coming_and_going(group.changes, self._edition, self._ledger, group.outputs, self._paper)
            lay(coming, plan.to_print)
            ended += plan.to_withdraw
        # What comes and goes is certain; what was reached or left over may be of a state that is past.
        gone.update(dict.fromkeys(ended))
        specs = {path: spec for path, spec in specs.items() if path not in gone}
        lay(specs, coming.values())
        if standing.whole:
            mine = makers_of(standing.whole)
            begun = (spec.path for spec in unfinished if spec.maker in mine)
            present = (*self._present(standing.whole), *begun)
            whole = plan_whole(self._edition, standing.whole, self._paper, present)
            specs = {path: spec for path, spec in specs.items() if spec.maker not in mine}
            lay(specs, without_covering_stubs(whole.to_print, self._ledger, mine, ended))
            gone.update(dict.fromkeys(whole.to_withdraw))
        return self._with_stubs(specs, gone, inputs=reached.inputs, whole=bool(standing.whole) and not standing.behind)

    def _with_stubs(
        self, specs: dict[str, Spec], gone: Iterable[str], *, inputs: Mapping[str, bytes], whole: bool
    ) -> PressPlan:
        """The plan in which stub pages come to lie where something else goes away."""
        free = (path for path in gone if path not in specs)
        stubs = [stub for path in free if (stub := stub_at(path, self._edition, self._paper))]
        at_hand = STUB_MAKER in self._makers
        lay(specs, stubs if at_hand else ())
        return PressPlan(
            to_print=tuple(specs.values()),
            to_withdraw=tuple(sorted(path for path in gone if path not in specs)),
            inputs=inputs,
            whole=whole,
            outdated=(output_of(STUB_MAKER),) if stubs and not at_hand else (),
        )

    def _present(self, outputs: Sequence[Output]) -> Iterator[str]:
        """The artifacts of these outputs, also those whose makers no longer exist."""
        makers, names = makers_of(outputs), {output.name for output in outputs}
        for path, maker in self._ledger.paths_by_maker():
            if maker in makers or output_of(maker) in names:
                yield path

    # ---- printing

    def _print(self, specs: Sequence[Spec], tally: _Tally, *, again: bool) -> None:
        self._progress(0, len(specs))
        durable = len(specs) <= SMALL_RUN
        if not durable:
            self._bench.facts.expect_many()
        batches, ahead = tee(self._batches(specs))
        orders = ([self._order(spec, again=again) for spec in batch] for batch, _ in ahead)
        share = _Share()
        with self._hire(self._bench, len(specs)) as staff:
            for (batch, last), work in zip(batches, staff.works(orders), strict=True):
                fresh = self._settled(batch, work, share, tally)
                ranks = {spec.path: self._makers[spec.maker].rank for spec in batch}
                refused = write_in_order(self.storage, fresh, ranks, durable=durable)
                self._give_back(refused, batch, share, tally)
                tally.printed += [path for path, _ in fresh if path not in refused]
                tally.done += len(batch)
                self._progress(tally.done, len(specs))
                if last:
                    if not durable:
                        self.storage.settle()
                    self._claim(share)
                    share = _Share()
        tally.remarks += staff.remarks

    def _batches(self, specs: Sequence[Spec]) -> Iterator[tuple[Sequence[Spec], bool]]:
        """What is printed together, and whether all since the last such is claimed with it; pictures come last."""
        pages = [spec for spec in specs if self._makers[spec.maker].rank < Rank.PICTURE]
        for together in batched(pages, CLAIM):
            for start in range(0, len(together), BATCH):
                yield together[start : start + BATCH], start + BATCH >= len(together)
        yield from ((together, True) for together in batched(specs[len(pages) :], PICTURES))

    def _order(self, spec: Spec, *, again: bool) -> Order:
        return Order(spec=spec, known=None if again else self._ledger.find(spec.path))

    def _settled(self, specs: Sequence[Spec], work: Work, share: _Share, tally: _Tally) -> list[tuple[str, bytes]]:
        """Add what can be claimed of a batch, and return what must be written first."""
        fresh: list[tuple[str, bytes]] = []
        share.learn(work)
        for spec, result in zip(specs, work.results, strict=True):
            match result:
                case Absent():
                    self._leave_out(result, share, tally)
                case Failure():
                    self._fail(spec, result, tally)
                case Made(printed=printed, data=None):
                    share.claims.append(printed)
                    tally.kept += 1
                case Made(printed=printed, data=bytes() as data):
                    share.claims.append(printed)
                    fresh.append((spec.path, data))
        return fresh

    def _give_back(self, refused: Mapping[str, str], specs: Iterable[Spec], share: _Share, tally: _Tally) -> None:
        """Claim nothing of what could not be written, and leave it to the next run."""
        if refused:
            share.claims = [claim for claim in share.claims if claim.spec.path not in refused]
            self._ledger.postpone(spec for spec in specs if spec.path in refused)
            self._report(refused, tally)

    def _report(self, refused: Mapping[str, str], tally: _Tally) -> None:
        """Believe no claim, not even of what lay there before: nobody knows what does now."""
        self._ledger.doubt_these(refused)
        tally.failures += (Failure(path=path, reason=reason) for path, reason in refused.items())

    def _leave_out(self, absent: Absent, share: _Share, tally: _Tally) -> None:
        """Take away what is not to exist now, and note from what that was decided: when it changes, it is printed."""
        path = absent.spec.path
        if refused := self.storage.remove((path,)):
            self._give_back(refused, (absent.spec,), share, tally)
            return
        nothing = Printed.nothing(absent.spec, due=absent.due, inputs=tuple(absent.inputs))
        if self._ledger.find(path) is None:
            share.claims.append(nothing)
            return
        self._claim(share.alone(nothing))  # at once: it must not go on saying that the file lies there
        tally.withdrawn.append(path)

    def _fail(self, spec: Spec, failure: Failure, tally: _Tally) -> None:
        tally.failures.append(failure)
        self._ledger.postpone((spec,))

    def _claim(self, share: _Share) -> None:
        self._ledger.commit(share.claims, share.digests, share.derived)

    def _withdraw(self, paths: Sequence[str], tally: _Tally) -> None:
        if paths:
            refused = self.storage.remove(paths)
            self._report(refused, tally)
            gone = [path for path in paths if path not in refused]
            self._ledger.commit((), {}, {}, withdrawn=gone)
            tally.withdrawn += gone
