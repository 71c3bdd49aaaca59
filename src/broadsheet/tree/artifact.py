"""One file of the tree: what it is made by and about, and where it lies."""

from typing import Final, Self

from broadsheet.edition.late import dataclass

NOTHING: Final = -1
"""The size of an artifact that is not to exist now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """
    An artifact that is to exist.

    `path` lies in the tree, without a leading slash (`2026/11/slug/index.html`); `maker` names who makes it;
    `subject` is what it is about (a record's id, a list's name, "" for the whole paper).
    """

    path: str
    maker: str
    subject: str = ""
    number: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """
    An artifact that lies on disk, as the ledger knows it.

    `key` digests what it was made from, `digest` is SHA-256 of its bytes, `size` in bytes; `due` is the
    first moment at which another "now" would give other bytes, in seconds since 1970, None for never.
    An artifact that was decided not to exist now, from these inputs and until then, has the size `NOTHING`.
    """

    spec: Spec
    key: bytes
    digest: bytes
    size: int
    due: int | None = None
    inputs: tuple[str, ...] = ()

    @classmethod
    def nothing(cls, spec: Spec, *, due: int | None, inputs: tuple[str, ...]) -> Self:
        """An artifact that is not to exist now."""
        return cls(spec=spec, key=b"", digest=b"", size=NOTHING, due=due, inputs=inputs)
