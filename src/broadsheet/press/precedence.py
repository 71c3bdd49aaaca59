"""
Who lies at a path that two artifacts want: a stub page of an old address gives way to anything else.

Everything else in a paper has a path of its own; old addresses are other systems' and may be anything.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from broadsheet.edition.paper import Paper
from broadsheet.edition.store import Edition
from broadsheet.press.output import STUB_MAKER
from broadsheet.tree import artifact
from broadsheet.tree.artifact import Spec


class Lying(Protocol):
    """What is asked of a ledger."""

    def find(self, path: str) -> artifact.Printed | None:
        """The artifact at this path."""


def is_stub(spec: Spec) -> bool:
    """Whether this gives way."""
    return spec.maker == STUB_MAKER


def stub_at(path: str, edition: Edition, paper: Paper) -> Spec | None:
    """The stub page that is to lie at this path when nothing else does; None when none, or many, ask for it."""
    if not paper.redirect_stubs or edition.count(f"stub/{path}") != 1:
        return None
    return Spec(path=path, maker=STUB_MAKER, subject=f"stub/{path}")


def lay(specs: dict[str, Spec], found: Iterable[Spec]) -> None:
    """Add artifacts by path; of two at one path the later one stays, but for a stub."""
    for spec in found:
        if not is_stub(spec) or is_stub(specs.get(spec.path, spec)):
            specs[spec.path] = spec


def without_hidden_stubs(before: dict[str, Spec], after: dict[str, Spec], printed: Lying) -> None:
    """Forget stubs where another artifact lies that these changes are not about."""
    for path in [path for specs in (before, after) for path, spec in specs.items() if is_stub(spec)]:
        if path in before and not is_stub(before[path]):
            continue  # what lies there goes or stays by these very changes
        lying = printed.find(path)
        if lying is not None and not is_stub(lying.spec):
            before.pop(path, None)
            if path in after and is_stub(after[path]):
                del after[path]


def without_covering_stubs(
    found: Iterable[Spec], printed: Lying, makers: Collection[str], gone: Collection[str]
) -> Iterator[Spec]:
    """Those of everything that `makers` are to make, but for stubs where another's artifact lies that is not `gone`."""
    for spec in found:
        lying = printed.find(spec.path) if is_stub(spec) and spec.path not in gone else None
        if lying is None or lying.spec.maker in makers:
            yield spec
