"""What a request asks for beside a path: conditions, ranges, encodings (RFC 9110). Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
_CODING: Final = re.compile(r"([a-z0-9*-]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?")

_DIGITS: Final = 18
"""No file has a size of more."""

ENCODED_TAGS: Final = {"br": "-br", "zstd": "-zst", "gzip": "-gz"}
"""What an entity tag ends with when the bytes are so encoded: another representation has another tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The bytes a range asks for: the first, and how many."""

    start: int
    length: int


class Unsatisfiable:
    """A range that lies outside the file."""


def same_as_known(if_none_match: str, tag: str) -> bool:
    """
    Whether the reader has this version already, in whatever encoding.

    The comparison is the weak one (RFC 9110, 13.1.2): every encoding of a version unpacks to the same bytes.
    """
    known = if_none_match.strip()
    return known == "*" or any(_bare(each) == tag for each in _TAG.findall(known))


def _bare(tag: str) -> str:
    for ending in ENCODED_TAGS.values():
        tag = tag.removesuffix(ending)
    return tag


def span_of(range_header: str, size: int) -> Span | Unsatisfiable | None:
    """The one span a range header asks for; None when the whole file answers it (RFC 9110, 14.2)."""
    found = _RANGE.fullmatch(range_header.replace(" ", ""))
    if found is None or found.group(0) == "bytes=-":
        return None  # several ranges, other units or nonsense: to answer with everything is always allowed
    first, last = found.groups()
    if len(first) > _DIGITS or len(last) > _DIGITS:
        return Unsatisfiable()
    if not first:
        length = min(int(last), size)
        return Span(start=size - length, length=length) if length else Unsatisfiable()
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    return Span(start=start, length=end - start + 1) if start < size else Unsatisfiable()


@lru_cache(maxsize=500)  # browsers of one kind all ask in the same words
def best_encoding(accept_encoding: str, offered: tuple[str, ...]) -> str:
    """The most welcome of the encodings on offer, which are named best first; "identity" when none is."""
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        found = _CODING.fullmatch(part.strip())
        if found:
            weights[found.group(1)] = float(found.group(2) or 1)

    def weight(name: str) -> float:
        return weights.get(name, weights.get("*", 0))

    best = max(offered, key=weight)
    return best if weight(best) > 0 and weight(best) >= weights.get("identity", 0) else "identity"
