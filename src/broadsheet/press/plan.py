"""
The plan of a press run: what to print and what to withdraw, worked out from what changed and what is due.

Pure: it sees the edition, the ledger and the outputs only through the values passed in; no disk, no
clock, no settings. A change is followed from records to the inputs it can reach; an input whose value
turns out as before goes no further (early cut-off); the artifacts made from those that differ are printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast

from broadsheet.edition import canonical
from broadsheet.edition.canonical import Record
from broadsheet.edition.lists import HEADED, head_of, memberships
from broadsheet.edition.paper import PAPER_ID, Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.store import Change, Edition
from broadsheet.edition.summaries import Line, card_of, card_to_text, line_of, line_to_text
from broadsheet.press.facts import PAGE_LENGTH, Facts
from broadsheet.press.output import Output
from broadsheet.press.precedence import is_stub, lay, without_hidden_stubs
from broadsheet.press.printing import recipe_or_fault
from broadsheet.press.reader import DerivedValues
from broadsheet.tree import artifact
from broadsheet.tree.artifact import Spec


class Printed(Protocol):
    """What planning asks of a ledger."""

    def digest(self, name: str) -> bytes | None:
        """The digest an input last had."""

    def inputs_starting(self, prefix: str) -> tuple[str, ...]:
        """The names of inputs that start so."""

    def users(self, names: Iterable[str]) -> tuple[tuple[Spec, ...], tuple[str, ...]]:
        """The artifacts and the derived inputs made directly from any of these inputs."""

    def by_maker(self, maker: str) -> tuple[Spec, ...]:
        """The artifacts of one maker."""

    def find(self, path: str) -> artifact.Printed | None:
        """The artifact at this path."""

    def recipes(self) -> Mapping[str, bytes]:
        """The digest of each maker's recipe at the last run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PressPlan:
    """
    What a run is to do. `inputs` are the digests of inputs that differ from the ledger's.

    `whole` says that `to_print` is everything there is. `outdated` names outputs not at hand whose next run must
    be whole.
    """

    to_print: tuple[Spec, ...]
    to_withdraw: tuple[str, ...] = ()
    inputs: Mapping[str, bytes] = field(default_factory=dict)
    whole: bool = False
    outdated: tuple[str, ...] = ()


def specs_of_edition(edition: Edition, outputs: Sequence[Output], paper: Paper) -> Iterable[Spec]:
    """Every artifact that is to exist."""
    for output in outputs:
        yield from output.of_paper(paper)
    for kind in sorted(canonical.RECORD_KINDS - {Paper.kind}):
        for record in edition.ids(kind):
            yield from _specs_of_record(edition, outputs, paper, record, kind)
    for name in edition.list_names(""):
        count, head = edition.count(name), edition.line(head_of(name))
        for output in outputs:
            yield from output.of_list(name, count, head, paper)


def _specs_of_record(
    edition: Edition, outputs: Sequence[Output], paper: Paper, record: str, kind: str
) -> Iterable[Spec]:
    if kind in (Image.kind, Document.kind):
        value = cast("Image | Document", edition.read(record))
        for output in outputs:
            yield from output.of_file(value, paper)
        return
    line = cast("Line", edition.line(record))
    for output in outputs:
        yield from output.of_line(line, paper)


def plan_whole(edition: Edition, outputs: Sequence[Output], paper: Paper, present: Iterable[str]) -> PressPlan:
    """Print everything; withdraw whatever of `present` no longer belongs."""
    specs: dict[str, Spec] = {}
    lay(specs, specs_of_edition(edition, outputs, paper))
    return PressPlan(
        to_print=tuple(specs.values()), to_withdraw=tuple(path for path in present if path not in specs), whole=True
    )


def plan_reached(changes: Sequence[Change], facts: Facts, derived: DerivedValues, printed: Printed) -> PressPlan:
    """Print what these changes reach through the inputs, of every output the ledger knows."""
    differing = _differing_inputs(_touched_by(changes, facts, printed), facts, printed)
    specs, stale = _reached(differing, derived, printed)
    return PressPlan(to_print=tuple(specs.values()), inputs={**differing, **stale})


