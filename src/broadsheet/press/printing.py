"""Gathers and prints artifacts: the part of a run that knows neither ledger nor destination."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from broadsheet.edition.late import dataclass
from broadsheet.errors import BroadsheetError
from broadsheet.press.facts import Facts, fingerprint
from broadsheet.press.output import Maker, Output, View
from broadsheet.press.reader import DerivedValues, Reader
from broadsheet.tree.artifact import Printed, Spec

PRINTING_ERRORS: Final = (
    BroadsheetError, ValueError, LookupError, TypeError, AttributeError, OSError, ArithmeticError, RecursionError,
)  # fmt: skip
"""What one artifact may fail with, by its records or by a template of the paper's own, without stopping the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that printing one artifact needs, with the key it will have; `inputs` are names with their digests."""

    spec: Spec
    view: View
    key: bytes
    due: int | None
    inputs: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """The artifact is not to exist after all: as `inputs` are, and until `due`."""

    spec: Spec
    due: int | None
    inputs: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An artifact that could not be made, and why, in words for the editor."""

    path: str
    reason: str


def makers_of(outputs: Iterable[Output]) -> Mapping[str, Maker]:
    """Every maker by name."""
    return {maker.name: maker for output in outputs for maker in output.makers}


def recipe_or_fault(maker: Maker) -> bytes | BroadsheetError:
    """A maker's recipe, or why it has none: its template is broken. Other makers print all the same."""
    try:
        return maker.recipe()
    except BroadsheetError as error:
        return error


def in_printing_order(specs: Iterable[Spec], makers: Mapping[str, Maker]) -> list[Spec]:
    """What is linked to before what links to it."""
    return sorted(specs, key=lambda spec: (makers[spec.maker].rank, spec.path))


class Gatherer:
    """Gathers the views of artifacts from one edition at one moment."""

    def __init__(self, facts: Facts, derived: DerivedValues, makers: Mapping[str, Maker]) -> None:
        self._facts = facts
        self._derived = derived
        self._makers = makers
        self._recipes = {name: recipe_or_fault(maker) for name, maker in makers.items()}

    @property
    def recipes(self) -> Mapping[str, bytes]:
        """The recipe of each maker that has one: a broken template takes away those of its pages."""
        return {name: recipe for name, recipe in self._recipes.items() if isinstance(recipe, bytes)}

    def gather(self, spec: Spec) -> Gathered | Absent:
        """Read what the artifact shows and work out its key. Raises what is the matter with its maker's recipe."""
        recipe = self._recipes[spec.maker]
        if isinstance(recipe, BroadsheetError):
            raise recipe
        reader = Reader(self._facts, self._derived)
        view = self._makers[spec.maker].gather(spec, reader)
        inputs = reader.inputs
        if view is None:
            return Absent(spec=spec, due=reader.due, inputs=inputs)
        parts = [recipe, repr((spec.subject, spec.number, spec.language, reader.times)).encode()]
        for name in sorted(inputs):
            parts += name.encode(), inputs[name]
        return Gathered(spec=spec, view=view, key=fingerprint(b"".join(parts)), due=reader.due, inputs=inputs)

    def digest(self, name: str) -> bytes:
        """The digest of an input that was read."""
        return self._derived.digest(name) if name.startswith("derived:") else self._facts.digest(name)


def print_one(maker: Maker, gathered: Gathered) -> bytes | Failure:
    """The bytes of an artifact, or why it could not be printed."""
    try:
        return maker.print(gathered.view)
    except PRINTING_ERRORS as error:
        return Failure(path=gathered.spec.path, reason=str(error) or type(error).__name__)


def as_printed(gathered: Gathered, data: bytes) -> Printed:
    """What the ledger notes of an artifact printed."""
    return Printed(
        spec=gathered.spec,
        key=gathered.key,
        digest=hashlib.sha256(data).digest(),
        size=len(data),
        due=gathered.due,
        inputs=tuple(gathered.inputs),
    )


def derived_closure(names: Iterable[str], derived: DerivedValues) -> Mapping[str, tuple[str, ...]]:
    """The derived inputs among these, and those they are worked out from, each with its inputs."""
    found: dict[str, tuple[str, ...]] = {}
    waiting = [name for name in names if name.startswith("derived:")]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = derived.inputs(name)
            waiting += [each for each in found[name] if each.startswith("derived:")]
    return found


def recipe_of(parts: Sequence[bytes]) -> bytes:
    """One digest of the parts of a recipe."""
    return fingerprint(b"\0".join(fingerprint(part) for part in parts))
