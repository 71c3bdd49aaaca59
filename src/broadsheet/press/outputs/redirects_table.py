"""What the written forms of redirects are made from."""

from enum import StrEnum

from broadsheet.edition.late import dataclass
from broadsheet.edition.old_addresses import OldAddress


class Why(StrEnum):
    """Why an old address has no stub page, or no redirect at all."""

    QUERY = "has a query, so only a server can answer it"
    UNFIT = "is too long or has signs that no file name can have, so only a server can answer it"
    TAKEN = "is the address of another page now, so nothing leads on from it"
    SHARED = "would have its stub page where that of another page's old address would be"
    CLAIMED = "was also the address of an older page, to which it leads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An old address, and the path of the page it leads to."""

    old: OldAddress
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An old address as noted, the page it was meant for, and what is to be said of it."""

    address: str
    path: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectTable:
    """All redirects, by key; `root` is the path of the paper's root on its host, with slashes at both ends."""

    root: str
    moves: tuple[Move, ...]
    named: tuple[Named, ...]