def plan_coming_and_going(
    changes: Sequence[Change], edition: Edition, printed: Printed, outputs: Sequence[Output], paper: Paper
) -> PressPlan:
    """Print what these changes and new recipes bring into being for `outputs`, withdraw what they end."""
    specs: dict[str, Spec] = {}
    before, after = _specs_before_and_after(changes, edition, outputs, paper)
    without_hidden_stubs(before, after, printed)
    for maker in _makers_that_changed(outputs, printed):
        made = {spec.path: spec for spec in printed.by_maker(maker)}
        specs.update(made)
        # A recipe may decide addresses, too: a style sheet's is the digest of its text.
        before.update((path, spec) for path, spec in made.items() if not spec.subject)
        for output in outputs:
            after.update((spec.path, spec) for spec in output.of_paper(paper) if spec.maker == maker)
    specs.update((path, spec) for path, spec in after.items() if before.get(path) != spec)
    # A page that gives way to a stub of its own old address goes as well: nothing of it may be printed there again.
    gone = tuple(path for path, spec in before.items() if _ends(spec, after.get(path)))
    for path in gone:
        if path not in after:
            specs.pop(path, None)
    return PressPlan(to_print=tuple(specs.values()), to_withdraw=gone)


def _ends(before: Spec, after: Spec | None) -> bool:
    return after is None or (is_stub(after) and not is_stub(before))


def _makers_that_changed(outputs: Sequence[Output], printed: Printed) -> list[str]:
    former = printed.recipes()
    return [
        maker.name for output in outputs for maker in output.makers if former.get(maker.name) != recipe_or_fault(maker)
    ]


# ---- from changes to inputs


def _touched_by(changes: Sequence[Change], facts: Facts, printed: Printed) -> set[str]:
    touched: set[str] = set()
    lists: dict[str, list[tuple[str, str]]] = {}
    for change in changes:
        before, after = _record(change.before), _record(change.after)
        touched |= _facets_touched(change.id, before, after, facts.edition.main_language)
        if _uncovers_old_address(before, after, facts.edition):
            touched.add("old-addresses")
        for name, key in _memberships(before) ^ _memberships(after):
            lists.setdefault(name, []).append((key, change.id))
    for name, entries in lists.items():
        touched |= _slices_touched(name, entries, facts.edition, printed)
    if lists:
        touched.update(each for each in printed.inputs_starting("names:") if _names_any(each, lists))
    return touched


def _names_any(name: str, lists: Iterable[str]) -> bool:
    """Whether an input of names of lists (`names:PREFIX`) can have one of these."""
    prefix = name.removeprefix("names:")
    return any(each.startswith(prefix) for each in lists)


def _record(data: bytes | None) -> Record | None:
    return canonical.read_record(data) if data is not None else None


def _memberships(record: Record | None) -> frozenset[tuple[str, str]]:
    return memberships(record) if record is not None else frozenset()


def _facets_touched(name: str, before: Record | None, after: Record | None, language: str) -> set[str]:
    touched = {f"full:{name}"}
    old, new = _summary(before, language), _summary(after, language)
    if old[0] != new[0]:
        touched |= {f"line:{name}", f"card:{name}"}
    if old[1] != new[1]:
        touched.add(f"card:{name}")
    addresses = (getattr(before, "old_addresses", ()), getattr(after, "old_addresses", ()))
    if addresses[0] != addresses[1] or (addresses[1] and old[0] != new[0]):
        touched.add("old-addresses")
    return touched


def _uncovers_old_address(before: Record | None, after: Record | None, edition: Edition) -> bool:
    """Whether a page comes to lie, or no longer lies, where an old address would be answered."""
    paths = {_path(record, edition) for record in (before, after)}
    return len(paths) > 1 and any(path and edition.is_old_address(path) for path in paths)


def _path(record: Record | None, edition: Edition) -> str:
    if record is None or isinstance(record, Paper | Image | Document):
        return ""
    return line_of(record, edition.main_language).path


def _summary(record: Record | None, language: str) -> tuple[str, str]:
    if record is None or isinstance(record, Paper | Image | Document):
        return "", ""
    line = line_of(record, language)
    return line_to_text(line), card_to_text(card_of(record, line))


