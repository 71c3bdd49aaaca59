"""Looking at what was printed: from what an artifact was made, and whether it still is what it should be."""

from collections.abc import Iterator

from broadsheet.edition.late import dataclass
from broadsheet.edition.store import Edition
from broadsheet.errors import PressError
from broadsheet.press.printing import Absent, Failure, Gathered
from broadsheet.press.run import PressRun
from broadsheet.tree.artifact import Spec
from broadsheet.tree.ledger import Ledger
from broadsheet.tree.storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An artifact that is not what printing it now would give."""

    path: str
    reason: str


def explain(path: str, edition: Edition, ledger: Ledger) -> tuple[str, ...]:
    """From what the artifact at this path was made, a line each; PressError when there is none."""
    path = path.strip("/")
    found = ledger.find(path) or ledger.find(f"{path}/index.html".lstrip("/"))
    if found is None:
        raise PressError(f"Nothing was printed at “{path}”. Give the path of a file under the destination.")
    spec = found.spec
    head = f"{spec.path} ({found.size:,} bytes) was made by {spec.maker} from:"
    inputs = ledger.inputs_of(spec.path)
    return (head, *(f"  {_described(name, edition)}" for name in inputs))


def _described(name: str, edition: Edition) -> str:
    family, _, rest = name.partition(":")
    line = edition.line(rest.partition("@")[0]) if family in ("full", "line", "card", "related") else None
    return f"{name}  “{line.title}”" if line else name


def verify(run: PressRun, storage: Storage) -> tuple[Difference, ...]:
    """Print everything to memory and compare every byte; empty when all is as it should be."""
    return tuple(_differences(run, storage))


def _differences(run: PressRun, storage: Storage) -> Iterator[Difference]:
    wanted = {spec.path: spec for spec in run.everything()}
    for path in run.claimed():
        if path not in wanted:
            yield Difference(path=path, reason="no longer belongs to the paper")
    for spec in wanted.values():
        reason = _fault(run, storage, spec)
        if reason:
            yield Difference(path=spec.path, reason=reason)


def _fault(run: PressRun, storage: Storage, spec: Spec) -> str:
    present = storage.read(spec.path)
    match run.make(spec):
        case Failure(reason=reason):
            return f"cannot be printed: {reason}"
        case Absent():
            return "" if present is None else "should not be there"
        case (Gathered(), bytes() as data):
            if present is None:
                return "is missing"
            return "" if present == data else "differs"