def _slices_touched(name: str, entries: list[tuple[str, str]], edition: Edition, printed: Printed) -> set[str]:
    around, page = f"list:{name}@around/", f"list:{name}@page/"
    places = [(key, edition.number(record) or 0, record) for key, record in entries]
    # Numbered pages count from the oldest member: those that end before the first place are as they were.
    unchanged = edition.count_before(name, *min(places)[:2]) // PAGE_LENGTH
    touched = {
        each
        for each in printed.inputs_starting(f"list:{name}@")
        if not each.startswith(around) and not (each.startswith(page) and int(each[len(page) :]) <= unchanged)
    }
    for key, number, record in places:
        beside = edition.around(name, key, number)
        touched.update(f"{around}{each}" for each in (record, *beside) if each)
        if name.startswith("topic/"):
            later = edition.since(name, key, -1)
            touched.update(f"related:{each}" for each in (record, *later))
    return touched


def _differing_inputs(touched: set[str], facts: Facts, printed: Printed) -> dict[str, bytes]:
    differing: dict[str, bytes] = {}
    for name in sorted(touched):
        known = printed.digest(name)
        if known is not None:
            now = facts.digest(name)
            if now != known:
                differing[name] = now
    return differing


# ---- from inputs to artifacts


def _reached(
    differing: Mapping[str, bytes], derived: DerivedValues, printed: Printed
) -> tuple[dict[str, Spec], dict[str, bytes]]:
    specs: dict[str, Spec] = {}
    stale: dict[str, bytes] = {}
    wave: tuple[str, ...] = tuple(differing)
    while wave:
        artifacts, values = printed.users(wave)
        specs.update((spec.path, spec) for spec in artifacts)
        # A value that belongs to an output not at hand cannot be worked out: it counts as another one.
        fresh = {name: derived.digest(name) if derived.known(name) else b"" for name in values if name not in stale}
        wave = tuple(name for name, digest in fresh.items() if printed.digest(name) != digest)
        stale.update((name, fresh[name]) for name in wave)
    return specs, stale


# ---- from records and lists to artifacts


def _specs_before_and_after(
    changes: Sequence[Change], edition: Edition, outputs: Sequence[Output], paper: Paper
) -> tuple[dict[str, Spec], dict[str, Spec]]:
    before: dict[str, Spec] = {}
    after: dict[str, Spec] = {}
    former = paper
    for change in changes:
        old = _record(change.before)
        if change.id == PAPER_ID and isinstance(old, Paper):
            former = old
    for change in changes:
        _add_specs(before, _record(change.before), edition, outputs, former)
        _add_specs(after, _record(change.after), edition, outputs, paper)
    heads = {change.id: (_line(change.before, edition), _line(change.after, edition)) for change in changes}
    balances = _list_balances(changes)
    if former.redirect_stubs != paper.redirect_stubs:
        balances = dict.fromkeys(edition.list_names("stub/"), 0) | balances
    for name, difference in balances.items():
        count, record = edition.count(name), head_of(name)
        unchanged = edition.line(record) if record else None
        old_head, new_head = heads.get(record, (unchanged, unchanged))
        _add_list_specs(before, name, count - difference, old_head, outputs, former)
        _add_list_specs(after, name, count, new_head, outputs, paper)
    return before, after


def _list_balances(changes: Sequence[Change]) -> dict[str, int]:
    """The lists whose pages may come, go or move, each with the members it gained."""
    balance: dict[str, int] = {}
    for change in changes:
        old, new = _record(change.before), _record(change.after)
        for family in HEADED:
            balance.setdefault(f"{family}/{change.id}", 0)
        for name, _ in _memberships(old) - _memberships(new):
            balance[name] = balance.get(name, 0) - 1
        for name, _ in _memberships(new) - _memberships(old):
            balance[name] = balance.get(name, 0) + 1
    return balance


def _line(data: bytes | None, edition: Edition) -> Line | None:
    record = _record(data)
    if record is None or isinstance(record, Paper | Image | Document):
        return None
    return line_of(record, edition.main_language)


def _add_specs(
    specs: dict[str, Spec], record: Record | None, edition: Edition, outputs: Sequence[Output], paper: Paper
) -> None:
    for output in outputs:
        match record:
            case None:
                found: Iterable[Spec] = ()
            case Paper():
                found = output.of_paper(record)
            case Image() | Document():
                found = output.of_file(record, paper)
            case _:
                found = output.of_line(line_of(record, edition.main_language), paper)
        lay(specs, found)


def _add_list_specs(
    specs: dict[str, Spec], name: str, count: int, head: Line | None, outputs: Sequence[Output], paper: Paper
) -> None:
    if count > 0:
        for output in outputs:
            lay(specs, output.of_list(name, count, head, paper))
